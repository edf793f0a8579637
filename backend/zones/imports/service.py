"""Imports that were made: looking at them, and taking one back."""

from pathlib import PurePosixPath
from uuid import UUID

import msgspec
import shapely

from backend.audit import queries as audit
from backend.core import clock
from backend.core.db import Conn
from backend.core.errors import Conflict
from backend.zones import queries, rules
from backend.zones.imports import queries as made
from backend.zones.job import Repairs
from backend.zones.structs import AreaImport, AreaRepair, ImportShape


async def withdraw(conn: Conn, actor: UUID | None, import_id: UUID) -> AreaImport:
    """Take an import back on the day it was decided: what was in force before is in force again, exactly.

    Leads and patrols that were put into one of its areas meanwhile keep that area's id and name.

    Raises:
        NotFound: no such import.
        Conflict: nothing of it came into force, its day is over, or later imports build on it.
    """
    await queries.lock_import(conn, import_id)
    report, now = await queries.import_by_id(conn, import_id), clock.now()
    if not rules.may_withdraw(report, now):
        return report
    rules.refuse_built_upon(await made.later_imports(conn, report), await made.touched(conn, import_id))
    closed = await made.close_versions_of(conn, import_id)
    reopened = await made.reopen_versions_ended_by(conn, import_id)
    await made.save_withdrawal(conn, import_id, actor, now)
    await audit.record(conn, actor, "areas.withdrawn", import_id, closed=closed, reopened=reopened)
    return await queries.import_by_id(conn, import_id)


async def shapes_of(conn: Conn, import_id: UUID) -> list[ImportShape]:
    """The features of a checked file as they are drawn. None for imports from before they were kept."""
    packed = await made.previews(conn, import_id)
    return msgspec.msgpack.decode(packed, type=list[ImportShape]) if packed else []


async def repairs_of(conn: Conn, import_id: UUID) -> list[AreaRepair]:
    """What could be done about the faults of a checked file, for looking at."""
    return _unpacked(await made.repairs(conn, import_id)).proposals


async def repaired(conn: Conn, import_id: UUID) -> tuple[str, bytes]:
    """The name and the bytes of a file as it would be after every proposal, as GeoJSON. It is a file like any other: to
    come into force it is sent, checked and decided on again.

    Raises:
        NotFound: no such import.
        Conflict: nothing to repair in it.
    """
    stored = await made.repairs(conn, import_id)
    shapes = _unpacked(stored).shapes
    if not shapes:
        raise Conflict("此文件没有可修正之处。", "There is nothing to repair in this file.")
    geometries = shapely.to_geojson(shapely.from_wkb([s.wkb for s in shapes]))
    features = [
        {
            "type": "Feature",
            "properties": {"code": s.code, "name": s.name, "town_code": s.town_code},
            "geometry": msgspec.Raw(geometry.encode()),
        }
        for s, geometry in zip(shapes, geometries, strict=True)
    ]
    body = msgspec.json.encode({"type": "FeatureCollection", "features": features})
    return f"{PurePosixPath(stored.filename).stem}-repaired.geojson", body


def _unpacked(stored: made.StoredRepairs) -> Repairs:
    return msgspec.msgpack.decode(stored.repairs, type=Repairs) if stored.repairs else Repairs()

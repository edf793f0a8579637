"""Bringing changed borders into force: like an import, with the same checks, the same versions, the same way back."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

import msgspec
import shapely
from msgspec.structs import replace

from backend.audit import queries as audit
from backend.core import clock
from backend.core.db import Conn, Context, Database
from backend.core.errors import Conflict
from backend.zones import queries, service
from backend.zones import rules as area_rules
from backend.zones.editing import queries as edited
from backend.zones.editing import rules
from backend.zones.editing.shapes import whole
from backend.zones.editing.structs import AreaChange
from backend.zones.job import Checked, Job
from backend.zones.structs import (
    Accept,
    AreaImport,
    AreaImportState,
    AreaKind,
    AreaRef,
    Datum,
    ImportOrigin,
    NewAreaImport,
)


async def save(
    database: Database, context: Context, actor: UUID | None, change_id: UUID, change: AreaChange
) -> AreaImport:
    """Bring a change into force on its date, as an import that can be taken back like any other. The same again changes
    nothing.

    Raises:
        Invalid: what was drawn is not sound.
        Conflict: one of the areas has been changed since by somebody else, or areas that begin later stand against it.
    """
    area_rules.check_date(change.valid_from)
    rules.refuse_nothing(change)
    file = _file(change, rules.shapes_of([z.geometry for z in change.zones], "zones"))
    async with database.transaction(context) as conn:
        if before := await _before(conn, change_id, file):
            return before
        bases = await _bases(conn, change)
        wanted = _wanted(change, bases)
        await _refuse_stale(conn, change, wanted, bases)
        job = Job(
            wanted=wanted,
            counties=await queries.outlines(conn, AreaKind.COUNTY, change.valid_from),
            towns=await queries.outlines(conn, AreaKind.TOWN, change.valid_from),
            standing=await queries.standing(conn, change.kind, change.valid_from),
            file=file,
        )
    checked = await service.examine(job) if change.zones else Checked()
    rules.refuse_faulty(checked)
    async with database.transaction(context) as conn:
        await queries.lock_areas(conn)
        before = await _before(conn, change_id, file)
        return before or await _keep(conn, actor, change_id, change, wanted, checked, file)


async def _keep(
    conn: Conn, actor: UUID | None, change_id: UUID, change: AreaChange, wanted: NewAreaImport, checked: Checked,
    file: bytes,
) -> AreaImport:  # fmt: skip
    await _refuse_stale(conn, change, wanted, await _bases(conn, change))
    report = replace(service.report_on(wanted, checked, actor, ImportOrigin.MAP), id=change_id)
    await service.keep(conn, replace(report, state=AreaImportState.CHECKED), file, checked)
    ended = await service.apply(conn, change_id, wanted, checked.shapes)
    count = len(checked.shapes)
    await queries.save_decision(conn, change_id, AreaImportState.APPLIED, Accept.ALL, count, ended, actor, clock.now())
    await audit.record(
        conn, actor, "areas.drawn", change_id, kind=change.kind.value, count=count, ended=len(ended),
        codes=[z.code for z in change.zones][:50],
    )  # fmt: skip
    return await queries.import_by_id(conn, change_id)


async def _before(conn: Conn, change_id: UUID, file: bytes) -> AreaImport | None:
    sha256 = await edited.known(conn, change_id)
    if sha256 is None:
        return None
    if sha256 != hashlib.sha256(file).hexdigest():
        raise Conflict("此编号已有不同的修改。", "Something else is kept under this id.")
    return await queries.import_by_id(conn, change_id)


async def _bases(conn: Conn, change: AreaChange) -> list[AreaRef]:
    return await edited.refs(conn, [*change.ended, *(z.base_id for z in change.zones if z.base_id)])


async def _refuse_stale(conn: Conn, change: AreaChange, wanted: NewAreaImport, bases: Sequence[AreaRef]) -> None:
    codes = [*(z.code for z in change.zones), *wanted.ends]
    found = [e.id for e in await queries.versions_to_end(conn, wanted, codes, [])]
    named = {r.id: r for r in [*bases, *await edited.refs(conn, found)]}
    rules.refuse_stale(change, found, named)


def _wanted(change: AreaChange, bases: Sequence[AreaRef]) -> NewAreaImport:
    codes = [z.code for z in change.zones] or [b.code for b in bases]
    name = "、".join(codes[:3]) + ("…" if len(codes) > 3 else "")
    return NewAreaImport(
        kind=change.kind, valid_from=change.valid_from, filename=name[:200], datum=Datum.CGCS2000,
        ends=rules.ends(change, bases),
    )  # fmt: skip


def _file(change: AreaChange, shapes: Sequence[shapely.Geometry]) -> bytes:
    """As GeoJSON, which is kept; what a file of areas cannot say stands beside the features."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": z.code, "name": z.name, "town_code": z.town_code, "base_id": z.base_id},
            "geometry": whole(shape),
        }
        for z, shape in zip(change.zones, shapes, strict=True)
    ]
    told = {"kind": change.kind, "valid_from": change.valid_from, "ended": sorted(change.ended)}
    return msgspec.json.encode({"type": "FeatureCollection", "change": told, "features": features})

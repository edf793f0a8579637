"""Imports that were made: looking at them, and taking one back."""

from uuid import UUID

import msgspec

from backend.audit import queries as audit
from backend.core import clock
from backend.core.db import Conn
from backend.zones import queries, rules
from backend.zones.imports import queries as made
from backend.zones.structs import AreaImport, ImportShape


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

"""Alarms a page at a time, and as a file."""

from uuid import UUID

from backend.alarms.lists import queries
from backend.alarms.lists.sheet import SHEET
from backend.alarms.lists.structs import TIMES, AlarmFilter, AlarmOrder, AlarmPage
from backend.alarms.structs import Alarm
from backend.audit import queries as audit
from backend.core import pages
from backend.core.db import Conn
from backend.core.exports import FileKind, Language, Made, make
from backend.core.ids import uuid7


def cursor_of(alarm: Alarm, order: AlarmOrder) -> str:
    column = pages.column_of(order)
    value = getattr(alarm, column) if column in TIMES else queries.key_of(alarm, order)
    return pages.cursor(order, value, alarm.id)


async def page(conn: Conn, wanted: AlarmFilter, order: AlarmOrder, after: str | None, limit: int) -> AlarmPage:
    """Raises: Invalid: the cursor is not one of this list in this order."""
    found = await queries.alarms(conn, wanted, order, pages.read(after, order, TIMES), limit + 1)
    items, following = pages.split(found, limit, lambda alarm: cursor_of(alarm, order))
    return AlarmPage(items=items, next=following)


async def export(
    conn: Conn, actor: UUID, wanted: AlarmFilter, order: AlarmOrder, kind: FileKind, language: Language
) -> Made:
    """Raises: TooLarge: more rows than fit."""
    whole = pages.whole(lambda after, limit: page(conn, wanted, order, after, limit))
    made = await make(SHEET, whole, kind, language)
    asked = pages.trace(wanted, order)
    await audit.record(conn, actor, "alarms.exported", uuid7(), **asked, format=kind, rows=made.rows)
    return made

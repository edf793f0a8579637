"""Patrols a page at a time, and as a file."""

from uuid import UUID

from backend.audit import queries as audit
from backend.core import pages
from backend.core.db import Conn
from backend.core.exports import FileKind, Language, Made, make
from backend.core.ids import uuid7
from backend.patrols.lists import queries
from backend.patrols.lists.sheet import SHEET
from backend.patrols.lists.structs import TIMES, PatrolFilter, PatrolOrder, PatrolPage
from backend.patrols.structs import Patrol


def cursor_of(patrol: Patrol, order: PatrolOrder) -> str:
    column = pages.column_of(order)
    value = getattr(patrol, column) if column in TIMES else queries.key_of(patrol, order)
    return pages.cursor(order, value, patrol.id)


async def page(conn: Conn, wanted: PatrolFilter, order: PatrolOrder, after: str | None, limit: int) -> PatrolPage:
    """Raises: Invalid: the cursor is not one of this list in this order."""
    found = await queries.patrols(conn, wanted, order, pages.read(after, order, TIMES), limit + 1)
    items, following = pages.split(found, limit, lambda patrol: cursor_of(patrol, order))
    return PatrolPage(items=items, next=following)


async def export(
    conn: Conn, actor: UUID, wanted: PatrolFilter, order: PatrolOrder, kind: FileKind, language: Language
) -> Made:
    """Raises: TooLarge: more rows than fit."""
    whole = pages.whole(lambda after, limit: page(conn, wanted, order, after, limit))
    made = await make(SHEET, whole, kind, language)
    asked = pages.trace(wanted, order)
    await audit.record(conn, actor, "patrols.exported", uuid7(), **asked, format=kind, rows=made.rows)
    return made

"""Leads a page at a time, and as a file."""

from uuid import UUID

from backend.audit import queries as audit
from backend.core import pages
from backend.core.db import Conn
from backend.core.exports import FileKind, Language, Made, make
from backend.core.ids import uuid7
from backend.leads.lists import queries
from backend.leads.lists.sheet import SHEET
from backend.leads.lists.structs import TIMES, LeadFilter, LeadOrder
from backend.leads.structs import Lead, LeadPage


def cursor_of(lead: Lead, order: LeadOrder) -> str:
    column = pages.column_of(order)
    value = getattr(lead, column) if column in TIMES else queries.key_of(lead, order)
    return pages.cursor(order, value, lead.id)


async def page(conn: Conn, wanted: LeadFilter, order: LeadOrder, after: str | None, limit: int) -> LeadPage:
    """Raises: Invalid: the cursor is not one of this list in this order."""
    found = await queries.leads(conn, wanted, order, pages.read(after, order, TIMES), limit + 1)
    items, following = pages.split(found, limit, lambda lead: cursor_of(lead, order))
    return LeadPage(items=items, next=following)


async def export(
    conn: Conn, actor: UUID, wanted: LeadFilter, order: LeadOrder, kind: FileKind, language: Language
) -> Made:
    """The whole of a list as a file; that it left the system is written down.

    Raises: TooLarge: more rows than fit.
    """

    whole = pages.whole(lambda after, limit: page(conn, wanted, order, after, limit))
    made = await make(SHEET, whole, kind, language)
    asked = pages.trace(wanted, order)
    await audit.record(conn, actor, "leads.exported", uuid7(), **asked, format=kind, rows=made.rows)
    return made

"""The audit log a page at a time: its rows have numbers, which are their order."""

from backend.audit import queries
from backend.audit.structs import AuditFilter, AuditLine, AuditOrder
from backend.core.db import Conn
from backend.core.errors import invalid
from backend.core.pages import Place


async def lines(conn: Conn, wanted: AuditFilter, order: AuditOrder, after: Place | None, limit: int) -> list[AuditLine]:
    """Raises: Invalid: the cursor is not one of this list."""
    return await queries.lines(conn, wanted, order, _number(after) if after else None, limit)


def _number(after: Place) -> int:
    text = after.text or ""
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise invalid("after", "分页游标有误。", "Not a cursor of this list in this order.")
    return int(text)

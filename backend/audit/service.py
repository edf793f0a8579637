"""The audit log a page at a time, and as a file."""

from uuid import UUID

import msgspec

from backend.audit import queries
from backend.audit.structs import AuditFilter, AuditLine, AuditOrder, AuditPage
from backend.core import pages
from backend.core.db import Conn
from backend.core.errors import invalid
from backend.core.exports import Column, FileKind, Language, Made, Sheet, make
from backend.core.ids import uuid7

SHEET: Sheet[AuditLine] = Sheet(
    zh="审计",
    en="Audit",
    columns=[
        Column("序号", "Number", lambda line, _: line.id),
        Column("时间", "Time", lambda line, _: line.at, is_time=True),
        Column("操作人", "Done by", lambda line, _: line.actor_name or ""),
        Column("操作人编号", "Id of who did it", lambda line, _: str(line.actor or ""), width=38),
        Column("操作", "Action", lambda line, _: line.action, width=24),
        Column("对象编号", "Id of the subject", lambda line, _: str(line.subject), width=38),
        Column("内容", "Detail", lambda line, _: msgspec.json.encode(line.detail).decode(), width=60),
    ],
)


def _place(after: str | None, order: AuditOrder) -> int | None:
    place = pages.read(after, order, frozenset())
    if place is None:
        return None
    text = place.text or ""
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise invalid("after", "分页游标有误。", "Not a cursor of this list in this order.")
    return int(text)


async def page(conn: Conn, wanted: AuditFilter, order: AuditOrder, after: str | None, limit: int) -> AuditPage:
    """Raises: Invalid: the cursor is not one of this list in this order."""
    found = await queries.lines(conn, wanted, order, _place(after, order), limit + 1)
    items, following = pages.split(found, limit, lambda line: pages.cursor(order, line.id, line.subject))
    return AuditPage(items=items, next=following)


async def export(
    conn: Conn, actor: UUID, wanted: AuditFilter, order: AuditOrder, kind: FileKind, language: Language
) -> Made:
    """Raises: TooLarge: more rows than fit."""
    whole = pages.whole(lambda after, limit: page(conn, wanted, order, after, limit))
    made = await make(SHEET, whole, kind, language)
    asked = pages.trace(wanted, order)
    await queries.record(conn, actor, "audit.exported", uuid7(), **asked, format=kind, rows=made.rows)
    return made

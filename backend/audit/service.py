"""The audit log a page at a time: its rows have numbers, which are their order."""

from msgspec.structs import asdict

from backend.audit import queries, rules
from backend.audit.structs import AuditFilter, AuditLine, AuditOrder
from backend.core.db import Conn
from backend.core.errors import invalid
from backend.core.pages import Place


async def lines(conn: Conn, wanted: AuditFilter, order: AuditOrder, after: Place | None, limit: int) -> list[AuditLine]:
    """Raises: Invalid: the cursor is not one of this list."""
    found = await queries.lines(conn, wanted, order, _number(after) if after else None, limit)
    told = [rules.spoken_of(line) for line in found]
    ids = list({each for one in told for each in one.ids})
    codes = sorted({each for one in told for each in one.codes})
    known = await queries.known(conn, ids, [kind for kind, _ in codes], [code for _, code in codes])
    names = {(each.kind, each.key): each.name for each in known}
    return [AuditLine(**asdict(line), names=rules.named(one, names)) for line, one in zip(found, told, strict=True)]


def _number(after: Place) -> int:
    text = after.text or ""
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise invalid("after", "分页游标有误。", "Not a cursor of this list in this order.")
    return int(text)

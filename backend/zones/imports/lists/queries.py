"""Every SQL statement that lists imports in an order."""

from backend.core import db
from backend.core.db import Conn
from backend.core.pages import Place, column_of, falls
from backend.zones.imports.lists.structs import AreaImportLine, ImportFilter, ImportOrder

_SELECT = """
    select area_imports.id, origin, kind, filename, valid_from, mode, state, accepted, feature_count, good_count,
           applied_count, at, decided_at, withdrawn_at,
           coalesce((select display_name from people where id = imported_by), '') as imported_by_name,
           coalesce((select display_name from people where id = decided_by), '') as decided_by_name,
           coalesce((select display_name from people where id = withdrawn_by), '') as withdrawn_by_name
    from area_imports
"""
_TIME = "case $6::text when 'at' then at end"
_TEXT = """
    (case $6::text when 'filename' then filename when 'kind' then kind when 'state' then state
        when 'valid_from' then valid_from::text end collate "C")
"""
_MATCHING = """
    where ($1::text is null or kind = $1)
      and ($2::text is null or state = $2)
      and ($3::text is null or filename ilike $3 or exists (
          select from people where people.id in (imported_by, decided_by, withdrawn_by) and display_name ilike $3))
      and ($4::timestamptz is null or at >= $4)
      and ($5::timestamptz is null or at < $5)
"""
_RISING = (
    " and ($9::uuid is null or case when $7::timestamptz is not null then (" + _TIME + ", area_imports.id) > ($7, $9)"
    " else (" + _TEXT + ", area_imports.id) > ($8::text, $9) end)"
    " order by " + _TIME + ", " + _TEXT + ", area_imports.id limit $10"
)
_FALLING = (
    " and ($9::uuid is null or case when $7::timestamptz is not null then (" + _TIME + ", area_imports.id) < ($7, $9)"
    " else (" + _TEXT + ", area_imports.id) < ($8::text, $9) end)"
    " order by " + _TIME + " desc, " + _TEXT + " desc, area_imports.id desc limit $10"
)


def key_of(line: AreaImportLine, order: ImportOrder) -> str:
    """The value a text column sorts by, as in ``_TEXT``."""
    return {
        "filename": line.filename,
        "kind": line.kind.value,
        "state": line.state.value,
        "valid_from": line.valid_from.isoformat(),
    }[column_of(order)]


async def imports(
    conn: Conn, wanted: ImportFilter, order: ImportOrder, after: Place | None, limit: int
) -> list[AreaImportLine]:
    """Those that match, in the order asked for; texts are compared character by character."""
    await db.plan_anew(conn)
    kind = wanted.kind.value if wanted.kind else None
    state = wanted.state.value if wanted.state else None
    at, text, last = (after.at, after.text, after.id) if after else (None, None, None)
    if falls(order):
        return await db.all(
            conn, AreaImportLine, _SELECT + _MATCHING + _FALLING,
            kind, state, wanted.pattern, wanted.begin, wanted.end, column_of(order), at, text, last, limit,
        )  # fmt: skip
    return await db.all(
        conn, AreaImportLine, _SELECT + _MATCHING + _RISING,
        kind, state, wanted.pattern, wanted.begin, wanted.end, column_of(order), at, text, last, limit,
    )  # fmt: skip

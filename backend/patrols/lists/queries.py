"""Every SQL statement that lists patrols in an order."""

from backend.core import db
from backend.core.db import Conn
from backend.core.pages import Place, column_of, falls
from backend.patrols.lists.structs import PatrolFilter, PatrolOrder
from backend.patrols.queries import SELECT
from backend.patrols.structs import Patrol

# Planned anew each time, so that only the column asked for is left of these, and its index can be walked.
_TIME = "case $9::text when 'started_at' then started_at end"
_TEXT = """
    (case $9::text when 'person' then person_name when 'squad' then squad when 'zone' then coalesce(areas.name, '')
        when 'state' then state end collate "C")
"""
_MATCHING = """
    where ($1::text is null or state = $1)
      and ($2::uuid is null or person_id = $2)
      and ($3::text is null or squad = $3)
      and ($4::uuid is null or duty_zone_id = $4)
      and ($5::text is null or patrols.town_code = $5)
      and ($6::text is null or person_name ilike $6 or squad ilike $6 or vehicle ilike $6 or areas.name ilike $6)
      and ($7::timestamptz is null or started_at >= $7)
      and ($8::timestamptz is null or started_at < $8)
"""
_RISING = (
    " and ($12::uuid is null or case when $10::timestamptz is not null then (" + _TIME + ", patrols.id) > ($10, $12)"
    " else (" + _TEXT + ", patrols.id) > ($11::text, $12) end)"
    " order by " + _TIME + ", " + _TEXT + ", patrols.id limit $13"
)
_FALLING = (
    " and ($12::uuid is null or case when $10::timestamptz is not null then (" + _TIME + ", patrols.id) < ($10, $12)"
    " else (" + _TEXT + ", patrols.id) < ($11::text, $12) end)"
    " order by " + _TIME + " desc, " + _TEXT + " desc, patrols.id desc limit $13"
)


def key_of(patrol: Patrol, order: PatrolOrder) -> str:
    """The value a text column sorts by, as in ``_TEXT``."""
    return {
        "person": patrol.person_name,
        "squad": patrol.squad,
        "zone": patrol.duty_zone_name or "",
        "state": patrol.state.value,
    }[column_of(order)]


async def patrols(
    conn: Conn, wanted: PatrolFilter, order: PatrolOrder, after: Place | None, limit: int
) -> list[Patrol]:
    """Those within the caller's reach that match, in the order asked for; texts are compared character by character."""
    await db.plan_anew(conn)
    state = wanted.state.value if wanted.state else None
    at, text, last = (after.at, after.text, after.id) if after else (None, None, None)
    if falls(order):
        return await db.all(
            conn, Patrol, SELECT + _MATCHING + _FALLING,
            state, wanted.person_id, wanted.squad, wanted.duty_zone_id, wanted.town_code, wanted.pattern,
            wanted.begin, wanted.end, column_of(order), at, text, last, limit,
        )  # fmt: skip
    return await db.all(
        conn, Patrol, SELECT + _MATCHING + _RISING,
        state, wanted.person_id, wanted.squad, wanted.duty_zone_id, wanted.town_code, wanted.pattern,
        wanted.begin, wanted.end, column_of(order), at, text, last, limit,
    )  # fmt: skip

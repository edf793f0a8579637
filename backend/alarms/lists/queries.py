"""Every SQL statement that lists alarms in an order."""

from backend.alarms.lists.structs import AlarmFilter, AlarmOrder
from backend.alarms.queries import SELECT
from backend.alarms.structs import Alarm
from backend.core import db
from backend.core.db import Conn
from backend.core.pages import Place, column_of, falls

# Planned anew each time, so that only the column asked for is left of these, and its index can be walked.
_TIME = "case $8::text when 'received_at' then received_at end"
_TEXT = """
    (case $8::text when 'person' then person_name when 'kind' then kind when 'zone' then coalesce(duty_zone_name, '')
        when 'state' then state end collate "C")
"""
_MATCHING = """
    where ($1::text is null or state = $1)
      and ($2::text is null or kind = $2)
      and ($3::uuid is null or person_id = $3)
      and ($4::text is null or town_code = $4)
      and ($5::text is null or person_name ilike $5 or squad ilike $5 or duty_zone_name ilike $5 or note ilike $5)
      and ($6::timestamptz is null or received_at >= $6)
      and ($7::timestamptz is null or received_at < $7)
"""
_RISING = (
    " and ($11::uuid is null or case when $9::timestamptz is not null then (" + _TIME + ", alarms.id) > ($9, $11)"
    " else (" + _TEXT + ", alarms.id) > ($10::text, $11) end)"
    " order by " + _TIME + ", " + _TEXT + ", alarms.id limit $12"
)
_FALLING = (
    " and ($11::uuid is null or case when $9::timestamptz is not null then (" + _TIME + ", alarms.id) < ($9, $11)"
    " else (" + _TEXT + ", alarms.id) < ($10::text, $11) end)"
    " order by " + _TIME + " desc, " + _TEXT + " desc, alarms.id desc limit $12"
)


def key_of(alarm: Alarm, order: AlarmOrder) -> str:
    """The value a text column sorts by, as in ``_TEXT``."""
    return {
        "person": alarm.person_name,
        "kind": alarm.kind.value,
        "zone": alarm.duty_zone_name or "",
        "state": alarm.state.value,
    }[column_of(order)]


async def alarms(conn: Conn, wanted: AlarmFilter, order: AlarmOrder, after: Place | None, limit: int) -> list[Alarm]:
    """Those within the caller's reach that match, in the order asked for; texts are compared character by character."""
    await db.plan_anew(conn)
    state = wanted.state.value if wanted.state else None
    kind = wanted.kind.value if wanted.kind else None
    at, text, last = (after.at, after.text, after.id) if after else (None, None, None)
    if falls(order):
        return await db.all(
            conn, Alarm, SELECT + _MATCHING + _FALLING,
            state, kind, wanted.person_id, wanted.town_code, wanted.pattern, wanted.begin, wanted.end,
            column_of(order), at, text, last, limit,
        )  # fmt: skip
    return await db.all(
        conn, Alarm, SELECT + _MATCHING + _RISING,
        state, kind, wanted.person_id, wanted.town_code, wanted.pattern, wanted.begin, wanted.end,
        column_of(order), at, text, last, limit,
    )  # fmt: skip

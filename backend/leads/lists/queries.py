"""Every SQL statement that lists leads in an order."""

from backend.core import db
from backend.core.db import Conn
from backend.core.pages import Place, column_of, falls
from backend.leads import rules
from backend.leads.lists.structs import LeadFilter, LeadOrder
from backend.leads.queries import SELECT
from backend.leads.structs import Lead

# Planned anew each time, so that only the column asked for is left of these, and its index can be walked.
_TIME = "case $11::text when 'received_at' then received_at when 'captured_at' then captured_at end"
_TEXT = """
    (case $11::text
        when 'state' then position(state in 'reported accepted assigned handled closed rejected') + 100 || ''
        when 'category' then name_zh when 'town' then coalesce(town_name, '')
        when 'zone' then coalesce(duty_zone_name, '') when 'reporter' then reported_by_name
        when 'assignee' then coalesce(assigned_to_name, '')
    end collate "C")
"""
# The number by the phone's day is what the phone showed before it was told ours (``rules.day_of``): both are found.
_MATCHING = """
    where ($1::text is null or state = $1)
      and ($2::text is null or town_code = $2)
      and ($3::uuid is null or duty_zone_id = $3)
      and ($4::text is null or category = $4)
      and ($5::uuid is null or reported_by = $5)
      and ($6::uuid is null or assigned_to = $6)
      and (not $7 or state not in ('rejected', 'closed'))
      and ($8::text is null or note ilike $8 or address ilike $8 or name_zh ilike $8 or name_en ilike $8
           or reported_by_name ilike $8 or assigned_to_name ilike $8 or town_name ilike $8 or duty_zone_name ilike $8
           or to_char(captured_at at time zone 'Asia/Shanghai', 'MMDD-') || right(leads.id::text, 4) ilike $8
           or to_char(received_at at time zone 'Asia/Shanghai', 'MMDD-') || right(leads.id::text, 4) ilike $8
              and (captured_at > received_at + $17::interval or captured_at < received_at - $18::interval))
      and ($9::timestamptz is null or received_at >= $9)
      and ($10::timestamptz is null or received_at < $10)
      and (not $16 or urgent)
"""
_RISING = (
    " and ($14::uuid is null or case when $12::timestamptz is not null then (" + _TIME + ", leads.id) > ($12, $14)"
    " else (" + _TEXT + ", leads.id) > ($13::text, $14) end)"
    " order by " + _TIME + ", " + _TEXT + ", leads.id limit $15"
)
_FALLING = (
    " and ($14::uuid is null or case when $12::timestamptz is not null then (" + _TIME + ", leads.id) < ($12, $14)"
    " else (" + _TEXT + ", leads.id) < ($13::text, $14) end)"
    " order by " + _TIME + " desc, " + _TEXT + " desc, leads.id desc limit $15"
)
_STATES = "reported accepted assigned handled closed rejected"


def key_of(lead: Lead, order: LeadOrder) -> str:
    """The value a text column sorts by, as in ``_TEXT``."""
    return {
        "state": str(_STATES.index(lead.state.value) + 101),
        "category": lead.category_name_zh,
        "town": lead.town_name or "",
        "zone": lead.duty_zone_name or "",
        "reporter": lead.reported_by_name,
        "assignee": lead.assigned_to_name or "",
    }[column_of(order)]


async def leads(conn: Conn, wanted: LeadFilter, order: LeadOrder, after: Place | None, limit: int) -> list[Lead]:
    """Those within the caller's reach that match, in the order asked for; texts are compared character by character."""
    await db.plan_anew(conn)
    state = wanted.state.value if wanted.state else None
    at, text, last = (after.at, after.text, after.id) if after else (None, None, None)
    if falls(order):
        return await db.all(
            conn, Lead, SELECT + _MATCHING + _FALLING,
            state, wanted.town_code, wanted.duty_zone_id, wanted.category, wanted.reported_by, wanted.assigned_to,
            wanted.unfinished, wanted.pattern, wanted.begin, wanted.end, column_of(order), at, text, last, limit,
            wanted.urgent, rules.AHEAD, rules.HELD,
        )  # fmt: skip
    return await db.all(
        conn, Lead, SELECT + _MATCHING + _RISING,
        state, wanted.town_code, wanted.duty_zone_id, wanted.category, wanted.reported_by, wanted.assigned_to,
        wanted.unfinished, wanted.pattern, wanted.begin, wanted.end, column_of(order), at, text, last, limit,
        wanted.urgent, rules.AHEAD, rules.HELD,
    )  # fmt: skip

"""Every SQL statement that lists everybody's devices in an order."""

from backend.core import db
from backend.core.db import Conn
from backend.core.pages import Place, column_of, falls
from backend.staff.devices.structs import DeviceFilter, DeviceLine, DeviceOrder

_ID = "md5(person_id::text || devices.id::text)::uuid"
_SELECT = """
    select md5(person_id::text || devices.id::text)::uuid as id, devices.id as device_id, person_id,
           display_name as person_name, squad, label, enrolled_at, seen_at, revoked_at, revoked_reason,
           (select case when k.revoked_at is not null then 'revoked' when approved_at is not null then 'approved'
                   else 'pending' end
            from capture_keys k where k.person_id = devices.person_id and k.device_id = devices.id
            order by k.revoked_at is not null, k.enrolled_at desc limit 1) as key_state
    from devices join people on people.id = person_id
"""
_TIME = "case $8::text when 'seen_at' then seen_at when 'enrolled_at' then enrolled_at end"
_TEXT = """
    (case $8::text when 'person' then display_name when 'label' then label when 'squad' then coalesce(squad, '')
        when 'state' then case when revoked_at is null then '1' else '2' end end collate "C")
"""
_MATCHING = """
    where ($1::uuid is null or person_id = $1)
      and ($2::text is null or squad = $2)
      and ($3::text is null or $3 = any(town_codes))
      and ($4::bool is null or (revoked_at is not null) = $4)
      and ($5::text is null or display_name ilike $5 or name ilike $5 or label ilike $5 or revoked_reason ilike $5)
      and ($6::timestamptz is null or seen_at >= $6)
      and ($7::timestamptz is null or seen_at < $7)
"""
_RISING = (
    " and ($11::uuid is null or case when $9::timestamptz is not null then (" + _TIME + ", " + _ID + ") > ($9, $11)"
    " else (" + _TEXT + ", " + _ID + ") > ($10::text, $11) end)"
    " order by " + _TIME + ", " + _TEXT + ", 1 limit $12"
)
_FALLING = (
    " and ($11::uuid is null or case when $9::timestamptz is not null then (" + _TIME + ", " + _ID + ") < ($9, $11)"
    " else (" + _TEXT + ", " + _ID + ") < ($10::text, $11) end)"
    " order by " + _TIME + " desc, " + _TEXT + " desc, 1 desc limit $12"
)


def key_of(line: DeviceLine, order: DeviceOrder) -> str:
    """The value a text column sorts by, as in ``_TEXT``."""
    return {
        "person": line.person_name,
        "label": line.label,
        "squad": line.squad or "",
        "state": "1" if line.revoked_at is None else "2",
    }[column_of(order)]


async def devices(
    conn: Conn, wanted: DeviceFilter, order: DeviceOrder, after: Place | None, limit: int
) -> list[DeviceLine]:
    """Those within the caller's reach that match, in the order asked for; texts are compared character by character."""
    await db.plan_anew(conn)
    at, text, last = (after.at, after.text, after.id) if after else (None, None, None)
    if falls(order):
        return await db.all(
            conn, DeviceLine, _SELECT + _MATCHING + _FALLING,
            wanted.person_id, wanted.squad, wanted.town_code, wanted.revoked, wanted.pattern, wanted.begin, wanted.end,
            column_of(order), at, text, last, limit,
        )  # fmt: skip
    return await db.all(
        conn, DeviceLine, _SELECT + _MATCHING + _RISING,
        wanted.person_id, wanted.squad, wanted.town_code, wanted.revoked, wanted.pattern, wanted.begin, wanted.end,
        column_of(order), at, text, last, limit,
    )  # fmt: skip

"""Every SQL statement that lists people in an order."""

from backend.core import db
from backend.core.db import Conn
from backend.core.pages import Place, column_of, falls
from backend.staff.lists.structs import PeopleFilter, PeopleOrder
from backend.staff.queries import SELECT
from backend.staff.rules import standing
from backend.staff.structs import Person

_KEY = """
    (case $6::text
        when 'display_name' then display_name when 'squad' then coalesce(squad, '')
        when 'state' then
            case when disabled then '4' when roles = '{}' then '3' when must_change_password then '2' else '1' end
        else name
    end collate "C")
"""
_MATCHING = """
    where ($1::text is null or name ilike $1 or display_name ilike $1 or squad ilike $1)
      and ($2::text is null or $2 = any(roles)) and ($3::text is null or $3 = any(town_codes))
      and ($4::bool is null or disabled = $4) and ($10::bool is null or (roles = '{}') = $10)
      and ($5::uuid is null or people.id = $5)
"""
_RISING = (
    " and ($8::uuid is null or (" + _KEY + ", people.id) > ($7::text, $8)) order by " + _KEY + ", people.id limit $9"
)
_FALLING = (
    " and ($8::uuid is null or (" + _KEY + ", people.id) < ($7::text, $8))"
    " order by " + _KEY + " desc, people.id desc limit $9"
)


def key_of(person: Person, order: PeopleOrder) -> str:
    """The value a column sorts by, as in ``_KEY``."""
    return {
        "name": person.name,
        "display_name": person.display_name,
        "squad": person.squad or "",
        "state": str(standing(person).value),
    }[column_of(order)]


async def people(conn: Conn, wanted: PeopleFilter, order: PeopleOrder, after: Place | None, limit: int) -> list[Person]:
    """Those within the caller's reach that match, in the order asked for, compared character by character."""
    role = wanted.role.value if wanted.role else None
    text, last = (after.text, after.id) if after else (None, None)
    if falls(order):
        return await db.all(
            conn, Person, SELECT + _MATCHING + _FALLING,
            wanted.pattern, role, wanted.town_code, wanted.disabled, wanted.person_id, column_of(order), text, last,
            limit, wanted.without_role,
        )  # fmt: skip
    return await db.all(
        conn, Person, SELECT + _MATCHING + _RISING,
        wanted.pattern, role, wanted.town_code, wanted.disabled, wanted.person_id, column_of(order), text, last, limit,
        wanted.without_role,
    )  # fmt: skip

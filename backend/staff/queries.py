"""Every SQL statement about people, sign-in left out."""

from uuid import UUID

from backend.auth.permissions import Role
from backend.core import db
from backend.core.db import Conn
from backend.staff.structs import NewPerson, PeopleFilter, Person

_SELECT = "select id, name, display_name, roles, town_codes, squad, disabled, must_change_password from people "
_KEY = """
    case ltrim($5::text, '-')
        when 'display_name' then display_name when 'squad' then coalesce(squad, '') else name
    end collate "C"
"""
_MATCHING = """
    where ($1::text is null or name ilike $1 or display_name ilike $1 or squad ilike $1)
      and ($2::text is null or $2 = any(roles)) and ($3::text is null or $3 = any(town_codes))
      and ($4::bool is null or disabled = $4)
"""
_RISING = " and ($7::uuid is null or (" + _KEY + ", id) > ($6::text, $7)) order by " + _KEY + ", id limit $8"
_FALLING = " and ($7::uuid is null or (" + _KEY + ", id) < ($6::text, $7)) order by " + _KEY + " desc, id desc limit $8"


async def people(conn: Conn, wanted: PeopleFilter, limit: int) -> list[Person]:
    """Those within the caller's reach that match, in the order asked for, compared character by character."""
    key, last = wanted.after or (None, None)
    role = wanted.role.value if wanted.role else None
    if wanted.order.value.startswith("-"):
        return await db.all(
            conn, Person, _SELECT + _MATCHING + _FALLING,
            wanted.pattern, role, wanted.town_code, wanted.disabled, wanted.order.value, key, last, limit,
        )  # fmt: skip
    return await db.all(
        conn, Person, _SELECT + _MATCHING + _RISING,
        wanted.pattern, role, wanted.town_code, wanted.disabled, wanted.order.value, key, last, limit,
    )  # fmt: skip


async def by_id(conn: Conn, person_id: UUID) -> Person:
    return await db.one(conn, Person, _SELECT + "where id = $1", person_id)


async def by_id_for_update(conn: Conn, person_id: UUID) -> Person:
    return await db.one(conn, Person, _SELECT + "where id = $1 for update", person_id)


async def administrators_for_update(conn: Conn) -> list[Person]:
    """System and security administrators, held until the transaction ends so that two cannot remove each other."""
    return await db.all(conn, Person, _SELECT + "where roles && '{system_admin,security_admin}' order by id for update")


async def insert(conn: Conn, person_id: UUID, new: NewPerson, password_hash: str) -> None:
    """With a temporary password: whoever creates a person knows it."""
    await db.run(
        conn,
        """
        insert into people
            (id, name, display_name, password_hash, must_change_password, roles, town_codes, squad)
        values ($1, $2, $3, $4, true, '{}', $5, $6)
        """,
        person_id,
        new.name,
        new.display_name,
        password_hash,
        sorted(set(new.town_codes)),
        new.squad,
    )


async def save_roles(conn: Conn, person_id: UUID, roles: list[Role]) -> None:
    await db.run(conn, "update people set roles = $2 where id = $1", person_id, roles)


async def save_towns(conn: Conn, person_id: UUID, town_codes: list[str]) -> None:
    await db.run(conn, "update people set town_codes = $2 where id = $1", person_id, town_codes)


async def save_squad(conn: Conn, person_id: UUID, squad: str | None) -> None:
    await db.run(conn, "update people set squad = $2 where id = $1", person_id, squad)


async def save_disabled(conn: Conn, person_id: UUID, disabled: bool) -> None:
    await db.run(conn, "update people set disabled = $2 where id = $1", person_id, disabled)

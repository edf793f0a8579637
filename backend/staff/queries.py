"""Every SQL statement about people, sign-in left out."""

from uuid import UUID

from backend.auth.permissions import Role
from backend.core import db
from backend.core.db import Conn
from backend.staff.structs import NewPerson, Person

SELECT = """
    select people.id, name, display_name, roles, town_codes, squad, phone, disabled, must_change_password,
           array(select coalesce((select areas.name from areas where kind = 'town' and areas.code = town.code
                                  order by valid_from desc limit 1), town.code)
                 from unnest(town_codes) with ordinality as town (code, n) order by n) as town_names
    from people
"""


async def by_id(conn: Conn, person_id: UUID) -> Person:
    return await db.one(conn, Person, SELECT + "where people.id = $1", person_id)


async def by_id_for_update(conn: Conn, person_id: UUID) -> Person:
    return await db.one(conn, Person, SELECT + "where people.id = $1 for update of people", person_id)


async def administrators_for_update(conn: Conn) -> list[Person]:
    """System and security administrators, held until the transaction ends so that two cannot remove each other."""
    return await db.all(
        conn, Person, SELECT + "where roles && '{system_admin,security_admin}' order by id for update of people"
    )


async def insert(conn: Conn, person_id: UUID, new: NewPerson, password_hash: str) -> None:
    """With a temporary password: whoever creates a person knows it."""
    await db.run(
        conn,
        """
        insert into people
            (id, name, display_name, password_hash, must_change_password, roles, town_codes, squad, phone)
        values ($1, $2, $3, $4, true, '{}', $5, $6, $7)
        """,
        person_id,
        new.name,
        new.display_name,
        password_hash,
        sorted(set(new.town_codes)),
        new.squad,
        new.phone,
    )


async def save_roles(conn: Conn, person_id: UUID, roles: list[Role]) -> None:
    await db.run(conn, "update people set roles = $2 where id = $1", person_id, roles)


async def save_towns(conn: Conn, person_id: UUID, town_codes: list[str]) -> None:
    await db.run(conn, "update people set town_codes = $2 where id = $1", person_id, town_codes)


async def save_squad(conn: Conn, person_id: UUID, squad: str | None) -> None:
    await db.run(conn, "update people set squad = $2 where id = $1", person_id, squad)


async def save_phone(conn: Conn, person_id: UUID, phone: str | None) -> None:
    await db.run(conn, "update people set phone = $2 where id = $1", person_id, phone)


async def save_disabled(conn: Conn, person_id: UUID, disabled: bool) -> None:
    await db.run(conn, "update people set disabled = $2 where id = $1", person_id, disabled)

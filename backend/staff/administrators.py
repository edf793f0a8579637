"""Administrators as whoever runs the server makes them: the first ones, and those who have lost their password."""

import secrets

import asyncpg

from backend.audit import queries as audit
from backend.auth import passwords
from backend.auth import queries as auth
from backend.auth.permissions import ADMINISTRATORS, Role
from backend.core import db, live
from backend.core.db import SYSTEM, Conn, Database, PooledDatabase
from backend.core.errors import Conflict, invalid
from backend.core.ids import uuid7
from backend.staff import queries
from backend.staff.structs import NewPerson


async def administrator(database: Database, role: Role, name: str) -> str:
    """Make an administrator of one role, or give one a new password; the answer is the password.

    Raises:
        Invalid: the role is none of the three administrators (三员); others are granted in the system itself.
        Conflict: the name belongs to somebody with another role.
    """
    if role not in ADMINISTRATORS:
        raise invalid("role", "只能设置三员。", f"One of {', '.join(sorted(ADMINISTRATORS))}.")
    password = secrets.token_urlsafe(12)
    password_hash = await passwords.hashed(password)
    async with database.transaction(SYSTEM) as conn:
        found = await auth.credentials(conn, name)
        if found is None:
            await _create(conn, role, name, password, password_hash)
            return password
        person = await queries.by_id_for_update(conn, found.id)
        if person.roles != [role]:
            raise Conflict("此登录名属于其他人员。", "This sign-in name belongs to somebody with another role.")
        await auth.save_password(conn, person.id, password_hash, temporary=True)
        await auth.revoke_other_sessions(conn, person.id, None)
        await audit.record(conn, None, "password.reset", person.id)
        await live.announce_revocation(conn, person.id)
    return password


async def _create(conn: Conn, role: Role, name: str, password: str, password_hash: str) -> None:
    person_id = uuid7()
    new = NewPerson(name=name, display_name=name, password=password)
    await queries.insert(conn, person_id, new, password_hash)
    await queries.save_roles(conn, person_id, [role])
    await audit.record(conn, None, "person.created", person_id, roles=[role])


async def from_command_line(database_url: str, role: Role, name: str) -> str:
    """``administrator`` with a connection of its own."""
    async with asyncpg.create_pool(database_url, init=db.set_codecs, min_size=1, max_size=1) as pool:
        return await administrator(PooledDatabase(pool), role, name)

"""Creating people, and changing what they may do. Every change takes effect at once, on open sockets too."""

from uuid import UUID

from backend.audit import queries as audit
from backend.auth import passwords
from backend.auth import queries as auth
from backend.auth.caller import Caller
from backend.auth.keys import queries as keys
from backend.auth.permissions import Role
from backend.core import live
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.staff import queries, rules
from backend.staff.structs import NewPerson, Person


async def create(conn: Conn, actor: Caller, new: NewPerson) -> Person:
    """Raises: Conflict: the sign-in name is taken."""
    person_id = uuid7()
    await queries.insert(conn, person_id, new, await passwords.hashed(new.password))
    await audit.record(conn, actor.id, "person.created", person_id, town_codes=new.town_codes)
    return await queries.by_id(conn, person_id)


async def grant_roles(conn: Conn, actor: Caller, person_id: UUID, roles: list[Role]) -> Person:
    """Set a person's roles; none is possible, and means they may do nothing."""
    administrators = await queries.administrators_for_update(conn)
    person = await queries.by_id_for_update(conn, person_id)
    after = sorted(set(roles))
    rules.check_not_oneself(actor.id, person)
    rules.check_roles(after)
    rules.check_somebody_remains(person, after, administrators)
    await queries.save_roles(conn, person_id, after)
    if rules.must_sign_in_again(person.roles, after):
        await auth.revoke_other_sessions(conn, person_id, None)
    await audit.record(conn, actor.id, "person.roles_granted", person_id, before=person.roles, after=after)
    await live.announce_revocation(conn, person_id)
    return await queries.by_id(conn, person_id)


async def assign_towns(conn: Conn, actor: Caller, person_id: UUID, town_codes: list[str]) -> Person:
    """Set the towns whose rows a person sees."""
    person = await queries.by_id_for_update(conn, person_id)
    rules.check_not_oneself(actor.id, person)
    after = sorted(set(town_codes))
    await queries.save_towns(conn, person_id, after)
    await audit.record(conn, actor.id, "person.towns_assigned", person_id, before=person.town_codes, after=after)
    await live.announce_revocation(conn, person_id)
    return await queries.by_id(conn, person_id)


async def set_squad(conn: Conn, actor: Caller, person_id: UUID, squad: str | None) -> Person:
    """Put a person into another squad. Patrols keep the squad they were begun with."""
    person = await queries.by_id_for_update(conn, person_id)
    await queries.save_squad(conn, person_id, squad)
    await audit.record(conn, actor.id, "person.squad_set", person_id, before=person.squad, after=squad)
    return await queries.by_id(conn, person_id)


async def set_phone(conn: Conn, actor: Caller, person_id: UUID, phone: str | None) -> Person:
    """The number somebody is called by. The record says that it was changed, and not to what."""
    await queries.by_id_for_update(conn, person_id)
    await queries.save_phone(conn, person_id, phone)
    await audit.record(conn, actor.id, "person.phone_set", person_id, removed=phone is None)
    return await queries.by_id(conn, person_id)


async def set_disabled(conn: Conn, actor: Caller, person_id: UUID, disabled: bool) -> Person:
    """Shut a person out, or let them sign in again. Sessions that were open stay ended, and keys."""
    administrators = await queries.administrators_for_update(conn)
    person = await queries.by_id_for_update(conn, person_id)
    rules.check_not_oneself(actor.id, person)
    if disabled:
        rules.check_somebody_remains(person, [], administrators)
        await auth.revoke_other_sessions(conn, person_id, None)
        await keys.revoke_all(conn, person_id)
    await queries.save_disabled(conn, person_id, disabled)
    await audit.record(conn, actor.id, "person.disabled" if disabled else "person.enabled", person_id)
    await live.announce_revocation(conn, person_id)
    return await queries.by_id(conn, person_id)


async def reset_password(conn: Conn, actor: Caller, person_id: UUID, new: str) -> None:
    """Set a temporary password and sign the person out everywhere."""
    person = await queries.by_id_for_update(conn, person_id)
    rules.check_password_may_be_reset(person)
    await auth.save_password(conn, person_id, await passwords.hashed(new), temporary=True)
    await auth.revoke_other_sessions(conn, person_id, None)
    await keys.revoke_all(conn, person_id)
    await audit.record(conn, actor.id, "password.reset", person_id)
    await live.announce_revocation(conn, person_id)

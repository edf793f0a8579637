"""People: adding them, and what they may do."""

from uuid import UUID

from litestar import Router, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Conn
from backend.staff import service
from backend.staff.structs import (
    DisabledChange,
    NewPerson,
    PasswordReset,
    Person,
    PhoneChange,
    RolesChange,
    SquadChange,
    TownsChange,
)


@post("/", opt=needs(Permission.PEOPLE_MANAGE), summary="Create a person without a role")
async def create_person(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], data: JSONBody[NewPerson]
) -> Person:
    return await service.create(conn, caller, data)


@put("/{person_id:uuid}/roles", opt=needs(Permission.ROLES_GRANT), summary="Set somebody's roles")
async def grant_roles(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], person_id: FromPath[UUID], data: JSONBody[RolesChange]
) -> Person:
    """409 when this would remove the last system or security administrator, 403 for one's own roles."""
    return await service.grant_roles(conn, caller, person_id, data.roles)


@put("/{person_id:uuid}/towns", opt=needs(Permission.ROLES_GRANT), summary="Set the towns somebody sees")
async def assign_towns(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], person_id: FromPath[UUID], data: JSONBody[TownsChange]
) -> Person:
    return await service.assign_towns(conn, caller, person_id, data.town_codes)


@put("/{person_id:uuid}/squad", opt=needs(Permission.PEOPLE_MANAGE), summary="Put somebody into another squad")
async def set_squad(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], person_id: FromPath[UUID], data: JSONBody[SquadChange]
) -> Person:
    return await service.set_squad(conn, caller, person_id, data.squad)


@put("/{person_id:uuid}/phone", opt=needs(Permission.PEOPLE_MANAGE), summary="Set the number somebody is called by")
async def set_phone(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], person_id: FromPath[UUID], data: JSONBody[PhoneChange]
) -> Person:
    return await service.set_phone(conn, caller, person_id, data.phone)


@put("/{person_id:uuid}/disabled", opt=needs(Permission.PEOPLE_MANAGE), summary="Shut somebody out, or let them in")
async def set_disabled(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    person_id: FromPath[UUID],
    data: JSONBody[DisabledChange],
) -> Person:
    return await service.set_disabled(conn, caller, person_id, data.disabled)


@put(
    "/{person_id:uuid}/password",
    opt=needs(Permission.PEOPLE_MANAGE),
    summary="Set somebody's temporary password",
    status_code=204,
)
async def reset_password(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    person_id: FromPath[UUID],
    data: JSONBody[PasswordReset],
) -> None:
    """Signs them out everywhere. An administrator's password can only be set on the server."""
    await service.reset_password(conn, caller, person_id, data.new)


router = Router(
    "/people",
    route_handlers=[create_person, grant_roles, assign_towns, set_squad, set_phone, set_disabled, reset_password],
    tags=["people"],
)

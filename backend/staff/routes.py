"""People: who there is, and what they may do."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission, Role
from backend.core.db import Conn
from backend.core.text import like
from backend.staff import rules, service
from backend.staff.structs import (
    DisabledChange,
    NewPerson,
    PasswordReset,
    PeopleFilter,
    PeopleOrder,
    Person,
    PersonPage,
    RolesChange,
    SquadChange,
    TownsChange,
)

ShortText = Annotated[str | None, QueryParameter(max_length=200, pattern=r"^[^\x00]*$")]
Cursor = Annotated[str | None, QueryParameter(max_length=1200, pattern=r"^[A-Za-z0-9_-]*$")]


@get("/", opt=needs(Permission.PEOPLE_READ), summary="People of one's towns")
async def list_people(
    conn: NamedDependency[Conn],
    q: ShortText = None,
    role: FromQuery[Role | None] = None,
    town_code: Annotated[str | None, QueryParameter(pattern=r"^[0-9]{9}$")] = None,
    disabled: FromQuery[bool | None] = None,
    sort: FromQuery[PeopleOrder] = PeopleOrder.NAME,
    after: Cursor = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
) -> PersonPage:
    """A page at a time: ``after`` is the ``next`` of the page before, under the same order."""
    wanted = PeopleFilter(
        pattern=like(q), role=role, town_code=town_code, disabled=disabled, order=sort,
        after=rules.read_cursor(after) if after else None,
    )  # fmt: skip
    return await service.page(conn, wanted, limit)


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
    route_handlers=[list_people, create_person, grant_roles, assign_towns, set_squad, set_disabled, reset_password],
    tags=["people"],
)

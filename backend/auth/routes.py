"""Signing in, own sessions, devices."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, delete, get, post, put
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.auth import queries, service
from backend.auth.caller import COOKIE, Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.auth.structs import Device, DeviceName, Me, PasswordChange, Revocation, Session, SignIn, Welcome
from backend.core.db import Conn


def _cookie(value: str, max_age_s: int) -> Cookie:
    return Cookie(key=COOKIE, value=value, max_age=max_age_s, path="/", secure=True, httponly=True, samesite="strict")


@post("/session", opt=needs(Permission.PUBLIC), summary="Sign in")
async def sign_in(state: State, request: Request[Any, Any, Any], data: JSONBody[SignIn]) -> Response[Welcome]:
    """Open a session with a new token. The session that came with the request, if any, ends."""
    signed_in = await service.sign_in(state.database, data)
    if request.user is not None:
        await service.end_replaced_session(state.database, request.user)
    return Response(signed_in.welcome, cookies=[_cookie(signed_in.token, signed_in.max_age_s)])


@get("/session", opt=needs(Permission.SIGNED_IN, before_password_change=True), summary="Who am I?")
async def read_me(conn: NamedDependency[Conn], caller: NamedDependency[Caller]) -> Me:
    return await service.me(conn, caller)


@delete("/session", opt=needs(Permission.SIGNED_IN, before_password_change=True), summary="Sign out", status_code=204)
async def sign_out(conn: NamedDependency[Conn], caller: NamedDependency[Caller]) -> Response[None]:
    await service.sign_out(conn, caller, caller.session_id)
    return Response(None, status_code=204, cookies=[_cookie("", 0)])


@get("/sessions", opt=needs(Permission.ACCOUNT), summary="Where am I signed in?")
async def list_sessions(conn: NamedDependency[Conn], caller: NamedDependency[Caller]) -> list[Session]:
    return await queries.sessions(conn, caller.id, caller.session_id)


@delete("/sessions/{session_id:uuid}", opt=needs(Permission.ACCOUNT), summary="Sign out elsewhere", status_code=204)
async def revoke_session(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], session_id: FromPath[UUID]
) -> None:
    await service.sign_out(conn, caller, session_id)


@put(
    "/session/password",
    opt=needs(Permission.SIGNED_IN, before_password_change=True),
    summary="Change own password",
    status_code=204,
)
async def change_password(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], data: JSONBody[PasswordChange]
) -> None:
    await service.change_password(conn, caller, data)


@get("/devices", opt=needs(Permission.ACCOUNT), summary="Own devices")
async def list_own_devices(conn: NamedDependency[Conn]) -> list[Device]:
    return await queries.devices(conn)


@put("/devices/{device_id:uuid}/revocation", opt=needs(Permission.ACCOUNT), summary="Revoke an own device")
async def revoke_own_device(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], device_id: FromPath[UUID], data: JSONBody[Revocation]
) -> Device:
    return await service.revoke_device(conn, caller, caller.id, device_id, data.reason)


@put("/devices/{device_id:uuid}/name", opt=needs(Permission.ACCOUNT), summary="Name an own device")
async def name_own_device(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], device_id: FromPath[UUID], data: JSONBody[DeviceName]
) -> Device:
    return await service.name_device(conn, caller, caller.id, device_id, data.name)


@put(
    "/people/{person_id:uuid}/devices/{device_id:uuid}/name",
    opt=needs(Permission.DEVICES_MANAGE),
    summary="Name somebody's device",
)
async def name_device(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    person_id: FromPath[UUID],
    device_id: FromPath[UUID],
    data: JSONBody[DeviceName],
) -> Device:
    return await service.name_device(conn, caller, person_id, device_id, data.name)


@put(
    "/people/{person_id:uuid}/devices/{device_id:uuid}/revocation",
    opt=needs(Permission.DEVICES_MANAGE),
    summary="Revoke somebody's device",
)
async def revoke_device(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    person_id: FromPath[UUID],
    device_id: FromPath[UUID],
    data: JSONBody[Revocation],
) -> Device:
    return await service.revoke_device(conn, caller, person_id, device_id, data.reason)


@delete(
    "/people/{person_id:uuid}/devices/{device_id:uuid}/revocation",
    opt=needs(Permission.DEVICES_MANAGE),
    summary="Let somebody's device be used again",
    status_code=200,
)
async def restore_device(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], person_id: FromPath[UUID], device_id: FromPath[UUID]
) -> Device:
    """Its person has to sign in anew."""
    return await service.restore_device(conn, caller, person_id, device_id)


router = Router(
    "/",
    route_handlers=[
        sign_in, read_me, sign_out, list_sessions, revoke_session, change_password,
        list_own_devices, name_own_device, name_device, revoke_own_device, revoke_device, restore_device,
    ],
    tags=["session"],
)  # fmt: skip

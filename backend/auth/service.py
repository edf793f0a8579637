"""Signing in and out."""

import base64
import hashlib
import secrets
from uuid import UUID

from msgspec import Struct, structs

from backend.audit import queries as audit
from backend.auth import passwords, queries, rules
from backend.auth.caller import Caller
from backend.auth.keys import queries as keys
from backend.auth.permissions import REACH_WORDS, Permission, Reach, granted
from backend.auth.structs import Device, Me, PasswordChange, SignIn, Welcome
from backend.core import clock, live
from backend.core.db import SYSTEM, Conn, Database
from backend.core.errors import NotFound, TooMany, Unauthenticated
from backend.core.ids import uuid7


class SignedIn(Struct, frozen=True):
    token: str
    max_age_s: int
    welcome: Welcome


def token_hash(token: str) -> bytes:
    """What is stored of a token: a leaked table signs nobody in."""
    return hashlib.sha256(token.encode()).digest()


async def sign_in(database: Database, data: SignIn) -> SignedIn:
    """Open a session with a token that never existed before.

    Uses transactions of its own: a failed try must be counted although the request fails.

    Raises:
        TooMany: too many failures of this name on this device; says when to try again.
        Unauthenticated: wrong name or password, or a disabled person: which of them is not told.
    """
    device = str(data.device.id) if data.device else "desk"
    async with database.transaction(SYSTEM) as conn:
        wait = rules.wait_before_next_try(await queries.attempts(conn, data.name, device), clock.now())
        found = await queries.credentials(conn, data.name)
    if wait:
        raise TooMany(f"尝试次数过多,请 {wait} 秒后再试。", f"Too many tries. Wait {wait} s.", retry_after=wait)
    right = await passwords.matches(found.password_hash if found else None, data.password)
    async with database.transaction(SYSTEM) as conn:
        if not right or found is None or found.disabled:
            await queries.count_failure(conn, data.name, device)
        else:
            await queries.forget_failures(conn, data.name, device)
            return await _open_session(conn, found.id, data)
    raise Unauthenticated("用户名或密码不正确。", "Wrong name or password.")


async def _open_session(conn: Conn, person_id: UUID, data: SignIn) -> SignedIn:
    device_id = data.device.id if data.device else None
    device_key = None
    if data.device:
        new_key = secrets.token_bytes(32)
        device_key = await queries.enrol_device(conn, person_id, data.device.id, data.device.label, new_key)
    token, session_id, now = secrets.token_urlsafe(32), uuid7(), clock.now()
    idle, end = now + rules.DESK_IDLE, now + rules.DESK_END
    await queries.start_session(conn, session_id, token_hash(token), person_id, device_id, idle, end)
    caller = await queries.caller_of_session(conn, session_id)
    if caller is None:
        raise rules.revoked()
    idle_for, lasts_for = rules.lifetime(caller.roles, device_id is not None)
    await queries.limit_session(conn, session_id, now + idle_for, now + lasts_for)
    await audit.record(conn, person_id, "session.opened", session_id, device_id=device_id)
    return SignedIn(token, int(lasts_for.total_seconds()), _welcome(await me(conn, caller), device_key))


def _welcome(person: Me, device_key: bytes | None) -> Welcome:
    return Welcome(
        **structs.asdict(person), device_key=None if device_key is None else base64.b64encode(device_key).decode()
    )


async def me(conn: Conn, caller: Caller) -> Me:
    return Me(
        id=caller.id,
        name=caller.name,
        display_name=caller.display_name,
        roles=caller.roles,
        squad=caller.squad,
        towns=await queries.towns(conn, caller.town_codes),
        all_towns=caller.reaches(Permission.LEAD_READ, Reach.ALL),
        permissions={p.value: REACH_WORDS[r] for p, r in granted(caller.roles).items()},
        device_id=caller.device_id,
        must_change_password=caller.must_change_password,
        server_time=clock.now(),
    )


async def sign_out(conn: Conn, caller: Caller, session_id: UUID) -> None:
    """End one of the caller's own sessions, and cut what is open under it."""
    if not await queries.revoke_session(conn, session_id):
        raise NotFound("没有这个登录会话。", "No such session.")
    await audit.record(conn, caller.id, "session.revoked", session_id)
    await live.announce_revocation(conn, session_id)


async def change_password(conn: Conn, caller: Caller, data: PasswordChange) -> None:
    """Set a new password and sign out everywhere else; whoever knew the old one may have made keys, so they end too.

    Raises:
        Unauthenticated: the current password is wrong.
        Invalid: the new password is the current one.
    """
    found = await queries.credentials(conn, caller.name)
    if found is None or not await passwords.matches(found.password_hash, data.current):
        raise Unauthenticated("当前密码不正确。", "The current password is wrong.")
    rules.check_new_password(data)
    await queries.save_password(conn, caller.id, await passwords.hashed(data.new), temporary=False)
    await queries.revoke_other_sessions(conn, caller.id, caller.session_id)
    await keys.revoke_all(conn, caller.id)
    await audit.record(conn, caller.id, "password.changed", caller.id)
    await live.announce_revocation(conn, caller.id)


async def revoke_device(conn: Conn, actor: Caller, person_id: UUID, device_id: UUID, reason: str) -> Device:
    """Shut a lost phone out at once, with the keys it signed captures with. What it had not sent stays on it.

    Of one that is shut out already nothing changes: the first reason stays, and the record has one line of it.
    """
    await queries.device(conn, person_id, device_id)
    if not await queries.revoke_device(conn, person_id, device_id, reason):
        return await queries.device(conn, person_id, device_id)
    await queries.revoke_sessions_on(conn, person_id, device_id)
    await audit.record(conn, actor.id, "device.revoked", device_id, person_id=person_id)
    for key in await queries.revoke_keys_on(conn, person_id, device_id, reason):
        public_key = base64.b64encode(key.public_key).decode()
        await audit.record(
            conn, actor.id, "capture_key.revoked", key.id,
            person_id=person_id, device_id=device_id, public_key=public_key,
        )  # fmt: skip
    await live.announce_revocation(conn, person_id)
    return await queries.device(conn, person_id, device_id)


async def name_device(conn: Conn, actor: Caller, person_id: UUID, device_id: UUID, name: str) -> Device:
    """Call a person's device something people know it by. The record says that it was named, and not how."""
    await queries.device(conn, person_id, device_id)
    if await queries.name_device(conn, person_id, device_id, rules.device_name(name)):
        await audit.record(conn, actor.id, "device.named", device_id, person_id=person_id)
    return await queries.device(conn, person_id, device_id)


async def end_replaced_session(database: Database, caller: Caller) -> None:
    """Signing in anew ends the session the browser came with, so that no old token stays alive."""
    async with database.transaction(SYSTEM) as conn:
        if await queries.revoke_session(conn, caller.session_id):
            await live.announce_revocation(conn, caller.session_id)


async def restore_device(conn: Conn, actor: Caller, person_id: UUID, device_id: UUID) -> Device:
    """Let a phone that was found again be signed in from: only so can it send what it kept."""
    await queries.device(conn, person_id, device_id)
    if await queries.restore_device(conn, person_id, device_id):
        await audit.record(conn, actor.id, "device.restored", device_id, person_id=person_id)
    return await queries.device(conn, person_id, device_id)

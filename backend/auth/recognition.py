"""Who is behind a session token or an access key. Requests that arrive together are looked up together, each anew:
nothing is cached, so that a right taken away is gone with the next request."""

from collections.abc import Sequence
from typing import cast

from litestar.datastructures import State

from backend.auth import queries, rules
from backend.auth.caller import Caller, Recognised
from backend.auth.keys import queries as keys
from backend.auth.service import token_hash
from backend.core import clock
from backend.core.db import SYSTEM, Conn, Database
from backend.core.groups import Groups

MAX_WAITING = 16_384


class Recognition:
    """One per process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._groups: Groups[bytes, Caller | None] = Groups(self._look_up, MAX_WAITING)
        self._by_key: Groups[bytes, Caller | None] = Groups(self._look_up_keys, MAX_WAITING)

    async def caller(self, token: str) -> Caller | None:
        """
        Raises:
            Unavailable: too many wait already.
        """
        return await self._groups.submit(token_hash(token))

    async def by_key(self, key: str) -> Caller | None:
        """
        Raises:
            Unavailable: too many wait already.
        """
        return await self._by_key.submit(token_hash(key))

    async def shut_out(self, token: str) -> bool:
        """Whether a token that nobody is found by is of no use because its device was revoked."""
        async with self._database.transaction(SYSTEM) as conn:
            return await queries.shut_out(conn, token_hash(token))

    async def _look_up(self, hashes: list[bytes]) -> Sequence[Caller | None]:
        async with self._database.transaction(SYSTEM) as conn:
            return await look_up(conn, hashes)

    async def _look_up_keys(self, hashes: list[bytes]) -> Sequence[Caller | None]:
        now = clock.now()
        async with self._database.transaction(SYSTEM) as conn:
            found = await keys.callers(conn, list(set(hashes)))
            if stale := [each.session_id for each in found if now - each.seen_at > rules.FRESH]:
                await keys.touch(conn, stale)
        return _in_order(hashes, found)


async def look_up(conn: Conn, hashes: Sequence[bytes]) -> list[Caller | None]:
    """Who is behind each of these hashes of tokens, within a transaction of the system's; they count as seen now."""
    now = clock.now()
    found = await queries.callers(conn, list(set(hashes)))
    stale = [each for each in found if now - each.seen_at > rules.FRESH]
    if stale:
        ends = [now + rules.lifetime(each.roles, each.device_id is not None)[0] for each in stale]
        await queries.touch_sessions(conn, [each.session_id for each in stale], ends)
    return _in_order(hashes, found)


def _in_order(hashes: Sequence[bytes], found: Sequence[Recognised]) -> list[Caller | None]:
    callers = {each.token_sha256: each.caller() for each in found}
    return [callers.get(each) for each in hashes]


def of(state: State) -> Recognition:
    """The process's own, made on first use."""
    if "recognition" not in state:
        state.recognition = Recognition(state.database)
    return cast(Recognition, state.recognition)

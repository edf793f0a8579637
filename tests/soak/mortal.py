"""A server that can be struck at any step it makes, one step at a time.

Whatever the server does that outlives it goes through two doors: a transaction of the database that commits, and a call
of the object store. Here both are wrapped, so that the product itself knows nothing of it. Once it has died, nothing
of it that still runs reaches the outside: what was open is rolled back, as when its process is gone.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Any

from asyncpg.exceptions import ConnectionDoesNotExistError
from msgspec import Struct

from backend.core.db import Conn, Context, Database
from backend.core.errors import Unavailable
from backend.core.storage import Store
from backend.core.vault import Vault

_DOORS = {
    "put", "copy", "delete", "delete_below", "fingerprint", "read",
    "take", "lock", "set_aside", "remove", "remove_others",
}  # fmt: skip
"""Calls of the store, and of its vault of originals."""
_OURS = ("backend.core.db", "backend.core.storage", "backend.core.vault")
_ASIDE = ("backend.auth.recognition",)
"""Looks up who asks, and changes nothing."""


class Killed(BaseException):
    """The process is gone."""


class Fault(StrEnum):
    CRASH_BEFORE = "crash before"
    CRASH_AFTER = "crash after"
    ERROR = "error"
    """It was not done, and says so."""
    UNKNOWN = "error after"
    """It was done, and the answer was lost."""
    DELAY = "delay"
    """It takes so long that whoever waits tries again meanwhile."""


class Blow(Struct, frozen=True):
    point: str
    fault: Fault


class Mortal:
    """``act``: what is being done, for the names of the points. ``shortly``: what stands for ten seconds."""

    def __init__(self, shortly: float = 0.05) -> None:
        self.shortly = shortly
        self.begin(None)

    def begin(self, blow: Blow | None) -> None:
        """A new life in which this is going to happen."""
        self.act, self.blow, self.points = "", blow, list[str]()
        self.dead = self.struck = False
        self.waiting = asyncio.Event()
        """Set while somebody is kept waiting."""
        self._seen = Counter[str]()

    def revive(self) -> None:
        """Its replacement: the same house, another process."""
        self.dead = False

    def alive(self) -> None:
        if self.dead:
            raise Killed

    async def before(self, name: str, error: Exception) -> Fault | None:
        self.alive()
        self._seen[name] += 1
        point = f"{name} {self._seen[name]}"
        self.points.append(point)
        if self.struck or self.blow is None or self.blow.point != point:
            return None
        self.struck = True
        if self.blow.fault is Fault.CRASH_BEFORE:
            self.die()
        if self.blow.fault is Fault.ERROR:
            raise error
        if self.blow.fault is Fault.DELAY:
            self.waiting.set()
            await asyncio.sleep(self.shortly)
        return self.blow.fault

    def after(self, fault: Fault | None, error: Exception) -> None:
        self.alive()
        if fault is Fault.CRASH_AFTER:
            self.die()
        if fault is Fault.UNKNOWN:
            raise error

    def die(self) -> None:
        self.dead = True
        raise Killed


def _caller() -> tuple[str, str]:
    """Module and name of the product's own function that is at work."""
    frame = sys._getframe(1)
    while frame := frame.f_back:  # type: ignore[assignment]
        module = frame.f_globals.get("__name__", "")
        if module.startswith("backend.") and module not in _OURS:
            return module, frame.f_code.co_qualname.rsplit(".", 1)[-1]
    return "", "?"


class MortalDatabase:
    """``hasty``: the planted fault; a person's work is acknowledged first and committed in ``settle``."""

    def __init__(self, real: Database, mortal: Mortal, hasty: bool = False) -> None:
        self._real, self._mortal, self._hasty = real, mortal, hasty
        self._later: Callable[[], Awaitable[None]] | None = None

    @asynccontextmanager
    async def transaction(self, context: Context, *, still: bool = False) -> AsyncIterator[Conn]:
        module, name = _caller()
        if module not in _ASIDE:
            self._mortal.alive()
        else:
            async with self._real.transaction(context, still=still) as conn:
                yield conn
            return
        name = f"{self._mortal.act}: commit" + ("" if name == "provide_transaction" else f" of {name}")
        manager = self._real.transaction(context, still=still)
        conn = await manager.__aenter__()
        try:
            yield conn
        except BaseException as exc:
            await manager.__aexit__(type(exc), exc, exc.__traceback__)
            raise
        if self._hasty and context.person:
            self._later = lambda: self._commit(manager, name)
            return
        await self._commit(manager, name)

    async def _commit(self, manager: Any, name: str) -> None:
        error = ConnectionDoesNotExistError("connection was closed in the middle of operation")
        try:
            fault = await self._mortal.before(name, error)
        except BaseException as exc:
            await manager.__aexit__(type(exc), exc, exc.__traceback__)
            raise
        await manager.__aexit__(None, None, None)
        self._mortal.after(fault, error)

    async def settle(self) -> None:
        if self._later:
            later, self._later = self._later, None
            await later()


class MortalStore:
    """The store, whose every call that matters is a point."""

    def __init__(self, real: Store | Vault, mortal: Mortal, door: str = "store") -> None:
        self._real, self._mortal, self._door = real, mortal, door

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._real, name)
        if name == "vault":
            return MortalStore(real, self._mortal, "vault")
        if name not in _DOORS:
            return real

        async def call(*args: Any) -> Any:
            error = Unavailable("存储服务暂时不可用,请稍后再试。", "The object store failed.", retry_after=2)
            fault = await self._mortal.before(f"{self._mortal.act}: {self._door}.{name} in {_caller()[1]}", error)
            answer = await real(*args)
            self._mortal.after(fault, error)
            return answer

        return call

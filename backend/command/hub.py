"""One hub per process: it reads the outbox once and hands every event to the sockets that may see it.

The outbox is the truth. What the processes tell each other (``core/wake.py``) only wakes the hub; while that way is
cut, and should a wake-up get lost, the outbox is read every second anyway. Positions are no events: they are read with
that tick, each person's newest, at the same moment of the database as the events before them; see ``places.py``.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

from backend.auth import queries as auth
from backend.command import queries, rules
from backend.command.cursors import Cursor, Leg, legs
from backend.command.places import Places
from backend.command.structs import LiveEvent, TownPlaces
from backend.command.watcher import NOT_ALLOWED, SIGNED_OUT, Watcher
from backend.core.db import SYSTEM, Conn, Database
from backend.core.wake import DOWN, Wake

log = logging.getLogger("fengxun")
TICK_S = 1.0
"""So often positions are told, and the outbox is read even when nobody wakes the hub."""
LOOK_AGAIN_S = 15.0
SWEEP_S = 300.0
_FIRST_WAIT_S = 0.1
_LONGEST_WAIT_S = 5.0


class Hub:
    """``run`` it beside the requests; sockets ``attach`` and ``detach``."""

    def __init__(self, database: Database, wake: Wake) -> None:
        self._database = database
        self._others = wake
        self._watchers: set[Watcher] = set()
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()
        self._head: Cursor | None = None
        self._places = Places()
        self._places_head: Cursor | None = None
        self._next_tick = 0.0
        self._since_sweep = 0.0

    @property
    def head(self) -> Cursor:
        """Up to here every attached watcher has been offered everything."""
        if self._head is None:
            raise RuntimeError("nobody has attached yet")
        return self._head

    async def attach(self, watcher: Watcher) -> Cursor:
        """From the returned cursor on, the watcher is offered everything. It is newer than any cursor given out."""
        async with self._turn:
            if not self._watchers:
                # While nobody was there, nobody noted who went off duty.
                self._places, self._places_head = Places(), None
            await self._advance()
            self._watchers.add(watcher)
            async with self._database.transaction(SYSTEM) as conn:
                # A right may have been taken away between the handshake and now.
                await _look_again(conn, watcher)
            return self.head

    def detach(self, watcher: Watcher) -> None:
        self._watchers.discard(watcher)

    async def missed(self, watcher: Watcher, since: Cursor, until: Cursor) -> AsyncIterator[str]:
        """What this watcher may see of the events between two cursors. No transaction stays open between pages."""
        for leg in legs(since, until):
            past, complete = leg.past, False
            while not complete:
                async with self._database.transaction(SYSTEM) as conn:
                    page = await queries.events(conn, leg, past)
                complete = len(page) < queries.PAGE
                for event, tail in zip(page, rules.tails(leg, page, complete), strict=True):
                    past = event.id
                    if rules.sees(watcher.caller, event):
                        yield tail

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            for part in (self._listen, self._others.carry, self._read, self._keep_time, self._look_after):
                group.create_task(again_and_again(part))

    async def _listen(self) -> None:
        await self._others.listen(self._wake.set)

    async def _read(self) -> None:
        await self._wake.wait()
        self._wake.clear()
        if self._watchers:
            async with self._turn:
                await self._advance()

    async def _keep_time(self) -> None:
        now = asyncio.get_running_loop().time()
        self._next_tick = max(self._next_tick + TICK_S, now)
        await asyncio.sleep(self._next_tick - now)
        if self._watchers:
            async with self._turn:
                await self._advance(tick=True)

    async def _look_after(self) -> None:
        """Now and then: sessions that have run out, and events that nobody will ask for."""
        await asyncio.sleep(LOOK_AGAIN_S)
        async with self._database.transaction(SYSTEM) as conn:
            for watcher in list(self._watchers):
                await _look_again(conn, watcher)
            self._since_sweep += LOOK_AGAIN_S
            if self._since_sweep >= SWEEP_S:
                self._since_sweep = 0.0
                await queries.sweep(conn)

    async def _advance(self, *, tick: bool = False) -> None:
        """Hand out what has been committed since the head, and move it. With nobody there, it only moves."""
        before = self._head if self._watchers else None
        moved: list[TownPlaces] = []
        async with self._database.transaction(SYSTEM, still=True) as conn:
            head = await queries.head(conn)
            leg = Leg(before or head, head)
            pages = [page async for page in _pages(conn, leg)]
            for page in pages:
                await self._look_again_after(conn, page)
            if tick:
                moved = await queries.places(conn, self._places_head.seen if self._places_head else None)
        self._hand_out(leg, pages)
        self._head = head
        if tick:
            self._tell_places(moved, head)
            self._places_head = head

    def _tell_places(self, moved: list[TownPlaces], head: Cursor) -> None:
        """After the events of the same moment: who is on a patrol is known before where."""
        self._places.next_tick(moved, [watcher.view for watcher in self._watchers], head.taken_ms)
        for watcher in self._watchers:
            if watcher.wants_places:
                frame = self._places.frame(watcher.caller, watcher.view, str(head))
                if frame is not None:
                    watcher.offer(frame)

    def _hand_out(self, leg: Leg, pages: list[list[LiveEvent]]) -> None:
        for page in pages:
            for event in page:
                if rules.ended(event):
                    self._places.end(event.subject)
            tails = rules.tails(leg, page, complete=page is pages[-1])
            for event, tail in zip(page, tails, strict=True):
                for watcher in self._watchers:
                    if rules.sees(watcher.caller, event):
                        watcher.offer(tail)

    async def _look_again_after(self, conn: Conn, page: list[LiveEvent]) -> None:
        revoked = [event for event in page if event.kind == rules.REVOKED]
        for watcher in list(self._watchers):
            if any(rules.concerns(watcher.caller, event) for event in revoked):
                await _look_again(conn, watcher)


async def again_and_again(part: Callable[[], Awaitable[None]]) -> None:
    """A database that is away, or a fault of ours, must not end the live line: wait a little longer each time."""
    wait = _FIRST_WAIT_S
    while True:
        try:
            await part()
            wait = _FIRST_WAIT_S
        except DOWN as exc:
            log.warning("the live line is waiting for the database or for who wakes it: %s", exc)
        except Exception:
            log.exception("the live line stumbled")
        else:
            continue
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT_S)


async def _pages(conn: Conn, leg: Leg) -> AsyncIterator[list[LiveEvent]]:
    past, size = leg.past, queries.PAGE
    while size == queries.PAGE and leg.before.seen != leg.after.seen:
        page = await queries.events(conn, leg, past)
        yield page
        past, size = page[-1].id if page else past, len(page)


async def _look_again(conn: Conn, watcher: Watcher) -> None:
    """Whether who watches may still do so, and with which towns."""
    caller = await auth.caller_of_session(conn, watcher.caller.session_id)
    if caller is None:
        watcher.end(SIGNED_OUT)
    elif not rules.may_watch(caller):
        watcher.end(NOT_ALLOWED)
    else:
        watcher.caller = caller

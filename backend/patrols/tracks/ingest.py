"""Group commit: batches that arrive while a transaction runs go into the next one together.

No timer: an idle server commits each batch at once, a busy one in ever larger groups.
"""

import asyncio
import logging
from collections import deque
from typing import cast

import asyncpg
from litestar.datastructures import State

from backend.core.db import SYSTEM, Database
from backend.core.errors import Problem, Unavailable
from backend.patrols.structs import TrackReceipt
from backend.patrols.tracks.store import Outcome, store
from backend.patrols.tracks.wire import SentBatch
from backend.patrols.tracks.zoning import Zoning

_DOWN = (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.OperatorInterventionError)
"""The database is not there at all (``OSError`` includes time-outs): trying one by one would only take longer."""
log = logging.getLogger("fengxun")
MAX_GROUP = 256
MAX_WAITING = 4096
"""Batches in memory; beyond, phones are told to come back."""


class Ingest:
    """One per process. An answer is given only after the commit."""

    def __init__(self, database: Database) -> None:
        self.zoning = Zoning()
        self._database = database
        self._waiting: deque[tuple[SentBatch, asyncio.Future[TrackReceipt]]] = deque()
        self._committing: asyncio.Task[None] | None = None

    async def submit(self, sent: SentBatch) -> TrackReceipt:
        """Store one batch; returns once it is committed.

        Raises:
            Problem: what ``store`` decided about it, or that there is too much to do.
        """
        if len(self._waiting) >= MAX_WAITING:
            raise Unavailable("服务器繁忙,请稍后再试。", "Too busy. Try again.", retry_after=2)
        answer: asyncio.Future[TrackReceipt] = asyncio.get_running_loop().create_future()
        self._waiting.append((sent, answer))
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit_groups())
        return await answer

    async def _commit_groups(self) -> None:
        while self._waiting:
            group = [self._waiting.popleft() for _ in range(min(len(self._waiting), MAX_GROUP))]
            try:
                outcomes = await self._commit([sent for sent, _ in group])
            except BaseException:
                for _, answer in group:
                    answer.cancel()
                raise
            for (_, answer), outcome in zip(group, outcomes, strict=True):
                _give(answer, outcome)

    async def _commit(self, batches: list[SentBatch]) -> list[Outcome | Exception]:
        """If the group as a whole fails, each batch is tried alone, so that a poisonous one fails alone."""
        try:
            async with self._database.transaction(SYSTEM) as conn:
                return list(await store(conn, self.zoning, batches))
        except Exception as exc:  # noqa: BLE001 - whatever it is, it is handed to whoever sent the batch
            if len(batches) == 1 or isinstance(exc, _DOWN):
                return [exc] * len(batches)
            log.warning("a group of %d batches failed and is tried one by one: %r", len(batches), exc)
            return [(await self._commit([sent]))[0] for sent in batches]


def _give(answer: asyncio.Future[TrackReceipt], outcome: Outcome | Exception) -> None:
    if answer.done():  # whoever asked has gone
        return
    if isinstance(outcome, Problem | Exception):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)


def of(state: State) -> Ingest:
    """The process's own, made on first use."""
    if "ingest" not in state:
        state.ingest = Ingest(state.database)
    return cast(Ingest, state.ingest)

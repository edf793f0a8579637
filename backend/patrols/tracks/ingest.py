"""Group commit: batches that arrive while a transaction runs go into the next one together."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar, cast

import asyncpg
from litestar.datastructures import State

from backend.core.db import SYSTEM, Conn, Database
from backend.core.errors import Problem
from backend.core.groups import Groups
from backend.patrols.structs import TrackReceipt
from backend.patrols.tracks import checking
from backend.patrols.tracks.store import store
from backend.patrols.tracks.wire import SentBatch
from backend.zones import assigning
from backend.zones.assigning import Assigner

_DOWN = (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.OperatorInterventionError)
"""The database is not there at all (``OSError`` includes time-outs): trying one by one would only take longer."""
log = logging.getLogger("fengxun")
MAX_WAITING = 4096
"""Pieces of work in memory; beyond, phones are told to come back."""


Sent = TypeVar("Sent")
Told = TypeVar("Told")
Store = Callable[[Conn, Assigner, list[Sent]], Awaitable[Sequence[Told | Problem]]]
"""Stores a group in one transaction and has an answer for each."""


class Ingest(Generic[Sent, Told]):
    """One per process and kind of thing. An answer is given only after the commit."""

    def __init__(self, database: Database, assigner: Assigner, store: Store[Sent, Told]) -> None:
        self._assigner = assigner
        self._database = database
        self._store = store
        self._groups: Groups[Sent, Told] = Groups(self._stored, MAX_WAITING)

    async def submit(self, sent: Sent) -> Told:
        """Store one; returns once it is committed.

        Raises:
            Problem: what ``store`` decided about it, or that there is too much to do.
        """
        return await self._groups.submit(sent)

    async def _stored(self, group: list[Sent]) -> Sequence[Told | Exception]:
        """If the group as a whole fails, each is tried alone, so that a poisonous one fails alone."""
        try:
            async with self._database.transaction(SYSTEM) as conn:
                return await self._store(conn, self._assigner, group)
        except Exception as exc:  # noqa: BLE001 - whatever it is, it is handed to whoever sent it
            if len(group) == 1 or isinstance(exc, _DOWN):
                return [exc] * len(group)
            log.warning("a group of %d failed and is tried one by one: %r", len(group), exc)
            return [(await self._stored([sent]))[0] for sent in group]


BatchIngest = Ingest[SentBatch, TrackReceipt]


async def store_whole(conn: Conn, assigner: Assigner, batches: Sequence[SentBatch]) -> list[TrackReceipt | Problem]:
    """Those whose fixes can be are stored; each of the others is told what is wrong with it."""
    wrong = checking.look_over(batches) if batches else []
    good = [sent for sent, problem in zip(batches, wrong, strict=True) if problem is None]
    outcomes = iter(await store(conn, assigner, good) if good else [])
    return [problem or next(outcomes) for problem in wrong]


def of_batches(database: Database, assigner: Assigner) -> BatchIngest:
    return Ingest(database, assigner, store_whole)


def of(state: State) -> BatchIngest:
    """The process's own for batches, made on first use."""
    if "ingest" not in state:
        state.ingest = of_batches(state.database, assigning.of(state))
    return cast(BatchIngest, state.ingest)

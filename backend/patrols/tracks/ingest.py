"""Group commit: batches that arrive while a transaction runs go into the next one together."""

import logging
from collections.abc import Sequence
from typing import cast

import asyncpg
from litestar.datastructures import State

from backend.core.db import SYSTEM, Database
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
"""Batches in memory; beyond, phones are told to come back."""


class Ingest:
    """One per process. An answer is given only after the commit."""

    def __init__(self, database: Database, assigner: Assigner) -> None:
        self._assigner = assigner
        self._database = database
        self._groups: Groups[SentBatch, TrackReceipt] = Groups(self._commit, MAX_WAITING)

    async def submit(self, sent: SentBatch) -> TrackReceipt:
        """Store one batch; returns once it is committed.

        Raises:
            Problem: what ``store`` decided about it, or that there is too much to do.
        """
        return await self._groups.submit(sent)

    async def _commit(self, batches: list[SentBatch]) -> Sequence[TrackReceipt | Exception]:
        wrong = checking.look_over(batches)
        good = [sent for sent, problem in zip(batches, wrong, strict=True) if problem is None]
        outcomes = iter(await self._store(good) if good else [])
        return [problem or next(outcomes) for problem in wrong]

    async def _store(self, batches: list[SentBatch]) -> Sequence[TrackReceipt | Exception]:
        """If the group as a whole fails, each batch is tried alone, so that a poisonous one fails alone."""
        try:
            async with self._database.transaction(SYSTEM) as conn:
                return await store(conn, self._assigner, batches)
        except Exception as exc:  # noqa: BLE001 - whatever it is, it is handed to whoever sent the batch
            if len(batches) == 1 or isinstance(exc, _DOWN):
                return [exc] * len(batches)
            log.warning("a group of %d batches failed and is tried one by one: %r", len(batches), exc)
            return [(await self._store([sent]))[0] for sent in batches]


def of(state: State) -> Ingest:
    """The process's own, made on first use."""
    if "ingest" not in state:
        state.ingest = Ingest(state.database, assigning.of(state))
    return cast(Ingest, state.ingest)

"""The sealer beside the requests, where the application holds the log's key. Larger houses run it apart, as a user of
its own (``python -m backend.cli seal``), and give the application the origin alone."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import asyncpg
from litestar import Litestar
from litestar.datastructures import State

from backend.core import clock, db
from backend.core.beside import beside
from backend.core.db import Database, PooledDatabase
from backend.settings import Settings
from backend.tlog import sealing, stamping, witnessing
from backend.tlog.sealing import Forked, Sealer
from backend.tlog.stamping import Authority, Stamping
from backend.tlog.structs import SignedHead
from backend.tlog.witnessing import Witness

log = logging.getLogger("fengxun")
_PAUSE_S = 1.0


def vkey_of(state: State) -> str:
    """By which anybody checks the log; empty where nothing is sealed."""
    if "log_vkey" not in state:
        config: Settings = state.settings
        own = sealing.signer_of(config.log_origin, config.log_key_file).key() if config.log_key_file else ""
        state.log_vkey = config.log_vkey or str(own)
    return cast(str, state.log_vkey)


@asynccontextmanager
async def keep_sealing(app: Litestar) -> AsyncIterator[None]:
    config: Settings = app.state.settings
    if not config.log_key_file:
        yield
        return
    sealer = sealer_of(app.state.database, config)
    asked = witnessing.witnesses(config.witnesses)
    async with beside(run(sealer, app.state.database, asked, stamping.authority(config))):
        yield


async def run_apart(config: Settings) -> None:
    """Nothing but the sealer, until the process is ended."""
    async with asyncpg.create_pool(config.database_url, init=db.set_codecs, min_size=1, max_size=2) as pool:
        database = PooledDatabase(pool)
        asked = witnessing.witnesses(config.witnesses)
        await run(sealer_of(database, config), database, asked, stamping.authority(config))


def sealer_of(database: Database, config: Settings) -> Sealer:
    signer = sealing.signer_of(config.log_origin, config.log_key_file)
    return Sealer(database, signer, Path(config.log_key_file).with_suffix(".signed"))


async def run(sealer: Sealer, database: Database, asked: Sequence[Witness], authority: Authority | None = None) -> None:
    """Every second, until cancelled; ends by itself only when the log has been tampered with."""
    asking, stamps = _Asking(database, asked), Stamping(database, authority)
    try:
        while True:
            try:
                await sealer.seal()
                head = await sealer.sign(clock.now())
                asking.about(head)
                stamps.about(head, clock.now())
            except Forked:
                log.critical("the log is not what was signed; nothing is sealed until that is cleared", exc_info=True)
                return
            except Exception:
                log.exception("the sealer stumbled; trying again")
            await asyncio.sleep(_PAUSE_S)
    finally:
        under_way = [*asking.running(), *stamps.running()]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


class _Asking:
    """Witnesses are asked beside the sealing, once for each checkpoint: one that is slow or away holds nothing up."""

    def __init__(self, database: Database, asked: Sequence[Witness]) -> None:
        self._database, self._asked = database, asked
        self._size = 0
        self._task: asyncio.Task[None] | None = None

    def about(self, head: SignedHead | None) -> None:
        if head and self._asked and head.size != self._size and (self._task is None or self._task.done()):
            self._size = head.size
            self._task = asyncio.create_task(witnessing.ask(self._database, head, self._asked))

    def running(self) -> list[asyncio.Task[None]]:
        return [self._task] if self._task and not self._task.done() else []

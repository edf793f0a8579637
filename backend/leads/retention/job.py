"""The only way in which evidence is deleted; and its locks in the store made longer while it has to be kept.

Locks are renewed beside the requests. Deleting is a chore of the command line, which says first what would go.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

import asyncpg
from litestar import Litestar

from backend.audit import queries as audit
from backend.core import clock, db
from backend.core.beside import beside
from backend.core.china import SHANGHAI
from backend.core.db import SYSTEM, Database, PooledDatabase
from backend.core.storage import MissingObject, Refused, Store
from backend.core.vault import Keeping
from backend.evidence import previews
from backend.evidence import service as media
from backend.leads import queries as lead_queries
from backend.leads import service as leads
from backend.leads.retention import queries, rules
from backend.leads.retention.structs import Due, Holding, Standing
from backend.settings import Settings

log = logging.getLogger("fengxun")
_PAGE = 200
_PAUSE_S = 3600.0


async def _pages(
    database: Database, unlocked_by: datetime | None = None
) -> AsyncIterator[list[tuple[Standing, list[Holding]]]]:
    """Every lead of which bytes are here, with its media; or those with an original that no lock holds then."""
    after = UUID(int=0)
    while True:
        async with database.transaction(SYSTEM) as conn:
            standings = await queries.standings(conn, after, unlocked_by, _PAGE)
            holdings = await queries.holdings(conn, [each.lead_id for each in standings])
        yield [(each, [one for one in holdings if one.lead_id == each.lead_id]) for each in standings]
        if len(standings) < _PAGE:
            return
        after = standings[-1].lead_id


def _dues(standing: Standing, holdings: list[Holding], now: datetime) -> list[Due]:
    cls, ended = rules.class_of(standing), standing.ended_on
    due_on = rules.first_day_without(cls, ended)
    if due_on is None or not rules.goes(cls, ended, standing.untils, now.astimezone(SHANGHAI).date()):
        return []
    return [Due(medium=each, evidence_class=cls, due_on=due_on) for each in holdings]


async def due(database: Database, now: datetime) -> list[Due]:
    """What would be deleted now, were it asked for."""
    found = [_dues(standing, holdings, now) async for page in _pages(database) for standing, holdings in page]
    return [each for dues in found for each in dues]


async def erase(database: Database, store: Store, now: datetime) -> tuple[list[Due], list[Due]]:
    """Delete what is due: which went, and which stay because the store still locks them."""
    gone, locked = [], []
    for each in await due(database, now):
        try:
            if await _erase(database, store, each, now):
                gone.append(each)
        except Refused:
            locked.append(each)
    return gone, locked


async def _erase(database: Database, store: Store, each: Due, now: datetime) -> bool:
    """Decided again with the lead held: it may have been put on hold, or opened again, since it was looked for.

    The bytes go before the transaction ends: a store that refuses leaves everything as it was, and a process that is
    killed in between finds the work still to be done.
    """
    async with database.transaction(SYSTEM) as conn:
        await lead_queries.lock(conn, each.medium.lead_id)
        standing = await queries.standing(conn, each.medium.lead_id)
        if each.medium.id not in {one.medium.id for one in _dues(standing, [each.medium], now)}:
            return False
        cls = each.evidence_class
        reason = f"{cls.value}: {rules.PERIODS[cls].article}"
        if not await queries.erase(conn, each, reason, now.astimezone(SHANGHAI).date()):
            return False
        await audit.record(
            conn, None, "medium.erased", each.medium.id,
            sha256=each.medium.sha256, size=each.medium.size, due_on=each.due_on, reason=reason,
        )  # fmt: skip
        await store.vault.remove_others(each.medium.kept)
        await store.vault.remove(each.medium.kept)
        await store.delete([previews.thumbnail_key(each.medium.id), previews.preview_key(each.medium.id)])
        await media.announce(conn, each.medium.id)
        await leads.announce(conn, each.medium.lead_id)
    return True


async def renew(database: Database, store: Store, now: datetime) -> int:
    """Make locks longer where they run out before the evidence may go; how many were."""
    if await store.vault.ready() is not Keeping.LOCKED:
        return 0
    renewed = 0
    async for page in _pages(database, now + rules.RENEWED_BEFORE):
        for standing, holdings in page:
            wanted = rules.lock_until(rules.class_of(standing), standing.ended_on, standing.untils, now)
            for each in holdings:
                if each.vaulted and wanted > now and rules.is_to_be_renewed(each.locked_until, wanted, now):
                    renewed += await _renew(database, store, each, wanted)
    return renewed


async def _renew(database: Database, store: Store, each: Holding, wanted: datetime) -> bool:
    """One that the store has lost, or will not lock, is told of and keeps no other from being locked."""
    try:
        until = await store.vault.lock(each.kept, wanted)
    except (MissingObject, Refused):
        log.exception("the lock of medium %s could not be renewed", each.id)
        return False
    if until is None:
        return False
    async with database.transaction(SYSTEM) as conn:
        await queries.locked(conn, each.id, until)
    return True


@asynccontextmanager
async def keep_locked(app: Litestar) -> AsyncIterator[None]:
    """Renew locks once an hour for as long as the application runs."""
    async with beside(_keep(app.state.database, app.state.store)):
        yield


async def _keep(database: Database, store: Store) -> None:
    while True:
        await asyncio.sleep(_PAUSE_S)
        try:
            await renew(database, store, clock.now())
        except Exception:
            log.exception("locks of originals could not be renewed; trying again")


async def from_command_line(settings: Settings, delete: bool) -> tuple[list[Due], list[Due]]:
    """What is due, or, when asked to delete, what went and what the store still locks."""
    store = Store(settings)
    try:
        async with asyncpg.create_pool(settings.database_url, init=db.set_codecs, min_size=1, max_size=2) as pool:
            database = PooledDatabase(pool)
            return await erase(database, store, clock.now()) if delete else (await due(database, clock.now()), [])
    finally:
        store.close()

"""What the server notices by itself, once a minute: officers of whom nothing is heard, phones that run empty.

Every process looks; a unique index keeps a silence from being raised twice. What has ended closes by itself.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from backend.alarms import queries, rules, service
from backend.alarms.structs import AlarmState, AlarmStepKind, NewAlarm, Noticed, Outcome, Where
from backend.audit import queries as audit
from backend.core import clock
from backend.core.db import SYSTEM, Conn, Database
from backend.core.ids import uuid7
from backend.zones import assigning
from backend.zones.assigning import Assigner
from backend.zones.structs import DEALING

log = logging.getLogger("fengxun")
EVERY_S = 60.0


async def look(database: Database, assigner: Assigner, no_fix_minutes: int) -> None:
    """Raise what is new and close what is over. ``no_fix_minutes`` 0: silence is not looked for."""
    async with database.transaction(SYSTEM) as conn:
        for found in await queries.over(conn, rules.BATTERY_AGAIN):
            made = service.made_step(uuid7(), AlarmStepKind.CLOSED, clock.now(), None, Outcome.RESOLVED)
            await queries.insert_step(conn, found.id, made, None)
            await queries.save(conn, found.id, AlarmState.CLOSED)
            await audit.record(conn, None, "alarm.closed", found.id, outcome=Outcome.RESOLVED.value)
            await service.publish(conn, found.id)
    async with database.transaction(SYSTEM) as conn:
        noticed = await queries.running_low(conn, rules.LOW_BATTERY, rules.OLDEST_SILENCE_H)
        if no_fix_minutes > 0:
            noticed += await queries.silent(conn, no_fix_minutes, rules.OLDEST_SILENCE_H)
        for each in noticed:
            await _raise(conn, assigner, each)


async def _raise(conn: Conn, assigner: Assigner, noticed: Noticed) -> None:
    alarm_id, now = uuid7(), clock.now()
    where = await _where(conn, assigner, noticed)
    if not await queries.insert_noticed(conn, alarm_id, noticed, where, now):
        return
    await queries.insert_step(conn, alarm_id, service.made_step(uuid7(), AlarmStepKind.RAISED, now, None), None)
    await audit.record(conn, None, "alarm.raised", alarm_id, kind=noticed.kind.value)
    await service.publish(conn, alarm_id)


async def _where(conn: Conn, assigner: Assigner, noticed: Noticed) -> Where:
    last = rules.last_place(noticed)
    areas = await assigner.at(conn, last.lon, last.lat, clock.today(), DEALING) if last else []
    nothing = NewAlarm(kind="sos", at=noticed.since)
    return rules.where(nothing, last, areas, noticed.town_code, ())


@asynccontextmanager
async def keep_watch(app: Litestar) -> AsyncIterator[None]:
    """Look once a minute for as long as the application runs."""
    minutes = app.state.settings.no_fix_minutes
    task = asyncio.create_task(_keep_watch(app.state.database, assigning.of(app.state), minutes))
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _keep_watch(database: Database, assigner: Assigner, no_fix_minutes: int) -> None:
    while True:
        await asyncio.sleep(EVERY_S)
        try:
            await look(database, assigner, no_fix_minutes)
        except Exception:
            log.exception("alarms could not be looked for; trying again in a minute")

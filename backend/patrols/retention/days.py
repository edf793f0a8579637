"""Days of raw tracks: made ahead, dropped when their time is over. What is kept longer is their sums.

A track lies under the day its patrol was first heard of. A day goes whole, at once; held tracks, and those of which
something came when the day was over already, are set aside first. What comes after its day has gone is set aside by
itself. They go when their hold has ended and ``LATE`` has passed since what came late.
"""

import logging
from datetime import date, datetime, timedelta
from uuid import UUID

from backend.audit import queries as audit
from backend.core import db
from backend.core.china import SHANGHAI
from backend.core.db import SYSTEM, Database
from backend.core.ids import uuid7
from backend.patrols.retention import queries
from backend.patrols.retention.structs import OfDay
from backend.patrols.tracks.derived import sums

log = logging.getLogger("fengxun")
AHEAD = 7
"""Days. Should nobody make one in time, what comes lies among the rest until it is made."""
LATE = timedelta(days=30)


async def keep(database: Database, now: datetime, track_days: int) -> list[date]:
    """Make the days to come, and drop those older than ``track_days`` (0: none); which were dropped."""
    today = now.astimezone(SHANGHAI).date()
    await _make(database, today)
    if track_days == 0:
        return []
    first = today - timedelta(days=track_days)
    async with database.transaction(SYSTEM) as conn:
        await db.as_owner(conn)
        due = [each.day for each in await queries.days(conn) if each.day < first]
    dropped = [day for day in due if await _drop(database, day, now, track_days)]
    await _let_go(database, first, now, track_days)
    return dropped


async def _make(database: Database, today: date) -> None:
    async with database.transaction(SYSTEM) as conn:
        await db.as_owner(conn)
        there = {each.day for each in await queries.days(conn)}
        wanted = {today + timedelta(days=n) for n in range(AHEAD + 1)} - there
        wanted |= {each.day for each in await queries.stray_days(conn, today - timedelta(days=AHEAD))} - there
        if wanted and (await queries.take_turn(conn)).did:
            for day in sorted(wanted):
                await queries.make_day(conn, day)


async def _drop(database: Database, day: date, now: datetime, track_days: int) -> bool:
    """Whether it was dropped, by us. Everything of it that outlasts it is there before."""
    await sums.complete(database, [each.id for each in await _unsummed(database, day)])
    async with database.transaction(SYSTEM) as conn:
        await db.as_owner(conn)
        if not (await queries.take_turn(conn)).did or day not in {each.day for each in await queries.days(conn)}:
            return False
        await queries.lock_day(conn, day)
        kept = await queries.kept_beyond(conn, day, now.astimezone(SHANGHAI).date(), now - LATE, track_days)
        counted = await queries.counted(conn, day)
        await queries.drop_day(conn, day, [each.id for each in kept])
        await audit.record(
            conn, None, "tracks.day_dropped", uuid7(),
            day=day, patrols=counted.patrols, points=counted.points, kept=len(kept),
        )  # fmt: skip
    log.info("the raw tracks of %s are dropped, %d of them kept", day, len(kept))
    return True


async def _unsummed(database: Database, day: date) -> list[OfDay]:
    async with database.transaction(SYSTEM) as conn:
        return await queries.not_summed_up(conn, day)


async def _let_go(database: Database, first: date, now: datetime, track_days: int) -> None:
    """Tracks that were kept beyond their day and need not be any more."""
    async with database.transaction(SYSTEM) as conn:
        await db.as_owner(conn)
        gone: list[UUID] = []
        today = now.astimezone(SHANGHAI).date()
        for patrol in await queries.over(conn, first, today, now - LATE, track_days):
            await queries.drop_track(conn, patrol)
            await audit.record(conn, None, "patrol.track_dropped", patrol.id, day=patrol.day)
            gone.append(patrol.id)
    if gone:
        log.info("%d tracks kept beyond their day are dropped", len(gone))

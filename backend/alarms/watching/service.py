"""One look at everybody on duty and at every zone: what is over is closed, what is due is raised."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.alarms import queries as alarms
from backend.alarms import rules as alarm_rules
from backend.alarms import service
from backend.alarms.limits import queries as limits
from backend.alarms.limits.rules import INACCURATE_MIN, defaults
from backend.alarms.structs import AlarmKind, AlarmState, AlarmStepKind, NewAlarm, Outcome, Where
from backend.alarms.watching import queries, rules
from backend.alarms.watching.rules import Book
from backend.alarms.watching.structs import Noticed, Unvisited
from backend.audit import queries as audit
from backend.core import clock
from backend.core.db import SYSTEM, Conn, Database
from backend.core.ids import uuid7
from backend.zones.assigning import Assigner
from backend.zones.structs import DEALING


async def look(database: Database, assigner: Assigner, no_fix_minutes: int, every_s: float) -> bool:
    """Look, unless another process is looking or somebody did less than so many seconds ago: then False.

    Positions that have not moved since the last look, whoever's it was, are not looked at anew.
    """
    async with database.transaction(SYSTEM) as conn:
        if not (await queries.lock(conn)).ours:
            return False
        turn = await queries.turn(conn, every_s)
        if not turn.due:
            return False
        now = clock.now()
        book = Book(await limits.every(conn), defaults(no_fix_minutes), clock.minute(now))
        await _mark(conn, book, turn.since)
        await _close(conn, book)
        for noticed in await _noticed(conn, book):
            if rules.is_due(noticed, book.limits(noticed.town_code, noticed.zone_code), now):
                await _raise(conn, assigner, noticed, now)
        for zone in await _unvisited(conn, book):
            await _raise_unvisited(conn, book, zone, now)
        await queries.looked(conn, turn.seen)
        return True


async def _mark(conn: Conn, book: Book, since: str | None) -> None:
    """Note what is wrong with positions from when on, and what no longer is."""
    await queries.unmark_off_duty(conn)
    seen = await queries.moved(conn, since, rules.EDGE_M, book.least("accuracy_m"))
    wrong = [(each, rules.wrong(each, book.limits(each.town_code, each.zone_code))) for each in seen]
    begun = [(each.patrol_id, kind, each.at) for each, kinds in wrong for kind in sorted(kinds - set(each.marked))]
    ended = [(each.patrol_id, kind) for each, kinds in wrong for kind in sorted(set(each.marked) - kinds)]
    if begun:
        await queries.mark(conn, begun)
    if ended:
        await queries.unmark(conn, ended)
    await queries.visits(conn, since, clock.today())


async def _noticed(conn: Conn, book: Book) -> Sequence[Noticed]:
    """All that the strictest rule anywhere would have due."""
    found: list[Noticed] = []
    if battery := book.most("low_battery"):
        found += await queries.running_low(conn, battery, rules.OLDEST_SILENCE_H)
    if minutes := book.least("no_fix_min"):
        found += await queries.silent(conn, minutes, rules.OLDEST_SILENCE_H)
    return found + await queries.marked(conn, min(book.least("left_zone_min") or INACCURATE_MIN, INACCURATE_MIN))


async def _unvisited(conn: Conn, book: Book) -> Sequence[Unvisited]:
    """Of the zones that have to be visited, those that the strictest rule would have due."""
    asking = book.visiting()
    hours = min((rule.unvisited_h for rule in asking if rule.unvisited_h), default=None)
    if hours is None:
        return []
    towns = {rule.town_code for rule in asking if rule.zone_code is None}
    codes = {rule.zone_code for rule in asking if rule.zone_code is not None}
    return await queries.unvisited(conn, clock.today(), hours, list(towns), list(codes))


async def _close(conn: Conn, book: Book) -> None:
    charged = (book.most("low_battery") or 0) + rules.BATTERY_AGAIN
    for found in await queries.over(conn, charged):
        made = service.made_step(uuid7(), AlarmStepKind.CLOSED, clock.now(), None, Outcome.RESOLVED)
        await alarms.insert_step(conn, found.id, made, None)
        await alarms.save(conn, found.id, AlarmState.CLOSED)
        await audit.record(conn, None, "alarm.closed", found.id, outcome=Outcome.RESOLVED.value)
        await service.publish(conn, found.id)


async def _raise(conn: Conn, assigner: Assigner, noticed: Noticed, now: datetime) -> None:
    alarm_id = uuid7()
    where = await _where(conn, assigner, noticed)
    if await queries.insert_noticed(conn, alarm_id, noticed, where, now):
        await _announce(conn, alarm_id, noticed.kind, now)


async def _raise_unvisited(conn: Conn, book: Book, zone: Unvisited, now: datetime) -> None:
    since = rules.unvisited_since(zone, book.rules)
    limits = book.limits(zone.town_code, zone.zone_code)
    if since is None or now - since < rules.patience(AlarmKind.UNVISITED, limits):
        return
    alarm_id = uuid7()
    if await queries.insert_unvisited(conn, alarm_id, zone.zone_id, since, now, clock.today()):
        await _announce(conn, alarm_id, AlarmKind.UNVISITED, now)


async def _announce(conn: Conn, alarm_id: UUID, kind: AlarmKind, now: datetime) -> None:
    made = service.made_step(uuid7(), AlarmStepKind.RAISED, now, None)
    await alarms.insert_step(conn, alarm_id, made, None)
    await audit.record(conn, None, "alarm.raised", alarm_id, kind=kind.value)
    await service.publish(conn, alarm_id)


async def _where(conn: Conn, assigner: Assigner, noticed: Noticed) -> Where:
    last = rules.last_place(noticed)
    areas = await assigner.at(conn, last.lon, last.lat, clock.today(), DEALING) if last else []
    nothing = NewAlarm(kind="sos", at=noticed.since)
    return alarm_rules.where(nothing, last, areas, noticed.town_code, ())

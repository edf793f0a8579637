"""A demonstration that plays by itself: leads come in, the command rooms decide, now and then somebody calls for help.

Only what the demonstration began itself is moved on: what people report or raise is left to people.
"""

import asyncio
import logging
from datetime import datetime
from typing import TypeVar

import asyncpg
import numpy as np
from litestar import Litestar

from backend.alarms import service as alarms
from backend.alarms.structs import AlarmAct, NewAlarm, NewAlarmStep, Outcome
from backend.auth.caller import Caller
from backend.auth.permissions import Role
from backend.core import clock
from backend.core.db import SYSTEM, Conn, Database
from backend.core.errors import Problem
from backend.core.geojson import Fix
from backend.core.ids import uuid7
from backend.core.storage import Store
from backend.demo import county, people
from backend.demo.loading import queries
from backend.demo.loading.load import SEED
from backend.demo.loading.queries import OnDuty, OpenLead, Unsent
from backend.demo.loading.reporting import filename, lead_of
from backend.demo.loading.sending import draw, upload_one
from backend.demo.loading.settle import approver, by_name
from backend.demo.loading.signing import Phones
from backend.demo.names import TOWNS, Town
from backend.demo.people import BIG
from backend.demo.stories import seen_now
from backend.demo.words import ACCEPTANCES, ASSIGNMENTS, FEEDBACKS, HANDLINGS, REJECTIONS
from backend.leads import service as leads
from backend.leads.followups import service as followups
from backend.leads.followups.structs import NewWork, Work
from backend.leads.structs import Act, NewStep
from backend.zones import assigning
from backend.zones.assigning import Assigner

T = TypeVar("T")
log = logging.getLogger("fengxun")
BUILD = "demonstration-live"
CALL = "演示：请求支援"
"""The note of a call for help of the demonstration, by which it knows its own."""
_BETWEEN_S = 40.0
"""Seconds between two events at the speed of life."""
_TOWNS: dict[str, Town] = {town.code: town for town in TOWNS}


class Happenings:
    """Lets one thing happen at a time."""

    def __init__(self, database: Database, store: Store, assigner: Assigner, random: np.random.Generator) -> None:
        self._database = database
        self._assigner = assigner
        self._store = store
        self._random = random
        self._members = people.members()
        self._areas = county.county(SEED)
        self._number = int(random.integers(10_000, 900_000))
        self._phones: Phones | None = None

    async def step(self, now: datetime) -> str:
        """What happened, in a word; nothing while another process is at it."""
        what = self._random.choice(["report", "decide", "alarm"], p=[0.45, 0.5, 0.05])
        if what == "report":
            return await self._report(now)
        async with self._database.transaction(SYSTEM) as conn:
            if not (await queries.take_turn_of_events(conn)).ours:
                return "nothing"
            await self._look_after_alarms(conn, now)
            return await (self._decide(conn, now) if what == "decide" else self._call(conn, now))

    async def _report(self, now: datetime) -> str:
        """Somebody on duty sees something, photographs it and sends it."""
        async with self._database.transaction(SYSTEM) as conn:
            officer = self._somebody(await queries.on_duty(conn, [member.name for member in self._members]))
        if officer is None or officer.lon is None or officer.lat is None:
            return "nothing"
        self._number += 1
        town, place = _TOWNS[officer.town_code], np.array([officer.lon, officer.lat])
        story = seen_now(SEED, self._number, town, self._areas, self._members, officer.name, place)
        photos = await draw({filename(self._number, n): picture for n, picture in enumerate(story.pictures)})
        lead = lead_of(self._number, story, photos, officer.id, now, BUILD)
        async with self._database.transaction(SYSTEM) as conn:
            callers, lead_id = await by_name(conn, self._members), uuid7()
            caller = callers[officer.name]
            # What is rolled back takes its keys with it.
            phones, self._phones = self._phones or Phones(approver(callers)), None
            await phones.capture(conn, caller, lead_id, lead)
            await leads.report(conn, self._assigner, caller, lead_id, lead)
        self._phones = phones
        for medium in lead.media:
            unsent = Unsent(id=medium.id, captured_by=caller.id, filename=medium.filename)
            await upload_one(self._database, self._store, unsent, photos[medium.filename].jpeg)
        return "report"

    def _somebody(self, on_duty: list[OnDuty]) -> OnDuty | None:
        """Mostly in the two towns whose sign-ins are printed: that is where somebody watches."""
        walking = [officer for officer in on_duty if officer.lon is not None and officer.state == "running"]
        watched = [officer for officer in walking if officer.town_code in BIG]
        if watched and self._random.random() < 0.7:
            walking = watched
        return walking[int(self._random.integers(len(walking)))] if walking else None

    async def _decide(self, conn: Conn, now: datetime) -> str:
        """The command room decides on a lead that has waited, or the officer says what was done about one."""
        waiting = await queries.open_leads(conn)
        if not waiting:
            return "nothing"
        lead = waiting[0] if self._random.random() < 0.7 else self._pick(tuple(waiting))
        callers = await by_name(conn, self._members)
        if lead.state == "assigned":
            work = NewWork(kind=Work.HANDLE, note=self._pick(HANDLINGS), at=now)
            await followups.work(conn, callers[lead.assigned_to_name or ""], lead.id, uuid7(), work)
            return "decide"
        await leads.move(conn, self._room_of(lead.town_code, callers), lead.id, uuid7(), self._step(lead, callers, now))
        return "decide"

    def _step(self, lead: OpenLead, callers: dict[str, Caller], now: datetime) -> NewStep:
        if lead.state == "reported" and self._random.random() < 0.2:
            return NewStep(kind=Act.REJECT, reason=self._pick(REJECTIONS), at=now)
        if lead.state == "reported":
            return NewStep(kind=Act.ACCEPT, reason=self._pick(ACCEPTANCES), at=now)
        if lead.state == "handled":
            return NewStep(kind=Act.CLOSE, reason=self._pick(FEEDBACKS), at=now)
        officers = [m.name for m in self._members if m.role is Role.OFFICER and lead.town_code in m.town_codes]
        assignee = callers[self._pick(tuple(officers))]
        return NewStep(kind=Act.ASSIGN, reason=self._pick(ASSIGNMENTS), assignee_id=assignee.id, at=now)

    def _pick(self, choices: tuple[T, ...]) -> T:
        return choices[int(self._random.integers(len(choices)))]

    def _room_of(self, town_code: str, callers: dict[str, Caller]) -> Caller:
        (name,) = [m.name for m in self._members if m.role is Role.COMMAND_ROOM and town_code in m.town_codes]
        return callers[name]

    async def _call(self, conn: Conn, now: datetime) -> str:
        """Somebody on duty calls for help."""
        officer = self._somebody(await queries.on_duty(conn, [member.name for member in self._members]))
        if officer is None or officer.lon is None or officer.lat is None:
            return "nothing"
        caller = (await by_name(conn, self._members))[officer.name]
        fix = Fix(lon=officer.lon, lat=officer.lat, accuracy_m=8.0, age_ms=1500, at=now)
        alarm = NewAlarm(kind="sos", at=now, patrol_id=officer.id, fix=fix, battery=officer.battery, note=CALL)
        await alarms.raise_alarm(conn, self._assigner, caller, uuid7(), alarm)
        return "alarm"

    async def _look_after_alarms(self, conn: Conn, now: datetime) -> None:
        callers = await by_name(conn, self._members)
        for alarm in await queries.open_alarms(conn, CALL):
            act = AlarmAct.SEE if alarm.state == "raised" else AlarmAct.CLOSE
            outcome = Outcome.DRILL if act is AlarmAct.CLOSE else None
            step = NewAlarmStep(kind=act, at=now, outcome=outcome)
            await alarms.move(conn, self._room_of(alarm.town_code, callers), alarm.id, uuid7(), step)


async def keep_happening(app: Litestar, speed: float) -> None:
    """For as long as the application runs, at ``speed`` times the pace of a quiet day."""
    random = np.random.default_rng()
    happenings = Happenings(app.state.database, app.state.store, assigning.of(app.state), random)
    while True:
        await asyncio.sleep(float(random.uniform(0.5, 1.5)) * _BETWEEN_S / speed)
        try:
            await happenings.step(clock.now())
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, Problem) as exc:
            log.warning("the demonstration waits: %s", exc)

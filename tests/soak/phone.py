"""A simulated phone: it keeps everything until the server has said that it has it, and tries again until then.

What it keeps outlives its app, which dies and begins anew with what the disk holds.
"""

import asyncio
import hashlib
import json
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec import Struct, field

from backend.core.ids import uuid7
from tests.soak import media
from tests.soak.delivery import Delivery
from tests.soak.house import Recruit
from tests.soak.ledger import Ledger, Made
from tests.soak.media import Shares
from tests.soak.pace import Pace
from tests.soak.wire import Wire
from tests.support.chains import Signing

START = (120.30, 29.79)
LANES = 3
BACKLOG = 4
"""So much waits on a phone at most before its officer waits too."""


class Habits(Struct, frozen=True, kw_only=True):
    """How phones work. ``frees_early``: the planted fault of a phone that trusts an upload which nobody has checked."""

    shares: Shares = Shares()
    alters: float = 0.02
    """Of pieces sent: a byte of them is another one when it arrives."""
    frees_early: bool = False
    rest_s: float = 0
    """How long a phone waits after the start of its patrol."""


class Job(Struct):
    """What is on the disk until it is delivered. What may be left out another time is written behind it."""

    capture: Made | None = None
    body: bytes = b""
    media: dict[UUID, bytes] = field(default_factory=dict)
    entries: dict[UUID, tuple[int, bytes]] = field(default_factory=dict)
    """Of each medium: its number in the chain, and what was signed, as it is sent."""
    track: int | None = None
    done: set[str] = field(default_factory=set)


class Phone:
    """One officer with one device. ``base_url`` leads through the fault proxy."""

    def __init__(
        self,
        base_url: str,
        who: Recruit,
        ledger: Ledger,
        seed: int,
        pace: Pace,
        habits: Habits,
        happened: Counter[str],
    ) -> None:
        self.who, self.ledger, self.pace, self.habits, self.happened = who, ledger, pace, habits, happened
        self.dice = random.Random(seed)
        self.wire = Wire(base_url, who, ledger, self.dice, happened)
        self.started = datetime.now(UTC) - timedelta(hours=12)
        self.patrol = uuid7()
        self.key = Signing(who.id, who.device_id)
        self.disk: list[Job] = []
        self.begun: set[str] = set()
        """What was done at the start of the patrol: it, and the key."""
        self.under_way: list[Job] = []
        self.off = timedelta()
        """How wrong its clock is."""
        self.full = False
        """Nothing more can be written to its disk."""
        self.build = "soak-1"
        self._app: asyncio.Task[None] | None = None
        self._over = False

    def now(self) -> datetime:
        return datetime.now(UTC) + self.off

    async def work(self, captures: int) -> None:
        """A patrol with its track, and captures in between, in whatever order the network allows."""
        self._open()
        try:
            while "key" not in self.begun:
                await self._lives()
            await asyncio.sleep(self.habits.rest_s)
            for n in range(max(captures, 4)):
                if n % 2 == 0:
                    self._keep(Job(track=n // 2))
                    self.ledger.points[self.patrol] = self.ledger.points.get(self.patrol, 0) + 100
                if n < captures:
                    await self._room()
                    if not await self.pace.capture():
                        break
                    self._capture(n)
            while self.disk:
                await self._lives()
        finally:
            self._over = True
            await self._shut()
            await self.wire.close()

    async def _lives(self) -> None:
        """A moment later. Raises what the app could not go on with."""
        await asyncio.sleep(0.2)
        if self._app and self._app.done() and not self._app.cancelled():
            try:
                self._app.result()
            except ExceptionGroup as exc:
                raise exc.exceptions[0] from exc

    async def _room(self) -> None:
        while self.full or len(self.disk) >= BACKLOG:
            await self._lives()

    def _open(self) -> None:
        if self._over:
            return
        self.under_way = []
        self._app = asyncio.create_task(self._run())

    async def _shut(self) -> None:
        if self._app:
            self._app.cancel()
            await asyncio.gather(self._app, return_exceptions=True)

    async def die(self, away_s: float, build: str | None = None) -> None:
        """The app is killed, whatever it is doing, and opened again; as another version, if named. Of what it noted
        behind its work some may not have reached the disk: that is done again."""
        await self._shut()
        self.begun.clear()
        for job in self.disk:
            if self.dice.random() < 0.5:
                job.done.clear()
        await asyncio.sleep(away_s)
        self.build = build or self.build
        self._open()

    async def _run(self) -> None:
        delivery = Delivery(self)
        await delivery.begin()
        async with asyncio.TaskGroup() as lanes:
            for _ in range(LANES):
                lanes.create_task(self._lane(delivery))

    async def _lane(self, delivery: Delivery) -> None:
        while True:
            job = next((job for job in self.disk if not any(job is other for other in self.under_way)), None)
            if job is None:
                await asyncio.sleep(0.2)
                continue
            self.under_way.append(job)
            await delivery.deliver(job)
            self.under_way = [other for other in self.under_way if other is not job]
            self.disk = [other for other in self.disk if other is not job]

    def noted(self, job: Job, step: str) -> None:
        """That it was done, if there is room to write that down."""
        if not self.full:
            job.done.add(step)

    def _keep(self, job: Job) -> None:
        self.disk.insert(self.dice.randint(0, len(self.disk)), job)

    def _capture(self, n: int) -> None:
        """From here on it is kept, and must arrive."""
        taken = {uuid7(): (mime, data) for mime, data in media.taken(self.dice, self.habits.shares)}
        sums = {each: hashlib.sha256(data).hexdigest() for each, (_, data) in taken.items()}
        made = Made(uuid7(), f"{self.patrol}/{n}", sums)
        declared = [self._medium(each, sums[each], *taken[each]) for each in taken]
        entries = {}
        for each in declared:
            entry = self.key.capture(
                each, lead=str(made.lead_id), taken_at=self.now().isoformat(timespec="milliseconds")
            )
            entries[UUID(each["id"])] = self.key.n, json.dumps(self.key.sent(entry)).encode()
        self.ledger.captures.append(made)
        body = json.dumps(self._lead(made, declared)).encode()
        self._keep(Job(made, body, {each: data for each, (_, data) in taken.items()}, entries))

    def _medium(self, each: UUID, sha256: str, mime: str, data: bytes) -> dict[str, Any]:
        return {
            "id": str(each), "sha256": sha256, "size": len(data), "mime": mime, "filename": f"{each}.{mime[-3:]}",
            "source": "camera", "captured_at": self.now().isoformat(), "fix": None, "thumbnail": None,
        }  # fmt: skip

    def _lead(self, made: Made, declared: list[dict[str, Any]]) -> dict[str, Any]:
        at = self.now().isoformat()
        return {
            "category": "beyond_storefront_trading",
            "place": {"type": "Point", "coordinates": list(START)},
            "place_source": "own_fix",
            "fix": {"lon": START[0], "lat": START[1], "accuracy_m": 8.0, "altitude_m": None, "age_ms": 900, "at": at},
            "address": "",
            "note": made.note,
            "captured_at": at,
            "patrol_id": str(self.patrol),
            "app_build": self.build,
            "media": declared,
        }

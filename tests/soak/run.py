"""One soak: phones at work, blows meanwhile, then calm, then the count."""

import asyncio
import random
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import asyncpg
from msgspec import Struct, structs

from tests.soak.blows import BLOWS, LINE, Scene, Strength
from tests.soak.delivery import STEPS, step_of
from tests.soak.house import House
from tests.soak.ledger import Ledger, Outcome, count
from tests.soak.pace import Pace
from tests.soak.phone import Habits, Phone
from tests.soak.wire import TooManyRefusals
from tests.support.ground import ORIGINALS
from tests.support.proxy import Faults, Proxy, proxy

ROUGH = Faults(cut_upload=0.12, lose_answer=0.08, delay=0.08, cut_before=0.06, cut_after=0.06)
CALM_S = 300
"""So long after the last blow everything has to be delivered, at the latest."""
_LEFT = """
    select count(*) filter (where state <> 'received'),
           count(*) filter (where state <> 'received' or due_at is not null)
    from media
"""
_SETTLED_S = 3.0
"""What was acknowledged so long ago is stored, or will never be."""


class Plan(Struct, frozen=True, kw_only=True):
    """How large, how rough, from which seed. ``blows``: how many of each kind of ``BLOWS``."""

    phones: int
    captures: int
    seed: int
    blows: dict[str, int]
    strength: Strength = Strength()
    habits: Habits = Habits()
    faults: Faults = ROUGH
    factory: str = "backend.app:from_environment"
    give_up_s: float = 900
    enough_s: float | None = None
    """After so long nothing more is begun; what was, is brought to its end and counted."""
    told_every_s: float = 0
    """How often it says how far it is; 0: never."""


class Report(Struct, frozen=True, kw_only=True):
    plan: Plan
    outcome: Outcome
    faults: dict[str, int]
    cuts: dict[str, int]
    """Which step of the protocol was cut how, how often."""
    seconds: float
    emptied_s: float | None
    """From the last blow until no phone had anything left, and the server nothing to verify; None: never."""
    pictured_s: float | None
    """Until all previews were made, too."""
    findings: list[str]
    """Of an auditor of the sealed log and of the chains of captures."""
    first_refusals: list[str]
    drained: bool

    @property
    def blows(self) -> int:
        return sum(self.faults.get(name, 0) for name in BLOWS)

    @property
    def kinds(self) -> list[str]:
        return [name for name in (*BLOWS, *LINE) if self.faults.get(name)]

    @property
    def never(self) -> list[str]:
        return [name for name in (*BLOWS, *LINE) if not self.faults.get(name)]

    @property
    def never_cut(self) -> list[str]:
        """Steps of the protocol that got away; only many phones begin so many patrols that none should."""
        steps = [f"{cut} {step}" for cut in ("cut_before", "cut_after", "lose_answer") for step in STEPS]
        return [step for step in steps if not self.cuts.get(step)]

    @property
    def clean(self) -> bool:
        in_time = self.emptied_s is not None and self.emptied_s <= CALM_S
        return self.outcome.clean and self.drained and in_time and not self.findings


Enough = Callable[[Outcome], bool]
"""Says of a count in between that nothing more is to be learnt."""


async def soak(plan: Plan, state: Path, enough: Enough | None = None) -> Report:
    """Run it, until there is ``enough`` or all is drained. Raises when the ground itself cannot be made."""
    house = House(state, plan.factory, [k for k, n in plan.blows.items() if n])
    begun = time.monotonic()
    one = _Soak(plan, house)
    try:
        await house.up()
        async with proxy(house.ports, plan.faults.fates(plan.seed), step_of=step_of) as way:
            drained = await one.work(way, enough)
        findings = await house.audit() if drained and enough is None else []
        outcome = await count(one.ledger, house.dsn, house.store(), ORIGINALS)
    finally:
        await house.close()
    return Report(
        plan=plan,
        outcome=outcome,
        faults=dict(sorted(way.happened.items())),
        cuts={f"{fate} {step}": n for (fate, step), n in sorted(way.steps.items()) if step},
        seconds=round(time.monotonic() - begun, 1),
        emptied_s=one.emptied_s,
        pictured_s=one.pictured_s,
        findings=findings[:20],
        first_refusals=one.ledger.refusals[:5],
        drained=drained,
    )


class _Soak:
    def __init__(self, plan: Plan, house: House) -> None:
        self.plan, self.house, self.ledger = plan, house, Ledger()
        self.pace = Pace(plan.captures, sum(plan.blows.values()))
        self.emptied_s: float | None = None
        self.pictured_s: float | None = None
        self._begun = time.monotonic()
        self._calm_at = 0.0

    async def work(self, way: Proxy, enough: Enough | None) -> bool:
        plan, base = self.plan, f"http://127.0.0.1:{way.port}"
        phones = [
            Phone(base, who, self.ledger, plan.seed + n, self.pace, plan.habits, way.happened)
            for n, who in enumerate(await self.house.recruits(plan.phones))
        ]
        share, rest = divmod(plan.captures, plan.phones)
        work = asyncio.gather(*(p.work(share + (n < rest)) for n, p in enumerate(phones)))
        trouble = asyncio.create_task(self._trouble(way, phones))
        all_done = asyncio.gather(work, trouble)
        telling = asyncio.create_task(self._tell(way)) if plan.told_every_s else None
        clock = asyncio.create_task(self.pace.enough(plan.enough_s)) if plan.enough_s else None
        noticed = asyncio.create_task(self._until(enough)) if enough else None
        try:
            async with asyncio.timeout(plan.give_up_s):
                await asyncio.wait({all_done, noticed} if noticed else {all_done}, return_when=asyncio.FIRST_COMPLETED)
                if noticed and noticed.done():
                    return noticed.result()
                await all_done
                await self._emptied()
            return True
        except (TimeoutError, TooManyRefusals):
            return False
        finally:
            started = [task for task in (all_done, noticed, telling, clock) if task]
            for task in started:
                task.cancel()
            await asyncio.gather(*started, return_exceptions=True)

    async def _trouble(self, way: Proxy, phones: list[Phone]) -> None:
        """Blow after blow; then the network is calm."""
        plan = self.plan
        dice = random.Random(plan.seed)
        scene = Scene(self.house, phones, plan.strength, dice)
        blows = [name for name, n in plan.blows.items() for _ in range(n)]
        dice.shuffle(blows)
        for blow in blows:
            if not await self.pace.blow():
                break
            await asyncio.sleep(dice.random() * plan.strength.between_s)
            await BLOWS[blow](scene)
            way.happened[blow] += 1
            await self.pace.fell()
        way.calm()
        self._calm_at = time.monotonic()

    async def _emptied(self) -> None:
        """The phones have nothing left. Then the server has not, and then all previews are made."""
        async for unreceived, unfinished in self._left():
            if not unreceived and self.emptied_s is None:
                self.emptied_s = round(time.monotonic() - self._calm_at, 1)
            if not unfinished:
                break
        self.pictured_s = round(time.monotonic() - self._calm_at, 1)

    async def _left(self) -> AsyncIterator[tuple[int, int]]:
        """Now and again: media that are not received, and media of which something is still to be done."""
        conn = await asyncpg.connect(self.house.dsn)
        try:
            while True:
                yield tuple(await conn.fetchrow(_LEFT))  # type: ignore[misc]
                await asyncio.sleep(0.2)
        finally:
            await conn.close()

    async def _tell(self, way: Proxy) -> None:
        while True:
            await asyncio.sleep(self.plan.told_every_s)
            delivered = sum(made.acknowledged for made in self.ledger.captures)
            sys.stdout.write(
                f"  {time.monotonic() - self._begun:.0f} s: {delivered} of {self.plan.captures} leads acknowledged, "
                f"{self.pace.fallen} blows of {sum(self.plan.blows.values())}, {len(self.ledger.refusals)} refusals "
                f"{self.ledger.refusals[-1:]}\n"
            )
            sys.stdout.flush()

    async def _until(self, enough: Enough) -> bool:
        """Count again and again while the phones work, of what they made what lies back long enough. False: not
        drained."""
        while True:
            made = structs.replace(
                self.ledger,
                captures=[structs.replace(each, freed=set(each.freed)) for each in self.ledger.captures],
                patrols=set(self.ledger.patrols),
            )
            await asyncio.sleep(_SETTLED_S)
            try:
                outcome = await count(made, self.house.dsn, self.house.store(), ORIGINALS)
            except (OSError, asyncpg.PostgresError):
                continue  # struck just now
            if enough(outcome):
                return False

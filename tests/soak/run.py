"""One soak: phones at work, faults meanwhile, then calm, then the count."""

import asyncio
import random
import time
from collections import Counter
from pathlib import Path

from msgspec import Struct

from tests.soak.ledger import Ledger, Outcome, count
from tests.soak.phone import Phone, TooManyRefusals
from tests.support.ground import BUCKET, Ground
from tests.support.proxy import FaultProxy, Faults


class Plan(Struct, frozen=True, kw_only=True):
    """How large, how rough, from which seed."""

    phones: int
    captures: int
    seed: int
    app_kills: int = 2
    database_kills: int = 1
    objects_away_s: float = 30
    faults: Faults = Faults()
    factory: str = "backend.app:from_environment"
    give_up_s: float = 900
    photos: bool = True
    rest_s: float = 0
    """How long a phone waits after the start of its patrol."""


class Report(Struct, frozen=True, kw_only=True):
    plan: Plan
    outcome: Outcome
    faults: dict[str, int]
    seconds: float
    first_refusals: list[str]
    drained: bool


async def soak(plan: Plan, state: Path) -> Report:
    """Run it. Raises when the ground itself cannot be made."""
    state.mkdir(parents=True, exist_ok=True)
    ground = Ground(state, plan.factory)
    begun = time.monotonic()
    ledger = Ledger()
    try:
        await ground.up()
        proxy = FaultProxy(ground.ports, plan.faults, plan.seed)
        await proxy.start()
        done = await _work(plan, ground, proxy, ledger)
        await proxy.stop()
        outcome = await count(ledger, ground.dsn, ground.store(), BUCKET)
    finally:
        await asyncio.to_thread(ground.down)
    return Report(
        plan=plan,
        outcome=outcome,
        faults=dict(proxy.happened),
        seconds=round(time.monotonic() - begun, 1),
        first_refusals=ledger.refusals[:5],
        drained=done,
    )


async def _work(plan: Plan, ground: Ground, proxy: FaultProxy, ledger: Ledger) -> bool:
    base = f"http://127.0.0.1:{proxy.port}"
    cookies = await ground.officers(plan.phones)
    phones = [
        Phone(base, cookie, ledger, plan.seed + n, photos=plan.photos, rest_s=plan.rest_s)
        for n, cookie in enumerate(cookies)
    ]
    share, rest = divmod(plan.captures, plan.phones)
    work = asyncio.gather(*(p.work(share + (n < rest)) for n, p in enumerate(phones)))
    trouble = asyncio.create_task(_trouble(plan, ground, proxy.happened))
    try:
        async with asyncio.timeout(plan.give_up_s):
            await trouble
            proxy.calm = True
            await work
        return True
    except (TimeoutError, TooManyRefusals):
        return False
    finally:
        for task in (work, trouble):
            task.cancel()
        await asyncio.gather(work, trouble, return_exceptions=True)


async def _trouble(plan: Plan, ground: Ground, happened: Counter[str]) -> None:
    rng = random.Random(plan.seed)
    blows = ["app"] * plan.app_kills + ["database"] * plan.database_kills + ["objects"] * (plan.objects_away_s > 0)
    rng.shuffle(blows)
    await asyncio.sleep(plan.rest_s + 1)
    for blow in blows:
        await asyncio.sleep(0.5 + rng.random() * 1.5)
        happened[f"{blow}_killed"] += 1
        if blow == "app":
            await ground.kill_app(rng.randrange(len(ground.ports)))
        elif blow == "database":
            await ground.kill_database()
        else:
            await ground.objects_away(plan.objects_away_s)

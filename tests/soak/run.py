"""One soak: phones at work, faults meanwhile, then calm, then the count."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct, structs

from tests.soak.ledger import Ledger, Outcome, count
from tests.soak.phone import Phone, TooManyRefusals
from tests.support.ground import ORIGINALS, Ground
from tests.support.proxy import Faults, Proxy, proxy


class Plan(Struct, frozen=True, kw_only=True):
    """How large, how rough, from which seed."""

    phones: int
    captures: int
    seed: int
    app_kills: int = 2
    database_kills: int = 1
    objects_away: int = 1
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


Enough = Callable[[Outcome], bool]
"""Says of a count in between that nothing more is to be learnt."""
_SETTLED_S = 3.0
"""What was acknowledged so long ago is stored, or will never be."""


async def soak(plan: Plan, state: Path, enough: Enough | None = None) -> Report:
    """Run it, until there is ``enough`` or all is drained. Raises when the ground itself cannot be made."""
    state.mkdir(parents=True, exist_ok=True)
    ground = Ground(state, plan.factory)
    begun = time.monotonic()
    ledger = Ledger()
    try:
        await ground.up()
        async with proxy(ground.ports, plan.faults.fates(plan.seed)) as way:
            done = await _work(plan, ground, way, ledger, enough)
        outcome = await count(ledger, ground.dsn, ground.store(), ORIGINALS)
    finally:
        await asyncio.to_thread(ground.down)
    return Report(
        plan=plan,
        outcome=outcome,
        faults=dict(way.happened),
        seconds=round(time.monotonic() - begun, 1),
        first_refusals=ledger.refusals[:5],
        drained=done,
    )


async def _work(plan: Plan, ground: Ground, way: Proxy, ledger: Ledger, enough: Enough | None) -> bool:
    base = f"http://127.0.0.1:{way.port}"
    cookies = await ground.officers(plan.phones)
    phones = [
        Phone(base, cookie, ledger, plan.seed + n, photos=plan.photos, rest_s=plan.rest_s)
        for n, cookie in enumerate(cookies)
    ]
    share, rest = divmod(plan.captures, plan.phones)
    work = asyncio.gather(*(p.work(share + (n < rest)) for n, p in enumerate(phones)))
    trouble = asyncio.create_task(_trouble(plan, ground, way))
    all_done = asyncio.gather(work, trouble)
    noticed = asyncio.create_task(_until(enough, ledger, ground)) if enough else None
    try:
        async with asyncio.timeout(plan.give_up_s):
            await asyncio.wait({all_done, noticed} if noticed else {all_done}, return_when=asyncio.FIRST_COMPLETED)
            if noticed and noticed.done():
                return noticed.result()
            await all_done
        return True
    except (TimeoutError, TooManyRefusals):
        return False
    finally:
        started = [task for task in (all_done, noticed) if task]
        for task in started:
            task.cancel()
        await asyncio.gather(*started, return_exceptions=True)


async def _until(enough: Enough, ledger: Ledger, ground: Ground) -> bool:
    """Count again and again while the phones work, of what they made what lies back long enough. False: not drained."""
    while True:
        made = Ledger(captures=[structs.replace(each) for each in ledger.captures])
        await asyncio.sleep(_SETTLED_S)
        if enough(await count(made, ground.dsn, ground.store(), ORIGINALS)):
            return False


async def _trouble(plan: Plan, ground: Ground, way: Proxy) -> None:
    """Blow after blow; then the network is calm."""
    happened: Counter[str] = way.happened
    rng = random.Random(plan.seed)
    blows = ["app"] * plan.app_kills + ["database"] * plan.database_kills
    blows += ["objects"] * plan.objects_away * (plan.objects_away_s > 0)
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
    way.calm()

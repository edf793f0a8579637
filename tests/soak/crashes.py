"""``./dev soak crashes``: every step of a capture, on the phone and at the server, struck once in every manner.

Deterministic: no chance is in it. What passes: each capture is stored once with its very bytes, told of, and nothing is
left behind on either side. In the end a server that acknowledges before it commits must be found out.
"""

import argparse
import asyncio
import logging
import sys
import time
from collections import Counter

from backend.core.storage import Store
from backend.settings import Settings
from infra.dev import places
from tests.soak.mortal import Blow, Fault
from tests.soak.phone_crashes import FAULTS, phone_crashes
from tests.soak.server_crashes import house_of, points, struck
from tests.support.ground import BUCKET, Ground
from tests.support.live import Stage, stage

STATE = places.state() / "soak"
PHOTO_BYTES = (1 << 20) + 200_000
"""More than a phone sends in one request."""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def told(where: str, found: list[str], tried: int, wrong: list[str]) -> bool:
    for number, point in enumerate(found, 1):
        say(f"  {number:3} {point}")
    say(f"{where}: {len(found)} steps, {tried} blows, {len(wrong)} with something wrong afterwards")
    for line in wrong:
        say(f"  {line}")
    return not wrong


async def at_the_server(house_stage: Stage, settings: Settings, store: Store) -> bool:
    async with house_of(house_stage, settings, store) as house:
        found = await points(house, picture=True)
        verdicts = [(await struck(house, Blow(point, fault), picture=True))[0] for point in found for fault in Fault]
    return told("server", found, len(verdicts), [str(verdict) for verdict in verdicts if verdict.problems])


async def on_the_phone(house_stage: Stage, settings: Settings, store: Store) -> bool:
    phone = await phone_crashes(house_stage, settings, store, size=PHOTO_BYTES, faults=FAULTS, every=True)
    wrong = [f"{made.point}, {made.fault}: {made.problems}" for made in phone.found if made.problems]
    return told("phone", phone.points, len([made for made in phone.found if made.fault]), wrong)


async def planted(house_stage: Stage, settings: Settings, store: Store) -> bool:
    """Which blows find out a server that acknowledges first and commits afterwards."""
    seen = Counter[str]()
    async with house_of(house_stage, settings, store, hasty=True) as hasty:
        for point in ("send lead: commit 1", "create upload: commit 1"):
            verdict, _ = await struck(hasty, Blow(point, Fault.CRASH_BEFORE), picture=False)
            seen[point] += bool(verdict.problems)
    say(f"planted, acknowledges before it commits: found out by {dict(seen)}")
    return seen["send lead: commit 1"] > 0


PARTS = {"server": at_the_server, "phone": on_the_phone, "planted": planted}


async def run(parts: list[str]) -> bool:
    ground = Ground(STATE, processes=0)
    await ground.up()
    try:
        settings = Settings(
            database_url=ground.dsn, s3_endpoint=ground.s3.endpoint, s3_access_key=ground.s3.access_key,
            s3_secret_key=ground.s3.secret_key, s3_bucket=BUCKET, demo=True, pwa_dist="no-such-folder",
        )  # fmt: skip
        store = Store(settings)
        await store.make_bucket()
        async with stage(ground.dsn) as house_stage:
            good = [await PARTS[part](house_stage, settings, store) for part in parts]
        store.close()
    finally:
        await asyncio.to_thread(ground.down)
    return all(good)


def main() -> int:
    options = argparse.ArgumentParser(prog="soak crashes", description=__doc__)
    options.add_argument("--only", choices=PARTS, help="one part of it")
    only = options.parse_args().only
    # Hundreds of failures are what is wanted here; each would be told at length.
    logging.disable(logging.CRITICAL)
    began = time.monotonic()
    good = asyncio.run(run([only] if only else list(PARTS)))
    say(f"{'nothing lost, doubled or left over' if good else 'FAILED'}; {time.monotonic() - began:.0f} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

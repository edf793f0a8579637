"""``./dev soak hostile``: more than two hundred hostile files through a real server and its workers, one process.

What passes: each has an outcome, nothing of it is handed out in a way that a browser would run, the process is the one
that was started, and a good photo is dealt with afterwards as before.
"""

import argparse
import asyncio
import sys
import time

from httpx import AsyncClient

from infra.dev import places
from tests.support.corpus import Hostile, corpus
from tests.support.ground import Ground
from tests.support.hostile import jpeg
from tests.support.judging import Fate, judged, summed_up


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


async def run() -> tuple[list[Fate], bool]:
    """What became of every file, and whether the server came through."""
    ground = Ground(places.state() / "soak", processes=1)
    await ground.up()
    try:
        (cookie,) = await ground.officers(1)
        async with AsyncClient(base_url=ground.url(), cookies=cookie, timeout=60) as client:
            fates = await judged(client, corpus(), lambda _: True)
            (last,) = await judged(client, [Hostile("a good photo afterwards", jpeg())], lambda _: True)
        alive = ground.apps[0].poll() is None
    finally:
        await asyncio.to_thread(ground.down)
    return [*fates, last], alive and last.outcome == "ready"


def main() -> int:
    argparse.ArgumentParser(prog="soak hostile", description=__doc__).parse_args()
    began = time.monotonic()
    fates, alive = asyncio.run(run())
    for fate in fates:
        say(f"  {fate.name}: {fate.outcome}, handed out as {fate.served_as}")
        for problem in fate.problems:
            say(f"    WRONG: {problem}")
    wrong = [fate for fate in fates if fate.problems]
    say(f"{len(fates)} files: {summed_up(fates)}")
    came_through = "lives" if alive else "DIED"
    say(f"{len(wrong)} with something wrong; the server {came_through}; {time.monotonic() - began:.0f} s")
    return 0 if alive and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())

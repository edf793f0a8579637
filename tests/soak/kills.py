"""``./dev soak kills``: a phone's browser is killed, again and again, a moment after it has said "已存入本机".

Every capture has a photo and a note of its own. The network is there, so that what was kept before is on its way when
the next kill comes. In the end, each that was said to be kept must be on the server once, with the very bytes.
"""

import argparse
import asyncio
import hashlib
import json
import random
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import asyncpg
from msgspec import Struct
from playwright.async_api import Error, Playwright, async_playwright

from infra.dev import node, places, start
from tests.e2e import county
from tests.e2e.conftest import DIST, phone
from tests.e2e.test_capture import OUTSIDE
from tests.e2e.test_main_job import capture, eventually, kill_browser, ready_for_offline, sign_in_alone
from tests.support.ground import ORIGINALS, Ground
from tests.support.hostile import jpeg

STATE = places.state() / "soak-kills"
LATEST_S = 3.0
"""So long at most after the words are shown."""
DELIVERED_S = 300


class Kept(Struct, frozen=True):
    """A capture that was said to be kept, and when it was killed after that."""

    note: str
    sha256: str
    after_s: float


class Found(Struct, frozen=True, kw_only=True):
    """Counts of captures that were said to be kept."""

    kills: int
    lost: int
    doubled: int
    altered: int
    seconds: float

    @property
    def clean(self) -> bool:
        return self.lost == self.doubled == self.altered == 0


async def kills(playwright: Playwright, ground: Ground, wanted: int, until: float, seed: int) -> list[Kept]:
    """Until there have been as many as wanted, or the time is over."""
    dice, made, cookies = random.Random(seed), list[Kept](), list[Any]()
    profile, photo = STATE / "phone", STATE / "photo.jpg"
    shutil.rmtree(profile, ignore_errors=True)
    while len(made) < wanted and time.monotonic() < until:
        context = await phone(playwright, profile, ground.url())
        await context.add_cookies(cookies)
        page = context.pages[0]
        await page.goto("/")
        if not made:
            await sign_in_alone(page, "队员01")
            await ready_for_offline(page)
        photo.write_bytes(jpeg(behind=dice.randbytes(dice.randint(20_000, 400_000))))
        note, after = f"第 {len(made) + 1} 次", dice.random() * LATEST_S
        await capture(page, OUTSIDE, [photo], note, pictured=False)
        await asyncio.sleep(after)
        cookies = await kill_browser(context, profile)
        made.append(Kept(note, hashlib.sha256(photo.read_bytes()).hexdigest(), round(after, 3)))
        say(f"  killed {after:.2f} s after capture {len(made)}")
        try:
            await context.close()
        except Error:
            continue
    await deliver(playwright, ground, profile, cookies, len(made))
    return made


async def deliver(playwright: Playwright, ground: Ground, profile: Path, cookies: list[Any], wanted: int) -> None:
    """Left alone, the phone sends what it has."""
    context = await phone(playwright, profile, ground.url())
    await context.add_cookies(cookies)
    await context.pages[0].goto("/")

    async def all_here() -> bool:
        return len(await stored(ground)) >= wanted

    try:
        await eventually(all_here, "every capture is here", DELIVERED_S)
    except AssertionError as late:
        say(f"  {late}")
    await context.close()


async def stored(ground: Ground) -> list[tuple[str, str]]:
    """Note and hash of the bytes, read from the store, of every photo that was received."""
    conn = await asyncpg.connect(ground.dsn)
    try:
        rows = await conn.fetch(
            """
            select note, object_key from leads join media on media.lead_id = leads.id
            where media.state = 'received' and media.derived_from is null
            """
        )
    finally:
        await conn.close()
    store, found = ground.store(), []
    for row in rows:
        answer = store.get_object(ORIGINALS, row["object_key"])
        found.append((row["note"], hashlib.sha256(answer.read()).hexdigest()))
        answer.close()
        answer.release_conn()
    return found


async def doubled_leads(ground: Ground) -> int:
    conn = await asyncpg.connect(ground.dsn)
    try:
        return int(await conn.fetchval("select count(*) - count(distinct note) from leads"))
    finally:
        await conn.close()


async def soak(wanted: int, minutes: float, seed: int) -> tuple[Found, list[Kept]]:
    began = time.monotonic()
    STATE.mkdir(parents=True, exist_ok=True)
    # A copy: somebody may build anew in the meantime.
    built = Path(shutil.copytree(DIST, STATE / "dist", dirs_exist_ok=True))
    ground = Ground(STATE, processes=1, pwa_dist=built)
    await ground.up()
    try:
        await county.settle(ground.dsn)
        async with async_playwright() as playwright:
            made = await kills(playwright, ground, wanted, began + minutes * 60, seed)
        here, doubled = await stored(ground), await doubled_leads(ground)
    finally:
        await asyncio.to_thread(ground.down)
    notes = [note for note, _ in here]
    return Found(
        kills=len(made),
        lost=sum(kept.note not in notes for kept in made),
        doubled=doubled,
        altered=sum(kept.note in notes and (kept.note, kept.sha256) not in here for kept in made),
        seconds=round(time.monotonic() - began, 1),
    ), made


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    options = argparse.ArgumentParser(prog="soak kills", description=__doc__)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--minutes", type=float, default=60, help="begin no further one after that")
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    start.prepare(browser=True)
    node.build()
    found, made = asyncio.run(soak(args.kills, args.minutes, args.seed))
    told = {"found": found, "clean": found.clean, "captures": made}
    (STATE / "report.json").write_text(
        json.dumps(told, default=lambda s: {f: getattr(s, f) for f in s.__struct_fields__})
    )
    say(f"{found.kills} kills: {found.lost} lost, {found.doubled} doubled, {found.altered} altered; {found.seconds} s")
    return 0 if found.clean and found.kills else 1


if __name__ == "__main__":
    sys.exit(main())

"""How busy ten thousand officers who move keep the command room's page: a real Chromium, drawing by software."""

import asyncio
import shutil
from typing import TYPE_CHECKING, Any

from playwright.async_api import CDPSession, Page, async_playwright

from infra.dev.places import state
from tests.bench import chrome, crowd, report, tasks
from tests.bench.report import say

if TYPE_CHECKING:
    from tests.bench.live import Yard

BUSY = 0.10
LONGEST_MS = 100
"""Of the page's own work in one task: see docs/decisions/0099-what-the-page-waits-for-is-not-its-work.md."""
SETTLE_S = 6
"""The first picture, with everybody in it, is no part of going on."""


def measure(yard: "Yard") -> list[dict[str, Any]]:
    return asyncio.run(_measure(yard))


async def _measure(yard: "Yard") -> list[dict[str, Any]]:
    profile = state() / "bench" / "chromium" / "live"
    shutil.rmtree(profile, ignore_errors=True)
    found = []
    seconds = yard.options.seconds
    async with (
        async_playwright() as playwright,
        chrome.chromium(profile, "1440,900") as port,
        chrome.page(playwright, port) as page,
    ):
        session = await page.context.new_cdp_session(page)
        await session.send("Performance.enable", {"timeDomain": "threadTicks"})
        await chrome.sign_in(
            page, f"http://localhost:{yard.port}/command/", f"viewer-{yard.options.viewers}", crowd.PASSWORD
        )
        await page.locator(".map-canvas canvas").wait_for()
        await asyncio.sleep(SETTLE_S)
        process = yard.walk(seconds + 4)
        await asyncio.sleep(2)
        found.append(await _watched("a tenth moves every second", page, session, seconds, floor=True))
        await asyncio.to_thread(process.wait)
        storm = asyncio.create_task(yard.storm(seconds + 4))
        await asyncio.sleep(2)
        found.append(await _watched("everybody moves every second", page, session, seconds, floor=False))
        await storm
    return found


async def _watched(name: str, page: Page, session: CDPSession, seconds: float, *, floor: bool) -> dict[str, Any]:
    browser = page.context.browser
    assert browser is not None
    await browser.start_tracing(page=page, categories=tasks.CATEGORIES)
    before = await _spent(session)
    await asyncio.sleep(seconds)
    busy = (await _spent(session) - before) / seconds
    long = tasks.long_tasks(await browser.stop_tracing())
    shown = await page.locator("[id=tab-officers]").inner_text()
    own = max((task.own_ms for task in long), default=0.0)
    found = {
        "name": name,
        "main_thread_busy": round(busy, 3),
        "longest_own_ms": round(own),
        "long_tasks": len(long),
        "longest_with_waiting_ms": round(max((task.whole_ms for task in long), default=0)),
        "waiting_to_read_back": round(sum(task.waited_ms for task in long) / seconds / 1000, 3),
        "officers_shown": shown.replace("\n", " "),
        "floor": floor,
        "problems": [],
        "load_average": report.load(),
    }
    if floor and busy > BUSY:
        found["problems"].append(f"{name}: the main thread is {busy:.0%} busy, asked at most {BUSY:.0%}")
    if floor and own > LONGEST_MS:
        found["problems"].append(f"{name}: {own:.0f} ms of work in one task, asked at most {LONGEST_MS}")
    say(f"{name}: " + ", ".join(f"{k} {v}" for k, v in found.items() if k not in ("name", "problems", "floor")))
    return found


async def _spent(session: CDPSession) -> float:
    """Seconds of processor time of the page's main thread."""
    metrics = (await session.send("Performance.getMetrics"))["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))

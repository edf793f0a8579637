"""Two moments with a clock: the start from the home screen without a network, and from the tap to the town's map."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import CDPSession, Page, Playwright

from tests.bench import chrome
from tests.bench.line import Line
from tests.bench.report import say

CPU = 4
BITS_S, WAY_MS = 1_600_000, 150
"""The line of Lighthouse's telephone."""

_START = """
(() => {
  const drawn = (then) => requestAnimationFrame(() => setTimeout(then));
  const answered = (shown) =>
    document.querySelector(".tab-main[aria-current=page]")
      ? drawn(() => { window.bench = { shown, answered: performance.now() } })
      : requestAnimationFrame(() => answered(shown));
  const look = () => {
    const button = document.querySelector(".tab-main");
    if (!button) return requestAnimationFrame(look);
    drawn(() => { const shown = performance.now(); button.click(); answered(shown) });
  };
  requestAnimationFrame(look);
})()
"""
"""The large button is there and drawn: press it, and look when it is the one that is marked."""

_FOUND = """
() => new Promise((done) => {
  const look = () => (window.bench ? done(window.bench) : setTimeout(look, 50));
  look();
})
"""
"""What ``_START`` has found. Playwright's own way to wait is forbidden by the page's policy."""

_TAP = """
() => new Promise((done) => {
  const tapped = performance.now();
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === "map-drawn") done(startTime - tapped);
  }).observe({ type: "mark" });
  document.querySelector("a[href='#/map']").click();
})
"""

_KEPT = """
async () => {
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) return false;
  const paths = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys())));
  return paths.flat().some(({ url }) => url.includes("maplibre-gl-worker"));
}
"""


@asynccontextmanager
async def opened(playwright: Playwright, profile: Path) -> AsyncIterator[tuple[Page, CDPSession]]:
    async with chrome.chromium(profile) as port, chrome.page(playwright, port) as page:
        session = await page.context.new_cdp_session(page)
        await session.send("Network.enable")
        await page.set_viewport_size({"width": 412, "height": 823})
        yield page, session


async def slow_processor(session: CDPSession, times: float = CPU) -> None:
    await session.send("Emulation.setCPUThrottlingRate", {"rate": times})


async def kept(page: Page, url: str) -> None:
    """The page and its worker have all they need to start without a network, the map too."""
    for _ in range(20):
        await page.goto(url)
        await page.locator(".tab-main").wait_for()
        if await page.evaluate(_KEPT):
            return
        # It asks for the map's files when its start is over.
        await asyncio.sleep(6)
    raise RuntimeError("the worker did not keep the app")


async def offline_start(playwright: Playwright, profile: Path, url: str, rounds: int) -> list[dict[str, float]]:
    """Milliseconds from the navigation until the large button is shown, and until it has answered."""
    async with opened(playwright, profile) as (page, _):
        await kept(page, url)
        await page.wait_for_load_state("networkidle")
    found = []
    for number in range(1, rounds + 1):
        async with opened(playwright, profile) as (page, session):
            nothing = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
            await session.send("Network.emulateNetworkConditions", nothing)
            await slow_processor(session)
            await page.add_init_script(_START)
            await page.goto(url + "/")
            found.append(await asyncio.wait_for(page.evaluate(_FOUND), 60))
            say(f"  offline start {number}: shown {found[-1]['shown']:.0f} ms, answers {found[-1]['answered']:.0f} ms")
    return found


async def tap_to_map(page: Page, session: CDPSession, line: Line) -> float:
    """On the account's screen, everything else at rest."""
    await page.locator("a[href='#/map']").wait_for()
    await page.wait_for_load_state("networkidle")
    await asyncio.sleep(6)
    line.slow(BITS_S, WAY_MS)
    await slow_processor(session)
    try:
        took: float = await asyncio.wait_for(page.evaluate(_TAP), 60)
    finally:
        line.free()
        await slow_processor(session, 1)
    return took


async def map_cold(playwright: Playwright, profile: Path, url: str, line: Line, rounds: int) -> list[float]:
    """Nothing of the map is on the telephone: no worker keeps it, no cache has it."""
    found = []
    for number in range(1, rounds + 1):
        async with opened(playwright, profile) as (page, session):
            await session.send("Network.clearBrowserCache")
            await session.send("Network.setBypassServiceWorker", {"bypass": True})
            await page.goto(url + "/#/account")
            found.append(await tap_to_map(page, session, line))
            say(f"  map, cold {number}: {found[-1]:.0f} ms")
    return found


async def map_warm(playwright: Playwright, profile: Path, url: str, line: Line, rounds: int) -> list[float]:
    """The worker keeps the map's code, and it has been looked at before; the page has been started anew."""
    async with opened(playwright, profile) as (page, session):
        await kept(page, url)
        await page.goto(url + "/#/account")
        await tap_to_map(page, session, line)
    found = []
    for number in range(1, rounds + 1):
        async with opened(playwright, profile) as (page, session):
            await page.goto(url + "/#/account")
            found.append(await tap_to_map(page, session, line))
            say(f"  map, warm {number}: {found[-1]:.0f} ms")
    return found

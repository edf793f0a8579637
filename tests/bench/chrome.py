"""A Chromium of its own: its profile outlives it, and both Lighthouse and Playwright can hold it by its port."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, Playwright

from backend.auth.caller import COOKIE
from tests.e2e.conftest import CHROMIUM, FLAGS

WHOLE = shutil.which("chromium") or CHROMIUM
"""Figures are of the browser that people have, where there is one."""

PATIENCE_MS = 60_000
_MORE = ["--headless=new", "--remote-debugging-port=0", "--password-store=basic", "--no-default-browser-check"]


@asynccontextmanager
async def chromium(profile: Path, window: str = "412,823") -> AsyncIterator[int]:
    """The port of its debugger, while it runs.

    Raises:
        RuntimeError: it did not start.
    """
    if WHOLE is None:
        raise RuntimeError("Chromium is not installed")
    profile.mkdir(parents=True, exist_ok=True)
    told = profile / "DevToolsActivePort"
    told.unlink(missing_ok=True)
    command = [WHOLE, *FLAGS, *_MORE, f"--user-data-dir={profile}", f"--window-size={window}", "about:blank"]
    with (profile / "chromium.log").open("w") as log:
        process = await asyncio.create_subprocess_exec(*command, stdout=log, stderr=log)
    try:
        yield await _port(told)
    finally:
        # Asked, not killed: it writes its cookies down.
        process.terminate()
        await asyncio.wait_for(process.wait(), 20)


async def _port(told: Path) -> int:
    for _ in range(300):
        if told.exists() and (lines := told.read_text().splitlines()):
            return int(lines[0])
        await asyncio.sleep(0.1)
    raise RuntimeError(f"Chromium did not start: {(told.parent / 'chromium.log').read_text()[-2000:]}")


@asynccontextmanager
async def page(playwright: Playwright, port: int) -> AsyncIterator[Page]:
    """A new page in that browser, closed at the end."""
    browser = await playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
    made = await browser.contexts[0].new_page()
    made.set_default_timeout(PATIENCE_MS)
    try:
        yield made
    finally:
        await made.close()
        await browser.close()


async def sign_in(page: Page, address: str, name: str, password: str) -> None:
    """Through the page's own door; back when what is behind it is drawn, and the disk has the cookie."""
    await page.goto(address)
    await page.locator("input[name=name]").fill(name)
    await page.locator("input[name=password]").fill(password)
    await page.locator("button[type=submit]").click()
    # A phone asks first whether others use it too; this one is somebody's own.
    await page.locator(".command, .lock-choice").first.wait_for()
    if await page.locator(".lock-choice").count() > 0:
        await page.locator(".lock-choice .button:not(.primary)").click()
        await page.locator(".tab-main").wait_for()
    await _written(page)


async def _written(page: Page) -> None:
    """Chromium writes cookies down after half a minute, and not surely when it is asked to end."""
    cookies = await page.context.cookies()
    if not any(cookie["name"] == COOKIE for cookie in cookies):
        raise RuntimeError("nobody is signed in")
    await asyncio.sleep(35)

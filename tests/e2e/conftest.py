"""The whole system and a real browser, for stories told through the screen."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Playwright, async_playwright

from infra.dev import places
from tests.conftest import ROOT
from tests.e2e import county
from tests.support import workers
from tests.support.ground import Ground

DIST = ROOT / "pwa" / "dist"
SHOTS = places.state() / "screens"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
async def system() -> AsyncIterator[Ground]:
    """Two application processes with a small county, which every story finds empty."""
    if not (DIST / "index.html").exists():
        pytest.fail("pwa/dist is missing: build the PWA first (./dev test does)")
    system = Ground(workers.own("e2e"), pwa_dist=DIST)
    await system.up()
    system.people = await county.settle(system.dsn)
    yield system
    system.down()


@pytest.fixture
async def ground(system: Ground) -> Ground:
    """The running system, without anything other stories left in it."""
    await county.empty(system.dsn)
    return system


@pytest.fixture
async def playwright() -> AsyncIterator[Playwright]:
    if CHROMIUM is None:
        pytest.fail("Chromium is not installed: ./dev test installs it")
    async with async_playwright() as p:
        yield p


async def phone(playwright: Playwright, profile: Path, base_url: str, **more: Any) -> BrowserContext:
    """A phone's browser that keeps its data in ``profile``, so that it survives being killed."""
    lon, lat = county.CENTRE
    return await playwright.chromium.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        args=FLAGS,
        viewport=PHONE,
        device_scale_factor=2,
        has_touch=True,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        base_url=base_url,
        permissions=["geolocation", "camera"],
        geolocation={"longitude": lon, "latitude": lat, "accuracy": 8},
        **more,
    )


@pytest.fixture
async def desk(playwright: Playwright, ground: Ground) -> AsyncIterator[Page]:
    """The command room's browser."""
    browser: Browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    context = await browser.new_context(
        viewport=DESK, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=ground.url(1)
    )
    yield await context.new_page()
    await browser.close()


async def shoot(page: Page, name: str) -> None:
    """Keep a picture of the screen for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SHOTS / f"{name}.png")

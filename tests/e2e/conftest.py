"""The whole system and a real browser, for stories told through the screen."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Playwright, async_playwright, expect

from infra.dev import places, system
from tests.conftest import ROOT
from tests.e2e import county
from tests.support import databases, workers
from tests.support.ground import Ground, ObjectStore, Services
from tests.support.proxy import Proxy, proxy

DIST = ROOT / "pwa" / "dist"
SHOTS = places.state() / "screens"
CHROMIUM = system.chromium()
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
# A machine that does other things besides is slow; what never comes true is noticed all the same.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
LIKE_A_PHONE: dict[str, Any] = {
    "viewport": PHONE,
    "device_scale_factor": 2,
    "has_touch": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "permissions": ["geolocation", "camera"],
    "geolocation": {"longitude": county.CENTRE[0], "latitude": county.CENTRE[1], "accuracy": 8},
}
NewPhone = Callable[..., Awaitable[Page]]


@pytest.fixture(scope="session")
def services(admin_dsn: str, object_store: ObjectStore) -> Services:
    """What the systems below stand on: the cluster and the store of all tests."""
    if not (DIST / "index.html").exists():
        pytest.fail("pwa/dist is missing: build the PWA first (./dev test does)")
    return Services(admin_dsn, object_store)


@pytest.fixture(scope="session")
async def system(services: Services) -> AsyncIterator[Ground]:
    """Two application processes with a small county, which every story finds empty."""
    system = Ground(workers.own("e2e"), pwa_dist=DIST, services=services)
    await system.up()
    system.people = await county.settle(system.dsn)
    yield system
    system.down()
    await databases.execute(services.admin_dsn, f'drop database "{system.database}" with (force)')


@pytest.fixture
async def ground(system: Ground) -> Ground:
    """The running system, without anything other stories left in it."""
    await county.empty(system.dsn)
    return system


@pytest.fixture(scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    if CHROMIUM is None:
        pytest.fail("Chromium is not installed: ./dev test installs it")
    async with async_playwright() as p:
        yield p


@pytest.fixture(scope="session")
async def chromium(playwright: Playwright) -> AsyncIterator[Browser]:
    """One for all stories in which no browser dies; each has a context of its own in it."""
    browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    await browser.close()


async def phone(playwright: Playwright, profile: Path, base_url: str, **more: Any) -> BrowserContext:
    """A phone's browser that keeps its data in ``profile``, so that it survives being killed."""
    context = await playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=FLAGS, base_url=base_url, **LIKE_A_PHONE, **more
    )
    context.set_default_timeout(PATIENCE_MS)
    return context


@pytest.fixture
async def new_phone(chromium: Browser, ground: Ground) -> AsyncIterator[NewPhone]:
    """Phones whose browsers do not die: a page that nobody has opened anything in yet."""
    async with AsyncExitStack() as phones:

        async def made(base_url: str = "", **more: Any) -> Page:
            context = await chromium.new_context(base_url=base_url or ground.url(), **LIKE_A_PHONE, **more)
            phones.push_async_callback(context.close)
            context.set_default_timeout(PATIENCE_MS)
            return await context.new_page()

        yield made


@pytest.fixture
async def network(ground: Ground) -> AsyncIterator[Proxy]:
    """A phone's way to the server: perfect, until there is no signal."""
    async with proxy(ground.ports[:1]) as way:
        yield way


@pytest.fixture
async def desk(chromium: Browser, ground: Ground) -> AsyncIterator[Page]:
    """The command room's browser."""
    context = await chromium.new_context(
        viewport=DESK, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=ground.url(1)
    )
    context.set_default_timeout(PATIENCE_MS)
    yield await context.new_page()
    await context.close()


async def shoot(page: Page, name: str) -> None:
    """Keep a picture of the screen for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SHOTS / f"{name}.png")

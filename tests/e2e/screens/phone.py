"""The phone's screens. What a row says: ``screen.py``."""

from contextlib import suppress
from weakref import WeakSet

from playwright.async_api import Error, Page

from tests.e2e.screens.capture import CAPTURE
from tests.e2e.screens.lock import LOCK, temporary_password
from tests.e2e.screens.outbox import OUTBOX
from tests.e2e.screens.screen import PATIENCE_MS, Screen, appears, click

FIRST_LEAD = "a[href^='#/leads/']"
LOOKED_UP_MS = 1_000
"""So long a phone may take to find in its memory what has been called for."""
_CALLED: WeakSet[Page] = WeakSet()
"""Pages from which somebody has called for help already."""
RECORDED = ".screen a.list-row[href^='#/patrol/']"


async def wrong_password(page: Page) -> None:
    await page.locator("input[name=name]").fill("队员01")
    await page.locator("input[name=password]").fill("wrong")
    await page.locator("button[type=submit]").click()
    await page.locator("[role=alert]").first.wait_for(timeout=PATIENCE_MS)


async def on_patrol(page: Page) -> None:
    start = page.locator("form button[type=submit]")
    await page.locator("form button[type=submit], .figures-row").first.wait_for(timeout=PATIENCE_MS)
    if await start.count() > 0:
        await start.click(timeout=PATIENCE_MS)
    await page.locator(".figures-row").first.wait_for(timeout=PATIENCE_MS)


async def paused(page: Page) -> None:
    await on_patrol(page)
    if await page.locator(".patrol.paused").count() == 0:
        await page.locator(".patrol .buttons .button").first.click(timeout=PATIENCE_MS)
    await page.locator(".patrol.paused").wait_for(timeout=PATIENCE_MS)


async def ending(page: Page) -> None:
    await on_patrol(page)
    await page.locator(".patrol .danger-outline").click(timeout=PATIENCE_MS)
    await page.locator("dialog .button.danger").wait_for(timeout=PATIENCE_MS)


async def recorded(page: Page) -> None:
    """The second time there is one already."""
    await page.locator("form button[type=submit], .figures-row").first.wait_for(timeout=PATIENCE_MS)
    if await page.locator(RECORDED).count() == 0:
        await ending(page)
        await page.locator("dialog .button.danger").click(timeout=PATIENCE_MS)
    await page.locator(RECORDED).first.click(timeout=PATIENCE_MS)
    await page.locator(".screen .facts, .screen .track-sketch, .screen section").first.wait_for(timeout=PATIENCE_MS)


async def bar(page: Page) -> None:
    await on_patrol(page)
    await page.locator(".tabs a[href='#/leads']").click()
    await page.locator(".patrol-bar").wait_for(timeout=PATIENCE_MS)


async def bar_details(page: Page) -> None:
    await bar(page)
    await page.locator(".patrol-bar-more").click(timeout=PATIENCE_MS)
    await page.locator("dialog[open]").wait_for(timeout=PATIENCE_MS)


async def call_for_help(page: Page) -> None:
    """Once: the second time the alarm is there already, a moment after the button that calls."""
    card, button = page.locator(".sos-card"), page.locator(".sos-button")
    await card.or_(button).first.wait_for(timeout=PATIENCE_MS)
    if page not in _CALLED:
        # By an earlier run of this day, perhaps.
        with suppress(Error):
            await card.wait_for(timeout=LOOKED_UP_MS)
        if await card.count() == 0:
            await button.focus()
            await page.keyboard.press("Enter")
            await page.locator("dialog .button.danger").click(timeout=PATIENCE_MS)
        _CALLED.add(page)
    await card.wait_for(timeout=PATIENCE_MS)


async def call_off(page: Page) -> None:
    await call_for_help(page)
    await page.locator(".sos-card button.button").first.click(timeout=PATIENCE_MS)
    await page.locator("dialog").wait_for(timeout=PATIENCE_MS)


async def naming(page: Page) -> None:
    """The phone one holds is given a name."""
    await page.locator(".list-row .button").last.click(timeout=PATIENCE_MS)
    await page.locator(".rename input").wait_for(timeout=PATIENCE_MS)


SIGN_IN = [
    Screen("phone-sign-in", None, "", ".sign-in form"),
    Screen("phone-sign-in-wrong", None, "", ".sign-in form", wrong_password),
]
DUTY = [
    Screen("phone-home", "网格员01", "#/home", ".home-capture"),
    Screen("phone-duty-ready", "队员02", "#/duty", "select[name=zone]"),
    Screen("phone-help", "队员02", "#/duty", "select[name=zone]", click(".head button[aria-haspopup=dialog]")),
    Screen("phone-duty-running", "队员03", "#/duty", ".screen", on_patrol),
    Screen("phone-duty-end", "队员03", "#/duty", ".screen", ending),
    Screen("phone-patrol-bar", "队员03", "#/duty", ".screen", bar),
    Screen("phone-patrol-sheet", "队员03", "#/duty", ".screen", bar_details),
    Screen("phone-duty-offline", "队员03", "#/duty", ".screen", on_patrol, offline=True),
    Screen("phone-patrol", "队员01", "#/duty", ".screen", recorded),
    Screen("phone-duty-paused", "队员01", "#/duty", ".screen", paused),
    Screen("phone-map", "队员02", "#/map", ".town-map-buttons"),
]
LEADS = [
    Screen("phone-leads", "队员03", "#/leads", ".screen .list-row"),
    Screen("phone-leads-all-open", "队员03", "#/leads", ".lead-views", click(".lead-views button:last-child")),
    Screen("phone-lead", "队员03", "#/leads", ".screen .list-row", click(FIRST_LEAD)),
    Screen(
        "phone-lead-form",
        "队员03",
        "#/leads",
        ".screen .list-row",
        appears(".step-form textarea", after=click(FIRST_LEAD, ".lead-acts .buttons .button:last-child")),
    ),
]
ACCOUNT = [
    Screen("phone-account", "队员02", "#/account", ".facts"),
    Screen("phone-settings", "队员02", "#/settings", ".switch"),
    Screen("phone-security", "队员02", "#/security", ".list-row", naming),
    Screen("phone-licences", "队员02", "#/licences", ".list-row"),
    Screen("phone-password", "网格员07", "#/account", ".facts", temporary_password),
]
SOS = [
    Screen("phone-sos", "队员04", "#/duty", ".sos-button"),
    Screen("phone-sos-raised", "队员05", "#/duty", ".sos", call_for_help),
    Screen("phone-sos-cancel", "队员05", "#/duty", ".sos", call_off),
]
PHONE: list[Screen] = [*SIGN_IN, *DUTY, *CAPTURE, *LEADS, *OUTBOX, *ACCOUNT, *LOCK, *SOS]

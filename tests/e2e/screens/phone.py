"""The phone's screens. What a row says: ``screen.py``."""

from playwright.async_api import Page

from tests.conftest import SHARED
from tests.e2e.screens.screen import PATIENCE_MS, Screen, click


async def wrong_password(page: Page) -> None:
    await page.locator("input[name=name]").fill("队员01")
    await page.locator("input[name=password]").fill("wrong")
    await page.locator("button[type=submit]").click()
    await page.locator("[role=alert]").first.wait_for(timeout=PATIENCE_MS)


async def capture_with_photo(page: Page) -> None:
    """A draft with a picture and a note, as it stands before it is sent."""
    await page.locator(".shutter").wait_for(timeout=PATIENCE_MS)
    photo = SHARED / "data" / "photos" / "DSCN0010.jpg"
    if photo.exists():
        await page.locator("dialog.camera input[type=file]").first.set_input_files(photo)
        await page.locator(".thumb img").first.wait_for(timeout=PATIENCE_MS)
    else:
        await click(".shutter")(page)
    await page.locator(".cause").first.click(timeout=PATIENCE_MS)
    await page.locator("textarea").first.fill("店外堆放货物，占用人行道约两米。")


async def annotating(page: Page) -> None:
    await capture_with_photo(page)
    await page.locator(".thumbs .button").first.click(timeout=PATIENCE_MS)
    await page.locator(".annotate canvas").wait_for(timeout=PATIENCE_MS)


async def on_patrol(page: Page) -> None:
    start = page.locator("form button[type=submit]")
    if await start.count() > 0:
        await start.click(timeout=PATIENCE_MS)
    await page.locator(".figures-row").first.wait_for(timeout=PATIENCE_MS)


async def bar(page: Page) -> None:
    await on_patrol(page)
    await page.locator(".tabs a[href='#/leads']").click()
    await page.locator(".patrol-bar").wait_for(timeout=PATIENCE_MS)


async def bar_details(page: Page) -> None:
    await bar(page)
    await page.locator(".patrol-bar-more").click(timeout=PATIENCE_MS)
    await page.locator("dialog[open]").wait_for(timeout=PATIENCE_MS)


async def call_for_help(page: Page) -> None:
    """Once: the second time the alarm is there already."""
    button = page.locator(".sos-button")
    if await button.count() > 0:
        await button.focus()
        await page.keyboard.press("Enter")
        await page.locator("dialog .button.danger").click(timeout=PATIENCE_MS)
    await page.locator(".sos-card").wait_for(timeout=PATIENCE_MS)


async def call_off(page: Page) -> None:
    await call_for_help(page)
    await page.locator(".sos-card .button").first.click(timeout=PATIENCE_MS)
    await page.locator("dialog").wait_for(timeout=PATIENCE_MS)


SIGN_IN = [
    Screen("phone-sign-in", None, "", ".sign-in form"),
    Screen("phone-sign-in-wrong", None, "", ".sign-in form", wrong_password),
]
DUTY = [
    Screen("phone-duty-ready", "队员02", "#/duty", "select[name=zone]"),
    Screen("phone-duty-running", "队员03", "#/duty", ".screen", on_patrol),
    Screen("phone-patrol-bar", "队员03", "#/duty", ".screen", bar),
    Screen("phone-patrol-details", "队员03", "#/duty", ".screen", bar_details),
    Screen("phone-duty-offline", "队员03", "#/duty", ".screen", on_patrol, offline=True),
    Screen("phone-help", "队员02", "#/duty", "select[name=zone]", click(".head button[aria-haspopup=dialog]")),
    Screen("phone-home", "网格员01", "#/home", ".home-capture"),
]
CAPTURE = [
    Screen("phone-capture-camera", "网格员01", "#/capture", ".shutter"),
    Screen("phone-capture-category", "网格员01", "#/capture", ".shutter", click(".shutter")),
    Screen("phone-capture-form", "队员02", "#/capture", ".shutter", capture_with_photo),
    Screen("phone-capture-annotate", "队员02", "#/capture", ".shutter", annotating),
    Screen("phone-capture-drafts", "队员02", "#/capture", ".shutter", click(".camera-top .camera-button")),
]
LEADS = [
    Screen("phone-leads", "队员03", "#/leads", ".screen .list-row"),
    Screen("phone-lead", "队员03", "#/leads", ".screen .list-row", click("a[href^='#/leads/']")),
    Screen("phone-leads-all-open", "队员03", "#/leads", ".lead-views", click(".lead-views button:last-child")),
    Screen("phone-outbox-empty", "网格员01", "#/outbox", ".screen .empty"),
]
ACCOUNT = [
    Screen("phone-account", "队员02", "#/account", ".facts"),
    Screen("phone-settings", "队员02", "#/settings", ".switch"),
    Screen("phone-security", "队员02", "#/security", ".list-row"),
    Screen("phone-licences", "队员02", "#/licences", ".list-row"),
]
SOS = [
    Screen("phone-sos", "队员04", "#/duty", ".sos-button"),
    Screen("phone-sos-raised", "队员05", "#/duty", ".sos", call_for_help),
    Screen("phone-sos-cancel", "队员05", "#/duty", ".sos", call_off),
]
PHONE: list[Screen] = [*SIGN_IN, *DUTY, *CAPTURE, *LEADS, *ACCOUNT, *SOS]

"""The phone's screens. What a row says: ``screen.py``."""

from playwright.async_api import Page

from tests.conftest import SHARED
from tests.e2e.screens.screen import PATIENCE_MS, Screen, appears, click

FIRST_LEAD = "a[href^='#/leads/']"
RECORDED = ".screen a.list-row[href^='#/patrol/']"


async def wrong_password(page: Page) -> None:
    await page.locator("input[name=name]").fill("队员01")
    await page.locator("input[name=password]").fill("wrong")
    await page.locator("button[type=submit]").click()
    await page.locator("[role=alert]").first.wait_for(timeout=PATIENCE_MS)


async def first_photo(page: Page) -> None:
    """Of a file where there are some, of the camera's false picture otherwise; then what it shows is asked."""
    await page.locator(".shutter").wait_for(timeout=PATIENCE_MS)
    photo = SHARED / "data" / "photos" / "DSCN0010.jpg"
    if photo.exists():
        await page.locator("dialog.camera input[type=file]").first.set_input_files(photo)
    else:
        await click(".shutter")(page)
    await page.locator(".cause").first.wait_for(timeout=PATIENCE_MS)


async def capture_with_photo(page: Page) -> None:
    """A draft with a picture and a note, as it stands before it is sent."""
    await first_photo(page)
    await page.locator(".thumb img").first.wait_for(timeout=PATIENCE_MS)
    await page.locator(".cause").first.click(timeout=PATIENCE_MS)
    await page.locator("textarea").first.fill("店外堆放货物，占用人行道约两米。")


async def annotating(page: Page) -> None:
    await capture_with_photo(page)
    await page.locator(".thumbs .button").first.click(timeout=PATIENCE_MS)
    await page.locator(".annotate canvas").wait_for(timeout=PATIENCE_MS)


async def submitted(page: Page) -> None:
    await capture_with_photo(page)
    await page.locator(".submit .primary:enabled").click(timeout=PATIENCE_MS)
    await page.locator(".sent").wait_for(timeout=PATIENCE_MS)


async def drafts(page: Page) -> None:
    """One comes back from a draft to the list of them."""
    await first_photo(page)
    await page.locator(".cause").first.click(timeout=PATIENCE_MS)
    await page.evaluate("location.hash = '#/capture'")
    await page.locator(".draft-row").first.wait_for(timeout=PATIENCE_MS)


async def waiting(page: Page) -> None:
    """Captured without a network, and found in the list of what is to be sent."""
    await page.context.set_offline(True)
    await submitted(page)
    await page.evaluate("location.hash = '#/outbox'")
    await page.locator(".screen .list-row").first.wait_for(timeout=PATIENCE_MS)


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
    """Once: the second time the alarm is there already."""
    await page.locator(".sos-button, .sos-card").first.wait_for(timeout=PATIENCE_MS)
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
CAPTURE = [
    Screen("phone-capture-camera", "网格员01", "#/capture", ".shutter"),
    Screen("phone-capture-category", "网格员01", "#/capture", ".shutter", first_photo),
    Screen("phone-capture-drafts", "网格员01", "#/capture", ".shutter", drafts),
    Screen("phone-capture-form", "队员02", "#/capture", ".shutter", capture_with_photo),
    Screen("phone-capture-annotate", "队员02", "#/capture", ".shutter", annotating),
    Screen("phone-capture-sent", "队员06", "#/capture", ".shutter", submitted),
    Screen("phone-capture-nearby", "队员06", "#/capture", ".shutter", appears(".near", after=capture_with_photo)),
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
OUTBOX = [
    Screen("phone-outbox-empty", "网格员01", "#/outbox", ".screen .empty"),
    Screen("phone-outbox-waiting", "网格员02", "#/capture", ".shutter", waiting),
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
LOCK = [
    Screen("phone-lock-ask", "网格员03", "#/lock", ".lock-choice"),
    Screen("phone-lock-new-pin", "网格员03", "#/lock", ".lock-choice", click(".lock-choice .primary")),
]
PHONE: list[Screen] = [*SIGN_IN, *DUTY, *CAPTURE, *LEADS, *OUTBOX, *ACCOUNT, *LOCK, *SOS]

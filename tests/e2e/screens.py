"""Every screen there is, as a table: what the gallery takes pictures of and the accessibility test checks.

Add yours: one line in the part's own list below (or a new list, joined in ``SCREENS``).

- ``name`` says what is to be seen and names the picture; ``phone-…`` or ``desk-…``.
- ``who`` is a login of the demonstration (``backend/demo/people.py``); None: nobody is signed in.
- ``address`` is what stands behind ``/`` or ``/command/``. ``ready`` is a selector that is visible when it is there.
- ``prepare`` brings the page to the state that is meant: a click, a dialog. It has to work in both languages, so use
  classes, addresses and roles without names. What it leaves behind (a patrol, a draft) is there for those after it
  of the same ``who``; take a login of your own where that matters.
- ``offline``: the network is taken away once the screen is there, and the address opened again.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from playwright.async_api import Page

from tests.conftest import SHARED

Prepare = Callable[[Page], Awaitable[None]]
PATIENCE_MS = 30_000


@dataclass(frozen=True)
class Screen:
    name: str
    who: str | None
    address: str
    ready: str
    prepare: Prepare | None = None
    offline: bool = False

    @property
    def page(self) -> Literal["phone", "desk"]:
        return "phone" if self.name.startswith("phone-") else "desk"

    @property
    def url(self) -> str:
        return f"/{self.address}" if self.page == "phone" else f"/command/{self.address}"


def click(*selectors: str) -> Prepare:
    """Click one after the other."""

    async def run(page: Page) -> None:
        for selector in selectors:
            await page.locator(selector).first.click(timeout=PATIENCE_MS)

    return run


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


async def tab(page: Page, name: str) -> None:
    await page.locator(f"#tab-{name}").click(timeout=PATIENCE_MS)


async def officer(page: Page) -> None:
    await tab(page, "officers")
    await page.locator(".officers button.row").first.click(timeout=PATIENCE_MS)
    await page.locator(".side .detail").first.wait_for(timeout=PATIENCE_MS)


async def patrols(page: Page) -> None:
    await tab(page, "patrols")
    await page.locator("#panel-patrols button.row, #panel-patrols .empty").first.wait_for(timeout=PATIENCE_MS)


async def lead(page: Page) -> None:
    await page.locator("[role=option]").first.dblclick(timeout=PATIENCE_MS)
    await page.locator(".side .detail img").first.wait_for(timeout=PATIENCE_MS)


def press(*keys: str, ready: str) -> Prepare:
    """Press one key after the other; what they show is ``ready``."""

    async def run(page: Page) -> None:
        for key in keys:
            await page.keyboard.press(key)
        await page.locator(ready).first.wait_for(timeout=PATIENCE_MS)

    return run


async def photo(page: Page) -> None:
    await lead(page)
    await page.locator(".photos .photo").first.click(timeout=PATIENCE_MS)
    await page.locator(".lightbox .media-facts h3").wait_for(timeout=PATIENCE_MS)


async def printed(page: Page) -> None:
    await lead(page)
    address = await page.locator(".side a[href^='#/print/']").first.get_attribute("href")
    await page.evaluate("address => (location.hash = address)", address)
    await page.locator("[data-ready]").wait_for(timeout=PATIENCE_MS)


async def legend(page: Page) -> None:
    map_only = page.locator(".panes button").nth(1)
    if await map_only.is_visible():
        await map_only.click()
    for summary in (".map-legend summary", ".map-layers summary"):
        await page.locator(summary).click(timeout=PATIENCE_MS)


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


PHONE_SIGN_IN = [
    Screen("phone-sign-in", None, "", ".sign-in form"),
    Screen("phone-sign-in-wrong", None, "", ".sign-in form", wrong_password),
]
PHONE_DUTY = [
    Screen("phone-duty-ready", "队员02", "#/duty", "select[name=zone]"),
    Screen("phone-duty-running", "队员03", "#/duty", ".screen", on_patrol),
    Screen("phone-patrol-bar", "队员03", "#/duty", ".screen", bar),
    Screen("phone-patrol-details", "队员03", "#/duty", ".screen", bar_details),
    Screen("phone-duty-offline", "队员03", "#/duty", ".screen", on_patrol, offline=True),
    Screen("phone-help", "队员02", "#/duty", "select[name=zone]", click(".head button[aria-haspopup=dialog]")),
    Screen("phone-home", "网格员01", "#/home", ".home-capture"),
]
PHONE_CAPTURE = [
    Screen("phone-capture-camera", "网格员01", "#/capture", ".shutter"),
    Screen("phone-capture-category", "网格员01", "#/capture", ".shutter", click(".shutter")),
    Screen("phone-capture-form", "队员02", "#/capture", ".shutter", capture_with_photo),
    Screen("phone-capture-annotate", "队员02", "#/capture", ".shutter", annotating),
    Screen("phone-capture-drafts", "队员02", "#/capture", ".shutter", click(".camera-top .camera-button")),
]
PHONE_LEADS = [
    Screen("phone-leads", "队员03", "#/leads", ".screen .list-row"),
    Screen("phone-lead", "队员03", "#/leads", ".screen .list-row", click("a[href^='#/leads/']")),
    Screen("phone-leads-all-open", "队员03", "#/leads", ".lead-views", click(".lead-views button:last-child")),
    Screen("phone-outbox-empty", "网格员01", "#/outbox", ".screen .empty"),
]
PHONE_ACCOUNT = [
    Screen("phone-account", "队员02", "#/account", ".facts"),
    Screen("phone-settings", "队员02", "#/settings", ".switch"),
    Screen("phone-security", "队员02", "#/security", ".list-row"),
    Screen("phone-licences", "队员02", "#/licences", ".list-row"),
]
PHONE_SOS = [
    Screen("phone-sos", "队员04", "#/duty", ".sos-button"),
    Screen("phone-sos-raised", "队员05", "#/duty", ".sos", call_for_help),
    Screen("phone-sos-cancel", "队员05", "#/duty", ".sos", call_off),
]
DESK_ALARMS = [
    Screen("desk-alarm", "指挥员01", "#/room", ".alarm-row"),
    Screen("desk-alarm-close", "指挥员01", "#/room", ".alarm-row", click(".alarm-row .alarm-do:last-child")),
    Screen("desk-sound", "指挥员01", "#/room", ".sound-menu", click(".sound-menu summary")),
    Screen("desk-wall", "指挥员01", "#/wall", ".wall"),
]
DESK_ROOM = [
    Screen("desk-sign-in", None, "", ".sign-in form"),
    Screen("desk-room", "指挥员01", "#/room", "[role=option]"),
    Screen("desk-lead", "指挥员01", "#/room", "[role=option]", lead),
    Screen("desk-officers", "指挥员01", "#/room", "[role=option]", lambda page: tab(page, "officers")),
    Screen("desk-officer", "指挥员01", "#/room", "[role=option]", officer),
    Screen("desk-patrols", "指挥员01", "#/room", "[role=option]", patrols),
    Screen("desk-legend", "指挥员01", "#/room", "[role=option]", legend),
    Screen("desk-keys", "指挥员01", "#/room", "[role=option]", press("?", ready=".key-sheet")),
    Screen("desk-filters", "指挥员01", "#/room?photos=1", "[role=option]", press("f", ready=".conditions")),
    Screen("desk-many", "指挥员01", "#/room", "[role=option]", press("Control+a", ready=".many")),
    Screen("desk-give", "指挥员01", "#/room", "[role=option]", press("j", "g", ready=".many-dialog button.row")),
    Screen("desk-play", "指挥员01", "#/room", "[role=option]", click(".map-play", ".play-bar .icon-button")),
    Screen("desk-photo", "指挥员01", "#/room", "[role=option]", photo),
    Screen("desk-print-lead", "指挥员01", "#/room", "[role=option]", printed),
    Screen("desk-room-offline", "指挥员01", "#/room", "[role=option]", offline=True),
    Screen("desk-refused", "网格员01", "#/room", ".command"),
]
SCREENS: list[Screen] = [
    *PHONE_SIGN_IN,
    *PHONE_DUTY,
    *PHONE_CAPTURE,
    *PHONE_LEADS,
    *PHONE_ACCOUNT,
    *DESK_ROOM,
    *PHONE_SOS,
    *DESK_ALARMS,
]

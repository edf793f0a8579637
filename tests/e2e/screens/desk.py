"""The command room's screens. What a row says: ``screen.py``."""

from playwright.async_api import Page

from tests.e2e.screens.screen import PATIENCE_MS, Screen, click, press


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


ALARMS = [
    Screen("desk-alarm", "指挥员01", "#/room", ".alarm-row"),
    Screen("desk-alarm-close", "指挥员01", "#/room", ".alarm-row", click(".alarm-row .alarm-do:last-child")),
    Screen("desk-sound", "指挥员01", "#/room", ".sound-menu", click(".sound-menu summary")),
    Screen("desk-wall", "指挥员01", "#/wall", ".wall"),
]
ROOM = [
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
RECORDS = [
    Screen("desk-leads", "指挥员01", "#/leads", ".table tbody tr"),
    Screen("desk-leads-found", "指挥员01", "#/leads?state=reported&sort=category", ".table tbody tr"),
    Screen("desk-patrol-list", "指挥员01", "#/patrols", ".table tbody tr"),
    Screen("desk-alarm-list", "指挥员01", "#/alarms", ".table tbody tr"),
    Screen("desk-audit", "审计员01", "#/audit", ".table tbody tr"),
]
DESK: list[Screen] = [*ROOM, *ALARMS, *RECORDS]

"""The command room's screens. What a row says: ``screen.py``."""

from playwright.async_api import Page

from tests.e2e.screens.alarms import ALARMS
from tests.e2e.screens.pages import PAGES, RECORDS
from tests.e2e.screens.screen import PATIENCE_MS, Screen, click, press
from tests.e2e.screens.urgent import URGENT


async def tab(page: Page, name: str) -> None:
    await page.locator(f"#tab-{name}").click(timeout=PATIENCE_MS)


async def officer(page: Page) -> None:
    await tab(page, "officers")
    await page.locator(".officers button.row").first.click(timeout=PATIENCE_MS)
    await page.locator(".side .detail").first.wait_for(timeout=PATIENCE_MS)


async def held(page: Page) -> None:
    """A track that is kept for a case."""
    await officer(page)
    await page.locator(".holds > .button").click(timeout=PATIENCE_MS)
    await page.locator(".holds input[name=reason]").fill("诸综执立〔2026〕12号")
    await page.locator(".holds input[name=reason]").press("Enter")
    await page.locator(".holds li").first.wait_for(timeout=PATIENCE_MS)


async def patrols(page: Page) -> None:
    await tab(page, "patrols")
    await page.locator("#panel-patrols button.row, #panel-patrols .empty").first.wait_for(timeout=PATIENCE_MS)


async def lead(page: Page) -> None:
    await page.locator("[role=option]").first.dblclick(timeout=PATIENCE_MS)
    await page.locator(".side .detail img").first.wait_for(timeout=PATIENCE_MS)


async def photo(page: Page) -> None:
    await lead(page)
    await page.locator(".photos .photo").first.click(timeout=PATIENCE_MS)
    await for_casework(page)
    await page.locator(".lightbox .media-facts h3").last.wait_for(timeout=PATIENCE_MS)


async def for_casework(page: Page) -> None:
    """Answers what the photos are looked at for, where it has not been answered in this session."""
    asked = page.locator(".ask-purpose")
    await asked.or_(page.locator(".lightbox")).first.wait_for(timeout=PATIENCE_MS)
    if await asked.is_visible():
        await asked.locator("select").select_option("casework")
        await asked.locator("[type=submit]").click()


async def redacting(page: Page) -> None:
    """The first photo with one box over it."""
    await photo(page)
    await page.locator(".lightbox-tools button:has(+ .lightbox-name)").click(timeout=PATIENCE_MS)
    await page.locator(".redact-tools .button").first.click(timeout=PATIENCE_MS)
    await page.locator(".redact-box").wait_for(timeout=PATIENCE_MS)


async def retention(page: Page) -> None:
    """How long the first lead's evidence is kept, and a hold being placed on it."""
    await lead(page)
    await page.locator(".retention summary").click(timeout=PATIENCE_MS)
    await page.locator(".retention > .button").last.click(timeout=PATIENCE_MS)
    await page.locator(".retention form").scroll_into_view_if_needed(timeout=PATIENCE_MS)


async def mending(page: Page) -> None:
    """Its category is put right."""
    await lead(page)
    await page.locator(".lead-more [aria-expanded]").click(timeout=PATIENCE_MS)
    await page.locator(".lead-more .reason select").wait_for(timeout=PATIENCE_MS)


async def compared(page: Page) -> None:
    """The photos of the first lead that has two, beside each other."""
    rows = page.locator("[role=option]")
    for number in range(await rows.count()):
        await rows.nth(number).dblclick(timeout=PATIENCE_MS)
        await page.locator(".side .detail").wait_for(timeout=PATIENCE_MS)
        if await page.locator(".side .photos .photo img").count() > 1:
            break
    await page.locator(".photos .photo").first.click(timeout=PATIENCE_MS)
    await for_casework(page)
    await page.locator(".lightbox-tools [aria-pressed]").first.click(timeout=PATIENCE_MS)
    await page.locator(".lightbox-pair.two").wait_for(timeout=PATIENCE_MS)


async def printed(page: Page) -> None:
    await lead(page)
    address = await page.locator(".side a[href^='#/print/']").first.get_attribute("href")
    await page.evaluate("address => (location.hash = address)", address)
    await page.locator("[data-ready]").wait_for(timeout=PATIENCE_MS)


async def packaged(page: Page) -> None:
    await printed(page)
    await page.locator(".package summary").click(timeout=PATIENCE_MS)
    await page.locator(".package form").wait_for(timeout=PATIENCE_MS)


async def patrol_printed(page: Page) -> None:
    await officer(page)
    address = await page.locator(".side a[href^='#/print/patrol/']").first.get_attribute("href")
    await page.evaluate("address => (location.hash = address)", address)
    await page.locator("[data-ready]").wait_for(timeout=PATIENCE_MS)


async def rejecting(page: Page) -> None:
    """Of the first lead that waits for an answer."""
    await page.locator(".filter-line select").first.select_option("reported", timeout=PATIENCE_MS)
    await lead(page)
    await page.locator("[data-way=reject]").click(timeout=PATIENCE_MS)
    await page.locator(".reason textarea").wait_for(timeout=PATIENCE_MS)


async def saving_filter(page: Page) -> None:
    await page.locator(".filter-line select").first.select_option("assigned", timeout=PATIENCE_MS)
    await page.locator(".chip-button.add").click(timeout=PATIENCE_MS)
    await page.locator(".saved-name input").wait_for(timeout=PATIENCE_MS)


async def legend(page: Page) -> None:
    map_only = page.locator(".panes button").nth(1)
    if await map_only.is_visible():
        await map_only.click()
    for summary in (".map-legend summary", ".map-layers summary"):
        await page.locator(summary).click(timeout=PATIENCE_MS)


async def coverage(page: Page) -> None:
    """Of the first town, with the cells of its first zone on the map."""
    map_only = page.locator(".panes button").nth(1)
    if await map_only.is_visible():
        await map_only.click()
    await page.locator(".map-layers summary").click(timeout=PATIENCE_MS)
    await page.locator(".map-layers label").last.click(timeout=PATIENCE_MS)
    await page.locator(".map-layers summary").click(timeout=PATIENCE_MS)
    await page.locator(".coverage-card tbody button").first.click(timeout=PATIENCE_MS)
    await page.locator(".coverage-ages").wait_for(timeout=PATIENCE_MS)


async def played_day(page: Page) -> None:
    """The whole day of the first squad, in which its people have patrolled more than once."""
    await page.locator(".map-play .button").last.click(timeout=PATIENCE_MS)
    choose = page.locator(".play-choose")
    await choose.locator("input[name=kind]").nth(1).check(timeout=PATIENCE_MS)
    await choose.locator("select[name=whose]").select_option(index=1, timeout=PATIENCE_MS)
    await choose.locator("select[name=purpose]").select_option(index=1, timeout=PATIENCE_MS)
    await choose.locator("[type=submit]").click(timeout=PATIENCE_MS)
    await page.locator(".play-lines li").first.wait_for(timeout=PATIENCE_MS)


ROOM = [
    Screen("desk-sign-in", None, "", ".sign-in form"),
    Screen("desk-room", "指挥员01", "#/room", "[role=option]"),
    Screen("desk-lead", "指挥员01", "#/room", "[role=option]", lead),
    Screen("desk-officers", "指挥员01", "#/room", "[role=option]", lambda page: tab(page, "officers")),
    Screen("desk-officer", "指挥员01", "#/room", "[role=option]", officer),
    Screen("desk-held", "指挥员01", "#/room", "[role=option]", held),
    Screen("desk-patrols", "指挥员01", "#/room", "[role=option]", patrols),
    Screen("desk-legend", "指挥员01", "#/room", "[role=option]", legend),
    Screen("desk-coverage", "指挥员01", "#/room", "[role=option]", coverage),
    Screen("desk-keys", "指挥员01", "#/room", "[role=option]", press("?", ready=".key-sheet")),
    Screen("desk-filters", "指挥员01", "#/room?photos=1", "[role=option]", press("f", ready=".conditions")),
    Screen("desk-many", "指挥员01", "#/room", "[role=option]", press("Control+a", ready=".many")),
    Screen(
        "desk-give",
        "指挥员01",
        "#/room?state=reported",
        "[role=option]",
        press("j", "g", ready=".many-dialog button.row"),
    ),
    Screen(
        "desk-play",
        "指挥员01",
        "#/room",
        "[role=option]",
        click(".map-play .button:first-child", ".play-bar .icon-button"),
    ),
    Screen(
        "desk-play-choose", "指挥员01", "#/room", "[role=option]", click(".map-play .button:last-child", ".play-choose")
    ),
    Screen("desk-play-day", "指挥员01", "#/room", "[role=option]", played_day),
    Screen("desk-mend", "指挥员01", "#/room", "[role=option]", mending),
    Screen("desk-retention", "指挥员01", "#/room", "[role=option]", retention),
    Screen("desk-photo", "指挥员01", "#/room", "[role=option]", photo),
    Screen("desk-photo-compare", "指挥员01", "#/room", "[role=option]", compared),
    Screen("desk-print-lead", "指挥员01", "#/room", "[role=option]", printed),
    Screen("desk-redact", "指挥员01", "#/room", "[role=option]", redacting),
    Screen("desk-package", "指挥员01", "#/room", "[role=option]", packaged),
    Screen("desk-print-patrol", "指挥员01", "#/room", "[role=option]", patrol_printed),
    Screen("desk-reject", "指挥员01", "#/room", "[role=option]", rejecting),
    Screen("desk-filter-save", "指挥员01", "#/room", "[role=option]", saving_filter),
    Screen("desk-room-offline", "指挥员01", "#/room", "[role=option]", offline=True),
    Screen("desk-refused", "网格员01", "#/room", ".command"),
]
DESK: list[Screen] = [*ROOM, *ALARMS, *URGENT, *RECORDS, *PAGES]

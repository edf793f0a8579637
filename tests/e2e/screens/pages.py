"""The desk's pages beside the room: lists, people, areas, keys. What a row says: ``screen.py``."""

from playwright.async_api import Page

from tests.e2e.screens.lock import temporary_password
from tests.e2e.screens.screen import PATIENCE_MS, Screen, click
from tests.e2e.screens.zones import defective_zones


async def person(page: Page) -> None:
    await page.locator(".row-open").first.click(timeout=PATIENCE_MS)
    await page.locator("aside.split-side .facts").first.wait_for(timeout=PATIENCE_MS)


async def devices(page: Page) -> None:
    """The phones of whoever signed in last."""
    await page.locator(".row-open").first.click(timeout=PATIENCE_MS)
    await page.locator(".devices li").first.scroll_into_view_if_needed(timeout=PATIENCE_MS)


async def slip(page: Page) -> None:
    await person(page)
    await page.locator("aside.split-side .section .buttons .button").first.click(timeout=PATIENCE_MS)
    await page.locator("dialog.slip svg, dialog.slip canvas").first.wait_for(timeout=PATIENCE_MS)


async def checked(page: Page) -> None:
    """The report on a file of which one area is good, one crosses itself and one lies elsewhere."""
    await page.locator(".drop input").set_input_files(
        {"name": "责任区.geojson", "mimeType": "application/geo+json", "buffer": defective_zones()}
    )
    await page.locator(".checking button[type=submit]").click(timeout=PATIENCE_MS)
    await page.locator(".report .report-map canvas").wait_for(timeout=PATIENCE_MS)


async def drawing(page: Page) -> None:
    """A town's zones on the drawing desk, the first with its first corner chosen, and the topology looked at."""
    await page.locator("select[name=town]").select_option("330681109", timeout=PATIENCE_MS)
    await page.locator(".checking button[type=submit]").click(timeout=PATIENCE_MS)
    await page.locator(".edit-map canvas").wait_for(timeout=PATIENCE_MS)
    await page.locator(".edit-zone .edit-row").first.click(timeout=PATIENCE_MS)
    await page.locator(".edit-turn .icon-button").nth(1).click(timeout=PATIENCE_MS)
    await page.locator(".edit-head .button").click(timeout=PATIENCE_MS)
    await page.locator(".edit-head .chip").wait_for(timeout=PATIENCE_MS)


async def decided(page: Page) -> None:
    """An import that is in force, with what it has changed."""
    await page.locator(".table tbody .row-open").last.click(timeout=PATIENCE_MS)
    await page.locator(".report .report-map canvas").wait_for(timeout=PATIENCE_MS)


async def none_found(page: Page) -> None:
    await page.locator("input[type=search]").fill("zzzz")
    await page.locator(".empty .button").wait_for(timeout=PATIENCE_MS)


RECORDS = [
    Screen("desk-leads", "指挥员01", "#/leads", ".table tbody tr"),
    Screen("desk-leads-found", "指挥员01", "#/leads?state=reported&sort=category", ".table tbody tr"),
    Screen("desk-patrol-list", "指挥员01", "#/patrols", ".table tbody tr"),
    Screen("desk-alarm-rules", "指挥员01", "#/alarm-rules", ".rule-table"),
    Screen("desk-alarm-rule", "指挥员01", "#/alarm-rules", ".rule-table", click(".page-head .button.primary")),
    Screen("desk-audit", "审计员01", "#/audit", ".table tbody tr"),
    Screen("desk-audit-found", "审计员01", "#/audit?q=指挥员01&topic=leads", ".table tbody tr"),
    Screen("desk-root", "审计员01", "#/root", "[data-ready]"),
]
PAGES = [
    Screen("desk-people", "系统管理员01", "#/people", ".row-open"),
    Screen("desk-people-none", "系统管理员01", "#/people", ".row-open", none_found),
    Screen("desk-person", "系统管理员01", "#/people", ".row-open", person),
    Screen("desk-person-roles", "安全管理员01", "#/people", ".row-open", person),
    Screen("desk-person-add", "系统管理员01", "#/people", ".row-open", click(".page-head .button.primary")),
    Screen("desk-columns", "系统管理员01", "#/people", ".row-open", click(".columns-menu summary")),
    Screen("desk-devices", "系统管理员01", "#/devices", ".row-open"),
    Screen("desk-person-devices", "系统管理员01", "#/devices", ".row-open", devices),
    Screen("desk-aside", "系统管理员01", "#/aside", ".aside-page .empty"),
    Screen("desk-person-slip", "系统管理员01", "#/people", ".row-open", slip),
    Screen("desk-areas", "系统管理员01", "#/areas", ".table"),
    Screen("desk-areas-edit", "系统管理员01", "#/areas/edit", ".checking", drawing),
    Screen("desk-areas-new", "系统管理员01", "#/areas/new", ".area-pages"),
    Screen("desk-areas-imports", "系统管理员01", "#/areas/imports", ".table-part"),
    Screen("desk-areas-report", "系统管理员01", "#/areas/new", ".drop", checked),
    Screen("desk-areas-decided", "系统管理员01", "#/areas/imports", ".row-open", decided),
    Screen("desk-access-keys", "指挥员01", "#/keys", ".access .list, .access .hint"),
    Screen("desk-password", "指挥员02", "#/room", ".command", temporary_password),
]

"""The desk's lists: found, sorted and turned over by key, taken along as a file, shared as a link, come back to."""

import io
import json
import re
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from openpyxl import load_workbook
from playwright.async_api import Locator, Page, expect

from backend.core.ids import uuid7
from tests.e2e.conftest import shoot
from tests.e2e.county import PASSWORD, TOWN
from tests.e2e.test_admin import administrators, sign_in, switch
from tests.e2e.test_main_job import EVENTUALLY_MS
from tests.support.ground import Ground

pytestmark = pytest.mark.browser
MANY = 60
PAGE = 50


async def many_people(dsn: str) -> None:
    """Sixty officers in three squads; one whose squad a spreadsheet would take for a formula."""
    conn = await asyncpg.connect(dsn)
    try:
        for n in range(MANY):
            squad = '=HYPERLINK("http://x")' if n == 7 else f"第{n % 3}组"
            await conn.execute(
                "insert into people (id, name, display_name, password_hash, roles, town_codes, squad) "
                "select $1, $2, $2, password_hash, '{officer}', $3, $4 from people where name = '队员01'",
                uuid7(), f"巡查员{n:02}", [TOWN], squad,
            )  # fmt: skip
    finally:
        await conn.close()


def rows(page: Page) -> Locator:
    return page.locator(".table tbody tr")


async def cells(page: Page) -> list[list[str]]:
    """What the table shows, as text, with its headings."""
    table = page.locator(".table")
    head = await table.locator("thead th").all_inner_texts()
    body = [await row.locator("th, td").all_inner_texts() for row in await rows(page).all()]
    return [[text.strip() for text in row] for row in (head, *body)]


async def press_on(target: Locator, *keys: str) -> None:
    await target.focus()
    for key in keys:
        await target.page.keyboard.press(key)


async def test_people_are_found_sorted_and_turned_over_by_key_and_the_file_holds_the_same(
    ground: Ground, desk: Page, tmp_path: Path
) -> None:
    await administrators(ground.dsn)
    await many_people(ground.dsn)
    await switch(desk, "系统管理员01", "people")
    await desk.get_by_role("searchbox", name="搜索人员").fill("巡查员")
    await expect(desk).to_have_url(re.compile("people\\?q="), timeout=EVENTUALLY_MS)
    await expect(rows(desk).first).to_contain_text("巡查员00", timeout=EVENTUALLY_MS)
    await expect(desk.get_by_text(f"已显示 {PAGE} 条，还有更多")).to_be_visible()
    by_squad = desk.get_by_role("columnheader", name="中队").get_by_role("button")
    await press_on(by_squad, "Enter")
    await expect(desk.get_by_role("columnheader", name="中队")).to_have_attribute("aria-sort", "ascending")
    await press_on(by_squad, "Enter")
    await expect(rows(desk).first).to_contain_text("第2组", timeout=EVENTUALLY_MS)
    await press_on(desk.get_by_role("button", name="显示更多"), "Enter")
    await expect(rows(desk)).to_have_count(MANY, timeout=EVENTUALLY_MS)
    await expect(desk.get_by_role("region", name="人员")).to_be_focused()
    head, *shown = await cells(desk)
    assert [row[head.index("中队")] for row in shown] == sorted(
        (row[head.index("中队")] for row in shown), reverse=True
    )
    book = await exported(desk, tmp_path / "people.xlsx")
    titles, *lines = [[cell.value or "–" for cell in row] for row in book.worksheets[0].iter_rows()]
    assert set(head) <= set(titles)
    assert [[line[titles.index(title)] for title in head] for line in lines] == shown
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)
    await the_link_shows_the_same_elsewhere(desk, shown[:PAGE])
    await back_leads_to_the_view_one_left(desk)


async def exported(desk: Page, path: Path) -> Any:
    async with desk.expect_download() as coming:
        await press_on(desk.get_by_role("button", name="导出 Excel"), "Enter")
    download = await coming.value
    assert re.fullmatch(r"人员-\d{4}-\d\d-\d\d\.xlsx", download.suggested_filename)
    await download.save_as(path)
    return load_workbook(io.BytesIO(path.read_bytes()))


async def the_link_shows_the_same_elsewhere(desk: Page, shown: list[list[str]]) -> None:
    assert desk.context.browser is not None
    elsewhere = await desk.context.browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    other = await elsewhere.new_page()
    await other.goto(desk.url)
    await sign_in(other, "系统管理员01", PASSWORD)
    await expect(rows(other)).to_have_count(PAGE, timeout=EVENTUALLY_MS)
    assert (await cells(other))[1:] == shown
    await expect(other.get_by_role("searchbox", name="搜索人员")).to_have_value("巡查员")
    await elsewhere.close()


async def back_leads_to_the_view_one_left(desk: Page) -> None:
    """A row is opened by key; what was looked for and how it was sorted is there again, with all that was loaded."""
    view = desk.url
    await press_on(rows(desk).first.locator(".row-open"), "ArrowDown", "Enter")
    await expect(desk.get_by_role("complementary", name=re.compile("巡查员"))).to_be_visible(timeout=EVENTUALLY_MS)
    await desk.go_back()
    await expect(desk.get_by_role("complementary", name=re.compile("巡查员"))).to_have_count(0)
    await expect(desk).to_have_url(view)
    await expect(desk.get_by_role("columnheader", name="中队")).to_have_attribute("aria-sort", "descending")
    region = desk.get_by_role("region", name="人员")
    await region.evaluate("box => box.scrollTo(0, 500)")
    await desk.get_by_role("navigation").get_by_role("link", name="设备").click()
    await expect(region).to_have_count(0, timeout=EVENTUALLY_MS)
    await desk.go_back()
    await expect(rows(desk)).to_have_count(MANY, timeout=EVENTUALLY_MS)
    await expect(region).to_have_js_property("scrollTop", 500)


async def test_columns_are_chosen_by_key_and_kept_for_this_person_alone(ground: Ground, desk: Page) -> None:
    await administrators(ground.dsn)
    await switch(desk, "系统管理员01", "people")
    squad = desk.get_by_role("columnheader", name="中队")
    await expect(squad).to_be_visible(timeout=EVENTUALLY_MS)
    await press_on(desk.locator(".columns-menu summary"), "Enter", "Tab")
    await press_on(desk.get_by_role("checkbox", name="中队"), "Space")
    await expect(squad).to_have_count(0)
    await shoot(desk, "desk-columns")
    await desk.keyboard.press("Escape")
    await expect(desk.locator(".columns-menu summary")).to_be_focused()
    await desk.emulate_media(media="print")
    await expect(rows(desk).first.locator("th")).to_contain_text(re.compile("管理员|指挥员"), use_inner_text=True)
    await expect(desk.locator(".table thead")).to_contain_text("用户名", use_inner_text=True)
    await desk.emulate_media(media="screen")
    await desk.reload()
    await expect(desk.get_by_role("columnheader", name="角色")).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(squad).to_have_count(0)
    await switch(desk, "安全管理员01", "people")
    await expect(squad).to_be_visible(timeout=EVENTUALLY_MS)


async def test_an_alarm_opens_on_the_map_and_leads_to_its_patrol_which_is_taken_along_as_a_map(
    ground: Ground, desk: Page, tmp_path: Path
) -> None:
    patrol = str(uuid7())
    now = "2026-03-02T08:00:00Z"
    api, origin = desk.request, {"origin": ground.url(1)}
    await desk.goto("/command/")
    signed_in = await api.post("/api/session", data={"name": "队员01", "password": PASSWORD}, headers=origin)
    assert signed_in.ok, await signed_in.text()
    begun = await api.put(f"/api/patrols/{patrol}", data={"squad": "枫桥一组", "started_at": now}, headers=origin)
    assert begun.ok, await begun.text()
    called = {"kind": "sos", "at": now, "patrol_id": patrol}
    raised = await api.put(f"/api/alarms/{uuid7()}", data=called, headers=origin)
    assert raised.ok, await raised.text()
    await switch(desk, "指挥员01", "alarms?kind=sos")
    link = desk.get_by_role("link", name="查看轨迹")
    await expect(link).to_have_attribute("href", f"#/print/patrol/{patrol}", timeout=EVENTUALLY_MS)
    await press_on(rows(desk).first.locator(".row-open"), "Enter")
    await expect(desk.get_by_role("article", name=re.compile("队员01"))).to_be_visible(timeout=EVENTUALLY_MS)
    await desk.go_back()
    await expect(link).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(desk).to_have_url(re.compile("#/alarms\\?kind=sos$"))
    await desk.get_by_role("link", name="巡查", exact=True).click()
    await expect(rows(desk)).to_have_count(1, timeout=EVENTUALLY_MS)
    told = json.loads((await as_map(desk, tmp_path / "patrols.geojson")).read_text())
    assert (told["datum"], len(told["features"])) == ("GCJ-02", 1)


async def as_map(desk: Page, path: Path) -> Path:
    """By key: a map file in shifted coordinates, which a GeoPackage could not say of itself."""
    await press_on(desk.get_by_text("地图文件"), "Enter")
    await desk.get_by_role("radio", name="GCJ-02").check()
    await expect(desk.get_by_role("button", name="GeoPackage")).to_be_disabled()
    await shoot(desk, "desk-map-file")
    async with desk.expect_download() as coming:
        await press_on(desk.get_by_role("button", name="GeoJSON"), "Enter")
    download = await coming.value
    assert re.fullmatch(r"巡查-\d{4}-\d\d-\d\d-GCJ-02\.geojson", download.suggested_filename)
    await download.save_as(path)
    return path

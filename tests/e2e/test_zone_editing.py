"""Borders on the map: a zone is drawn, split, merged and undone; topology looked at before and after; then saved."""

import re
from math import cos, radians

import asyncpg
import pytest
from playwright.async_api import Locator, Page, expect

from tests.e2e.conftest import shoot
from tests.e2e.county import CENTRE, TOWN
from tests.e2e.test_admin import EVENTUALLY_MS, administrators, switch
from tests.e2e.test_main_job import eventually
from tests.support.ground import Ground

pytestmark = pytest.mark.browser
LON, LAT = CENTRE
DAY = "2031-01-01"


@pytest.fixture
async def sloppy(ground: Ground) -> Ground:
    """The eastern zone sticks out into the western one by fifty metres or so."""
    await set_east(ground, LON - 0.0005)
    yield ground
    await set_east(ground, LON)


async def set_east(ground: Ground, west: float) -> None:
    conn = await asyncpg.connect(ground.dsn)
    try:
        await conn.execute("delete from areas where kind = 'duty_zone' and import_id is not null")
        await conn.execute("update areas set valid_to = null where kind = 'duty_zone'")
        await conn.execute(
            "update areas set geom = st_multi(st_makeenvelope($1, $2, $3, $4, 4490)) where code = 'FQ-02'",
            west, LAT - 0.1, LON + 0.1, LAT + 0.1,
        )  # fmt: skip
    finally:
        await conn.close()


async def open_desk(desk: Page) -> None:
    await switch(desk, "系统管理员01", "areas/edit")
    await open_zones(desk)


async def open_zones(desk: Page) -> None:
    await desk.locator("select[name=town]").select_option(TOWN)
    await desk.get_by_label("生效日期").fill(DAY)
    await desk.get_by_role("button", name="打开").click()
    await expect(desk.locator(".edit-map canvas")).to_be_visible(timeout=EVENTUALLY_MS)


async def type_places(desk: Page, *places: tuple[float, float]) -> None:
    for lon, lat in places:
        await desk.get_by_label("坐标（经度，纬度）").fill(f"{lon}, {lat}")
        await desk.keyboard.press("Enter")
    await expect(desk.locator(".edit-places li")).to_have_count(len(places))
    await desk.get_by_role("button", name="完成", exact=True).click()


async def zones_in(desk: Page) -> list[str]:
    return await desk.locator(".edit-zone .mono").all_inner_texts()


async def check(desk: Page, found: str) -> None:
    await desk.get_by_role("button", name="检查", exact=True).click()
    await expect(desk.locator(".edit-head .chip")).to_have_text(found, timeout=EVENTUALLY_MS)


async def drag_corner(desk: Page) -> None:
    """The north-western corner of the western zone, inwards. All zones are in sight, with sixty pixels around."""
    box = await desk.locator(".edit-map canvas").bounding_box()
    assert box
    per_degree = min((box["width"] - 120) / 0.2, (box["height"] - 120) / (0.2 / cos(radians(LAT))))
    x = box["x"] + box["width"] / 2 - 0.1 * per_degree
    y = box["y"] + box["height"] / 2 - 0.1 * per_degree / cos(radians(LAT))

    async def over_it() -> bool:
        await desk.mouse.move(x + 1, y)
        await desk.mouse.move(x, y)
        return bool(await desk.locator(".edit-map canvas").evaluate("map => map.style.cursor === 'grab'"))

    await eventually(over_it, "the corner is drawn, and the pointer says that it can be carried")
    await desk.mouse.down()
    await desk.mouse.move(x + 30, y + 30, steps=4)
    await desk.mouse.up()


async def outlives_the_page(desk: Page, size: Locator, whole: str) -> None:
    """A corner dragged with the mouse is there for who opens the same again or goes on, and then taken back."""
    await drag_corner(desk)
    await expect(size).not_to_have_text(whole, timeout=EVENTUALLY_MS)
    await expect(desk.locator("p[role=status]").first).to_contain_text("移动“枫桥镇西片勤务区”的边界点")
    await desk.reload()
    await open_zones(desk)
    await desk.locator(".edit-zone .edit-row", has_text="FQ-01").click(timeout=EVENTUALLY_MS)
    await expect(size).not_to_have_text(whole)
    await desk.reload()
    await desk.get_by_role("button", name="继续修改").click(timeout=EVENTUALLY_MS)
    await desk.locator(".edit-zone .edit-row", has_text="FQ-01").click(timeout=EVENTUALLY_MS)
    await expect(size).not_to_have_text(whole)
    await desk.get_by_role("button", name="撤销", exact=True).click()
    await expect(size).to_have_text(whole)


async def repair_overlap(desk: Page) -> None:
    await check(desk, "发现 1 处问题")
    await desk.get_by_role("button", name=re.compile("重叠.*平方米")).click()
    await expect(desk.get_by_text("修正建议")).to_be_visible()
    await shoot(desk, "desk-areas-edit-fault")
    await desk.get_by_role("button", name=re.compile("按建议修正")).click()
    await expect(desk.locator(".edit-head .chip")).to_have_text("没有发现问题", timeout=EVENTUALLY_MS)


async def test_a_zone_is_drawn_split_merged_undone_repaired_and_saved(sloppy: Ground, desk: Page) -> None:
    await administrators(sloppy.dsn)
    await open_desk(desk)
    await desk.locator(".edit-zone .edit-row", has_text="FQ-01").click()
    size = desk.locator(".edit-size strong")
    whole = await size.inner_text()
    await outlives_the_page(desk, size, whole)
    await repair_overlap(desk)
    await desk.locator(".edit-zone .edit-row", has_text="FQ-01").click()
    await desk.get_by_role("button", name="分割", exact=True).click()
    await type_places(desk, (LON - 0.15, LAT), (LON + 0.01, LAT))
    await expect(desk.locator(".edit-zone")).to_have_count(3, timeout=EVENTUALLY_MS)
    assert await zones_in(desk) == ["FQ-01", "FQ-03", "FQ-02"]

    await desk.get_by_role("button", name="新画区域").click()
    await type_places(
        desk, (LON + 0.0999, LAT), (LON + 0.12, LAT), (LON + 0.12, LAT + 0.02), (LON + 0.0999, LAT + 0.02)
    )
    await expect(desk.locator(".edit-zone")).to_have_count(4, timeout=EVENTUALLY_MS)
    await check(desk, "没有发现问题")
    await shoot(desk, "desk-areas-edit")

    await desk.get_by_label(re.compile("同时选择 枫桥镇西片勤务区，")).check()
    await desk.get_by_label(re.compile("同时选择 新区域")).uncheck()
    await desk.get_by_label(re.compile("同时选择 枫桥镇西片勤务区（2）")).check()
    await desk.get_by_role("button", name="合并所选（2）").click()
    await expect(desk.locator(".edit-zone")).to_have_count(3, timeout=EVENTUALLY_MS)
    # A border of twenty kilometres with one corner more bends a little less on the plane.
    await expect(size).to_have_text(re.compile(f"^{whole[:7]}"), timeout=EVENTUALLY_MS)
    await desk.keyboard.press("Control+z")
    await expect(desk.locator(".edit-zone")).to_have_count(4)
    await expect(desk.locator("p[role=status]").first).to_contain_text("已撤销：合并")
    await desk.keyboard.press("Control+z")
    await expect(desk.locator(".edit-zone")).to_have_count(3)

    await desk.get_by_role("button", name=re.compile("^保存修改")).click()
    await desk.get_by_role("dialog").get_by_role("button", name="保存修改").click()
    await expect(desk.get_by_text(f"已保存，自 {DAY} 起生效")).to_be_visible(timeout=EVENTUALLY_MS)
    conn = await asyncpg.connect(sloppy.dsn)
    try:
        rows = await conn.fetch(
            "select code, valid_from::text from areas where kind = 'duty_zone' and valid_to is null order by code"
        )
    finally:
        await conn.close()
    assert [tuple(r) for r in rows] == [("FQ-01", DAY), ("FQ-02", DAY), ("FQ-03", DAY)]

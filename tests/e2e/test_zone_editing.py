"""Borders on the map: a zone is drawn, split, merged and undone; topology looked at before and after; then saved.
Of two who change the same zone the second chooses, by finger."""

import re
from math import cos, radians

import asyncpg
import pytest
from httpx import AsyncClient
from playwright.async_api import Locator, Page, Playwright, expect

from backend.core.ids import uuid7
from tests.e2e.conftest import CHROMIUM, FLAGS, PHONE, shoot
from tests.e2e.county import CENTRE, PASSWORD, TOWN
from tests.e2e.test_admin import EVENTUALLY_MS, administrators, switch
from tests.e2e.test_main_job import eventually
from tests.support.ground import Ground

pytestmark = pytest.mark.browser
LON, LAT = CENTRE
DAY = "2031-01-01"


@pytest.fixture
async def sloppy(ground: Ground) -> Ground:
    """The eastern zone sticks out into the western one by fifty metres or so, and that one was delivered twice."""
    await set_east(ground, LON - 0.0005)
    conn = await asyncpg.connect(ground.dsn)
    try:
        await conn.execute(
            """
            insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
            select $1, kind, 'X-1', name, town_code, valid_from, geom, area_m2 from areas where code = 'FQ-01'
            """,
            uuid7(),
        )
    finally:
        await conn.close()
    yield ground
    await set_east(ground, LON)


async def set_east(ground: Ground, west: float) -> None:
    conn = await asyncpg.connect(ground.dsn)
    try:
        await conn.execute("delete from areas where kind = 'duty_zone' and (import_id is not null or code = 'X-1')")
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


async def north_west(page: Page) -> tuple[float, float]:
    """Where the corner of the western zone is, once it is there. All zones are in sight, with sixty pixels around."""
    box = await page.locator(".edit-map canvas").bounding_box()
    assert box
    per_degree = min((box["width"] - 120) / 0.2, (box["height"] - 120) / (0.2 / cos(radians(LAT))))
    x = box["x"] + box["width"] / 2 - 0.1 * per_degree
    y = box["y"] + box["height"] / 2 - 0.1 * per_degree / cos(radians(LAT))

    async def over_it() -> bool:
        await page.mouse.move(x + 1, y)
        await page.mouse.move(x, y)
        return bool(await page.locator(".edit-map canvas").evaluate("map => map.style.cursor === 'grab'"))

    await eventually(over_it, "the corner is drawn, and the pointer says that it can be carried")
    return x, y


async def drag_corner(desk: Page) -> None:
    """Inwards."""
    x, y = await north_west(desk)
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


async def repair(desk: Page) -> None:
    """One fault by itself; that undone, all of them at once, as one step back and forth."""
    await check(desk, "发现 3 处问题")
    await desk.get_by_role("button", name=re.compile("重复.*")).click()
    await expect(desk.get_by_text("修正建议")).to_be_visible()
    await shoot(desk, "desk-areas-edit-fault")
    await desk.get_by_role("button", name=re.compile("^按建议修正")).click()
    await expect(desk.locator(".edit-head .chip")).to_have_text("发现 1 处问题", timeout=EVENTUALLY_MS)
    await desk.keyboard.press("Control+z")
    await check(desk, "发现 3 处问题")
    await desk.get_by_role("button", name="全部按建议修正（3）").click()
    outcome = desk.get_by_role("group", name="全部按建议修正（3）")
    await expect(outcome).to_contain_text("修正后没有问题", timeout=EVENTUALLY_MS)
    await shoot(desk, "desk-areas-edit-all")
    await expect(desk.locator(".edit-zone")).to_have_count(3)
    await desk.get_by_role("button", name="采用全部修正").click()
    await expect(desk.locator(".edit-head .chip")).to_have_text("没有发现问题")
    await expect(desk.locator(".edit-zone")).to_have_count(2)
    await desk.keyboard.press("Control+z")
    await expect(desk.locator(".edit-zone")).to_have_count(3)
    await desk.keyboard.press("Control+y")
    await expect(desk.locator(".edit-zone")).to_have_count(2)


async def test_a_zone_is_drawn_split_merged_undone_repaired_and_saved(sloppy: Ground, desk: Page) -> None:
    await administrators(sloppy.dsn)
    await open_desk(desk)
    await desk.locator(".edit-zone .edit-row", has_text="FQ-01").click()
    size = desk.locator(".edit-size strong")
    whole = await size.inner_text()
    await outlives_the_page(desk, size, whole)
    await repair(desk)
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


async def drag_by_finger(page: Page) -> None:
    """A finger comes down beside the corner, rests, and drags it inwards."""
    await page.locator(".edit-map").scroll_into_view_if_needed()
    x, y = await north_west(page)
    line = await page.context.new_cdp_session(page)

    async def touch(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": px, "y": py} for px, py in points]
        await line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    await touch("touchStart", (x - 10, y - 8))
    for step in range(1, 5):
        await touch("touchMove", (x + step * 8, y + step * 8))
    await touch("touchEnd")


async def colleague_narrows(ground: Ground) -> None:
    """Somebody else has the western zone begin further east, from the same day on."""
    async with AsyncClient(base_url=ground.url(0)) as client:
        signed_in = await client.post("/api/session", json={"name": "系统管理员02", "password": PASSWORD})
        client.headers["cookie"] = signed_in.headers["set-cookie"].split(";")[0]
        params = {"kind": "duty_zone", "town_code": TOWN, "on": DAY}
        (west, _) = (await client.get("/api/areas/editing", params=params)).json()["areas"]
        ring = [[max(x, LON - 0.09), y] for x, y in west["geometry"]["coordinates"][0][0]]
        zone = {key: west[key] for key in ("code", "name", "town_code")} | {
            "base_id": west["id"], "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
        }  # fmt: skip
        change = {"kind": "duty_zone", "valid_from": DAY, "zones": [zone]}
        assert (await client.put(f"/api/areas/changes/{uuid7()}", json=change)).status_code == 200


async def save(page: Page) -> None:
    await page.get_by_role("button", name=re.compile("^保存修改")).click()
    await page.get_by_role("dialog").get_by_role("button", name="保存修改").click()


async def test_of_two_who_change_the_same_zone_the_second_sees_both_and_chooses_by_finger_on_a_narrow_screen(
    ground: Ground, playwright: Playwright
) -> None:
    await administrators(ground.dsn, more=("系统管理员02",))
    browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    try:
        context = await browser.new_context(
            viewport=PHONE, has_touch=True, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=ground.url(1)
        )
        page = await context.new_page()
        await open_desk(page)
        await page.locator(".edit-zone .edit-row", has_text="FQ-01").tap()
        size = page.locator(".edit-size strong")
        whole = await size.inner_text()
        await drag_by_finger(page)
        await expect(size).not_to_have_text(whole, timeout=EVENTUALLY_MS)
        mine = await size.inner_text()
        await shoot(page, "narrow-areas-edit")
        await colleague_narrows(ground)
        await save(page)
        await expect(page.get_by_text("编辑期间有人修改了相同的区域")).to_be_visible(timeout=EVENTUALLY_MS)
        both = page.locator(".edit-difference dd")
        await expect(both.first).to_contain_text(mine)
        await expect(both.last).not_to_contain_text(mine)
        await page.get_by_role("button", name="在地图上对照").tap()
        await expect(page.locator(".edit-map")).to_be_in_viewport(ratio=0.9)
        await shoot(page, "narrow-areas-edit-clash")
        await page.get_by_role("button", name="用我的").tap()
        await save(page)
        await expect(page.get_by_text(f"已保存，自 {DAY} 起生效")).to_be_visible(timeout=EVENTUALLY_MS)
        assert await corner_in_force(ground) == 1
    finally:
        await browser.close()
        await set_east(ground, LON)


async def corner_in_force(ground: Ground) -> int:
    """How many versions of the western zone hold on the day that begin where it always began: mine, not theirs."""
    conn = await asyncpg.connect(ground.dsn)
    try:
        found: int = await conn.fetchval(
            """
            select count(*) from areas
            where code = 'FQ-01' and valid_from = '2031-01-01' and valid_to is null and abs(st_xmin(geom) - $1) < 1e-9
            """,
            LON - 0.1,
        )
        return found
    finally:
        await conn.close()

"""An administrator's story: a file of areas is seen on the map, its good part comes in, and is taken back."""

import json
import re
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import shapely
from playwright.async_api import Page, expect

from backend.core.ids import uuid7
from tests.e2e.conftest import shoot
from tests.e2e.county import CENTRE, PASSWORD
from tests.support.ground import Ground

pytestmark = pytest.mark.browser
EVENTUALLY_MS = 60_000


async def administrators(dsn: str, more: tuple[str, ...] = ()) -> None:
    """Those who are made on the server; they have changed their passwords already. ``more``: of the system."""
    conn = await asyncpg.connect(dsn)
    try:
        known = (("系统管理员01", "system_admin"), ("安全管理员01", "security_admin"))
        for name, role in (*known, *((name, "system_admin") for name in more)):
            await conn.execute(
                """
                insert into people (id, name, display_name, password_hash, roles, town_codes)
                select $1, $2, $2, password_hash, array[$3], '{}' from people where name = '队员01'
                """,
                uuid7(), name, role,
            )  # fmt: skip
    finally:
        await conn.close()


async def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    await page.get_by_label("用户名").fill(name)
    await page.get_by_label("密码", exact=True).fill(password)
    await page.get_by_role("button", name="登录", exact=True).click()


async def switch(desk: Page, name: str, page: str) -> None:
    await desk.goto("/command/")
    leave = desk.get_by_role("button", name="退出登录")
    await expect(leave.or_(desk.get_by_label("用户名")).first).to_be_visible(timeout=EVENTUALLY_MS)
    if await leave.is_visible():
        await leave.click()
    await sign_in(desk, name)
    await expect(leave).to_be_visible(timeout=EVENTUALLY_MS)
    await desk.goto(f"/command/#/{page}")


def zones_with_two_defects() -> dict[str, Any]:
    lon, lat = CENTRE
    west = lon - 0.02
    shapes = {
        "FQ-01": shapely.geometry.mapping(shapely.box(lon - 0.1, lat - 0.1, lon - 0.02, lat + 0.1)),
        "FQ-03": {
            "type": "Polygon",
            "coordinates": [[[west, lat], [lon, lat + 0.02], [lon, lat], [west, lat + 0.02], [west, lat]]],
        },
        "FQ-04": shapely.geometry.mapping(shapely.box(2.0, 48.0, 2.1, 48.1)),
    }
    features = [
        {"type": "Feature", "properties": {"code": code, "name": f"勤务区{code}"}, "geometry": shape}
        for code, shape in shapes.items()
    ]
    return {"type": "FeatureCollection", "features": features}


async def choose(desk: Page, file: Path) -> None:
    async with desk.expect_file_chooser() as choosing:
        await desk.get_by_text("把文件拖到这里").click()
    await (await choosing.value).set_files(str(file))
    await desk.get_by_role("button", name="检查文件").click()


async def test_a_county_whose_axes_are_swapped_is_refused_in_plain_words(
    ground: Ground, desk: Page, shared: Path
) -> None:
    await administrators(ground.dsn)
    await switch(desk, "系统管理员01", "areas/new")
    await desk.get_by_label("类型").select_option("county")
    await choose(desk, shared / "data" / "county_swapped_axes.geojson")
    await expect(desk.get_by_text("合格 0 个，有问题 1 个")).to_be_visible(timeout=EVENTUALLY_MS)
    row = desk.locator(".report tbody tr")
    await expect(row).to_contain_text("诸暨市")
    await expect(row).to_contain_text(re.compile("经纬度|经度|纬度"))
    await expect(row).to_contain_text("处理办法")
    await expect(desk.get_by_text("没有合格的区域")).to_be_visible()
    await expect(desk.get_by_role("button", name=re.compile("^全部导入"))).to_have_count(0)
    await expect(desk.locator(".report-map canvas")).to_be_visible(timeout=EVENTUALLY_MS)
    await shoot(desk, "desk-areas-swapped")


async def test_a_file_with_two_defects_is_seen_the_good_part_taken_and_taken_back(
    ground: Ground, desk: Page, tmp_path: Path
) -> None:
    await administrators(ground.dsn)
    file = tmp_path / "勤务区.geojson"
    file.write_text(json.dumps(zones_with_two_defects(), ensure_ascii=False))
    await switch(desk, "系统管理员01", "areas/new")
    await choose(desk, file)
    await expect(desk.get_by_text("合格 1 个，有问题 2 个")).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(desk.locator(".report-map canvas")).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(desk.get_by_role("cell", name=re.compile("边界自相交.*处理办法"))).to_be_visible()
    await expect(desk.get_by_role("button", name="全部导入（3）")).to_be_disabled()
    await desk.get_by_label("只看有问题的").check()
    await expect(desk.locator(".report tbody tr")).to_have_count(2)
    await shoot(desk, "desk-areas-report")
    await desk.get_by_role("button", name="只导入合格的（1）").click()
    await desk.get_by_role("dialog").get_by_role("button", name="导入合格的").click()
    await expect(desk.get_by_text("自 20")).to_be_visible(timeout=EVENTUALLY_MS)
    await desk.get_by_role("button", name="撤回导入").click()
    await desk.get_by_role("dialog").get_by_role("button", name="撤回导入").click()
    await expect(desk.get_by_text("区域已恢复为导入前的样子")).to_be_visible(timeout=EVENTUALLY_MS)
    conn = await asyncpg.connect(ground.dsn)
    try:
        left = await conn.fetch("select code from areas where kind = 'duty_zone' and valid_to is null order by code")
    finally:
        await conn.close()
    assert [row["code"] for row in left] == ["FQ-01", "FQ-02"]


async def test_whoever_has_no_live_line_is_asked_to_sign_in_again_where_they_are(ground: Ground, desk: Page) -> None:
    await administrators(ground.dsn)
    await switch(desk, "系统管理员01", "people")
    await expect(desk.get_by_role("row", name=re.compile("队员01")).first).to_be_visible(timeout=EVENTUALLY_MS)
    conn = await asyncpg.connect(ground.dsn)
    try:
        await conn.execute("update sessions set revoked_at = now() where revoked_at is null")
    finally:
        await conn.close()
    await desk.get_by_role("searchbox").first.fill("队员02")
    again = desk.get_by_role("dialog", name="登录已失效")
    await expect(again).to_be_visible(timeout=EVENTUALLY_MS)
    await again.get_by_label("密码", exact=True).fill(PASSWORD)
    await again.get_by_role("button", name="登录", exact=True).click()
    await expect(again).to_have_count(0, timeout=EVENTUALLY_MS)
    await expect(desk.get_by_role("row", name=re.compile("队员02")).first).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(desk.get_by_role("searchbox").first).to_have_value("队员02")

"""An officer leaves the zone: the alarm rises in the room by the rule it set, is seen, is closed."""

from typing import Any

import asyncpg
import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import shoot
from tests.e2e.county import CENTRE
from tests.e2e.duty import Duty, on_duty
from tests.e2e.test_admin import switch
from tests.e2e.test_main_job import EVENTUALLY_MS, eventually, last_sight
from tests.support.ground import Ground

pytestmark = pytest.mark.browser


LOOKED_AT = """
    select exists (select 1 from zone_visits visit join live_positions here on here.at = visit.last_at
                   where visit.code = 'FQ-01' and here.patrol_id = $1)
"""
"""The watch has seen where the officer is now: what it makes of a place it writes down all at once."""


async def ask(ground: Ground, statement: str, *given: object) -> Any:
    conn = await asyncpg.connect(ground.dsn)
    try:
        return await conn.fetchval(statement, *given)
    finally:
        await conn.close()


async def stays_inside(ground: Ground, desk: Page, duty: Duty) -> None:
    """Nobody is told of who is where they should be."""
    await ask(ground, "delete from zone_visits where code = 'FQ-01'")
    await duty.stand(CENTRE[0] - 0.02, CENTRE[1], 200)
    await desk.get_by_role("tab", name="在岗").click()
    await expect(desk.locator(".officers .row", has_text="队员01")).to_contain_text("西片勤务区", timeout=EVENTUALLY_MS)
    await desk.get_by_role("tab", name="线索").click()
    await eventually(lambda: ask(ground, LOOKED_AT, duty.patrol), "the watch has seen the officer in the zone")
    assert await ask(ground, "select count(*) from alarms where patrol_id = $1", duty.patrol) == 0
    await expect(desk.locator(".alarm-row")).to_have_count(0)


async def sets_a_rule(desk: Page) -> None:
    """For the western zone alone: a minute outside is enough. By default nobody is told."""
    await switch(desk, "指挥员01", "alarm-rules")
    await expect(desk.get_by_text("全部使用默认值")).to_be_visible(timeout=EVENTUALLY_MS)
    await desk.get_by_role("button", name="新增规则").click()
    form = desk.get_by_role("dialog", name="新增规则")
    await form.get_by_label("名称").fill("西片看护")
    await form.get_by_role("combobox", name="责任区").select_option("枫桥镇西片勤务区")
    await form.get_by_label("离开自己的责任区多久").fill("1")
    await shoot(desk, "desk-alarm-rule")
    await form.get_by_role("button", name="保存规则").click()
    await expect(desk.get_by_role("row", name="西片看护")).to_contain_text("1 分钟", timeout=EVENTUALLY_MS)
    await shoot(desk, "desk-alarm-rules")


async def test_an_officer_leaves_the_zone_and_the_room_is_told_sees_it_and_closes_it(
    ground: Ground, desk: Page
) -> None:
    lon, lat = CENTRE
    west = await ask(ground, "select id from areas where code = 'FQ-01'")
    async with last_sight(desk), on_duty(ground, west) as duty:
        await sets_a_rule(desk)
        await desk.goto("/command/#/room")
        await expect(desk.get_by_role("status").filter(has_text="实时")).to_be_visible(timeout=EVENTUALLY_MS)
        await stays_inside(ground, desk, duty)
        await duty.stand(lon + 0.02, lat, 90)
        row = desk.locator(".alarm-row.raised")
        await expect(row).to_contain_text("离开责任区")
        await expect(row).to_contain_text("队员01")
        await shoot(desk, "desk-left-zone")

        await desk.get_by_role("button", name="已查看 F2 离开责任区 队员01").click()
        await expect(desk.locator(".alarm-row.seen")).to_contain_text("指挥员01 已查看")
        await desk.get_by_role("button", name="关闭… 离开责任区 队员01").click()
        await desk.get_by_label("已处置").check()
        await desk.get_by_role("dialog").get_by_role("button", name="关闭告警").click()
        await expect(desk.locator(".alarm-row")).to_have_count(0)

"""An officer leaves the zone: the alarm rises in the room within two seconds by the rule it set, is seen, is closed."""

from uuid import UUID

import asyncpg
import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import shoot
from tests.e2e.county import CENTRE
from tests.e2e.duty import on_duty
from tests.e2e.test_admin import switch
from tests.e2e.test_main_job import EVENTUALLY_MS, last_sight
from tests.e2e.test_sos import PROMPT_MS
from tests.support.ground import Ground

pytestmark = pytest.mark.browser


async def west(ground: Ground) -> UUID:
    conn = await asyncpg.connect(ground.dsn)
    try:
        found: UUID = await conn.fetchval("select id from areas where code = 'FQ-01'")
        return found
    finally:
        await conn.close()


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
    async with last_sight(desk), on_duty(ground, await west(ground)) as duty:
        await sets_a_rule(desk)
        await desk.goto("/command/#/room")
        await expect(desk.get_by_role("status").filter(has_text="实时")).to_be_visible(timeout=EVENTUALLY_MS)
        await duty.stand(lon - 0.02, lat, 200)
        await expect(desk.locator(".alarm-row")).to_have_count(0)

        await duty.stand(lon + 0.02, lat, 90)
        row = desk.locator(".alarm-row.raised")
        await expect(row).to_contain_text("离开责任区", timeout=PROMPT_MS)
        await expect(row).to_contain_text("队员01")
        await shoot(desk, "desk-left-zone")

        await desk.get_by_role("button", name="已查看 F2 离开责任区 队员01").click()
        await expect(desk.locator(".alarm-row.seen")).to_contain_text("指挥员01 已查看", timeout=PROMPT_MS)
        await desk.get_by_role("button", name="关闭… 离开责任区 队员01").click()
        await desk.get_by_label("已处置").check()
        await desk.get_by_role("dialog").get_by_role("button", name="关闭告警").click()
        await expect(desk.locator(".alarm-row")).to_have_count(0, timeout=PROMPT_MS)

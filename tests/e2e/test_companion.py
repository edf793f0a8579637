"""A companion set up by the link from its person's page; its points on the live map; revoked, and refused."""

import base64
import json
import re
import time
from contextlib import AsyncExitStack
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest
from httpx import AsyncClient
from playwright.async_api import Page, expect

from tests.e2e.conftest import shoot
from tests.e2e.county import CENTRE
from tests.e2e.duty import on_duty
from tests.e2e.test_admin import administrators, switch
from tests.e2e.test_main_job import EVENTUALLY_MS, last_sight
from tests.support.ground import Ground

pytestmark = pytest.mark.browser


class Tracker:
    """The app, set up by its link and by nothing else."""

    def __init__(self, link: str) -> None:
        parts = urlsplit(link)
        assert (parts.scheme, parts.path) == ("owntracks", "/config")
        self.last = 0
        self.config = json.loads(base64.b64decode(parse_qs(parts.query)["inline"][0]))

    async def report(self, east: float) -> int:
        """From so far east of the centre, degrees; the status it is answered."""
        # The app tells whole seconds; two places of one second are one moment.
        now = self.last = max(int(time.time()), self.last + 1)
        fix = {
            "_type": "location", "lat": CENTRE[1], "lon": CENTRE[0] + east, "tst": now, "created_at": now, "acc": 6,
            "batt": 71, "bs": 1, "vel": 4, "cog": 90, "conn": "m", "t": "u", "tid": self.config["tid"], "m": 2,
        }  # fmt: skip
        login = (self.config["username"], self.config["password"])
        async with AsyncClient() as client:
            answer = await client.post(self.config["url"], json=fix, auth=login)
        return answer.status_code


async def stored(ground: Ground) -> int:
    conn = await asyncpg.connect(ground.dsn)
    try:
        return int(await conn.fetchval("select coalesce(sum(point_count), 0) from track_batches"))
    finally:
        await conn.close()


async def set_up(desk: Page, ground: Ground) -> Tracker:
    await switch(desk, "系统管理员01", f"people/{ground.people['队员01']}")
    panel = desk.get_by_role("complementary", name="队员01")
    await panel.get_by_label("名称").fill("工作手机", timeout=EVENTUALLY_MS)
    await panel.get_by_role("button", name="新增伴随定位").click()
    slip = desk.get_by_role("dialog", name="伴随定位设置单")
    await expect(slip.get_by_role("img", name=re.compile("二维码"))).to_be_visible(timeout=EVENTUALLY_MS)
    await shoot(desk, "desk-companion-slip")
    link = await slip.get_by_role("link", name="在这部手机上设置").get_attribute("href")
    assert await slip.locator(".mono").inner_text() == link
    await slip.get_by_role("button", name="已记下，关闭").click()
    await expect(panel.get_by_text("还没有上报过")).to_be_visible()
    return Tracker(str(link))


async def test_a_companion_is_set_up_by_a_link_its_points_are_on_the_live_map_and_revoked_it_is_refused(
    ground: Ground, desk: Page
) -> None:
    await administrators(ground.dsn)
    async with last_sight(desk), AsyncExitStack() as until_the_end:
        tracker = await set_up(desk, ground)
        assert await tracker.report(-0.02) == 200
        assert await stored(ground) == 0, "off duty nothing is stored"

        await until_the_end.enter_async_context(on_duty(ground))
        assert await tracker.report(-0.02) == 200
        await switch(desk, "指挥员01", "room")
        await desk.get_by_role("tab", name=re.compile("在岗")).click(timeout=EVENTUALLY_MS)
        row = desk.get_by_role("region", name="在岗人员").get_by_role("button", name=re.compile("队员01"))
        await expect(row).to_contain_text("西片", timeout=EVENTUALLY_MS)
        assert await tracker.report(0.02) == 200
        await expect(row).to_contain_text("东片")
        await shoot(desk, "desk-companion-live")

        await switch(desk, "系统管理员01", f"people/{ground.people['队员01']}")
        panel = desk.get_by_role("complementary", name="队员01")
        await expect(panel.get_by_text("最近入轨")).to_be_visible(timeout=EVENTUALLY_MS)
        await panel.get_by_role("button", name="停用", exact=True).click()
        await panel.get_by_label("原因").fill("手机遗失")
        await panel.get_by_role("button", name="立即停用").click()
        await expect(panel.get_by_text("原因：手机遗失")).to_be_visible(timeout=EVENTUALLY_MS)
        await shoot(desk, "desk-companion-revoked")
        assert await tracker.report(0.03) == 401
        assert await stored(ground) == 2

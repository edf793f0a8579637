"""Inside WeChat, where there is no service worker: reporting works, and the page says what does not."""

import re

import pytest
from playwright.async_api import expect

from tests.conftest import SHARED
from tests.e2e.conftest import NewPhone, shoot
from tests.e2e.test_main_job import EVENTUALLY_MS, _count, capture, eventually, last_sight, sign_in_alone, tab
from tests.support.ground import Ground

pytestmark = pytest.mark.browser
WECHAT = (
    "Mozilla/5.0 (Linux; Android 10; JKM-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/99.0.4844.88 Mobile Safari/537.36 MicroMessenger/8.0.30 WeChat/arm64"
)


async def test_without_a_worker_one_can_report_offline_and_is_told_what_does_not_work(
    new_phone: NewPhone, ground: Ground
) -> None:
    page = await new_phone(user_agent=WECHAT, service_workers="block")
    context = page.context
    async with last_sight(page):
        await page.goto("/")
        await expect(page.get_by_text("当前在微信内打开")).to_be_visible(timeout=EVENTUALLY_MS)
        await expect(page.get_by_text(re.compile("点右上角.*用浏览器打开"))).to_be_visible()
        await sign_in_alone(page, "网格员01")
        await expect(page.get_by_text(re.compile("不能：没有网络时重新打开本页"))).to_be_visible(timeout=EVENTUALLY_MS)
        await expect(page.get_by_role("button", name="复制链接")).to_be_visible()
        await shoot(page, "phone-in-wechat")
        await expect(page.get_by_text("可以登录、采集、上报")).to_be_visible(timeout=EVENTUALLY_MS)
        await context.set_offline(True)
        photos = [SHARED / "data" / "photos" / "DSCN0010.jpg"]
        await capture(page, "擅自超出门窗店外经营", photos, "微信里拍的")
        await tab(page, "同步")
        await expect(page.get_by_text("等待发送").first).to_be_visible(timeout=EVENTUALLY_MS)
        assert await _count(ground, "leads") == 0

        await context.set_offline(False)
        await eventually(lambda: _one_lead(ground), "the lead is there")


async def _one_lead(ground: Ground) -> bool:
    return await _count(ground, "leads") == 1

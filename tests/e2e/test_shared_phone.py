"""Several people share a phone: each with a PIN and a queue of their own, and nobody loses or reads another's."""

import re
from pathlib import Path

import asyncpg
import pytest
from playwright.async_api import BrowserContext, Page, Playwright, expect

from tests.e2e.conftest import shoot
from tests.e2e.county import PASSWORD
from tests.e2e.test_main_job import (
    EVENTUALLY_MS,
    capture,
    eventually,
    last_sight,
    open_phone,
    ready_for_offline,
    sign_in,
    tab,
)
from tests.support.ground import Ground
from tests.support.proxy import Proxy

pytestmark = pytest.mark.browser
CANARY = "金丝雀七三九一"
PIN = "274905"
OTHER_PIN = "806317"
PHOTO = "DSCN0010.jpg"

# Every record of every store, text and bytes alike, as somebody with the developer tools sees it.
FIND = """
async (text) => {
  const wanted = new TextEncoder().encode(text);
  const inBytes = (bytes) => bytes.some((_, at) => wanted.every((byte, n) => bytes[at + n] === byte));
  const found = (value) => {
    if (typeof value === "string") return value.includes(text);
    if (value instanceof ArrayBuffer) return inBytes(new Uint8Array(value));
    if (ArrayBuffer.isView(value)) return inBytes(new Uint8Array(value.buffer));
    return typeof value === "object" && value !== null && Object.values(value).some(found);
  };
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await done(indexedDB.open("fengxun"));
  const hits = [];
  for (const store of db.objectStoreNames) {
    if (found(await done(db.transaction(store).objectStore(store).getAll()))) hits.push(store);
  }
  db.close();
  return hits;
}
"""


async def press(page: Page, pin: str) -> None:
    keys = page.get_by_role("group", name="数字键盘")
    for digit in pin:
        await keys.get_by_role("button", name=digit, exact=True).click()


async def set_pin(page: Page, pin: str) -> None:
    await page.get_by_role("button", name="设置解锁码").click()
    await press(page, pin)
    await page.get_by_role("button", name="下一步").click()
    await expect(page.get_by_label("再输入一次")).to_be_visible()
    await press(page, pin)
    await page.get_by_role("button", name="设置解锁码").click()
    await expect(page.get_by_label("再输入一次")).to_be_hidden(timeout=EVENTUALLY_MS)
    await expect(page.get_by_text("解锁码已设置")).to_be_visible(timeout=EVENTUALLY_MS)


async def lock(page: Page) -> None:
    await tab(page, "我的")
    await page.get_by_role("link", name="锁定与换人").click()
    await page.get_by_role("button", name="立即锁定").click()


async def unlock(page: Page, pin: str) -> None:
    await expect(page.get_by_label("解锁码", exact=True)).to_be_enabled(timeout=EVENTUALLY_MS)
    await press(page, pin)
    await page.get_by_role("button", name="解锁", exact=True).click()


async def choose(page: Page, name: str) -> None:
    others = page.get_by_role("button", name="换人", exact=True)
    if await others.is_visible():
        await others.click()
    await page.get_by_role("button", name=re.compile(name)).click()


async def no_network(context: BrowserContext, network: Proxy, off: bool) -> None:
    if off:
        network.no_signal()
    else:
        network.signal()
    await context.set_offline(off)


async def test_two_people_share_a_phone_and_each_ones_things_arrive_once_under_the_right_name(
    playwright: Playwright, ground: Ground, network: Proxy, shared: Path, tmp_path: Path
) -> None:
    photo = [shared / "data" / "photos" / PHOTO]
    context, page = await open_phone(playwright, tmp_path / "phone", network)
    async with last_sight(page):
        await page.goto("/")
        await sign_in(page, "队员01")
        await shoot(page, "phone-lock-ask")
        await set_pin(page, PIN)
        await ready_for_offline(page)
        await no_network(context, network, off=True)
        await _a_patrol_goes_on_under_the_lock_screen(page)
        await capture(page, "擅自超出门窗店外经营", photo, CANARY)
        assert await page.evaluate(FIND, CANARY) == [], "in clear although it is being used"
        await lock(page)
        await expect(page.get_by_role("heading", name=re.compile("队员01"))).to_contain_text("未发送")
        assert await page.evaluate(FIND, CANARY) == []
        assert "people" in await page.evaluate(FIND, "队员01"), "the search finds what is there"

        await no_network(context, network, off=False)
        await page.get_by_role("button", name="换人", exact=True).click()
        await shoot(page, "phone-lock-people")
        await page.get_by_role("button", name="其他人登录").click()
        await sign_in(page, "队员02")
        await set_pin(page, OTHER_PIN)
        await capture(page, "未按规定分类投放生活垃圾", photo, "乙的垃圾线索")
        await eventually(lambda: _arrived(ground, {"队员02": 1}), "the second one's lead alone")
        await tab(page, "线索")
        await expect(page.get_by_text(CANARY)).to_have_count(0)
        assert await page.evaluate(FIND, CANARY) == []
        await lock(page)

        await choose(page, "队员01")
        await _five_wrong_ones_cost_a_wait_that_a_reload_does_not_shorten(page)
        await unlock(page, PIN)
        await _the_first_one_sends_what_lay_here(page)
        await eventually(lambda: _arrived(ground, {"队员01": 1, "队员02": 1}), "both ones' leads", 90)
    await context.close()


async def _a_patrol_goes_on_under_the_lock_screen(page: Page) -> None:
    await page.get_by_role("button", name="开始巡查").click()
    await expect(page.get_by_text("巡查中").first).to_be_visible(timeout=EVENTUALLY_MS)
    await lock(page)
    await expect(page.get_by_text("队员01 的巡查仍在记录")).to_be_visible()
    await expect(page.locator(".sos-button")).to_be_in_viewport()
    await shoot(page, "phone-lock-patrol")
    await page.keyboard.type(PIN)
    await page.keyboard.press("Enter")
    await tab(page, "勤务")
    await page.get_by_role("button", name="结束巡查").click()
    await page.get_by_role("button", name="确认结束").click()
    await expect(page.get_by_role("button", name="开始巡查")).to_be_visible(timeout=EVENTUALLY_MS)


async def _five_wrong_ones_cost_a_wait_that_a_reload_does_not_shorten(page: Page) -> None:
    for left in (9, 8, 7, 6, 5):
        await unlock(page, "111112")
        await expect(page.get_by_text(f"还可以试 {left} 次")).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(page.get_by_text(re.compile("请等待 0:00:[0-3]"))).to_be_visible()
    await shoot(page, "phone-lock-wait")
    await page.reload()
    await choose(page, "队员01")
    await expect(page.get_by_text(re.compile("请等待 0:00:[0-3]"))).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(page.get_by_label("解锁码", exact=True)).to_be_disabled()


async def _the_first_one_sends_what_lay_here(page: Page) -> None:
    """The browser's session is the other one's: nothing goes out in that name, the password is asked for once."""
    await expect(page.get_by_text("登录已失效")).to_be_visible(timeout=EVENTUALLY_MS)
    await tab(page, "同步")
    await expect(page.get_by_text("擅自超出门窗店外经营").first).to_be_visible(timeout=EVENTUALLY_MS)
    await page.get_by_role("link", name="重新登录").first.click()
    await page.get_by_label("密码", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="登录", exact=True).click()


async def _arrived(ground: Ground, want: dict[str, int]) -> bool:
    """Leads with their photo, by reporter; and nothing of anybody else."""
    conn = await asyncpg.connect(ground.dsn)
    try:
        leads = await conn.fetch(
            """
            select people.name, count(*) as n from leads join people on people.id = reported_by
            where exists (select from media where lead_id = leads.id and media.state = 'received') group by 1
            """
        )
        total = await conn.fetchval("select count(*) from leads")
    finally:
        await conn.close()
    return {row["name"]: row["n"] for row in leads} == want and total == sum(want.values())

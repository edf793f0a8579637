"""A lead's whole loop between a grid worker, the command room and an officer; and what the sync screen lets one do."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import NewPhone, shoot
from tests.e2e.test_main_job import EVENTUALLY_MS, capture, eventually, last_sight, sign_in_alone, tab, watch
from tests.support.ground import Ground

pytestmark = pytest.mark.browser
SignedIn = Callable[[str], Awaitable[Page]]
OUTSIDE = "擅自超出门窗店外经营"
WAITS = "select exists (select from chain_entries join media on media.id = subject where second_officer is not null)"
CONFIRMED = "select exists (select from chain_entries where kind = 'confirmed')"


@pytest.fixture
async def phone_of(new_phone: NewPhone) -> SignedIn:
    """A phone of its own for every person."""

    async def opened(name: str) -> Page:
        page = await new_phone()
        await page.goto("/")
        await sign_in_alone(page, name)
        await expect(page.get_by_role("navigation", name="主要功能")).to_be_visible()
        return page

    return opened


async def decide(desk: Page, button: str, confirm: str, words: str) -> None:
    detail = desk.get_by_role("article", name="线索详情")
    await detail.get_by_role("button", name=button, exact=True).click()
    await detail.locator("#reason").fill(words)
    await detail.get_by_role("button", name=confirm, exact=True).click()
    await expect(detail.get_by_text(words)).to_be_visible(timeout=EVENTUALLY_MS)


async def give_off_duty(desk: Page, name: str) -> None:
    """To somebody who is not on patrol, which is asked about first."""
    detail = desk.get_by_role("article", name="线索详情")
    await detail.get_by_role("button", name="派遣", exact=True).click()
    await detail.get_by_text(re.compile(name)).first.click()
    question = desk.get_by_role("dialog", name=f"派遣给 {name}？")
    await expect(question).to_contain_text("不在岗")
    await shoot(desk, "desk-give-off-duty")
    await question.get_by_role("button", name="派遣", exact=True).click()


async def update(page: Page) -> None:
    await tab(page, "线索")
    await page.get_by_role("button", name="刷新").click()


async def scalar(ground: Ground, sql: str) -> object:
    conn = await asyncpg.connect(ground.dsn)
    try:
        return await conn.fetchval(sql)
    finally:
        await conn.close()


async def is_true(ground: Ground, sql: str) -> bool:
    return await scalar(ground, sql) is True


async def open_lead(page: Page) -> None:
    await page.locator("a.list-row[href^='#/leads/']").first.click()


async def test_a_lead_goes_all_the_way_from_report_through_objection_to_feedback(
    phone_of: SignedIn, ground: Ground, desk: Page, shared: Path
) -> None:
    photos = [shared / "data" / "photos" / name for name in ("DSCN0010.jpg", "portrait_6.jpg")]
    await watch(desk)
    worker = await phone_of("网格员01")
    async with last_sight(worker, desk):
        await capture(worker, "未按规定分类投放生活垃圾", photos[:1], "桶边堆放垃圾")
        queue = desk.get_by_role("listbox", name="线索列表")
        await queue.get_by_role("option").filter(has_text="垃圾").first.click(timeout=EVENTUALLY_MS)
        await decide(desk, "不予受理", "确认不予受理", "现场没有发现")

        await update(worker)
        await expect(worker.get_by_text("有新进展").first).to_be_visible(timeout=EVENTUALLY_MS)
        await shoot(worker, "phone-leads-unread")
        await open_lead(worker)
        await expect(worker.get_by_text("指挥室没有受理")).to_be_visible(timeout=EVENTUALLY_MS)
        await expect(worker.get_by_text("理由：现场没有发现")).to_be_visible()
        await worker.get_by_role("button", name="对结果有异议").click()
        await worker.get_by_label("为什么不认可这个结果？（必填）").fill("今天早上又有了")
        await shoot(worker, "phone-lead-objecting")
        await worker.get_by_role("button", name="提交异议").click()

        await expect(queue.get_by_text("有异议").first).to_be_visible(timeout=EVENTUALLY_MS)
        await decide(desk, "重新受理", "确认重新受理", "再派人看看")
        await expect(worker.get_by_text("指挥室已受理，将派人处理")).to_be_visible(timeout=EVENTUALLY_MS)
        await give_off_duty(desk, "队员02")
        await eventually(lambda: _is(ground, "assigned"), "it is given to somebody")

    officer = await phone_of("队员02")
    async with last_sight(officer, desk, worker):
        await expect(officer.locator(".home-new").get_by_role("button", name="我已出发")).to_be_in_viewport(
            timeout=EVENTUALLY_MS
        )
        await shoot(officer, "phone-new-task")
        await sets_out_on_patrol(officer)
        await update(officer)
        await expect(officer.get_by_role("list", name="派给我处理的")).to_be_visible(timeout=EVENTUALLY_MS)
        await shoot(officer, "phone-leads-given")
        await open_lead(officer)
        await officer.get_by_role("button", name="我已出发").click()
        await expect(officer.get_by_text("您已出发")).to_be_visible(timeout=EVENTUALLY_MS)
        await officer.get_by_role("button", name="处理完成").click()
        async with officer.expect_file_chooser() as choosing:
            await officer.get_by_text("相册", exact=True).click()
        await (await choosing.value).set_files(str(photos[1]))
        await officer.get_by_label("处理情况（必填）").fill("已清理干净")
        await shoot(officer, "phone-lead-handling")
        await officer.get_by_role("button", name="提交处理情况").click()
        await eventually(lambda: _is(ground, "handled"), "it is handled")
        await eventually(lambda: _all_received(ground), "both photos are received")

        await expect(desk.get_by_role("article", name="线索详情").get_by_text("队员02 已处理")).to_be_visible(
            timeout=EVENTUALLY_MS
        )
        await decide(desk, "办结并反馈", "办结并发送反馈", "已清理，谢谢上报")
        await expect(worker.get_by_text("已清理，谢谢上报")).to_be_visible(timeout=EVENTUALLY_MS)
        await expect(worker.get_by_text("附 1 份材料")).to_be_visible()
        await shoot(worker, "phone-lead-closed")
    assert await scalar(ground, "select objection from leads") == "taken_up"


async def sets_out_on_patrol(page: Page) -> None:
    """The patrol that has begun is in sight, above the task that was there before."""
    await page.get_by_role("button", name="开始巡查").click()
    running = page.locator(".card.patrol")
    await expect(running.get_by_role("button", name="结束巡查")).to_be_in_viewport(timeout=EVENTUALLY_MS)
    await expect(page.locator(".card.patrol + .home-given .home-new")).to_be_visible()


async def _is(ground: Ground, state: str) -> bool:
    return await scalar(ground, "select state from leads") == state


async def _all_received(ground: Ground) -> bool:
    return await scalar(ground, "select count(*) from media where state = 'received'") == 2


async def test_sending_is_paused_waits_for_wifi_goes_anyway_and_can_be_taken_back(
    phone_of: SignedIn, ground: Ground, shared: Path
) -> None:
    photo = shared / "data" / "photos" / "DSCN0010.jpg"
    page = await phone_of("网格员01")
    async with last_sight(page):
        await tab(page, "同步")
        await page.get_by_role("button", name="暂停发送").click()
        await expect(page.get_by_role("status").filter(has_text="已暂停发送")).to_be_visible()
        await capture(page, "未按规定分类投放生活垃圾", [photo], "先不发")
        await tab(page, "同步")
        await expect(page.get_by_role("list", name="等待发送")).to_be_visible()
        await shoot(page, "phone-outbox-paused")
        await page.get_by_role("button", name="撤回修改").click()
        await expect(page.get_by_label("情况说明")).to_have_value("先不发", timeout=EVENTUALLY_MS)
        await page.get_by_role("button", name="上报").click()
        await expect(page.get_by_text("已存入本机")).to_be_visible(timeout=EVENTUALLY_MS)
        await tab(page, "同步")
        await page.get_by_text("照片和视频只用 Wi-Fi 发送").click()
        await page.get_by_role("button", name="继续发送").click()
        await eventually(lambda: _leads(ground, 1), "the record goes without Wi-Fi")
        await expect(page.get_by_text("等 Wi-Fi", exact=True)).to_be_visible(timeout=EVENTUALLY_MS)
        await shoot(page, "phone-outbox-wifi")
        assert await scalar(ground, "select count(*) from media where state <> 'declared'") == 0
        await page.get_by_role("button", name="现在就发（用流量）").click()
        await eventually(lambda: _received(ground), "the photo goes anyway")
        await expect(page.get_by_role("list", name="今天已送达")).to_be_visible(timeout=EVENTUALLY_MS)
        await shoot(page, "phone-outbox-done")


async def _leads(ground: Ground, count: int) -> bool:
    return await scalar(ground, "select count(*) from leads") == count


async def _received(ground: Ground) -> bool:
    return await scalar(ground, "select count(*) from media where state = 'received'") == 1


async def test_one_thing_that_was_refused_is_tried_again_alone(
    phone_of: SignedIn, ground: Ground, shared: Path
) -> None:
    photo = shared / "data" / "photos" / "DSCN0010.jpg"
    page = await phone_of("网格员01")
    async with last_sight(page):
        refuse = re.compile(r"/api/leads/[0-9a-f-]+$")
        problem = '{"type":"x","status":422,"code":"invalid","title":"x","detail":"类别已停用。","detail_en":"x"}'
        await page.context.route(
            refuse,
            lambda route: (
                route.fulfill(status=422, content_type="application/problem+json", body=problem)
                if route.request.method == "PUT"
                else route.fallback()
            ),
        )
        await capture(page, "未按规定分类投放生活垃圾", [photo], "被拒")
        await tab(page, "同步")
        await expect(page.get_by_text("原因：类别已停用。")).to_be_visible(timeout=EVENTUALLY_MS)
        await shoot(page, "phone-outbox-refused")
        await page.context.unroute(refuse)
        await page.get_by_role("button", name="重试", exact=True).click()
        await eventually(lambda: _received(ground), "it has arrived after all")


async def test_the_second_officer_finds_what_waits_for_their_word_and_confirms_it(
    phone_of: SignedIn, ground: Ground, shared: Path
) -> None:
    first, second = await phone_of("队员01"), await phone_of("队员02")
    async with last_sight(first, second):
        await first.get_by_label("同行队员").select_option(label="队员02")
        await first.get_by_role("button", name="开始巡查").click()
        await capture(first, OUTSIDE, [shared / "data" / "photos" / "DSCN0010.jpg"], "两人在场", pictured=False)
        await eventually(lambda: is_true(ground, WAITS), "the signed capture has come")

        await tab(second, "线索")
        waiting = second.get_by_role("list", name="等我确认的拍摄")
        await expect(waiting.get_by_text("队员01 拍摄，我在现场")).to_be_visible(timeout=EVENTUALLY_MS)
        await expect(waiting.get_by_text("1 份待确认")).to_be_visible()
        await shoot(second, "phone-leads-to-confirm")
        await waiting.get_by_role("link").click()
        await second.get_by_role("button", name="我在现场，确认同事的拍摄").click()
        await second.get_by_role("button", name="确认 1 份").click()
        await expect(second.get_by_role("status").get_by_text("已确认同事拍摄的 1 份")).to_be_visible()
        await eventually(lambda: is_true(ground, CONFIRMED), "the second officer's word has come")
        await tab(second, "线索")
        await expect(second.get_by_role("heading", name="线索").first).to_be_visible()
        await expect(waiting).to_have_count(0)

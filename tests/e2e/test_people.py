"""Somebody new, from the slip of paper to the first lead; and a phone that is shut out loses nothing of theirs."""

import re
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.e2e.conftest import NewPhone, shoot
from tests.e2e.test_admin import administrators, switch
from tests.e2e.test_main_job import EVENTUALLY_MS, _count, capture, eventually, last_sight, ready_for_offline, tab
from tests.support.ground import Ground

pytestmark = pytest.mark.browser
NAME = "队员新01"
OWN = "only she knows this one"
CATEGORY = "擅自超出门窗店外经营"


async def test_somebody_new_comes_in_by_the_slip_and_a_phone_that_is_shut_out_loses_nothing(
    new_phone: NewPhone, ground: Ground, desk: Page, shared: Path, tmp_path: Path
) -> None:
    photo = shared / "data" / "photos" / "DSCN0010.jpg"
    await administrators(ground.dsn)
    address, password = await _is_added(desk)
    await _gets_a_role_and_a_town(desk)
    page = await new_phone(ground.url(1))
    context = page.context
    async with last_sight(page, desk):
        await _comes_in(page, address, password)
        await context.set_offline(True)
        await capture(page, CATEGORY, [photo], "店外堆放")
        await _is_shut_out(desk)
        await _is_told_and_keeps_it(context, page, tmp_path)
        assert await _count(ground, "leads") == 0
        await _is_let_in_again(desk)
        await _sign_in_again(page)
        await expect(page.get_by_text("已送达").first).to_be_visible(timeout=EVENTUALLY_MS)

        async def arrived() -> bool:
            return await _count(ground, "leads") == 1

        await eventually(arrived, "the lead is there, once")


async def _is_added(desk: Page) -> tuple[str, str]:
    """By the system administrator. What stands on the slip: the address in the QR code, and the temporary password."""
    await switch(desk, "系统管理员01", "people/new")
    await desk.get_by_label("用户名", exact=True).fill(NAME)
    await expect(desk.get_by_label("用户名", exact=True)).to_have_accessible_description(re.compile("不能与他人重复"))
    await desk.get_by_label("中队").last.select_option(label="新增中队…")
    await desk.get_by_label("新中队的名称").fill("枫桥一组")
    await desk.get_by_role("checkbox", name="枫桥镇").check()
    await desk.get_by_role("button", name="创建并生成临时密码").click()
    slip = desk.get_by_role("dialog", name="入网单")
    await expect(slip.get_by_role("img", name=re.compile("二维码"))).to_be_visible(timeout=EVENTUALLY_MS)
    said = dict(
        zip(await slip.locator("dt").all_inner_texts(), await slip.locator("dd .mono").all_inner_texts(), strict=True)
    )
    await desk.emulate_media(media="print")
    await expect(desk.locator(".slip-paper")).to_be_visible()
    await shoot(desk, "desk-slip-printed")
    await desk.emulate_media(media="screen")
    await slip.get_by_role("button", name="已记下，关闭").click()
    panel = desk.get_by_role("complementary", name=NAME)
    await expect(panel.get_by_text("待授权")).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(panel.get_by_text(re.compile("请安全管理员（安全管理员01）"))).to_be_visible(timeout=EVENTUALLY_MS)
    return said["网址"], said["临时密码"]


async def _gets_a_role_and_a_town(desk: Page) -> None:
    """By the security administrator."""
    await switch(desk, "安全管理员01", f"people?q={NAME}")
    await desk.get_by_role("button", name=NAME, exact=True).click(timeout=EVENTUALLY_MS)
    panel = desk.get_by_role("complementary", name=NAME)
    await panel.get_by_role("checkbox", name="执法队员", exact=True).check()
    await panel.get_by_role("checkbox", name="枫桥镇").check()
    await panel.get_by_role("button", name="保存角色与镇街").click()
    await expect(desk.get_by_text(f"已保存{NAME}的权限")).to_be_visible(timeout=EVENTUALLY_MS)


async def _comes_in(page: Page, address: str, password: str) -> None:
    """As the slip says: the code opens the page with the name filled in, and the password has to be one's own."""
    await page.goto(address)
    await expect(page.get_by_label("用户名")).to_have_value(NAME, timeout=EVENTUALLY_MS)
    await page.get_by_label("密码", exact=True).fill(password)
    await page.get_by_role("button", name="登录", exact=True).click()
    await page.get_by_label("临时密码（当前密码）").fill(password, timeout=EVENTUALLY_MS)
    await page.get_by_label("新密码", exact=True).fill(OWN)
    await page.get_by_label("再次输入新密码").fill(OWN)
    await page.get_by_role("button", name="保存并继续").click()
    await page.get_by_role("button", name="只有我用这部手机").click(timeout=EVENTUALLY_MS)
    await ready_for_offline(page)


async def _is_shut_out(desk: Page) -> None:
    await switch(desk, "系统管理员01", "devices")
    await desk.get_by_role("searchbox", name="搜索设备").fill(NAME)
    await desk.get_by_role("row").filter(has_text=NAME).locator(".row-open").click(timeout=EVENTUALLY_MS)
    panel = desk.get_by_role("complementary", name=NAME)
    marked = panel.locator(".devices li[aria-current=true]")
    await expect(marked.get_by_role("button", name="停用设备")).to_be_in_viewport(timeout=EVENTUALLY_MS)
    await panel.get_by_role("button", name="停用设备").click(timeout=EVENTUALLY_MS)
    await panel.get_by_label("原因").fill("手机遗失")
    await panel.get_by_role("button", name="立即停用").click()
    await expect(marked.get_by_text("原因：手机遗失")).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(panel.locator(".key-does").get_by_text("已停用")).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(panel.get_by_role("button", name="核准", exact=True)).to_have_count(0)
    await shoot(desk, "desk-device-revoked")


async def _is_told_and_keeps_it(context: BrowserContext, page: Page, tmp_path: Path) -> None:
    await context.set_offline(False)
    await expect(page.get_by_role("heading", name="这部手机已被管理员停用")).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(page.get_by_text(CATEGORY)).to_have_count(0)
    await shoot(page, "phone-revoked")
    async with page.expect_download() as coming:
        await page.get_by_role("button", name="导出待发送内容").click()
    saved = tmp_path / "saved.zip"
    await (await coming.value).save_as(saved)
    assert saved.read_bytes()[:2] == b"PK"
    await page.get_by_role("link", name="重新登录").first.click()
    await page.get_by_label("密码", exact=True).fill(OWN)
    await page.get_by_role("button", name="登录", exact=True).click()
    await expect(page.get_by_role("alert").filter(has_text="已被系统管理员停用")).to_be_visible(timeout=EVENTUALLY_MS)
    await shoot(page, "phone-revoked-sign-in")


async def _is_let_in_again(desk: Page) -> None:
    await desk.get_by_role("button", name="重新启用").click()
    await desk.get_by_role("dialog").get_by_role("button", name="重新启用").click()
    await expect(desk.get_by_text(re.compile("已重新启用设备"))).to_be_visible(timeout=EVENTUALLY_MS)


async def _sign_in_again(page: Page) -> None:
    await page.get_by_label("密码", exact=True).fill(OWN)
    await page.get_by_role("button", name="登录", exact=True).click()
    await tab(page, "同步")

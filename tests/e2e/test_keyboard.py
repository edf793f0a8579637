"""Without a pointer, from the report on the phone to the officer it is given to on the desk: keys alone."""

import re

import asyncpg
import pytest
from playwright.async_api import Page, expect

from tests.e2e import keys
from tests.e2e.conftest import NewPhone, shoot
from tests.e2e.test_main_job import EVENTUALLY_MS, eventually, last_sight
from tests.support.ground import Ground

pytestmark = pytest.mark.browser
CATEGORY = re.compile("未按规定分类投放生活垃圾")
NOTE = "只用键盘上报"


async def test_a_lead_is_reported_accepted_and_given_to_an_officer_by_keys_alone(
    new_phone: NewPhone, ground: Ground, desk: Page
) -> None:
    page = await new_phone()
    async with last_sight(page, desk):
        await page.goto("/")
        await _the_worker_signs_in(page)
        await desk.goto("/command/")
        await expect(desk.get_by_role("textbox", name=re.compile("用户名|账号"))).to_be_focused()
        await keys.sign_in(desk, "指挥员01")
        await expect(desk.get_by_role("status").filter(has_text="实时")).to_be_visible(timeout=EVENTUALLY_MS)

        await _the_worker_reports(page)
        row = desk.get_by_role("listbox", name="线索列表").get_by_role("option").filter(has_text="垃圾")
        await expect(row).to_be_visible(timeout=EVENTUALLY_MS)
        await _the_room_gives_it_to_an_officer(desk)
        await eventually(lambda: _is_given_to(ground, "队员02"), "it is given to the officer")

        await keys.press(page, "link", re.compile("线索"))
        await keys.press(page, "button", "刷新")
        await keys.press(page, "link", CATEGORY)
        await expect(page.get_by_text(re.compile("已派遣|已派人|队员02")).first).to_be_visible(timeout=EVENTUALLY_MS)
        await shoot(page, "keyboard-phone-given")


async def _the_worker_signs_in(page: Page) -> None:
    await keys.sign_in(page, "网格员01")
    await keys.press(page, "button", "只有我用这部手机")


async def _the_worker_reports(page: Page) -> None:
    await keys.press(page, "link", re.compile("采集"))
    shutter = page.get_by_role("dialog", name="拍照").get_by_role("button", name="拍照", exact=True)
    await expect(shutter).to_be_focused(timeout=EVENTUALLY_MS)
    await page.keyboard.press("Space")
    await keys.press(page, "button", CATEGORY)
    await keys.reach(page, "textbox", "情况说明")
    await page.keyboard.type(NOTE)
    await expect(page.get_by_role("button", name="上报", exact=True)).to_be_enabled(timeout=EVENTUALLY_MS)
    await shoot(page, "keyboard-phone-form")
    await keys.press(page, "button", "上报")
    await expect(page.get_by_text("已存入本机")).to_be_visible(timeout=EVENTUALLY_MS)


async def _the_room_gives_it_to_an_officer(desk: Page) -> None:
    await desk.keyboard.press("j")
    detail = desk.get_by_role("article", name="线索详情")
    await expect(detail.get_by_text(NOTE)).to_be_visible(timeout=EVENTUALLY_MS)
    await desk.keyboard.press("a")
    await expect(detail.get_by_text("指挥员01 受理")).to_be_visible(timeout=EVENTUALLY_MS)
    await desk.keyboard.press("g")
    await expect(desk.get_by_role("dialog")).to_be_visible(timeout=EVENTUALLY_MS)
    await shoot(desk, "keyboard-desk-give")
    await keys.press(desk, "button", re.compile("队员02"))
    question = desk.get_by_role("dialog", name="派遣给 队员02？")
    await expect(question.get_by_role("button", name="取消")).to_be_focused(timeout=EVENTUALLY_MS)
    await desk.keyboard.press("Tab")
    await expect(question.get_by_role("button", name="派遣", exact=True)).to_be_focused()
    await desk.keyboard.press("Enter")
    await expect(desk.get_by_text(re.compile("已派遣给 队员02"))).to_be_visible(timeout=EVENTUALLY_MS)


async def _is_given_to(ground: Ground, name: str) -> bool:
    conn = await asyncpg.connect(ground.dsn)
    try:
        given = await conn.fetchval(
            "select people.name from leads join people on people.id = leads.assigned_to where leads.state = 'assigned'"
        )
    finally:
        await conn.close()
    return bool(given == name)

"""A call for help: held without a network, sent by itself, in the command room at once, seen, closed."""

import re
from pathlib import Path

import asyncpg
import pytest
from playwright.async_api import FloatRect, Locator, Page, Playwright, expect

from tests.e2e.conftest import shoot
from tests.e2e.test_main_job import (
    EVENTUALLY_MS,
    eventually,
    kill_browser,
    last_sight,
    open_phone,
    ready_for_offline,
    sign_in_alone,
    tab,
    watch,
)
from tests.support.ground import Ground
from tests.support.proxy import Proxy

pytestmark = pytest.mark.browser


WATCH_CANCEL = """
() => new MutationObserver(() => {
  const button = [...document.querySelectorAll(".sos-card button")].find((each) => each.textContent === "取消求助");
  if (button) window.cancelBegan ??= button.disabled ? "not yet" : "at once";
}).observe(document.body, { childList: true, subtree: true })
"""


async def press(page: Page) -> None:
    button = page.locator(".sos-button")
    await button.scroll_into_view_if_needed()
    await button.hover()
    await page.mouse.down()


async def hold_too_short(page: Page) -> None:
    await press(page)
    await page.mouse.up()
    await expect(page.get_by_text("松开太早，未发出。")).to_be_visible()


async def hold(page: Page) -> None:
    """Until it is taken; a second press in fright calls nothing off."""
    await page.evaluate(WATCH_CANCEL)
    await press(page)
    await expect(page.get_by_role("alert").filter(has_text="求助还没发出去")).to_be_visible()
    await page.mouse.up()
    assert await page.evaluate("window.cancelBegan") == "not yet"
    await expect(page.get_by_role("button", name="取消求助")).to_be_enabled()


async def it_waits(page: Page) -> None:
    """Loudly on its own screen, and among what waits on the sync screen."""
    await expect(page.get_by_role("alert").filter(has_text="求助还没发出去")).to_be_visible()
    await expect(page.get_by_role("link", name="拨打 110")).to_have_attribute("href", "tel:110")
    await shoot(page, "phone-sos-waiting")
    await tab(page, "同步")
    await expect(page.get_by_role("list", name="等待发送").get_by_text("紧急求助")).to_be_visible()
    await shoot(page, "phone-sos-outbox")


async def alarms(ground: Ground) -> int:
    conn = await asyncpg.connect(ground.dsn)
    try:
        return int(await conn.fetchval("select count(*) from alarms"))
    finally:
        await conn.close()


async def taken(ground: Ground) -> bool:
    return await alarms(ground) > 0


async def hold_the_desk(desk: Page) -> FloatRect | None:
    """A button is down on it, as when something is carried. Where that stands which the pointer is on."""
    tab = desk.locator("#tab-patrols")
    await tab.hover()
    await desk.mouse.down()
    return await tab.bounding_box()


async def makes_room_when_let_go(desk: Page, row: Locator, stood: FloatRect | None) -> None:
    """What the pointer held when the alarm came is where it was; below the alarm once it is let go."""
    under = desk.locator("#tab-patrols")
    assert await under.bounding_box() == stood
    await row.locator(".alarm-look").hover()
    await desk.mouse.up()

    async def made_room() -> bool:
        alarm, moved = await row.bounding_box(), await under.bounding_box()
        return bool(alarm and moved and moved["y"] >= alarm["y"] + alarm["height"])

    await eventually(made_room, "the desk makes room for the alarm")


async def test_an_officer_calls_for_help_offline_and_the_room_sees_it_and_closes_it(
    playwright: Playwright, ground: Ground, network: Proxy, desk: Page, tmp_path: Path
) -> None:
    profile = tmp_path / "phone"
    await watch(desk)
    stood = await hold_the_desk(desk)
    context, page = await open_phone(playwright, profile, network)
    await page.goto("/")
    await sign_in_alone(page, "队员01")
    await ready_for_offline(page)
    await expect(page.locator(".sos-button")).to_be_visible(timeout=EVENTUALLY_MS)
    await shoot(page, "phone-sos")

    network.no_signal()
    await context.set_offline(True)
    await hold_too_short(page)
    await hold(page)
    await it_waits(page)

    cookies = await kill_browser(context, profile)
    assert await alarms(ground) == 0
    context, page = await open_phone(playwright, profile, network, cookies)
    await context.set_offline(True)
    await page.goto("/")
    async with last_sight(page, desk):
        await expect(page.get_by_role("alert").filter(has_text="求助还没发出去")).to_be_visible(timeout=EVENTUALLY_MS)

        network.signal()
        await context.set_offline(False)
        await eventually(lambda: taken(ground), "the server has the call for help")
        row = desk.locator(".alarm-row.sos.raised")
        await expect(row).to_contain_text("队员01")
        # On the border of two zones: the server's tie rule gives the place to the lower code.
        await expect(row).to_contain_text("枫桥镇西片勤务区")
        await expect(desk).to_have_title(re.compile("^【1】"))
        await expect(page.get_by_text("指挥室已收到求助")).to_be_visible()
        await makes_room_when_let_go(desk, row, stood)
        await shoot(desk, "desk-alarm")

        await desk.keyboard.press("F2")
        await expect(desk.locator(".alarm-row.seen")).to_be_visible()
        await expect(page.get_by_text("指挥室已查看")).to_be_visible()
        await expect(page.get_by_text(re.compile("指挥员01 已于"))).to_be_visible()
        await shoot(page, "phone-sos-seen")

        await desk.get_by_role("button", name="关闭… 紧急求助 队员01").click()
        await desk.get_by_label("已处置").check()
        await shoot(desk, "desk-alarm-close")
        await desk.get_by_role("dialog").get_by_role("button", name="关闭告警").click()
        await expect(desk.locator(".alarm-row")).to_have_count(0)
        await expect(page.get_by_text("求助已结束")).to_be_visible()
        assert await alarms(ground) == 1

        network.no_signal()
        await context.set_offline(True)
        await page.reload()
        await expect(page.get_by_text("求助已结束")).to_be_visible(timeout=EVENTUALLY_MS)
        await expect(page.locator(".sos-button")).to_be_in_viewport()
    await context.close()

"""A new version comes during a patrol: it waits, asks, and keeps the draft and whatever is not sent."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Error, Page, Playwright, expect

from tests.conftest import SHARED
from tests.e2e.conftest import DIST, phone, shoot
from tests.e2e.test_main_job import (
    EVENTUALLY_MS,
    _count,
    capture,
    eventually,
    last_sight,
    ready_for_offline,
    sign_in_alone,
    tab,
)
from tests.support.ground import Ground

pytestmark = pytest.mark.browser
NEW = "0123456789ab"


@pytest.fixture
async def dist(tmp_path: Path) -> Path:
    """Built files of this story's own, which it may change."""
    return Path(shutil.copytree(DIST, tmp_path / "dist"))


def release(dist: Path) -> None:
    """Put a new version where the old one was."""
    worker = dist / "sw.js"
    text, changed = re.subn(r"(version\W{1,4})[0-9a-f]{12}", rf"\g<1>{NEW}", worker.read_text())
    assert changed == 1
    worker.write_text(text)


async def no_interface(context: BrowserContext) -> None:
    await context.route("**/api/**", lambda route: route.abort())


async def look_for_updates(page: Page) -> None:
    await page.evaluate("navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => true)")


async def is_loaded_anew(page: Page) -> bool:
    try:
        return bool(await page.evaluate("window.sameAsBefore !== true"))
    except Error:
        return False  # It is on its way: asked in between two pages.


async def test_a_new_version_waits_for_the_end_of_the_patrol_and_for_consent_and_loses_nothing(
    playwright: Playwright, ground: Ground, dist: Path, tmp_path: Path
) -> None:
    context = await phone(playwright, tmp_path / "phone", await ground.serve(dist))
    page = context.pages[0]
    async with last_sight(page):
        await page.goto("/")
        await sign_in_alone(page, "队员01")
        await ready_for_offline(page)
        # The first worker of all takes over quietly; from now on one is in charge.
        await eventually(lambda: page.evaluate("navigator.serviceWorker.controller !== null"), "a worker is in charge")
        await page.get_by_role("button", name="开始巡查").click()
        await expect(page.get_by_text("巡查中").first).to_be_visible(timeout=EVENTUALLY_MS)
        await no_interface(context)
        await capture(page, "擅自超出门窗店外经营", [SHARED / "data" / "photos" / "DSCN0010.jpg"], "更新前的线索")
        await page.evaluate("window.sameAsBefore = true")

        release(dist)
        await look_for_updates(page)
        await expect(page.get_by_text("有新版本，巡查结束后可更新。")).to_be_visible(timeout=EVENTUALLY_MS)
        await expect(page.get_by_role("button", name="立即更新")).to_have_count(0)
        await shoot(page, "phone-update-patrol")
        assert not await is_loaded_anew(page)

        await tab(page, "勤务")
        await page.get_by_role("button", name="结束巡查").click()
        await page.get_by_role("button", name="确认结束").click()
        await expect(page.get_by_role("button", name="立即更新")).to_be_visible(timeout=EVENTUALLY_MS)
        assert not await is_loaded_anew(page)

        await begin_a_draft(page, "还没写完的话")
        await page.get_by_role("button", name="立即更新").click()
        await eventually(lambda: is_loaded_anew(page), "the page is loaded anew")
        await expect(page.get_by_label("情况说明")).to_have_value("还没写完的话", timeout=EVENTUALLY_MS)
        await page.goto("/#/settings")
        await expect(page.get_by_text(NEW)).to_be_visible(timeout=EVENTUALLY_MS)
        await tab(page, "同步")
        await expect(page.get_by_text("擅自超出门窗店外经营").first).to_be_visible(timeout=EVENTUALLY_MS)
        assert await _count(ground, "leads") == 0
        await context.unroute("**/api/**")
        await page.get_by_role("button", name="立即发送").click()
        await eventually(lambda: _one_lead(ground), "the lead is there")
    await context.close()


async def begin_a_draft(page: Page, note: str) -> None:
    """Written, and at once taken by surprise: the app has not had the time to keep it by itself."""
    await tab(page, "采集")
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("dialog", name="拍照").get_by_text("相册", exact=True).click()
    await (await choosing.value).set_files(SHARED / "data" / "photos" / "DSCN0012.jpg")
    await page.get_by_role("button", name=re.compile("未按规定分类投放生活垃圾")).first.click()
    await page.get_by_label("情况说明").fill(note)


async def _one_lead(ground: Ground) -> bool:
    return await _count(ground, "leads") == 1

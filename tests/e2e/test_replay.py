"""A day is chosen, its purpose said, and it is played: gaps with their reason, lead and photo where they were made."""

import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
from httpx import AsyncClient
from playwright.async_api import Page, expect

from tests.e2e.conftest import shoot
from tests.e2e.test_desk import LAT, LON, officer, on_patrol, sight
from tests.e2e.test_main_job import EVENTUALLY_MS, watch
from tests.support.ground import Ground
from tests.support.leads import a_fix, a_medium, reported
from tests.support.tus import upload

pytestmark = pytest.mark.browser
__all__ = ["officer"]
_SHANGHAI = timedelta(hours=8)


def field(at: float) -> str:
    """As a field of date and time shows it, by the clock in Zhuji."""
    return (datetime.fromtimestamp(at, UTC) + _SHANGHAI).strftime("%Y-%m-%dT%H:%M")


async def test_a_day_is_replayed_with_its_gap_its_lead_and_its_photo(
    desk: Page, officer: AsyncClient, ground: Ground, shared: Path
) -> None:
    body = (shared / "data" / "photos" / "DSCN0010.jpg").read_bytes()
    patrol = await on_patrol(officer)
    at = datetime.fromtimestamp(time.time() - 1500, UTC).isoformat()
    place = {"type": "Point", "coordinates": [LON + 0.003, LAT + 0.001]}
    photo = a_medium(body, captured_at=at, fix=a_fix(lon=LON + 0.003, lat=LAT + 0.001, at=at))
    await reported(officer, photo, note="回放里的线索", captured_at=at, place=place, patrol_id=patrol)
    await upload(officer, photo["id"], body)
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    await watch(desk)
    conn = await asyncpg.connect(ground.dsn)
    told_before = await conn.fetchval("select coalesce(max(id), 0) from audit_events")
    await conn.close()
    async with sight(desk, "desk-replay"):
        await desk.get_by_role("button", name="选择回放").click(timeout=EVENTUALLY_MS)
        dialog = desk.get_by_role("dialog", name="回放什么")
        start = dialog.get_by_role("button", name="开始回放")
        await dialog.get_by_label("从", exact=True).fill(field(time.time() - 3600))
        await dialog.get_by_label("到", exact=True).fill(field(time.time() + 60))
        whom = dialog.get_by_role("combobox", name="队员")
        await whom.select_option(value=await whom.locator("option", has_text="队员000").get_attribute("value"))
        await start.click()
        await expect(dialog, "without a purpose nothing is shown").to_be_visible()
        await dialog.get_by_role("combobox", name="查看目的").select_option("投诉核查")
        await start.click()
        bar = desk.get_by_role("region", name="轨迹回放")
        await expect(bar.get_by_text(re.compile("^缺口：")).first).to_be_attached(timeout=EVENTUALLY_MS)
        await expect(bar.get_by_text("线索 1 条，照片 1 张")).to_be_visible()
        photos = desk.get_by_role("button", name=re.compile("的照片$"))
        # It plays by itself: from the very beginning there is half an hour until something is made.
        await bar.get_by_role("slider", name="回放时刻").focus()
        await desk.keyboard.press("Home")
        await expect(photos).to_have_count(0)
        await desk.keyboard.press("End")
        await expect(photos).to_have_count(1, timeout=EVENTUALLY_MS)
        assert any("/api/tiles/zones/" in url for url in asked), "the map has its zones as tiles"
        await desk.wait_for_function("document.querySelector('.photo-mark img')?.naturalWidth > 0")
        await shoot(desk, "desk-replay-photo")
        await photos.click()
        await expect(desk.locator("article.detail").get_by_text("回放里的线索").first).to_be_visible()
    conn = await asyncpg.connect(ground.dsn)
    purposes = await conn.fetch(
        "select detail ->> 'purpose' as why from audit_events where action like '%replay_read' and id > $1", told_before
    )
    await conn.close()
    assert [row["why"] for row in purposes] == ["complaint"]

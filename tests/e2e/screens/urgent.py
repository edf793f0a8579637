"""What the command room is to look at first: an urgent lead, and an objection. What a row says: ``screen.py``.

The leads are the second town's: in the first one's room the first lead of the list has to be one with photos.
"""

from uuid import UUID

from playwright.async_api import Page

from backend.core.ids import uuid7
from tests.e2e.screens.screen import PATIENCE_MS, Screen, now, put


async def reported(page: Page, note: str, *, urgent: bool = False) -> UUID:
    """A lead more, where another one is, by the one who looks."""
    answer = await page.request.get("/api/leads?limit=1")
    (other,) = (await answer.json())["items"]
    alike = {key: other[key] for key in ("category", "place", "address")}
    lead_id = uuid7()
    told = {"place_source": "pin", "note": note, "urgent": urgent, "captured_at": now()}
    await put(page, f"/api/leads/{lead_id}", alike | told)
    return lead_id


async def urgent(page: Page) -> None:
    """It comes while the room is open."""
    await reported(page, "油烟管道起火，火势向隔壁店铺蔓延。", urgent=True)
    await page.locator(".urgent-bar p").first.wait_for(timeout=PATIENCE_MS)


async def urgent_on_wall(page: Page) -> None:
    await reported(page, "广告牌即将坠落，下方是公交站台。", urgent=True)
    await page.locator(".wall-alarms p:not(.wall-number)").wait_for(timeout=PATIENCE_MS)


async def objected(page: Page) -> None:
    """Its reporter does not agree with how it ended."""
    lead_id = await reported(page, "夜间施工噪声，已持续三天。")
    rejection = {"kind": "reject", "reason": "现场核查时未发现违法行为。", "at": now()}
    await put(page, f"/api/leads/{lead_id}/steps/{uuid7()}", rejection)
    objection = {"reason": "核查是白天去的，施工在夜里十一点以后。", "at": now()}
    await put(page, f"/api/leads/{lead_id}/objections/{uuid7()}", objection)
    await page.locator(f"[data-lead='{lead_id}']").dblclick(timeout=PATIENCE_MS)
    await page.locator(".objection").wait_for(timeout=PATIENCE_MS)


URGENT = [
    Screen("desk-urgent", "指挥员02", "#/room", "[role=option]", urgent),
    Screen("desk-objection", "指挥员02", "#/room", "[role=option]", objected),
    Screen("desk-wall-urgent", "指挥员02", "#/wall", ".wall", urgent_on_wall),
]

"""A call for help before the command room, and the wall. What a row says: ``screen.py``."""

from playwright.async_api import Page

from backend.core.ids import uuid7
from tests.e2e.screens.screen import PATIENCE_MS, Prepare, Screen, click, now, put


async def called(page: Page) -> None:
    """By the squad leader who looks, who may do both; once."""
    answer = await page.request.get("/api/alarms/page?kind=sos")
    if not any(alarm["state"] in ("raised", "seen") for alarm in (await answer.json())["items"]):
        fix = {"lon": 120.3935, "lat": 29.8055, "accuracy_m": 12.0, "age_ms": 900, "at": now()}
        await put(page, f"/api/alarms/{uuid7()}", {"kind": "sos", "at": now(), "battery": 37, "fix": fix})
        await page.reload()


def after_call(ready: str, then: Prepare | None = None) -> Prepare:
    async def run(page: Page) -> None:
        await called(page)
        await page.locator(ready).first.wait_for(timeout=PATIENCE_MS)
        if then:
            await then(page)

    return run


ALARMS = [
    Screen("desk-alarm", "中队长01", "#/room", ".command", after_call(".alarm-row")),
    Screen(
        "desk-alarm-close",
        "中队长01",
        "#/room",
        ".command",
        after_call(".alarm-row", click(".alarm-row .alarm-do:last-child")),
    ),
    Screen("desk-alarm-list", "中队长01", "#/alarms", ".command", after_call(".table tbody tr")),
    Screen("desk-sound", "指挥员01", "#/room", ".sound-menu", click(".sound-menu summary")),
    Screen("desk-wall", "指挥员01", "#/wall", ".wall"),
]

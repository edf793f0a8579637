"""What waits on a phone to be sent, and why. What a row says: ``screen.py``."""

import json

from playwright.async_api import Page, Route

from tests.e2e.screens.capture import submitted
from tests.e2e.screens.screen import PATIENCE_MS, Screen

REFUSAL = {
    "type": "about:blank",
    "status": 422,
    "code": "invalid",
    "title": "The category is not in use any more.",
    "detail": "该类别已停用。",
    "detail_en": "The category is not in use any more.",
    "errors": [],
}


async def listed(page: Page) -> None:
    await page.evaluate("location.hash = '#/outbox'")
    await page.locator(".screen .outbox-item").first.wait_for(timeout=PATIENCE_MS)


async def waiting(page: Page) -> None:
    """Captured without a network, and found in the list of what is to be sent."""
    await page.context.set_offline(True)
    await submitted(page)
    await listed(page)


async def paused(page: Page) -> None:
    """Captured while the person has stopped the sending."""
    await page.evaluate("location.hash = '#/outbox'")
    pause = page.locator(".standing .buttons .button:last-child")
    await pause.wait_for(timeout=PATIENCE_MS)
    if await page.locator(".standing .primary:enabled").count() > 0:
        await pause.click(timeout=PATIENCE_MS)
    await page.evaluate("location.hash = '#/capture'")
    await submitted(page)
    await listed(page)


async def refused(page: Page) -> None:
    """The server says no, as it does when a category went out of use meanwhile."""

    async def no(route: Route) -> None:
        if route.request.method == "PUT":
            body = json.dumps(REFUSAL, ensure_ascii=False)
            await route.fulfill(status=422, content_type="application/problem+json", body=body)
        else:
            await route.continue_()

    await page.route("**/api/leads/*", no)
    await submitted(page)
    await listed(page)
    await page.locator(".outbox-item .trouble").first.wait_for(timeout=2 * PATIENCE_MS)


OUTBOX = [
    Screen("phone-outbox-empty", "网格员01", "#/outbox", ".screen .empty"),
    Screen("phone-outbox-waiting", "网格员02", "#/capture", ".shutter", waiting),
    Screen("phone-outbox-paused", "网格员04", "#/capture", ".shutter", paused),
    Screen("phone-outbox-refused", "网格员05", "#/capture", ".shutter", refused),
]

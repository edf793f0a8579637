"""How a phone is locked and opened, and a password that has to be changed. What a row says: ``screen.py``."""

import json

from playwright.async_api import Page, Route

from tests.e2e.screens.screen import PATIENCE_MS, Screen, click

PIN = "274905"
NEW_PIN = ".lock-choice .primary"
LOCKED = ".lock .pin-field"


async def enter(page: Page, pin: str) -> None:
    await page.locator(".pin-field:enabled").fill(pin, timeout=PATIENCE_MS)
    await page.keyboard.press("Enter")


async def pin_set(page: Page) -> None:
    """Twice the same, and the screen shows what there is to say about it."""
    if await page.locator(".lock-minutes").count() == 0:
        await page.locator(NEW_PIN).click(timeout=PATIENCE_MS)
        label = await page.locator(".pin-pad .field > span").inner_text()
        await enter(page, PIN)
        await page.wait_for_function(
            "before => document.querySelector('.pin-pad .field > span')?.textContent !== before", arg=label
        )
        await enter(page, PIN)
    await page.locator(".lock-minutes").wait_for(timeout=PATIENCE_MS)


async def locked(page: Page) -> None:
    """Who has locked it once finds it locked."""
    await page.locator(f".lock-choice, {LOCKED}").first.wait_for(timeout=PATIENCE_MS)
    if await page.locator(LOCKED).count() == 0:
        await pin_set(page)
        await page.locator(".screen section > .button.big").click(timeout=PATIENCE_MS)
    await page.locator(f"{LOCKED}:enabled").wait_for(timeout=PATIENCE_MS)


async def wrong_pin(page: Page) -> None:
    await locked(page)
    await enter(page, "111222")
    await page.locator(".lock .banner").wait_for(timeout=PATIENCE_MS)


async def whose(page: Page) -> None:
    await locked(page)
    await page.locator(".lock-ways .button").nth(1).click(timeout=PATIENCE_MS)
    await page.locator(".lock-person").wait_for(timeout=PATIENCE_MS)


async def temporary_password(page: Page) -> None:
    """Signed in with the password of a slip, which the server wants changed before anything else."""

    async def told(route: Route) -> None:
        answer = await route.fetch()
        body = await answer.json()
        await route.fulfill(response=answer, body=json.dumps({**body, "must_change_password": True}))

    await page.route("**/api/session", told)
    await page.reload()
    await page.locator("input[name=again]").wait_for(timeout=PATIENCE_MS)


LOCK = [
    Screen("phone-lock-ask", "网格员03", "#/lock", ".lock-choice"),
    Screen("phone-lock-new-pin", "网格员03", "#/lock", ".lock-choice", click(NEW_PIN)),
    Screen("phone-lock-set", "网格员06", "#/lock", ".lock-choice", pin_set),
    Screen("phone-locked", "网格员06", "#/lock", ".screen, .lock", locked),
    Screen("phone-locked-wrong", "网格员06", "#/lock", ".screen, .lock", wrong_pin),
    Screen("phone-locked-people", "网格员06", "#/lock", ".screen, .lock", whose),
]

"""Getting about with the Tab key, as somebody does who has no pointer."""

import re

from playwright.async_api import Page, expect

from tests.e2e.county import PASSWORD

Name = str | re.Pattern[str]
_FAR = 80
_IS_FOCUSED = "element => element === document.activeElement"


async def reach(page: Page, role: str, name: Name) -> None:
    """Press Tab until the first such element has the focus.

    Raises:
        AssertionError: the keys never get there.
    """
    wanted = page.get_by_role(role, name=name, exact=isinstance(name, str)).first  # type: ignore[arg-type]
    await expect(wanted).to_be_enabled(timeout=60_000)
    for _ in range(_FAR):
        if await wanted.evaluate(_IS_FOCUSED):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"the keys do not reach {role} {name}")


async def press(page: Page, role: str, name: Name, key: str = "Enter") -> None:
    """Reach it and press a key on it."""
    await reach(page, role, name)
    await page.keyboard.press(key)


async def sign_in(page: Page, name: str) -> None:
    """Name, password and Enter."""
    await reach(page, "textbox", re.compile("用户名|账号"))
    await page.keyboard.type(name)
    await reach(page, "textbox", "密码")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")

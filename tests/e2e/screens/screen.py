"""What a row of the table of screens is, and what its rows are made with.

Add yours: one line in a list of ``phone.py`` or ``desk.py``.

- ``name`` says what is to be seen and names the picture; ``phone-…`` or ``desk-…``.
- ``who`` is a login of the demonstration (``backend/demo/people.py``); None: nobody is signed in.
- ``address`` is what stands behind ``/`` or ``/command/``. ``ready`` is a selector that is visible when it is there.
- ``prepare`` brings the page to the state that is meant: a click, a dialog. It has to work in both languages, so use
  classes, addresses and roles without names. What it leaves behind (a patrol, a draft) is there for those after it
  of the same ``who``; take a login of your own where that matters.
- ``offline``: the network is taken away once the screen is there, and the address opened again.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urljoin

from playwright.async_api import Error, Page

Prepare = Callable[[Page], Awaitable[None]]
PATIENCE_MS = 60_000


@dataclass(frozen=True)
class Screen:
    name: str
    who: str | None
    address: str
    ready: str
    prepare: Prepare | None = None
    offline: bool = False

    @property
    def page(self) -> Literal["phone", "desk"]:
        return "phone" if self.name.startswith("phone-") else "desk"

    @property
    def url(self) -> str:
        return f"/{self.address}" if self.page == "phone" else f"/command/{self.address}"


def click(*selectors: str) -> Prepare:
    """Click one after the other."""

    async def run(page: Page) -> None:
        for selector in selectors:
            await page.locator(selector).first.click(timeout=PATIENCE_MS)

    return run


def press(*keys: str, ready: str) -> Prepare:
    """Press one key after the other; what they show is ``ready``."""

    async def run(page: Page) -> None:
        for key in keys:
            await page.keyboard.press(key)
            # What a key has changed is drawn before the next one is about it.
            await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        await page.locator(ready).first.wait_for(timeout=PATIENCE_MS)

    return run


def appears(ready: str, after: Prepare) -> Prepare:
    """What the last step shows is ``ready``."""

    async def run(page: Page) -> None:
        await after(page)
        await page.locator(ready).first.wait_for(timeout=PATIENCE_MS)

    return run


def now() -> str:
    """As a phone would write it."""
    return datetime.now(UTC).isoformat()


async def put(page: Page, path: str, body: dict[str, Any]) -> None:
    """What a phone would send, by the session of whom the page belongs to."""
    origin = urljoin(page.url, "/").rstrip("/")
    answer = await page.request.put(path, data=body, headers={"origin": origin})
    if not answer.ok:
        raise Error(f"{path}: {await answer.text()}")

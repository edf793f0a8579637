"""Opens the screens of ``screens/`` one after the other: one browser, one sign-in per person and kind of page."""

import asyncio
from collections.abc import Iterable
from typing import Literal

from playwright.async_api import Browser, BrowserContext, Error, Page

from tests.e2e.screens import PATIENCE_MS, Screen

Language = Literal["zh", "en"]
Theme = Literal["auto", "light", "dark", "sun"]
CENTRE = {"longitude": 120.3935, "latitude": 29.8055, "accuracy": 8}
"""In the demonstration's first town."""
BLANK_MAPS = """for (const drawing of [WebGLRenderingContext, WebGL2RenderingContext])
  for (const name of ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"])
    if (name in drawing.prototype) drawing.prototype[name] = () => {};"""


class Stage:
    """In a browser a context for each person and page. The system is a ``Demonstration`` that is up.

    ``drawn``: the maps are drawn, which without a graphics card takes most of the time; else they are blank.
    """

    def __init__(self, browser: Browser, base_url: str, passwords: dict[str, str], *, drawn: bool = True) -> None:
        self.browser, self.base_url, self.passwords, self.drawn = browser, base_url, passwords, drawn
        self.pages: dict[tuple[str | None, str, int], Page] = {}
        self.errors: list[str] = []

    async def show(
        self, screen: Screen, language: Language, size: dict[str, int], theme: Theme = "light", window: int = 0
    ) -> Page:
        """The screen, drawn and prepared. The page is shared: whatever is done to it ends with the next ``show``.

        ``window``: one person may have several, each signed in by itself.
        """
        page = await self._page(screen, window)
        await page.context.set_offline(False)
        await page.set_viewport_size(size)  # type: ignore[arg-type]
        chosen = [theme, language]
        await page.evaluate("([theme, language]) => Object.assign(localStorage, { theme, language })", chosen)
        # Nothing of the state before may stay: an open dialog, a filter, the other language.
        await page.goto("about:blank")
        await page.goto(screen.url)
        await dress(page, theme)
        await page.locator(screen.ready).first.wait_for(timeout=PATIENCE_MS)
        if screen.prepare:
            await screen.prepare(page)
        if screen.offline:
            await page.context.set_offline(True)
            await asyncio.sleep(1)
        await settled(page)
        return page

    async def leave(self, screen: Screen, window: int = 0) -> None:
        """Close the page of this screen's person: they are not needed any more."""
        page = self.pages.pop((screen.who, screen.page, window), None)
        if page is not None:
            await page.context.close()

    async def _page(self, screen: Screen, window: int) -> Page:
        key = (screen.who, screen.page, window)
        if key not in self.pages:
            self.pages[key] = await self._enter(screen)
        return self.pages[key]

    async def _enter(self, screen: Screen) -> Page:
        context = await self._context(screen)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.errors.append(f"{screen.name}: {error}"))
        if screen.who is None or screen.page == "desk":
            # An address of the same origin, where nothing has to be loaded.
            await page.goto("/api/health")
        if screen.who is not None:
            sign_in = self._sign_in_on_phone if screen.page == "phone" else self._sign_in_at_desk
            await sign_in(page, screen.who)
        return page

    async def _sign_in_at_desk(self, page: Page, name: str) -> None:
        said = {"name": name, "password": self.passwords[name]}
        answer = await page.request.post("/api/session", data=said, headers={"origin": self.base_url})
        if not answer.ok:
            raise Error(f"{name} cannot sign in: {await answer.text()}")

    async def _sign_in_on_phone(self, page: Page, name: str) -> None:
        """By the form: what the phone keeps of its people begins with it."""
        await page.goto("/")
        await page.locator(".sign-in form").wait_for(timeout=PATIENCE_MS)
        await page.locator("input[name=name]").fill(name)
        await page.locator("input[name=password]").fill(self.passwords[name])
        await page.locator("button[type=submit]").click()
        # Asked once after the first sign-in: only I use this phone.
        await page.locator(".lock-choice .button:not(.primary)").click(timeout=PATIENCE_MS)
        # Offline screens come from the worker, lists from what was fetched once.
        await page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    async def _context(self, screen: Screen) -> BrowserContext:
        phone = screen.page == "phone"
        context = await self.browser.new_context(
            base_url=self.base_url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            has_touch=phone,
            device_scale_factor=2 if phone else 1,
            permissions=["geolocation", "camera", "notifications"],
            geolocation=CENTRE,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE_MS)
        if not self.drawn:
            await context.add_init_script(BLANK_MAPS)
        return context


async def dress(page: Page, theme: Theme) -> None:
    """Another theme without loading anything again, the way a choice made in another tab comes here: maps, too."""
    await page.evaluate(
        """next => {
          localStorage.setItem("theme", next);
          document.documentElement.dataset.theme = next;
          window.dispatchEvent(new StorageEvent("storage", { key: "theme", newValue: next }));
        }""",
        theme,
    )


async def speak(page: Page, language: Language) -> None:
    """The other language without loading anything again, the way a choice made in another tab comes here."""
    await page.evaluate(
        """next => {
          localStorage.setItem("language", next);
          window.dispatchEvent(new StorageEvent("storage", { key: "language", newValue: next }));
        }""",
        language,
    )
    await page.wait_for_function("next => document.documentElement.lang.startsWith(next)", arg=language)
    await settled(page)


async def settled(page: Page) -> None:
    """Nothing is loading any more, pictures are there, and two frames have been drawn since."""
    await page.wait_for_function(
        """() => !document.querySelector(".skeleton, .opening")
            && [...document.images].every((image) => image.complete)""",
        timeout=PATIENCE_MS,
    )
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def of(screens: Iterable[Screen], only: str) -> list[Screen]:
    """Those whose name contains the word; all for an empty word."""
    return [screen for screen in screens if only in screen.name]


__all__ = ["Error", "Language", "Stage", "Theme", "dress", "of", "settled", "speak"]

"""Every screen of ``screens/``, in both languages and all themes, by axe-core; and at twice the size.

With ``FENGXUN_EVERY_THEME=1`` both languages in all themes; else colours are looked at in Chinese alone.

What a machine cannot see (does the word say what it should, is the order a sensible one) is not proved by this.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from playwright.async_api import Browser, Error, Page

from backend.demo import people
from tests.e2e.conftest import DESK, DIST, PHONE
from tests.e2e.looking import CONTRAST, overflowing, violations
from tests.e2e.screens import SCREENS, Screen
from tests.e2e.stage import Stage, Theme, dress, settled, speak
from tests.support import workers
from tests.support.demonstration import Demonstration
from tests.support.ground import Services

pytestmark = pytest.mark.browser
EVERYTHING = bool(os.environ.get("FENGXUN_EVERY_THEME"))
"""The colours of English, too: a minute more for what is the same as in Chinese."""
DARKER: tuple[Theme, ...] = ("dark", "sun")
"""Looked at after the light one, for what a theme can change."""
AT_ONCE = 3
"""So many people's screens are opened beside each other: while one waits for an answer, another is looked at."""
LONGEST = 12
"""So many screens are opened in one window; a person with more of them has several."""


@pytest.fixture
async def theatre(chromium: Browser, services: Services) -> AsyncIterator[Stage]:
    """A system with the demonstration in it, and one browser."""
    ground = Demonstration(workers.own("e2e"), DIST, services)
    await ground.up()
    try:
        passwords = {member.name: ground.password(member.name) for member in people.members()}
        yield Stage(chromium, ground.url(), passwords, drawn=False)
    finally:
        ground.down()


def size_of(screen: Screen) -> dict[str, int]:
    return PHONE if screen.page == "phone" else DESK


def half_of(screen: Screen) -> dict[str, int]:
    """What is left of the window at twice the size of everything (WCAG 2.2, 1.4.4): 195 pixels of a phone's 390."""
    return {key: n // 2 for key, n in size_of(screen).items()}


@dataclass
class Survey:
    """What is wrong with the screens: against the rules, too wide at twice the size, and not to be opened at all."""

    against: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


async def survey(theatre: Stage) -> Survey:
    """Every screen is opened once."""
    found, room = Survey(), asyncio.Semaphore(AT_ONCE)

    async def visit(window: int, screens: list[Screen]) -> None:
        async with room:
            for screen in screens:
                try:
                    await look(theatre, screen, window, found)
                except Error as error:
                    found.failed.append(f"{screen.name}: {str(error)[:400]}")
            await theatre.leave(screens[0], window)

    in_order = sorted(groups(SCREENS), key=lambda group: (not calls_for_help(group), -len(group)))
    await asyncio.gather(*(visit(number, screens) for number, screens in enumerate(in_order)))
    return found


def calls_for_help(group: list[Screen]) -> bool:
    """They come first, because the room's screens show the call; then the longest."""
    return any(screen.name == "phone-sos-raised" for screen in group)


def groups(screens: list[Screen]) -> list[list[Screen]]:
    """The screens of one person on one kind of page, in their order, not too many together."""
    whole: dict[tuple[str | None, str], list[Screen]] = {}
    for screen in screens:
        whole.setdefault((screen.who, screen.page), []).append(screen)
    return [group[at : at + LONGEST] for group in whole.values() for at in range(0, len(group), LONGEST)]


async def look(theatre: Stage, screen: Screen, window: int, found: Survey) -> None:
    """All rules in the light theme in both languages; in the others what a theme can change, which words do not."""
    page = await theatre.show(screen, "zh", size_of(screen), window=window)
    found.against += [f"{screen.name} zh light {line}" for line in await violations(page)]
    await in_the_dark(page, f"{screen.name} zh", found)
    await at_twice_the_size(page, screen, "zh", found)
    await speak(page, "en")
    await at_twice_the_size(page, screen, "en", found)
    if EVERYTHING:
        await in_the_dark(page, f"{screen.name} en", found)
    await dress(page, "light")
    seen_already = () if EVERYTHING else tuple(CONTRAST)
    found.against += [f"{screen.name} en light {line}" for line in await violations(page, without=seen_already)]


async def in_the_dark(page: Page, name: str, found: Survey) -> None:
    """And in the sun, in which it stays."""
    for theme in DARKER:
        await dress(page, theme)
        found.against += [f"{name} {theme} {line}" for line in await violations(page, CONTRAST)]


async def at_twice_the_size(page: Page, screen: Screen, language: str, found: Survey) -> None:
    """In the sun, whose type is largest."""
    await page.set_viewport_size(half_of(screen))  # type: ignore[arg-type]
    await settled(page)
    found.wide += [f"{screen.name} {language}: {line}" for line in await overflowing(page)]
    await page.set_viewport_size(size_of(screen))  # type: ignore[arg-type]


async def test_every_screen_opens_breaks_no_rule_of_accessibility_and_fits_at_twice_the_size(theatre: Stage) -> None:
    """In both languages and all themes. One test, because the screens are opened for all of it once."""
    found = await survey(theatre)
    wrong = [*found.failed, *found.against, *found.wide, *theatre.errors]
    assert not wrong, f"{len(wrong)} things are wrong:\n" + "\n".join(wrong)


PLAIN = """<!doctype html><html lang="en"><title>A page</title><main><h1>A heading of some words</h1>
<form><label>Name <input></label><button type="submit">Send it</button></form></main></html>"""


@pytest.fixture
async def plain(chromium: Browser) -> AsyncIterator[Page]:
    """A page with nothing wrong, to show that the checks above can fail."""
    page = await chromium.new_page(viewport=half_of(SCREENS[0]))  # type: ignore[arg-type]
    await page.set_content(PLAIN)
    assert await violations(page) == []
    assert await overflowing(page) == []
    yield page
    await page.close()


async def test_a_field_without_its_label_is_noticed(plain: Page) -> None:
    await plain.evaluate("document.querySelector('label').firstChild.remove()")
    assert any(line.startswith("label:") for line in await violations(plain))


async def test_grey_on_grey_is_noticed(plain: Page) -> None:
    await plain.evaluate("document.querySelector('h1').style.color = '#b0b0b0'")
    assert any(line.startswith("color-contrast:") for line in await violations(plain, CONTRAST))


async def test_words_that_do_not_fit_are_noticed(plain: Page) -> None:
    await plain.evaluate(
        "Object.assign(document.querySelector('h1').style, { width: '2em', whiteSpace: 'nowrap', overflow: 'hidden' })"
    )
    assert any("is cut at" in line for line in await overflowing(plain))
    await plain.evaluate("document.querySelector('form').style.marginLeft = '180px'")
    assert any("ends at" in line for line in await overflowing(plain))

"""Every screen of ``screens/``, in all themes, asked for in both languages, by axe-core; and in little room.

What a machine cannot see (does the word say what it should, is the order a sensible one) is not proved by this.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Error, Page

from backend.demo import people
from infra.dev import places
from tests.e2e.conftest import DESK, DIST, PHONE
from tests.e2e.screens import SCREENS, Screen
from tests.e2e.stage import Language, Stage, Theme, dress, settled
from tests.support import workers
from tests.support.demonstration import Demonstration

pytestmark = pytest.mark.browser
AXE = Path(places.PWA) / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = ["color-contrast", "link-in-text-block"]
"""All that a theme can change of what axe looks at."""
ALL = os.environ.get("FENGXUN_AXE") == "all"
LANGUAGES: tuple[Language, ...] = ("zh", "en") if ALL else ("zh",)
"""``FENGXUN_AXE=all`` looks at every screen in both languages; every ``./dev test`` at the usual ones in Chinese."""
USUAL = frozenset(
    [
        "phone-sign-in",
        "phone-sign-in-wrong",
        "phone-home",
        "phone-duty-ready",
        "phone-outbox-empty",
        "phone-account",
        "phone-settings",
        "phone-security",
        "phone-licences",
        "phone-leads",
        "phone-lead",
        "phone-map",
        "phone-lock-ask",
        "desk-sign-in",
        "desk-refused",
        "desk-people",
        "desk-people-none",
        "desk-areas",
        "desk-areas-new",
        "desk-areas-imports",
        "desk-audit",
        "desk-room",
    ]
)
"""Screens that need nothing done before they can be looked at."""
NARROW = {"width": 320, "height": 422}
"""The narrowest a page has to fit without scrolling sideways (WCAG 2.2, 1.4.10)."""
DARKER: tuple[Theme, ...] = ("dark", "sun")
"""Looked at after the light one."""


@pytest.fixture(scope="module")
async def theatre() -> AsyncIterator[Stage]:
    """One system with the demonstration in it, one browser, for all tests of this file."""
    from playwright.async_api import async_playwright

    if not (DIST / "index.html").exists():
        pytest.fail("pwa/dist is missing: build the PWA first (./dev test does)")
    ground = Demonstration(workers.own("e2e"), DIST)
    await ground.up()
    try:
        passwords = {member.name: ground.password(member.name) for member in people.members()}
        async with async_playwright() as playwright, Stage(playwright, ground.url(), passwords).open() as stage:
            yield stage
    finally:
        ground.down()


def size_of(screen: Screen) -> dict[str, int]:
    return PHONE if screen.page == "phone" else DESK


async def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """One line for each element that breaks a rule. Evaluated: the page's policy forbids scripts put into it."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text(encoding="utf-8"))
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    found: dict[str, Any] = await page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only
    )
    return [
        f"{each['id']}: {node['html'][:160]} — {' '.join(str(node['failureSummary']).split())[:260]}"
        for each in found["violations"]
        for node in each["nodes"]
        # What lies under a bar that stays can be scrolled free of it.
        if "partially obscured" not in str(node["failureSummary"])
    ]


@dataclass
class Survey:
    """What is wrong with the screens: against the rules, too wide at twice the size, and not to be opened at all."""

    against: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
async def survey(theatre: Stage) -> Survey:
    """Every screen is opened once a language; two people at a time, because two processors are what there is."""
    found, room = Survey(), asyncio.Semaphore(2)

    async def visit(screens: list[Screen]) -> None:
        async with room:
            for language in LANGUAGES:
                for screen in screens:
                    await look(theatre, screen, language, found)
            await theatre.leave(screens[0])

    groups: dict[tuple[str | None, str], list[Screen]] = {}
    for screen in SCREENS:
        if not ALL and screen.name not in USUAL:
            continue
        groups.setdefault((screen.who, screen.page), []).append(screen)
    await asyncio.gather(*map(visit, groups.values()))
    return found


async def look(theatre: Stage, screen: Screen, language: Language, found: Survey) -> None:
    """All rules in the light theme; in the others what a theme can change; then half the room."""
    try:
        page = await theatre.show(screen, language, size_of(screen))
    except Error as error:
        found.failed.append(f"{screen.name} {language}: {str(error)[:400]}")
        return
    name = f"{screen.name} {language}"
    found.against += [f"{name} light {line}" for line in await violations(page)]
    for theme in DARKER:
        await dress(page, theme)
        found.against += [f"{name} {theme} {line}" for line in await violations(page, CONTRAST)]
    await page.set_viewport_size(NARROW if screen.page == "phone" else {key: n // 2 for key, n in DESK.items()})
    await settled(page)
    found.wide += [f"{name}: {line}" for line in await overflowing(page)]


async def test_no_screen_breaks_a_rule_of_accessibility_in_any_theme_and_language(survey: Survey) -> None:
    assert not survey.failed, "\n".join(survey.failed)
    assert not survey.against, f"{len(survey.against)} violations:\n" + "\n".join(survey.against)


async def test_in_little_room_nothing_has_to_be_scrolled_sideways(survey: Survey) -> None:
    """Half a desk is 720 pixels; a phone's page must fit 320. Asked in the sun, whose type is largest."""
    assert not survey.wide, "\n".join(survey.wide)


async def test_no_screen_throws_an_error(theatre: Stage, survey: Survey) -> None:
    assert not theatre.errors, theatre.errors


async def overflowing(page: Page) -> list[str]:
    """What is wider than the window, what scrolls sideways, except maps, and lists without their end."""
    wide: list[str] = await page.evaluate(
        """() => {
          const room = document.documentElement.clientWidth;
          const scrolls = [document.documentElement, ...document.querySelectorAll("main, .screen, .shell, .command")]
            .filter((each) => each.scrollWidth > each.clientWidth + 1)
            .map((each) => `${each.tagName}.${each.className} is ${each.scrollWidth} wide in ${each.clientWidth}`);
          const cut = [...document.querySelectorAll(".list")]
            .filter((each) => each.scrollHeight > each.clientHeight + 1)
            .map((each) => `a list of ${each.scrollHeight} pixels is cut at ${each.clientHeight}`);
          const out = [...document.querySelectorAll("button, a, input, select, textarea, h1, h2, p")]
            // An open sheet keeps the size of the window it was opened in until it is opened anew.
            .filter((each) => !each.closest(".map-pane, .sr-only, .skip, dialog") && !each.matches(".sr-only, .skip"))
            .map((each) => [each, each.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0 && box.right > room + 1)
            .map(([each, box]) => `${each.outerHTML.slice(0, 100)} ends at ${Math.round(box.right)} of ${room}`);
          return [...scrolls, ...cut, ...out];
        }"""
    )
    return wide


async def test_a_field_without_its_label_is_noticed(theatre: Stage) -> None:
    """So that the check above can fail."""
    screen = next(screen for screen in SCREENS if screen.name == "phone-sign-in")
    page = await theatre.show(screen, "zh", PHONE)
    assert await violations(page) == []
    await page.evaluate("document.querySelector('label.field > span').remove()")
    assert any(line.startswith("label:") for line in await violations(page))


async def test_grey_on_grey_is_noticed(theatre: Stage) -> None:
    screen = next(screen for screen in SCREENS if screen.name == "phone-sign-in")
    page = await theatre.show(screen, "zh", PHONE)
    await page.evaluate("document.documentElement.style.setProperty('--text-2', '#b0b0b0')")
    assert any(line.startswith("color-contrast:") for line in await violations(page, CONTRAST))

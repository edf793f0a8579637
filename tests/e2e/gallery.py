"""``./dev gallery``: a picture of every screen at the sizes of its kind, and a page to leaf through them.

    ./dev gallery --theme all --language all --only desk-lead
    ./dev gallery --whole --only phone-settings

Pictures go to ``.local/gallery``; open ``index.html`` there. With ``--at http://localhost:8000`` they are taken of the
system that ``./dev run`` has running there, instead of one of their own.
"""

import argparse
import asyncio
import html
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import async_playwright

from backend.demo import people
from infra.dev import application, places
from tests.e2e import stage
from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.e2e.screens import SCREENS, Screen
from tests.support import workers
from tests.support.demonstration import Demonstration

SIZES = {
    "phone": {"360x640": (360, 640), "390x844": (390, 844)},
    "desk": {"1440x900": (1440, 900), "1920x1080": (1920, 1080), "390x844": (390, 844)},
}
WALL = {"3840x2160": (3840, 2160)}
SIDEWAYS = {"844x390": (844, 390)}
"""A phone lying on its side: only when asked for."""
EVERY_SIZE = SIZES["phone"] | SIZES["desk"] | WALL | SIDEWAYS
LANGUAGES: list[stage.Language] = ["zh", "en"]
THEMES: list[stage.Theme] = ["light", "dark", "sun"]
MAP = "canvas.maplibregl-canvas"
MAP_MS, REST_MS = 1500, 250
"""So long a map without a graphics card takes to be drawn, and everything else."""


async def main(args: argparse.Namespace) -> int:
    chosen = stage.of(SCREENS, args.only)
    folder = places.state() / "gallery"
    folder.mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    async with system(args.at) as (url, passwords), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        theatre = stage.Stage(browser, url, passwords)
        for screen in chosen:
            try:
                await shoot(theatre, screen, args, folder)
                sys.stdout.write(f"  {screen.name}\n")
            except stage.Error as error:
                failed.append(screen.name)
                sys.stdout.write(f"  {screen.name}: {str(error).splitlines()[0]}\n")
        failed += theatre.errors
        await browser.close()
    (folder / "index.html").write_text(index(sorted(p.name for p in folder.glob("*.png"))), encoding="utf-8")
    sys.stdout.write(f"\n{folder / 'index.html'}\n" + "".join(f"! {name}\n" for name in failed))
    return 1 if failed else 0


@asynccontextmanager
async def system(at: str | None) -> AsyncIterator[tuple[str, dict[str, str]]]:
    if at:
        secret = application.secret()
        yield at, {member.name: people.password(secret, member.name) for member in people.members()}
        return
    ground = Demonstration(workers.own("e2e"), places.DIST)
    await ground.up()
    try:
        yield ground.url(), {member.name: ground.password(member.name) for member in people.members()}
    finally:
        ground.down()


async def shoot(theatre: stage.Stage, screen: Screen, args: argparse.Namespace, folder: Path) -> None:
    """Opened once; language, size and theme change in place."""
    themes: list[stage.Theme] = THEMES if args.theme == "all" else [args.theme]
    languages: list[stage.Language] = LANGUAGES if args.language == "all" else [args.language]
    sizes = {name: {"width": width, "height": height} for name, (width, height) in sizes_of(screen, args.size).items()}
    page = await theatre.show(screen, languages[0], next(iter(sizes.values())), themes[0])
    for language in languages:
        if language != languages[0]:
            await stage.speak(page, language)
        for name, size in sizes.items():
            await page.set_viewport_size(size)  # type: ignore[arg-type]
            for theme in themes:
                await stage.dress(page, theme)
                await page.wait_for_timeout(MAP_MS if await page.locator(MAP).count() else REST_MS)
                await page.screenshot(
                    path=folder / f"{screen.name}.{theme}.{language}.{name}.png", full_page=args.whole
                )


def sizes_of(screen: Screen, wish: str | None) -> dict[str, tuple[int, int]]:
    if wish:
        return {wish: EVERY_SIZE[wish]}
    return SIZES[screen.page] | (WALL if screen.name == "desk-wall" else {})


def index(names: list[str]) -> str:
    """A plain page: one row a screen, its sizes beside each other, every picture a link to itself."""
    rows: dict[str, list[str]] = {}
    for name in names:
        rows.setdefault(name.rsplit(".", 2)[0], []).append(name)
    body = "".join(
        f"<h2>{html.escape(row)}</h2><p>"
        + "".join(f'<a href="{n}"><img src="{n}" alt="{n}" title="{n}" loading="lazy"></a> ' for n in files)
        + "</p>"
        for row, files in rows.items()
    )
    style = "body{font:16px sans-serif;background:#ddd;margin:24px} img{height:420px;border:1px solid #888}"
    return f'<!doctype html><meta charset="utf-8"><title>Screens</title><style>{style}</style>{body}'


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev gallery", description="每个界面的截图 · a picture of every screen")
    parser.add_argument("--theme", choices=["auto", *THEMES, "all"], default="light")
    parser.add_argument("--language", choices=["zh", "en", "all"], default="zh")
    parser.add_argument("--only", default="", help="part of a screen's name")
    parser.add_argument("--size", choices=list(EVERY_SIZE), help="one size instead of those of its kind")
    parser.add_argument("--whole", action="store_true", help="the whole length of a page, not the window alone")
    parser.add_argument("--at", help="the address of a system that runs already")
    return parser


if __name__ == "__main__":
    sys.exit(asyncio.run(main(options().parse_args())))

"""What the two pages cost somebody with an old phone and a slow line, against the floors they were promised to keep.

Bytes of the build; Lighthouse with its telephone and its line, of the real application with the demonstration in it;
the start from the home screen without a network; from the tap to the town's map. The clock's figures depend on how
busy the machine is: the load is told beside them.
"""

import argparse
import asyncio
import shutil
import statistics
import sys
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
from playwright.async_api import Playwright, async_playwright

from infra.dev import node, places, start
from tests.bench import chrome, moments, report
from tests.bench.line import Line
from tests.bench.report import say
from tests.support.demonstration import Demonstration

LIGHTHOUSE = places.ROOT / "tests" / "bench" / "lighthouse"
OFFICER, ROOM = "队员01", "指挥员01"
PAGES = {
    "phone, sign-in": (None, "/"),
    "phone, home": (OFFICER, "/"),
    "command room, sign-in": (None, "/command/"),
    "command room": (ROOM, "/command/"),
}
AT_LEAST = {"performance": 95, "accessibility": 100, "best-practices": 95}
AT_MOST = {"tti_ms": 2000, "tbt_ms": 150}
MOMENTS = {"offline_start_ms": 1000, "map_cold_ms": 2500, "map_warm_ms": 600}


def _profile(who: str | None) -> Path:
    return places.state() / "bench" / "chromium" / (who or "nobody")


def sizes() -> list[dict[str, Any]]:
    """By the program that holds the budgets."""
    told: list[dict[str, Any]] = msgspec.json.decode(node.output(places.PWA / "build" / "size.ts", "--json"))
    return [_figure(each["name"], "bytes, gzip", [each["bytes"]], each["budget"]) for each in told]


def _figure(name: str, unit: str, rounds: list[float], floor: float, *, most: bool = True) -> dict[str, Any]:
    ours = statistics.median(rounds)
    return {
        "name": name, "ours": ours, "against": floor, "ratio": ours / floor, "unit": unit,
        "rounds": rounds, "most": most, "ok": ours <= floor if most else ours >= floor, "load_average": report.load(),
    }  # fmt: skip


async def signed_in(playwright: Playwright, url: str, who: str, password: str, address: str) -> None:
    """Leaves a profile behind in which somebody is signed in."""
    shutil.rmtree(_profile(who), ignore_errors=True)
    async with chrome.chromium(_profile(who)) as port, chrome.page(playwright, port) as page:
        await chrome.sign_in(page, url + address, who, password)
        await page.wait_for_timeout(2000)


async def lighthouse(name: str, url: str, runs: int) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The figures of a page, and everything that was said in its runs. Each run in a browser just started."""
    who, address = PAGES[name]
    said = []
    for number in range(1, runs + 1):
        async with chrome.chromium(_profile(who)) as port:
            answer = await asyncio.to_thread(node.output, LIGHTHOUSE / "run.mjs", str(port), url + address)
        said.append(msgspec.json.decode(answer))
        scores, figures = said[-1]["scores"], said[-1]["figures"]
        say(f"  {name} {number}: {scores} " + ", ".join(f"{k} {v:,.0f}" for k, v in figures.items() if "ms" in k))
    found = [
        *(_figure(f"{name}: {k}", "%", [r["scores"][k] for r in said], v, most=False) for k, v in AT_LEAST.items()),
        *(_figure(f"{name}: {k}", "ms", [r["figures"][k] for r in said], v) for k, v in AT_MOST.items()),
    ]
    return found, {"page": name, "runs": said}


async def clocked(playwright: Playwright, ground: Demonstration, rounds: int) -> list[dict[str, Any]]:
    """By a profile of its own: over the slow line the app has another address, and keeps its things under that."""
    line = Line(ground.ports[0])
    url = f"http://localhost:{await line.start()}"
    profile = places.state() / "bench" / "chromium" / "clock"
    shutil.rmtree(profile, ignore_errors=True)
    try:
        async with moments.opened(playwright, profile) as (page, _):
            await chrome.sign_in(page, url + "/", OFFICER, ground.password(OFFICER))
            await page.wait_for_load_state("networkidle")
        found = {
            "map_cold_ms": await moments.map_cold(playwright, profile, url, line, rounds),
            "map_warm_ms": await moments.map_warm(playwright, profile, url, line, rounds),
            "offline_start_ms": [
                each["answered"] for each in await moments.offline_start(playwright, profile, url, rounds)
            ],
        }
    finally:
        await line.stop()
    return [_figure(name, "ms", values, MOMENTS[name]) for name, values in found.items()]


async def measure(options: argparse.Namespace) -> dict[str, Any]:
    ground = Demonstration(places.state() / "bench", places.DIST)
    figures, pages = sizes() if "sizes" in options.parts else [], []
    await ground.up()
    try:
        async with async_playwright() as playwright:
            if "clock" in options.parts:
                figures += await clocked(playwright, ground, options.rounds)
            if "lighthouse" in options.parts:
                for who, address in {PAGES[name] for name in options.pages}:
                    if who is not None:
                        await signed_in(playwright, ground.url(), who, ground.password(who), address)
                for name in options.pages:
                    found, said = await lighthouse(name, ground.url(), options.runs)
                    figures += found
                    pages.append(said)
        version = await _version(ground.dsn)
    finally:
        ground.down()
    worst = max(figures, key=lambda each: each["ratio"] if each["most"] else 1 / each["ratio"])
    return {
        **{key: worst[key] for key in ("ours", "against", "ratio", "unit")},
        "worst": worst["name"],
        "rounds": figures,
        "ok": all(each["ok"] for each in figures),
        "pages": pages,
        "machine": {**report.machine(version), **_versions(pages)},
    }


def _versions(pages: list[dict[str, Any]]) -> dict[str, str]:
    return {key: pages[0]["runs"][0][key] for key in ("lighthouse", "browser")} if pages else {}


async def _version(dsn: str) -> str:
    conn = await asyncpg.connect(dsn)
    version: str = await conn.fetchval("show server_version")
    await conn.close()
    return version


def _tell(result: dict[str, Any]) -> None:
    for each in result["rounds"]:
        values, sign = each["rounds"], "≤" if each["most"] else "≥"
        spread = f" ({min(values):,.0f} to {max(values):,.0f})" if len(values) > 1 else ""
        said = f"{each['ours']:>9,.0f}{spread} {each['unit']}, asked {sign} {each['against']:,}"
        word = "ok    " if each["ok"] else "MISSED"
        say(f"{word} {each['name']:42} {said}, load {each['load_average']}")
    for page in result["pages"]:
        for lack in page["runs"][-1]["missing"]:
            say(f"  {page['page']}: {lack['id']} {lack['score']} {lack['value']} {lack['named']}")
    say("every floor is kept" if result["ok"] else "NOT every floor is kept")
    say(f"{result['machine']}")


PARTS = ("sizes", "clock", "lighthouse")


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of Lighthouse per page")
    parser.add_argument("--rounds", type=int, default=5, help="of what is taken by the clock")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), help="only some of it")
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=list(PAGES), help="of Lighthouse")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    options = _options(argv)
    start.prepare(browser=True)
    node.build()
    node.packages(LIGHTHOUSE, "lighthouse")
    result = asyncio.run(measure(options))
    _tell(result)
    report.write("pwa", result)
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())

"""Vector tiles a second, ours against tipg, from the same tables: 20,000 zones and 100,000 leads.

tipg (github.com/developmentseed/tipg) gets what it is fastest with: shapes stored in Web Mercator, the same properties,
no fence, no limit that would leave features out, PostgreSQL without JIT. Ours signs its readers in, keeps the fence
around leads and looks at the data's version for every tile. Drawn anew for every request, and from memory. Before
anything is measured both must show the same zones and leads. Fails when as many tiles of each layer and zoom do
not come twice as fast drawn anew, or 20 times as fast from memory.
"""

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.request import Request, urlopen

import asyncpg
import msgspec
import shapely

from backend import migrate
from backend.auth.caller import COOKIE
from backend.auth.service import token_hash
from backend.core.ids import uuid7
from infra.dev import environment
from infra.dev.places import ROOT
from tests.bench import database, report
from tests.bench.readers import Came, Orders
from tests.bench.report import say
from tests.bench.serving import ours, serving
from tests.support import mosaic
from tests.support.tiling import EXTENT, features, tile_of

FLOORS = {"uncached": 2.0, "cached": 20.0}
ZOOMS = (10, 12, 14)
TABLES = {"zones": "public.areas", "leads": "public.leads"}
TOKEN = "reader-of-tiles"
_LEADS = """
    insert into leads (id, state, category, place, place_source, address, note, town_code, reported_by,
                       reported_by_name, captured_at, app_build, sent_sha256)
    select gen_random_uuid(), (array['reported', 'accepted', 'assigned', 'handled', 'closed'])[1 + n % 5], category,
           st_setsrid(st_makepoint($2 + random() * $4, $3 + random() * $4), 4490), 'pin', '', '', '330681109', $5,
           '队员', now(), 'bench', '-'
    from generate_series(1, $1::int) as n, (select code as category from lead_categories order by code limit 1) as c
"""
_TIPG = {
    "TIPG_DB_TABLES": '["public.areas", "public.leads"]',
    "TIPG_TABLE_CONFIG__PUBLIC_AREAS__GEOMCOL": "shape",
    "TIPG_TABLE_CONFIG__PUBLIC_AREAS__PROPERTIES": '["number", "kind", "code", "name"]',
    "TIPG_TABLE_CONFIG__PUBLIC_LEADS__PROPERTIES": '["id", "state", "category"]',
    "TIPG_MAX_FEATURES_PER_TILE": "1000000",
    "TIPG_TILE_BUFFER": "64",
    "TIPG_CATALOG_TTL": "100000",
}


async def fill(dsn: str, zones: int, leads: int) -> None:
    shapes = shapely.set_srid(shapely.multipolygons(mosaic.cells(zones, seed=1)[:, None]), 4490)
    rows = [(f"{n:06}", wkb) for n, wkb in enumerate(shapely.to_wkb(shapes, hex=True, include_srid=True))]
    conn = await asyncpg.connect(dsn)
    await conn.executemany(
        """
        insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
        values (gen_random_uuid(), 'duty_zone', $1, $1 || '责任区', '330681109', '2000-01-01', $2::text::geometry, 1)
        """,
        rows,
    )
    person = uuid7()
    await conn.execute(
        """
        insert into people (id, name, display_name, password_hash, roles, town_codes)
        values ($1, 'reader', '指挥', '-', '{guidance_office}', '{}')
        """,
        person,
    )
    await conn.execute(
        """
        insert into sessions (id, token_sha256, person_id, idle_until, ends_at)
        values (gen_random_uuid(), $1, $2, now() + interval '1 day', now() + interval '1 day')
        """,
        token_hash(TOKEN), person,
    )  # fmt: skip
    await conn.execute(_LEADS, leads, mosaic.WEST, mosaic.SOUTH, mosaic.SIZE, person)
    await conn.execute("vacuum analyze")
    name = dsn.rsplit("/", 1)[1]
    await conn.execute(f"alter database {name} set jit = off")
    await conn.close()


def tiles(z: int, count: int) -> list[tuple[int, int, int]]:
    """Tiles that lie in the county, in any order; each as often as it comes."""
    dice = random.Random(z)
    size = mosaic.SIZE
    places = [(mosaic.WEST + dice.random() * size, mosaic.SOUTH + dice.random() * size) for _ in range(count)]
    return [(z, *tile_of(lon, lat, z)) for lon, lat in places]


def our_path(layer: str, at: tuple[int, int, int]) -> str:
    return f"/api/tiles/{layer}/{at[0]}/{at[1]}/{at[2]}"


def their_path(layer: str, at: tuple[int, int, int]) -> str:
    return f"/collections/{TABLES[layer]}/tiles/WebMercatorQuad/{at[0]}/{at[1]}/{at[2]}"


def drive(port: int, paths: list[str], seconds: float, connections: int) -> Came:
    orders = Orders(port, f"{COOKIE}={TOKEN}", paths, seconds, connections)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.readers"], input=msgspec.json.encode(orders), capture_output=True, cwd=ROOT
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-2000:])
    came = msgspec.json.decode(done.stdout, type=Came)
    if set(came.statuses) - {200, 204}:
        raise RuntimeError(f"{paths[0]}: {came.statuses}")
    return came


def fetched(port: int, path: str) -> bytes:
    with urlopen(Request(f"http://127.0.0.1:{port}{path}", headers={"cookie": f"{COOKIE}={TOKEN}"})) as answer:
        found: bytes = answer.read()
        return found


def inside(feature: dict[str, Any]) -> bool:
    """Whether it lies on the tile itself: what of its surroundings comes along is everybody's own choice."""
    shape = shapely.geometry.shape(feature["geometry"])
    if shape.geom_type == "Point":
        return bool(0 <= shape.x < EXTENT and 0 <= shape.y < EXTENT)
    # Of what only just touches it, rounding decides.
    return bool(shapely.intersection(shapely.make_valid(shape), shapely.box(0, 0, EXTENT, EXTENT)).area > 500)


def differences(mine: int, theirs: int) -> list[str]:
    """Where the two show something else: the same zones by code, as many leads."""
    wrong = []
    for z in (12, 14):
        for at in tiles(z, 10):
            mine_on, theirs_on = (
                features(fetched(port, path("zones", at)), layer)
                for port, path, layer in ((mine, our_path, "zones"), (theirs, their_path, "default"))
            )
            for some, others in ((mine_on, theirs_on), (theirs_on, mine_on)):
                there = {f["properties"]["code"] for f in others}
                if missing := {f["properties"]["code"] for f in some if inside(f)} - there:
                    wrong.append(f"{at}: zones {missing}")
    for at in [t for z in ZOOMS for t in tiles(z, 5)]:
        counted = sum(f["properties"]["count"] for f in features(fetched(mine, our_path("leads", at)), "leads"))
        there = sum(inside(f) for f in features(fetched(theirs, their_path("leads", at)), "default"))
        # A lead on the very edge is told to lie on one side or the other.
        if abs(counted - there) > max(2, 0.002 * there):
            wrong.append(f"{at}: {counted} leads, {there} at tipg")
    return wrong


def cells() -> Iterator[tuple[str, int]]:
    return ((layer, z) for layer in TABLES for z in ZOOMS)


def measure(ports: dict[str, int], options: argparse.Namespace) -> list[dict[str, Any]]:
    rounds = []
    for number in range(1, options.rounds + 1):
        found: dict[str, Any] = {}
        for layer, z in cells():
            some = tiles(z, 500)
            for way, path in (("tipg", their_path), ("drawn", our_path), ("kept", our_path)):
                paths = [path(layer, at) for at in some]
                if way == "kept" and number == 1:
                    drive(ports[way], sorted(set(paths)), 3, options.connections)
                came = drive(ports[way], paths, options.seconds, options.connections)
                found[f"{layer} z{z} {way}"] = came.rate
                found[f"{layer} z{z} {way} bytes"] = came.bytes / came.answers
        rounds.append(found)
        say(f"round {number} done · load {report.load()}")
    return rounds


def summed_up(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    middle = {key: statistics.median(r[key] for r in rounds) for key in rounds[0]}
    ratios = {
        f"{layer} z{z}": {
            "uncached": middle[f"{layer} z{z} drawn"] / middle[f"{layer} z{z} tipg"],
            "cached": middle[f"{layer} z{z} kept"] / middle[f"{layer} z{z} tipg"],
        }
        for layer, z in cells()
    }
    # As many tiles of each kind: the time for all of them, not the mean of the rates.
    mix = {
        way: len(ratios) / sum(1 / middle[f"{layer} z{z} {way}"] for layer, z in cells())
        for way in ("tipg", "drawn", "kept")
    }
    ratios["mix"] = {"uncached": mix["drawn"] / mix["tipg"], "cached": mix["kept"] / mix["tipg"]}
    return {"middle": middle, "mix": mix, "ratios": ratios}


def tell(rounds: list[dict[str, Any]], found: dict[str, Any]) -> None:
    for layer, z in cells():
        name = f"{layer} z{z}"
        rates = {way: report.middle([r[f"{name} {way}"] for r in rounds]) for way in ("tipg", "drawn", "kept")}
        sizes = {way: found["middle"][f"{name} {way} bytes"] / 1000 for way in ("tipg", "drawn")}
        ratio = found["ratios"][name]
        say(
            f"{name:10} tipg {rates['tipg']:>22} · drawn {rates['drawn']:>22} ({ratio['uncached']:.1f}×) · "
            f"kept {rates['kept']:>25} ({ratio['cached']:.0f}×) tiles/s · "
            f"{sizes['tipg']:.1f} kB and {sizes['drawn']:.1f} kB"
        )
    ratio = found["ratios"]["mix"]
    say(f"the mix: {ratio['uncached']:.1f}× drawn, {ratio['cached']:.1f}× kept")


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2, help="of reading, for each layer, zoom and way")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--zones", type=int, default=20_000)
    parser.add_argument("--leads", type=int, default=100_000)
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    options = _options(argv)
    tipg = environment.peers()
    dsn = asyncio.run(database.fresh(os.environ["DATABASE_URL"], "bench_tiles", "postgis", "btree_gist"))
    migrate.upgrade(dsn)
    asyncio.run(fill(dsn, options.zones, options.leads))
    say(f"{options.zones:,} zones, {options.leads:,} leads")
    with ExitStack() as running:
        serve = [
            ("kept", sys.executable, ["--factory", "backend.app:from_environment"], ours(dsn)),
            ("drawn", sys.executable, ["--factory", "tests.bench.tiles_uncached:from_environment"], ours(dsn)),
            ("tipg", tipg, ["tipg.main:app"], {"DATABASE_URL": dsn, **_TIPG}),
        ]
        ports = {
            name: running.enter_context(serving(f"tiles_{name}", python, words, env))
            for name, python, words, env in serve
        }
        wrong = differences(ports["drawn"], ports["tipg"])
        say("both show the same" if not wrong else f"WRONG: {wrong[:5]}")
        rounds = measure(ports, options)
    found = summed_up(rounds)
    ratios = found["ratios"]
    ok = not wrong and all(ratios["mix"][way] >= floor for way, floor in FLOORS.items())
    tell(rounds, found)
    versions = asyncio.run(database.versions(dsn))
    about = {**report.machine(versions["postgres"]), "postgis": versions["postgis"], "tipg": _version(tipg)}
    say(("floors reached" if ok else f"BELOW FLOORS {FLOORS}, or wrong") + f" · {about}")
    result = {
        "ours": found["mix"]["drawn"], "against": found["mix"]["tipg"], "ratio": ratios["mix"]["uncached"],
        "unit": "tiles/s", **found, "rounds": rounds, "floors": FLOORS, "ok": ok, "wrong": wrong, "machine": about,
    }  # fmt: skip
    report.write("tiles", result)
    return 0 if ok else 1


def _version(python: Any) -> str:
    words = [python, "-c", "import importlib.metadata as m; print(m.version('tipg'))"]
    return subprocess.run(words, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())

"""Which zone is a place in? Our look-up against shapely's tree and against PostGIS, for 2,000 and 20,000 zones.

First ten million places for each, many of them exactly on edges and corners, are held against the exact answer: one
disagreement, and there is no figure. Then rounds, all ways in turn: a million places at once, calls of a hundred
places, and a join by ``ST_Covers`` with a GiST index. Fails below 5 times the tree or 50 times PostGIS (in bulk).
"""

import argparse
import asyncio
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import asyncpg
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.lookup import Area, Lookup
from tests.bench import database, report
from tests.bench.report import say
from tests.support import mosaic

FLOORS = {"tree": 5.0, "postgis": 50.0}
CHUNK = 500_000
CALL = 100
LABELS = {
    "ours": "our look-up, a million at once",
    "tree": "STRtree.query, a million at once",
    "ours_calls": "our look-up, calls of 100",
    "tree_calls": "STRtree.query, calls of 100",
    "postgis": "PostGIS, join by ST_Covers",
}

Floats = NDArray[np.float64]


def disagreements(areas: list[Area], lookup: Lookup, count: int) -> int:
    """Places, of so many, where the look-up does not say what GEOS says."""
    exact, wrong = mosaic.Exact(areas), 0
    for seed, first in enumerate(range(0, count, CHUNK)):
        lon, lat = mosaic.places(areas, min(CHUNK, count - first), seed + 100)
        wrong += int(np.count_nonzero(lookup.numbers_at(lon, lat) != exact.numbers_at(lon, lat)))
    return wrong


class Yard:
    """All ways of asking about the same zones."""

    def __init__(self, areas: list[Area], dsn: str, points: int, joined: int) -> None:
        rng = np.random.default_rng(7)
        self.lon, self.lat = (rng.random((points, 2)) * mosaic.SIZE + [mosaic.WEST, mosaic.SOUTH]).T.copy()
        self.calls = [slice(i, i + CALL) for i in range(0, min(points, 100_000), CALL)]
        self.points = shapely.points(self.lon, self.lat)
        began = time.perf_counter()
        self.lookup = Lookup(areas)
        self.build_s = time.perf_counter() - began
        self.tree = shapely.STRtree([a.shape for a in areas])
        self.areas, self.dsn, self.joined = areas, dsn, joined

    def ours(self) -> int:
        return len(self.lookup.numbers_at(self.lon, self.lat))

    def tree_bulk(self) -> int:
        self.tree.query(self.points, predicate="intersects")
        return len(self.points)

    def ours_calls(self) -> int:
        for part in self.calls:
            self.lookup.numbers_at(self.lon[part], self.lat[part])
        return len(self.calls) * CALL

    def tree_calls(self) -> int:
        for part in self.calls[:200]:
            self.tree.query(shapely.points(self.lon[part], self.lat[part]), predicate="intersects")
        return len(self.calls[:200]) * CALL

    async def fill(self) -> None:
        """Zones and places as tables; the join afterwards reads what is in memory."""
        conn = await asyncpg.connect(self.dsn)
        await conn.execute("drop table if exists zones, places")
        await conn.execute("create table zones (number integer, geom geometry(geometry, 4490))")
        await conn.execute("create table places (id integer, geom geometry(point, 4490))")
        shapes = shapely.to_wkb(shapely.set_srid([a.shape for a in self.areas], 4490), hex=True, include_srid=True)
        await conn.executemany(
            "insert into zones values ($1, $2::text::geometry)",
            [(a.number, wkb) for a, wkb in zip(self.areas, shapes, strict=True)],
        )
        await conn.execute(
            "insert into places select id, st_setsrid(st_makepoint(x, y), 4490) "
            "from unnest($1::int[], $2::float8[], $3::float8[]) as p (id, x, y)",
            list(range(self.joined)), self.lon[: self.joined].tolist(), self.lat[: self.joined].tolist(),
        )  # fmt: skip
        await conn.execute("create index on zones using gist (geom)")
        await conn.execute("analyze")
        await conn.execute("select count(*) from zones, places where st_covers(zones.geom, places.geom)")
        await conn.close()

    def postgis(self) -> int:
        asyncio.run(
            database.execute(self.dsn, "select count(*) from places join zones on st_covers(zones.geom, places.geom)")
        )
        return self.joined


def _rate(ask: Callable[[], int]) -> float:
    began = time.perf_counter()
    asked = ask()
    return asked / (time.perf_counter() - began)


def _measure(yard: Yard, rounds: int) -> list[dict[str, float]]:
    ways = {
        "ours": yard.ours, "tree": yard.tree_bulk, "ours_calls": yard.ours_calls, "tree_calls": yard.tree_calls,
        "postgis": yard.postgis,
    }  # fmt: skip
    asyncio.run(yard.fill())
    yard.ours()
    return [{name: _rate(ask) for name, ask in ways.items()} for _ in range(rounds)]


def _of_size(count: int, dsn: str, options: argparse.Namespace) -> dict[str, Any]:
    areas = mosaic.areas(count, seed=1)
    yard = Yard(areas, dsn, options.points, options.joined)
    wrong = disagreements(areas, yard.lookup, options.places)
    say(
        f"{len(areas):,} zones, look-up built in {yard.build_s:.1f} s; {options.places:,} places: {wrong} disagreements"
    )
    rounds = _measure(yard, options.rounds)
    middle = {name: statistics.median(r[name] for r in rounds) for name in LABELS}
    for name, label in LABELS.items():
        say(f"  {label:34} {report.middle([r[name] for r in rounds])} points/s")
    ratios = {
        "tree": middle["ours"] / middle["tree"],
        "tree_calls": middle["ours_calls"] / middle["tree_calls"],
        "postgis": middle["ours"] / middle["postgis"],
    }
    say("  ratio " + ", ".join(f"{v:.1f} to {k}" for k, v in ratios.items()))
    return {
        "zones": len(areas), "build_s": yard.build_s, "places": options.places, "disagreements": wrong,
        "middle": middle, "ratios": ratios, "rounds": rounds,
        "ok": wrong == 0 and all(ratios[k] >= floor for k, floor in FLOORS.items()),
    }  # fmt: skip


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--zones", type=int, nargs="+", default=[2000, 20000])
    parser.add_argument("--places", type=int, default=10_000_000, help="held against the exact answer, for each size")
    parser.add_argument("--points", type=int, default=1_000_000, help="at once, in bulk")
    parser.add_argument("--joined", type=int, default=100_000, help="places in the join of PostGIS")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    options = _options(argv)
    dsn = asyncio.run(database.fresh(os.environ["DATABASE_URL"], "bench_zones", "postgis"))
    versions = asyncio.run(database.versions(dsn))
    sizes = [_of_size(count, dsn, options) for count in options.zones]
    worst = min(sizes, key=lambda s: s["ratios"]["tree"])
    about = report.machine(versions["postgres"])
    about |= {"postgis": versions["postgis"], "shapely": shapely.__version__, "geos": shapely.geos_version_string}
    result = {
        "ours": worst["middle"]["ours"], "against": worst["middle"]["tree"], "ratio": worst["ratios"]["tree"],
        "unit": "points/s", "rounds": [r for s in sizes for r in s["rounds"]], "sizes": sizes,
        "floors": FLOORS, "ok": all(s["ok"] for s in sizes), "machine": about,
    }  # fmt: skip
    say(("floors reached" if result["ok"] else f"BELOW FLOORS {FLOORS}, or wrong") + f" · {about}")
    report.write("zones", result)
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())

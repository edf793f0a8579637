"""How long the server takes to open one officer's day out of a hundred million stored points.

Patrols of ten hours with a fix every second are copied into the real tables as the batches phones send; then days of
officers chosen by lot are asked for over HTTP, each for the first time. Every answer must have every fix of that day
and end where that officer ended. Fails when one day in twenty takes longer than 200 ms.
"""

import argparse
import asyncio
import gzip
import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from uuid import UUID

import asyncpg
import msgspec
import numpy as np
import shapely

from backend import migrate
from backend.auth.caller import COOKIE
from backend.auth.service import token_hash
from geo import pack
from infra.dev.places import state
from tests.bench import database, report
from tests.bench.report import say
from tests.bench.serving import ours, serving

FLOOR_MS = 200.0
POINTS = 100
BATCHES = 360
A_DAY = BATCHES * POINTS
"""Fixes of ten hours, one every second."""
WAYS = 20
"""So many different days are made; officers share them, a place of their own apart."""
TOKEN = "watcher-of-days"
BEGAN = datetime(2026, 3, 2, tzinfo=UTC)
_PERSON, _PATROL = 0x10 << 96, 0x20 << 96


def way(number: int) -> list[tuple[bytes, bytes]]:
    """A day's batches, laid as they are stored, each with its box as EWKB."""
    rng = np.random.default_rng(number)
    # A walk of about a metre a second that keeps turning.
    heading = np.cumsum(rng.normal(0, 0.1, A_DAY))
    lon = 120.2 + number / 100 + np.cumsum(np.cos(heading)) * 1e-5
    lat = 29.7 + np.cumsum(np.sin(heading)) * 0.9e-5
    boxes = shapely.to_wkb(
        shapely.set_srid([shapely.box(*_bounds(lon[i], lat[i])) for i in _parts()], 4490), include_srid=True
    )
    return [
        (
            pack.lay(
                pack.write(
                    np.arange(POINTS) * 1000, np.round(lon[i] * pack.DEGREE), np.round(lat[i] * pack.DEGREE),
                    np.full(POINTS, 50), np.full(POINTS, 110), np.zeros(POINTS), np.full(POINTS, 80 << 8),
                )
            ),
            box,
        )
        for i, box in zip(_parts(), boxes, strict=True)
    ]  # fmt: skip


def _parts() -> list[slice]:
    return [slice(n * POINTS, (n + 1) * POINTS) for n in range(BATCHES)]


def _bounds(lon: Any, lat: Any) -> tuple[float, float, float, float]:
    return lon.min(), lat.min(), lon.max(), lat.max()


def began(officer: int) -> datetime:
    """Each on a day of their own, so that a day is one officer's."""
    return BEGAN + timedelta(days=officer % 90)


def batches(officers: range, ways: list[list[tuple[bytes, bytes]]]) -> Iterator[tuple[Any, ...]]:
    for officer in officers:
        patrol, start = UUID(int=_PATROL + officer), began(officer)
        for n, (laid, box) in enumerate(ways[officer % WAYS]):
            at = start + timedelta(seconds=n * POINTS)
            end = at + timedelta(seconds=POINTS - 1)
            yield patrol, n * POINTS, POINTS, at, at, end, end, end, laid, box, [0, POINTS]


async def fill(dsn: str, officers: int) -> None:
    conn = await asyncpg.connect(dsn)
    await conn.set_type_codec("geometry", encoder=bytes, decoder=bytes, format="binary")
    who = [(UUID(int=_PERSON + n), f"officer-{n}", f"队员{n:05}") for n in range(officers)]
    await conn.executemany(
        """
        insert into people (id, name, display_name, password_hash, roles, town_codes, squad)
        values ($1, $2, $3, '-', '{officer}', '{330681109}', '枫桥一组')
        """,
        who,
    )
    await conn.execute(
        """
        insert into people (id, name, display_name, password_hash, roles, town_codes)
        values ($1, 'watcher', '指挥', '-', '{command_room}', '{330681109}')
        """,
        UUID(int=1),
    )
    await conn.execute(
        """
        insert into sessions (id, token_sha256, person_id, idle_until, ends_at)
        values (gen_random_uuid(), $1, $2, now() + interval '1 day', now() + interval '1 day')
        """,
        token_hash(TOKEN), UUID(int=1),
    )  # fmt: skip
    day = timedelta(seconds=A_DAY)
    await conn.executemany(
        """
        insert into patrols (id, person_id, person_name, town_code, squad, state, started_at, ended_at, sent_sha256,
                             point_count, acked_through, last_fix_at, path_points, joined_points)
        values ($1, $2, $3, '330681109', '枫桥一组', 'ended', $4, $5, '-', $6::int, $6::int - 1, $5, $6::int, $6::int)
        """,
        [
            (UUID(int=_PATROL + n), person, name, began(n), began(n) + day, A_DAY)
            for n, (person, _, name) in enumerate(who)
        ],
    )
    # What keeps single rows in order would take most of the time; the rows are made in order.
    await conn.execute("alter table track_batches disable trigger all")
    columns = ["patrol_id", "first_seq", "point_count", "t0", "from_at", "to_at", "sent_at", "received_at", "laid",
               "bbox", "zone_runs"]  # fmt: skip
    ways = [way(n) for n in range(WAYS)]
    for first in range(0, officers, 100):
        some = batches(range(first, min(first + 100, officers)), ways)
        await conn.copy_records_to_table("track_batches", records=some, columns=columns)
    await conn.execute("alter table track_batches enable trigger all")
    await conn.execute("analyze")
    await conn.close()


def opened(port: int, officer: int) -> tuple[float, dict[str, Any], int]:
    """Milliseconds from asking until the last byte, what came, and how many bytes of it came over the line."""
    begin = began(officer)
    asked = {
        "person_id": UUID(int=_PERSON + officer), "begin": begin.isoformat(),
        "end": (begin + timedelta(hours=12)).isoformat(), "purpose": "safety",
    }  # fmt: skip
    headers = {"cookie": f"{COOKIE}={TOKEN}", "accept-encoding": "gzip"}
    before = time.perf_counter()
    with urlopen(Request(f"http://127.0.0.1:{port}/api/replay?{urlencode(asked)}", headers=headers)) as answer:
        body = answer.read()
    took = (time.perf_counter() - before) * 1000
    return took, msgspec.json.decode(gzip.decompress(body)), len(body)


def fault(officer: int, found: dict[str, Any]) -> str | None:
    """What is wrong with an officer's day; None when nothing is."""
    (one,) = found["patrols"]
    fixes = sum(len(part["dt"]) for part in one["parts"])
    if fixes != A_DAY:
        return f"officer {officer}: {fixes} fixes instead of {A_DAY}"
    last = one["parts"][-1]
    stored = pack.read(pack.lift(way(officer % WAYS)[-1][0]))[-1]
    for name in ("lon", "lat"):
        if abs(sum(last[name]) - stored[name] / 10) > 1:
            return f"officer {officer}: ends elsewhere"
    return None


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=100_000_000)
    parser.add_argument("--days", type=int, default=60, help="that are opened")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    options = _options(argv)
    officers = max(1, options.points // A_DAY)
    dsn = asyncio.run(database.fresh(os.environ["DATABASE_URL"], "bench_replay", "postgis", "btree_gist"))
    migrate.upgrade(dsn)
    before = time.perf_counter()
    asyncio.run(fill(dsn, officers))
    size = asyncio.run(_size(dsn))
    say(
        f"{officers * A_DAY:,} points of {officers:,} officers' days of {A_DAY:,}, {size / 1e9:.1f} GB with indexes, "
        f"stored in {time.perf_counter() - before:.0f} s"
    )
    chosen = random.Random(1).sample(range(officers), min(options.days, officers))
    (state() / "bench").mkdir(exist_ok=True)
    with serving("replay", sys.executable, ["--factory", "backend.app:from_environment"], ours(dsn)) as port:
        opened(port, chosen[0])
        took = [opened(port, officer) for officer in chosen[1:]]
    wrong = [w for officer, (_, found, _) in zip(chosen[1:], took, strict=True) if (w := fault(officer, found))]
    p50, p95 = np.percentile([ms for ms, _, _ in took], [50, 95])
    kilobytes = np.median([size for _, _, size in took]) / 1000
    ok = not wrong and bool(p95 <= FLOOR_MS)
    about = report.machine(asyncio.run(database.versions(dsn))["postgres"])
    say(f"an officer's day opens in {p50:.0f} ms, one in twenty in {p95:.0f} or more; {kilobytes:.0f} kB gzipped")
    said = wrong or "every fix of every day was there"
    say(f"nineteen in twenty {FLOOR_MS / p95:.1f} times as fast as asked (200 ms) · {said}")
    say(("floor reached" if ok else "ABOVE 200 ms, or wrong") + f" · {about}")
    result = {
        "ours": float(p95), "against": FLOOR_MS, "ratio": float(FLOOR_MS / p95), "unit": "ms", "p50": float(p50),
        "points": officers * A_DAY, "bytes": size, "rounds": [ms for ms, _, _ in took], "floor": FLOOR_MS, "ok": ok,
        "wrong": wrong, "machine": about,
    }  # fmt: skip
    report.write("replay", result)
    asyncio.run(database.execute(os.environ["DATABASE_URL"], "drop database bench_replay with (force)"))
    return 0 if ok else 1


async def _size(dsn: str) -> int:
    conn = await asyncpg.connect(dsn)
    found: int = await conn.fetchval(
        "select sum(pg_total_relation_size(relid))::bigint from pg_partition_tree('track_batches') where isleaf"
    )
    await conn.close()
    return found


if __name__ == "__main__":
    sys.exit(main())

"""How many fixes a second the whole way stores: HTTP, sign-in, checks, zones, durable commit, live position, answer.

In the same run, alternating: the classical design by ``\\copy`` and by inserts. Then a quarter of the load that was
borne, for how long an answer takes. Afterwards every acknowledged fix is looked for in the database: ``ok`` says that
the run was correct and reached its floors. ``--stored`` fills the table and measures again.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import msgspec
import numpy as np
import psutil
import shapely

from backend import migrate
from backend.auth.service import token_hash
from backend.core.ids import uuid7
from geo import pack
from infra.dev import ports, postgres
from infra.dev.places import ROOT, state
from tests.bench import classical, database, report, walk
from tests.bench.load import Ledger, Orders
from tests.bench.report import say

DATABASE = "bench_ingest"
FLOORS = {"ratio": 1.0, "ratio_to_unnest": 5.0}
ZONES = 2000
COPIED = 500_000


def _zones() -> list[tuple[str, str]]:
    """A county of irregular zones without holes between them: code, EWKB in hexadecimal."""
    county, rng = shapely.box(120, 29.2, 121, 30.2), np.random.default_rng(1)
    seeds = shapely.multipoints(np.add(rng.random((ZONES, 2)), [120, 29.2]))
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=county))
    shapes = shapely.segmentize(shapely.intersection(cells, county), 0.0015)
    shapes = shapely.set_srid(shapely.multipolygons(shapes[:, None]), 4490)
    return [(f"{i:06}", wkb) for i, wkb in enumerate(shapely.to_wkb(shapes, hex=True, include_srid=True))]


async def _people(dsn: str, count: int, started: datetime) -> list[tuple[int, str, UUID]]:
    """Officers on duty: number, session token, patrol."""
    conn = await asyncpg.connect(dsn)
    rows = [(i, uuid7(), uuid4().hex, uuid7()) for i in range(count)]
    await conn.executemany(
        """
        insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
        values (gen_random_uuid(), 'duty_zone', $1, $1, '330681109', '2000-01-01', $2::text::geometry, 1)
        """,
        _zones(),
    )
    await conn.executemany(
        """
        insert into people (id, name, display_name, password_hash, roles, town_codes)
        values ($1, $2, $2, '-', '{officer}', '{330681109}')
        """,
        [(person, f"队员{i:03}") for i, person, _, _ in rows],
    )
    await conn.executemany(
        """
        insert into sessions (id, token_sha256, person_id, idle_until, ends_at)
        values (gen_random_uuid(), $1, $2, now() + interval '1 day', now() + interval '1 day')
        """,
        [(token_hash(token), person) for _, person, token, _ in rows],
    )
    await conn.executemany(
        """
        insert into patrols (id, person_id, person_name, town_code, squad, state, started_at, sent_sha256)
        values ($1, $2, $3, '330681109', '枫桥一组', 'running', $4, '-')
        """,
        [(patrol, person, f"队员{i:03}", started) for i, person, _, patrol in rows],
    )
    # A database that is older than a minute has been looked through by itself.
    await conn.execute("analyze")
    await conn.close()
    return [(i, token, patrol) for i, _, token, patrol in rows]


@contextmanager
def _server(dsn: str, workers: int) -> Iterator[tuple[int, psutil.Process]]:
    port = ports.free_row(0)
    env = {
        **os.environ, "DATABASE_URL": dsn, "S3_ENDPOINT": "127.0.0.1:1", "S3_ACCESS_KEY": "-", "S3_SECRET_KEY": "-",
        "FENGXUN_DEMO": "1", "PYTHONPATH": str(ROOT), "HOME": "/tmp",
    }  # fmt: skip
    words = ["--factory", "backend.app:from_environment", "--port", str(port), "--workers", str(workers)]
    quiet = ["--no-access-log", "--log-level", "error", "--timeout-graceful-shutdown", "3"]
    log = (state() / "bench" / "server.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", *words, *quiet], cwd=ROOT, env=env, stdout=log, stderr=log
    )
    try:
        for _ in range(200):
            if ports.answers(port):
                break
            time.sleep(0.1)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def _cpu(process: psutil.Process) -> float:
    """Seconds of processor time, children included."""
    family = [process, *process.children(recursive=True)]
    return sum(t.user + t.system for t in (p.cpu_times() for p in family))


def _postmaster(cluster: postgres.Server) -> psutil.Process:
    return psutil.Process(int((cluster.state / "data" / "postmaster.pid").read_text().split()[0]))


class Phones:
    """The load process and the ledger of everything it ever had acknowledged."""

    def __init__(self, port: int, started: datetime, phones: list[tuple[int, str, UUID]]) -> None:
        self.port, self.phones = port, phones
        self.started_ms = int(started.timestamp() * 1000)
        self.next_seq = dict.fromkeys((p[0] for p in phones), 0)
        self.acked: list[tuple[int, int]] = []

    def drive(self, seconds: float, every_s: float = 0) -> Ledger:
        phones = [(number, token, patrol, self.next_seq[number]) for number, token, patrol in self.phones]
        orders = Orders(self.port, seconds, 0.25, self.started_ms, phones, every_s)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.load"], input=msgspec.json.encode(orders), capture_output=True, cwd=ROOT
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode()[-3000:])
        ledger = msgspec.json.decode(done.stdout, type=Ledger)
        self.acked += ledger.acked
        for number, seq in ledger.acked:
            self.next_seq[number] = max(self.next_seq[number], seq + walk.POINTS)
        return ledger


async def _verify(dsn: str, phones: Phones) -> list[str]:
    """What is wrong: acknowledged fixes that are missing, differ or are there twice, counters that do not add up."""
    conn = await asyncpg.connect(dsn)
    patrol_of = {number: patrol for number, _, patrol in phones.phones}
    problems = []
    rows = await conn.fetch(
        "select patrol_id, first_seq, laid from track_batches where patrol_id = any($1)", list(patrol_of.values())
    )
    stored = {(r["patrol_id"], r["first_seq"]): pack.lift(r["laid"]) for r in rows}
    missing = [a for a in phones.acked if (patrol_of[a[0]], a[1]) not in stored]
    differing = [a for a in phones.acked if stored.get((patrol_of[a[0]], a[1])) != walk.records(*a)]
    if missing or differing:
        problems.append(f"{len(missing)} acknowledged batches missing, {len(differing)} missing or different")
    if len(phones.acked) != len(rows):
        problems.append(f"{len(phones.acked)} batches acknowledged as new, {len(rows)} stored")
    wrong = await conn.fetchval(
        """
        select count(*) from patrols
        left join lateral (select sum(point_count) as points, max(first_seq + point_count) - 1 as last
                           from track_batches where patrol_id = patrols.id) as batches on true
        where patrols.id = any($1) and (patrols.point_count <> coalesce(points, 0)
                                        or acked_through <> coalesce(last, -1))
        """,
        list(patrol_of.values()),
    )
    if wrong:
        problems.append(f"{wrong} patrols whose counters differ from their batches")
    await conn.close()
    return problems


async def _sizes(dsn: str) -> dict[str, float]:
    """Bytes per point on disk, indexes and all."""
    conn = await asyncpg.connect(dsn)
    row = await conn.fetchrow(
        """
        select (select sum(pg_total_relation_size(relid)) from pg_partition_tree('track_batches') where isleaf)::float8
               / (select sum(point_count) from track_batches) as ours,
               pg_total_relation_size('yard_copy') / (select count(*) from yard_copy)::float8 as classical
        """
    )
    await conn.close()
    return {} if row is None else dict(row)


def _measure(
    dsn: str, phones: Phones, processes: list[psutil.Process], options: argparse.Namespace
) -> list[dict[str, Any]]:
    copied = state() / "bench" / "points.copy"
    classical.copy_file(copied, COPIED)
    rounds = []
    for number in range(1, options.rounds + 1):
        before = [_cpu(p) for p in processes]
        ledger = phones.drive(options.seconds)
        server, database = (round((_cpu(p) - b) / ledger.sent * 1e6) for p, b in zip(processes, before, strict=True))
        p50, p99 = np.percentile(ledger.latency_ms, [50, 99])
        found = {
            "ours": len(ledger.acked) * walk.POINTS / ledger.seconds,
            "copy": classical.psql_copy(dsn, copied, COPIED),
            "unnest": asyncio.run(classical.unnest(dsn, min(options.seconds, 5))),
            "requests_s": ledger.sent / ledger.seconds,
            "p50_ms": round(float(p50), 1),
            "p99_ms": round(float(p99), 1),
            "server_us_per_request": server,
            "database_us_per_request": database,
            "load_us_per_request": round(ledger.processor_s / ledger.sent * 1e6),
            "resent": ledger.resent,
            "told_duplicate": ledger.duplicates,
            "errors": ledger.errors,
        }
        rounds.append(found)
        say(f"round {number}: " + ", ".join(f"{k} {v:,.0f}" for k, v in found.items() if k != "errors"))
    copied.unlink()
    return rounds


def _measure_full(
    dsn: str, phones: Phones, processes: list[psutil.Process], options: argparse.Namespace
) -> dict[str, Any]:
    """What is left of the rate when the table holds so many points already; and how much more processor a request
    takes, which other work on the machine changes less."""
    before = _paced(phones, processes, options.seconds)
    asyncio.run(database.fill_tracks(dsn, options.stored // walk.POINTS))
    phones.drive(2)
    after = _paced(phones, processes, options.seconds)
    left, more = after["rate"] / before["rate"], after["us_per_request"] / before["us_per_request"]
    for name, found in (("before", before), (f"with {options.stored:,} points stored", after)):
        say(f"{name}: {found['rate']:,.0f} points/s, {found['us_per_request']:.0f} µs of processor a request")
    say(f"{left:.0%} of the rate is left; a request takes {more - 1:+.0%} processor")
    return {"stored": options.stored, "before": before, "after": after, "rate_left": left, "processor_more": more - 1}


def _paced(phones: Phones, processes: list[psutil.Process], seconds: float) -> dict[str, float]:
    before = [_cpu(p) for p in processes]
    ledger = phones.drive(seconds)
    spent = sum(_cpu(p) - b for p, b in zip(processes, before, strict=True))
    return {
        "rate": len(ledger.acked) * walk.POINTS / ledger.seconds,
        "us_per_request": spent / ledger.sent * 1e6,
    }


def _result(
    rounds: list[dict[str, Any]], calm: Ledger, problems: list[str], sizes: dict[str, float], about: dict[str, str]
) -> dict[str, Any]:
    p50, p99 = np.percentile(calm.latency_ms, [50, 99])
    middle = {k: statistics.median(r[k] for r in rounds) for k in ("ours", "copy", "unnest", "p50_ms", "p99_ms")}
    problems += [f"errors: {r['errors']}" for r in rounds if r["errors"]]
    problems += ["a batch sent again was not recognised" for r in rounds if r["resent"] != r["told_duplicate"]]
    ratios = {"ratio": middle["ours"] / middle["copy"], "ratio_to_unnest": middle["ours"] / middle["unnest"]}
    problems += [f"{name} {ratios[name]:.2f}, below {floor}" for name, floor in FLOORS.items() if ratios[name] < floor]
    return {
        "ours": middle["ours"],
        "against": middle["copy"],
        "unit": "points/s",
        **ratios,
        "p50_ms": middle["p50_ms"],
        "p99_ms": middle["p99_ms"],
        "at_a_quarter": {"requests_s": calm.sent / calm.seconds, "p50_ms": float(p50), "p99_ms": float(p99)},
        "bytes_per_point": sizes,
        "rounds": rounds,
        "ok": not problems,
        "problems": problems,
        "floor": FLOORS,
        "machine": about,
    }


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8, help="of load per round")
    parser.add_argument("--phones", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2, help="server processes")
    parser.add_argument("--stored", type=int, default=0, help="points to fill the table with before a last round")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    options = _options(argv)
    cluster = postgres.start(Path(state() / "bench" / "pg"), durable=True)
    try:
        dsn = asyncio.run(database.fresh(cluster.dsn, DATABASE, "postgis", "btree_gist"))
        migrate.upgrade(dsn)
        asyncio.run(database.execute(dsn, *(classical.TABLE.format(name=n) for n in ("yard_copy", "yard_unnest"))))
        started = datetime.now(UTC) - walk.STARTED_AGO
        people = asyncio.run(_people(dsn, options.phones, started))
        with _server(dsn, options.workers) as (port, process):
            phones = Phones(port, started, people)
            phones.drive(2)  # builds the look-up of zones and warms caches; its batches are checked, not measured
            processes = [process, _postmaster(cluster)]
            rounds = _measure(dsn, phones, processes, options)
            calm = phones.drive(options.seconds, 4 * options.phones / rounds[-1]["requests_s"])
            full = _measure_full(dsn, phones, processes, options) if options.stored else {}
        about = report.machine(asyncio.run(database.versions(dsn))["postgres"])
        result = full | _result(rounds, calm, asyncio.run(_verify(dsn, phones)), asyncio.run(_sizes(dsn)), about)
    finally:
        cluster.stop()
    _tell(result)
    report.write("ingest", result)
    return 0 if result["ok"] else 1


_LABELS = {
    "ours": "whole way, HTTP to durable answer",
    "copy": "\\copy, a row per point",
    "unnest": "inserts of 100 rows",
}


def _tell(result: dict[str, Any]) -> None:
    for name, label in _LABELS.items():
        say(f"{label:36} {report.middle([r[name] for r in result['rounds']])} points/s")
    say(f"ratio {result['ratio']:.2f} to \\copy, {result['ratio_to_unnest']:.2f} to inserts")
    say(f"answer after p50 {result['p50_ms']} ms, p99 {result['p99_ms']} ms")
    calm = result["at_a_quarter"]
    say(f"at {calm['requests_s']:.0f} requests/s, a quarter: p50 {calm['p50_ms']:.1f} ms, p99 {calm['p99_ms']:.1f} ms")
    say("bytes per point " + ", ".join(f"{k} {v:.1f}" for k, v in result["bytes_per_point"].items()))
    say(
        "every acknowledged fix is stored exactly once"
        if result["ok"]
        else f"NOT AS IT SHOULD BE: {result['problems']}"
    )
    say(str(result["machine"]))


if __name__ == "__main__":
    sys.exit(main())

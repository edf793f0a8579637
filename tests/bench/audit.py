"""What it costs a transaction to be audited, and how many events a second the sealer gives their place.

In one run, alternating: transactions behind the fence that write one row, and the same with an audit event. Then
events are written as fast as the machine can while the sealer runs beside it, until none waits.
"""

import argparse
import asyncio
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import asyncpg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend import migrate
from backend.audit import queries as audit
from backend.core import clock, db
from backend.core.db import SYSTEM, PooledDatabase
from backend.core.ids import uuid7
from backend.tlog import auditing, queries
from backend.tlog.notes import Signer
from backend.tlog.sealing import SEALER, Sealer
from infra.dev import postgres
from infra.dev.places import state
from tests.bench import database, report
from tests.bench.report import say

DATABASE = "bench_audit"
MOST_COST, LEAST_SEALED = 0.10, 5_000
"""The floors: share of the rate that auditing may cost, events a second."""


async def _business(store: PooledDatabase, person: UUID, until: float, *, audited: bool) -> int:
    """One connection's worth of transactions; how many."""
    done = 0
    while time.perf_counter() < until:
        async with store.transaction(SYSTEM) as conn:
            await conn.execute(
                """
                insert into alarms (id, kind, person_id, person_name, town_code, state, at, note, sent_sha256)
                values ($1, 'sos', $2, 'somebody', '330681109', 'raised', now(), '', '-')
                """,
                uuid7(), person,
            )  # fmt: skip
            if audited:
                await audit.record(conn, person, "alarm.raised", person, kind="sos")
        done += 1
    return done


async def _rate(store: PooledDatabase, person: UUID, seconds: float, hands: int, *, audited: bool) -> float:
    began = time.perf_counter()
    until = began + seconds
    done = await asyncio.gather(*(_business(store, person, until, audited=audited) for _ in range(hands)))
    return sum(done) / (time.perf_counter() - began)


async def _sealed(store: PooledDatabase, sealer: Sealer, pool: Any, seconds: float) -> dict[str, float]:
    """Events are committed by the thousand while the sealer follows."""
    began, written, sealed = time.perf_counter(), 0, 0

    async def write() -> None:
        nonlocal written
        while time.perf_counter() - began < seconds:
            await pool.execute(
                """
                insert into audit_events (actor, action, subject, detail)
                select gen_random_uuid(), 'alarm.raised', gen_random_uuid(), '{"kind": "sos"}'
                from generate_series(1, 1000)
                """
            )
            written += 1000

    writing = asyncio.create_task(write())
    while not writing.done():
        sealed += await sealer.seal()
        await sealer.sign(clock.now())
        await asyncio.sleep(0)
    at_end = time.perf_counter() - began
    behind = written - sealed
    while added := await sealer.seal():
        sealed += added
    return {
        "written_s": written / at_end,
        "sealed_s": sealed / (time.perf_counter() - began),
        "behind": float(max(0, behind)),
    }


async def _measure(dsn: str, options: argparse.Namespace) -> dict[str, Any]:
    signer = Signer("bench.invalid/log", Ed25519PrivateKey.generate())
    async with asyncpg.create_pool(dsn, init=db.set_codecs, min_size=options.hands, max_size=options.hands + 2) as pool:
        store = PooledDatabase(pool)
        person = uuid7()
        await pool.execute(
            """
            insert into people (id, name, display_name, password_hash, roles, town_codes)
            values ($1, 'bench', 'bench', '-', '{officer}', '{330681109}')
            """,
            person,
        )
        rounds = []
        for number in range(1, options.rounds + 1):
            plain = await _rate(store, person, options.seconds, options.hands, audited=False)
            audited = await _rate(store, person, options.seconds, options.hands, audited=True)
            rounds.append({"plain": plain, "audited": audited, "cost": 1 - audited / plain})
            say(f"round {number}: " + ", ".join(f"{k} {v:,.2f}" for k, v in rounds[-1].items()))
        with TemporaryDirectory() as folder:
            sealing = await _sealed(store, Sealer(store, signer, Path(folder) / "signed"), pool, options.seconds)
        async with store.transaction(SEALER) as conn:
            waiting = await queries.waiting(conn)
            wrong = await auditing.audit(conn, signer.key(), None, clock.now())
    problems = [f"{waiting} events have no place"] * bool(waiting) + [str(finding) for finding in wrong[:3]]
    return {"rounds": rounds, "sealing": sealing, "problems": problems}


def _result(found: dict[str, Any], about: dict[str, str]) -> dict[str, Any]:
    cost = statistics.median(each["cost"] for each in found["rounds"])
    sealed = found["sealing"]["sealed_s"]
    if cost > MOST_COST:
        found["problems"].append(f"auditing costs {cost:.0%}")
    if sealed < LEAST_SEALED:
        found["problems"].append(f"only {sealed:.0f} events a second are sealed")
    return {
        "ours": statistics.median(each["audited"] for each in found["rounds"]),
        "against": statistics.median(each["plain"] for each in found["rounds"]),
        "ratio": 1 - cost,
        "unit": "transactions/s",
        "ok": not found["problems"],
        "floor": {"cost": MOST_COST, "sealed_s": LEAST_SEALED},
        "machine": about,
        **found,
    }


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--hands", type=int, default=8, help="connections that write at once")
    options = parser.parse_args(argv)
    cluster = postgres.start(Path(state() / "bench" / "pg"), durable=True)
    try:
        dsn = asyncio.run(database.fresh(cluster.dsn, DATABASE, "postgis", "btree_gist"))
        migrate.upgrade(dsn)
        found = asyncio.run(_measure(dsn, options))
        result = _result(found, report.machine(asyncio.run(database.versions(dsn))["postgres"]))
    finally:
        cluster.stop()
    say(f"auditing costs {1 - result['ratio']:.1%} of {result['against']:,.0f} transactions/s (floor {MOST_COST:.0%})")
    say("sealed " + ", ".join(f"{k} {v:,.0f}" for k, v in found["sealing"].items()) + f" (floor {LEAST_SEALED}/s)")
    say("every event has its place and the audit finds nothing" if result["ok"] else f"NOT SO: {result['problems']}")
    report.write("audit", result)
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())

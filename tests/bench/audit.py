"""What it costs a transaction to be audited, and how many events a second the sealer gives their place.

In one run, alternating: leads reported as the handler does it, with their audit event and without. The floor is for
those. Beside it, for orientation, the smallest transaction there can be: one row behind the fence, where an event more
is a whole round trip of six. Then events are written as fast as the machine can while the sealer runs beside it, until
none waits.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend import migrate
from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.auth.permissions import Permission, Role
from backend.core import clock, db
from backend.core.db import SYSTEM, Conn, Context, PooledDatabase
from backend.core.ids import uuid7
from backend.leads import service as leads
from backend.leads.structs import NewLead
from backend.tlog import auditing, queries
from backend.tlog.notes import Signer
from backend.tlog.sealing import SEALER, Sealer
from backend.zones.assigning import Assigner
from infra.dev import postgres
from infra.dev.places import state
from tests.bench import database, report
from tests.bench.report import say
from tests.support.leads import a_lead

DATABASE = "bench_audit"
MOST_COST, LEAST_SEALED = 0.10, 5_000
"""The floors: share of the rate that auditing may cost, events a second."""


Work = Callable[[Conn], Awaitable[object]]


def _report_a_lead(caller: Caller) -> Work:
    assigner, lead = Assigner(), msgspec.convert(a_lead(), NewLead, strict=False)
    return lambda conn: leads.report(conn, assigner, caller, uuid7(), lead)


def _write_a_row(caller: Caller) -> Work:
    async def write(conn: Conn) -> None:
        await conn.execute(
            """
            insert into alarms (id, kind, person_id, person_name, town_code, state, at, note, sent_sha256)
            values ($1, 'sos', $2, 'somebody', '330681109', 'raised', now(), '', '-')
            """,
            uuid7(), caller.id,
        )  # fmt: skip
        await audit.record(conn, caller.id, "alarm.raised", caller.id, kind="sos")

    return write


@contextmanager
def _unaudited() -> Iterator[None]:
    """Nothing is written down of what is done meanwhile: for comparison, and only here."""
    record = audit.record

    async def nothing(*args: object, **detail: object) -> None: ...

    audit.record = nothing  # type: ignore[assignment]
    try:
        yield
    finally:
        audit.record = record


async def _rate(store: PooledDatabase, fence: Context, work: Work, options: argparse.Namespace) -> float:
    """Transactions a second of several hands at once."""
    began = time.perf_counter()

    async def hand() -> int:
        done = 0
        while time.perf_counter() < began + options.seconds:
            async with store.transaction(fence) as conn:
                await work(conn)
            done += 1
        return done

    done = await asyncio.gather(*(hand() for _ in range(options.hands)))
    return sum(done) / (time.perf_counter() - began)


async def _compare(
    store: PooledDatabase, fence: Context, work: Work, options: argparse.Namespace
) -> list[dict[str, float]]:
    await _rate(store, fence, work, options)  # plans, caches, pages: the first are slower
    rounds = []
    for number in range(options.rounds):
        both = {}
        for audited in (True, False) if number % 2 else (False, True):
            with nullcontext() if audited else _unaudited():
                both["audited" if audited else "plain"] = await _rate(store, fence, work, options)
        rounds.append({**both, "cost": 1 - both["audited"] / both["plain"]})
        say(f"round {number + 1}: " + ", ".join(f"{k} {v:,.2f}" for k, v in rounds[-1].items()))
    return rounds


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


async def _somebody(pool: Any) -> Caller:
    person = uuid7()
    await pool.execute(
        """
        insert into people (id, name, display_name, password_hash, roles, town_codes)
        values ($1, 'bench', 'bench', '-', '{officer}', '{330681109}')
        """,
        person,
    )
    return Caller(
        id=person, name="bench", display_name="bench", roles=[Role.OFFICER], town_codes=["330681109"], squad=None,
        session_id=uuid7(), device_id=None, seen_at=clock.now(),
    )  # fmt: skip


async def _measure(dsn: str, options: argparse.Namespace) -> dict[str, Any]:
    signer = Signer("bench.invalid/log", Ed25519PrivateKey.generate())
    async with asyncpg.create_pool(dsn, init=db.set_codecs, min_size=options.hands, max_size=options.hands + 2) as pool:
        store = PooledDatabase(pool)
        caller = await _somebody(pool)
        fence = caller.context(Permission.LEAD_REPORT)
        rounds = await _compare(store, fence, _report_a_lead(caller), options)
        smallest = await _compare(store, SYSTEM, _write_a_row(caller), options)
        with TemporaryDirectory() as folder:
            sealing = await _sealed(store, Sealer(store, signer, Path(folder) / "signed"), pool, options.seconds)
        async with store.transaction(SEALER) as conn:
            waiting = await queries.waiting(conn)
            wrong = await auditing.audit(conn, signer.key(), None, clock.now())
    problems = [f"{waiting} events have no place"] * bool(waiting) + [str(finding) for finding in wrong[:3]]
    return {"rounds": rounds, "smallest": smallest, "sealing": sealing, "problems": problems}


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
        "unit": "leads/s",
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
    say(f"auditing costs {1 - result['ratio']:.1%} of {result['against']:,.0f} leads/s (floor {MOST_COST:.0%})")
    smallest = statistics.median(each["cost"] for each in found["smallest"])
    say(f"of the smallest transaction there can be, {smallest:.1%}")
    say("sealed " + ", ".join(f"{k} {v:,.0f}" for k, v in found["sealing"].items()) + f" (floor {LEAST_SEALED}/s)")
    say("every event has its place and the audit finds nothing" if result["ok"] else f"NOT SO: {result['problems']}")
    report.write("audit", result)
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())

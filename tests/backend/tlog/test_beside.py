"""Real commits: the sealer beside the requests, and transactions that end in another order than they began."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from socket import socket

import httpx
import pytest
from msgspec import structs

from backend.settings import Settings
from backend.tlog import beside, notes, sealing
from backend.tlog.notes import Signer
from backend.tlog.sealing import Sealer
from backend.tlog.witnessing import Witness
from infra.dev import postgres
from tests.backend.tlog.test_sealing import SIGNER
from tests.support import databases, workers
from tests.support.committed import committed, until
from tests.support.live import Stage

EVENT = "insert into audit_events (action, subject, detail) values ($1, gen_random_uuid(), '{}') returning id"


@pytest.fixture(scope="module")
def alone() -> Iterator[str]:
    """A cluster of its own: what is settled depends on every transaction of a cluster, of other tests' too."""
    made = postgres.start(workers.own("test") / "sealer", durable=False)
    yield made.dsn
    made.stop()


@pytest.fixture(scope="module")
async def empty(alone: str) -> str:
    return await databases.migrated(alone, "empty")


@pytest.fixture
async def house(alone: str, empty: str) -> AsyncIterator[Stage]:
    async with committed(alone, empty) as made:
        yield made


async def test_an_event_whose_transaction_ends_late_gets_its_place_then(house: Stage, tmp_path: Path) -> None:
    sealer = Sealer(house.database, SIGNER, tmp_path / "log.signed")
    async with house.pool.acquire() as slow, house.pool.acquire() as quick:
        begun = slow.transaction()
        await begun.start()
        first = await slow.fetchval(EVENT, "patrol.started")
        second = await quick.fetchval(EVENT, "lead.reported")
        assert first < second
        assert await sealer.seal() == 0  # a transaction that began earlier still runs
        third = await quick.fetchval(EVENT, "lead.reported")
        await begun.commit()
    assert await sealer.seal() == 3
    order = [row["event"] for row in await house.pool.fetch("select event from log_leaves order by index")]
    assert sorted(order) == [first, second, third]
    assert await sealer.seal() == 0


async def test_two_sealers_give_every_event_one_place(house: Stage, tmp_path: Path) -> None:
    sealers = [Sealer(house.database, SIGNER, tmp_path / "log.signed") for _ in range(2)]
    for n in range(40):
        await house.pool.execute(EVENT, f"lead.number_{n}")
        await asyncio.gather(*(sealer.seal() for sealer in sealers))
    await sealers[0].seal()
    places = [row["index"] for row in await house.pool.fetch("select index from log_leaves order by index")]
    assert places == list(range(await house.pool.fetchval("select count(*) from audit_events")))


async def test_an_application_that_holds_the_key_seals_and_signs(house: Stage, tmp_path: Path) -> None:
    key = tmp_path / "log.key"
    key.write_text(os.urandom(32).hex())
    key.chmod(0o400)
    store = Settings(
        database_url="", s3_endpoint="127.0.0.1:1", s3_access_key="-", s3_secret_key="-", demo=True,
        pwa_dist="no-such-folder", log_key_file=str(key), log_origin="fengqiao.example/log",
    )  # fmt: skip
    await house.pool.execute(EVENT, "lead.reported")
    async with house.server(structs.replace(store)) as port, httpx.AsyncClient() as client:

        async def ask() -> httpx.Response:
            return await client.get(f"http://127.0.0.1:{port}/api/log/checkpoint")

        answer = await until(ask, lambda found: found.status_code == 200)
    signer = sealing.signer_of("fengqiao.example/log", str(key))
    point = notes.checkpoint(notes.opened(answer.text, [signer.key()])[0])
    assert (point.origin, point.size) == ("fengqiao.example/log", 1)


async def test_a_witness_that_never_answers_holds_no_event_up(house: Stage, tmp_path: Path) -> None:
    with socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        key = Signer("county.example/w1", SIGNER.private).key(notes.COSIGNATURE)
        witness = Witness(f"http://127.0.0.1:{silent.getsockname()[1]}", key)
        sealer = Sealer(house.database, SIGNER, tmp_path / "log.signed")
        await house.pool.execute(EVENT, "lead.reported")
        running = asyncio.create_task(beside.run(sealer, house.database, [witness]))

        async def sealed() -> int:
            return int(await house.pool.fetchval("select count(*) from log_leaves"))

        await until(sealed, lambda count: count == 1)
        caller, _ = await asyncio.to_thread(silent.accept)  # it is being asked, and waits for ten seconds
        await house.pool.execute(EVENT, "lead.accepted")
        async with asyncio.timeout(8):
            await until(sealed, lambda count: count == 2)
        caller.close()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

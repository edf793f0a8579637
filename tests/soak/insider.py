"""``./dev soak insider``: somebody with superuser rights in the database, the run of the store and the log's own key
tampers five hundred times, takes entries out of a chain of captures as often, and forks the log two hundred times. An
auditor with one older checkpoint sees the former; a witness, and anybody who compares two checkpoints, the latter."""

import argparse
import asyncio
import random
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
from minio import S3Error

from backend.core import db
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.core.storage import Store
from backend.evidence import rehashing
from backend.settings import Settings
from backend.tlog import auditing
from backend.tlog.auditing import Fault
from infra.dev import places
from tests.backend.tlog.test_sealing import SIGNER
from tests.conftest import OneConnection
from tests.soak.forks import fork
from tests.support.chain_tampering import kept, removal
from tests.support.ground import Ground
from tests.support.tampering import NOW, SWAPS, TAMPERINGS, Originals, older, two_checkpoints

MEDIA = 12


class Insider:
    """A sealed log and a store on a ground of their own; each tampering is undone before the next."""

    def __init__(self, conn: Conn, originals: Originals) -> None:
        self._conn, self._originals = conn, originals
        self.flagged: Counter[tuple[str, str]] = Counter()
        self.wrong: list[str] = []

    async def work(self, seed: int, how_many: int, folder: Path) -> None:
        await self._originals.received(self._conn, MEDIA, random.Random(seed))
        sealer = await two_checkpoints(self._conn, folder)
        note = await older(self._conn)
        if found := await self._audit(note):
            self.wrong.append(f"untouched: {found}")
        kinds = [*TAMPERINGS, *SWAPS]
        for number in range(how_many):
            kind, fault = kinds[number % len(kinds)]
            dice = random.Random(f"{seed}/{number}")
            undo = self._conn.transaction()
            await undo.start()
            if number % len(kinds) < len(TAMPERINGS):
                await kind(self._conn, sealer, dice)  # type: ignore[arg-type, call-arg]
            else:
                await kind(self._originals, dice)  # type: ignore[arg-type, call-arg]
            found = await self._audit(note)
            await undo.rollback()
            if number % len(kinds) >= len(TAMPERINGS):
                await self._originals.put_back()
            if fault in found:
                self.flagged[kind.__name__, fault] += 1
            else:
                self.wrong.append(f"{seed}/{number} {kind.__name__}: {fault} wanted, {found}")
            sys.stdout.write(f"\r{number + 1}/{how_many} ")
            sys.stdout.flush()

    async def _audit(self, note: str) -> set[Fault]:
        found = await auditing.audit(self._conn, SIGNER.key(), note, NOW)
        found += await rehashing.audit(OneConnection(self._conn), self._originals.store)
        return {finding.fault for finding in found}


async def removals(conn: Conn, seed: int, how_many: int) -> list[str]:
    """One to three entries taken out of a chain of captures, so often; what was not flagged as it was."""
    person = uuid7()
    await conn.execute(
        """
        insert into people (id, name, display_name, password_hash, roles, town_codes)
        values ($1, 'phone', 'phone', '-', '{officer}', '{}')
        """,
        person,
    )
    key = await kept(conn, person)
    found = [await removal(conn, key, random.Random(f"{seed}/{number}")) for number in range(how_many)]
    return [wrong for wrong in found if wrong]


async def tampered(seed: int, how_many: int, taken_out: int) -> tuple[Insider, list[str]]:
    ground = Ground(places.state() / "soak", processes=0)
    await ground.up()
    store = Store(
        Settings(
            database_url=ground.dsn, s3_endpoint=ground.s3.endpoint, s3_access_key=ground.s3.access_key,
            s3_secret_key=ground.s3.secret_key, s3_bucket="insider", demo=True,
        )
    )  # fmt: skip
    conn = await asyncpg.connect(ground.dsn)
    try:
        await store.make_bucket()
        await db.set_codecs(conn)
        insider = Insider(conn, Originals(store))
        with TemporaryDirectory() as folder:
            await insider.work(seed, how_many, Path(folder))
        return insider, await removals(conn, seed, taken_out)
    finally:
        await conn.close()
        with suppress(S3Error):
            await store.delete_below("")
        store.close()
        await asyncio.to_thread(ground.down)


def main() -> int:
    options = argparse.ArgumentParser(prog="soak insider", description=__doc__)
    options.add_argument("--tamperings", type=int, default=500)
    options.add_argument("--forks", type=int, default=200)
    options.add_argument("--removals", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    begun = time.monotonic()
    insider, chains = asyncio.run(tampered(args.seed, args.tamperings, args.removals))
    told = "".join(
        f"  {kind.replace('_', ' '):<36}{count:>5}  {fault}\n" for (kind, fault), count in insider.flagged.items()
    )
    sys.stdout.write(f"\n{insider.flagged.total()} of {args.tamperings} tamperings flagged\n{told}")
    forks = [wrong for n in range(args.forks) for wrong in fork(f"{args.seed}/{n}")]
    sys.stdout.write(f"{args.removals} removals from chains of captures, {len(chains)} not flagged as they were\n")
    sys.stdout.write(f"{args.forks} forks, {len(forks)} of what was said of them wrong; ")
    sys.stdout.write(f"{time.monotonic() - begun:.0f} s\n")
    sys.stdout.write("".join(f"  WRONG {line}\n" for line in [*insider.wrong, *chains, *forks][:50]))
    return 1 if insider.wrong or chains or forks else 0


if __name__ == "__main__":
    sys.exit(main())

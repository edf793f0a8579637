"""What the phones made, kept outside the system, and the count against what is stored afterwards."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import asyncpg
from minio import Minio
from msgspec import Struct, field


class Made(Struct):
    """One capture as its phone made it. ``note`` is unique, so that a copy under another id is seen."""

    lead_id: UUID
    note: str
    media: dict[UUID, str]
    """Medium id to SHA-256."""
    acknowledged: bool = False
    freed: set[UUID] = field(default_factory=set)
    """Media whose bytes the phone no longer has."""


class Ledger(Struct):
    captures: list[Made] = field(default_factory=list)
    points: dict[UUID, int] = field(default_factory=dict)
    """Patrol to number of fixes recorded."""
    patrols: set[UUID] = field(default_factory=set)
    """Those that the server has acknowledged."""
    refusals: list[str] = field(default_factory=list)
    """Answers that no phone should ever have seen."""


class Outcome(Struct, frozen=True):
    created: int
    stored: int
    lost: int
    acknowledged_lost: int
    """Of the lost ones, those that a phone had been told were safe; patrols too."""
    duplicated: int
    media: int
    hash_mismatches: int
    """Not received, or other bytes than the phone's."""
    altered: int
    """Of these, the ones that the server says it has received."""
    freed_lost: int
    """Media that their phone has freed, and the server neither has nor verifies."""
    doubled_media: int
    """Rows beside those that phones made, or of which a lead has the same bytes twice."""
    orphans: int
    """Originals in the store under another name than their row says."""
    broken_chain: int
    """Entries that are not there, or do not stand on the one before."""
    points_created: int
    points_stored: int
    points_duplicated: int
    refusals: int

    @property
    def clean(self) -> bool:
        wrong = self.lost + self.duplicated + self.hash_mismatches + self.points_duplicated + self.refusals
        wrong += self.acknowledged_lost + self.freed_lost + self.doubled_media + self.broken_chain
        return wrong == 0 and self.points_created == self.points_stored and self.created == self.stored


async def count(ledger: Ledger, dsn: str, store: Minio, bucket: str) -> Outcome:
    """Compare the phones' own record with the database and, byte by byte, with the object store."""
    conn = await asyncpg.connect(dsn)
    try:
        copies = {r["note"]: r["n"] for r in await conn.fetch("select note, count(*) as n from leads group by note")}
        objects = {r["id"]: r for r in await conn.fetch("select id, lead_id, state, sha256, object_key from media")}
        points = {r["patrol_id"]: (r["stored"], r["stored"] - r["distinct_seqs"]) for r in await conn.fetch(_POINTS)}
        patrols = {r["id"] for r in await conn.fetch("select id from patrols")}
        whole = await conn.fetchval("select count(distinct subject) from chain_entries where state = 'whole'")
    finally:
        await conn.close()
    made, declared = ledger.captures, {i: sha for m in ledger.captures for i, sha in m.media.items()}
    stored = await _hashes(store, bucket, {i: row for i, row in objects.items() if i in declared})
    there = Counter((r["lead_id"], r["sha256"]) for r in objects.values())
    return Outcome(
        created=len(made),
        stored=sum(1 for m in made if copies.get(m.note, 0) >= 1),
        lost=sum(1 for m in made if copies.get(m.note, 0) == 0) + sum(i not in objects for i in declared),
        acknowledged_lost=sum(1 for m in made if m.acknowledged and copies.get(m.note, 0) == 0)
        + len(ledger.patrols - patrols),
        duplicated=sum(max(0, n - 1) for n in copies.values()),
        media=len(declared),
        hash_mismatches=sum(stored.get(i) != sha for i, sha in declared.items()),
        altered=sum(i in stored and stored[i] != sha for i, sha in declared.items()),
        freed_lost=sum(i not in objects or objects[i]["state"] not in _SAFE for m in made for i in m.freed),
        doubled_media=sum(i not in declared for i in objects) + sum(n - 1 for n in there.values()),
        orphans=await asyncio.to_thread(_orphans, store, bucket, objects),
        broken_chain=len(declared) - whole,
        points_created=sum(ledger.points.values()),
        points_stored=sum(stored for stored, _ in points.values()),
        points_duplicated=sum(doubled for _, doubled in points.values()),
        refusals=len(ledger.refusals),
    )


_SAFE = ("verifying", "received")
_POINTS = """
    select patrol_id, count(*) as stored, count(distinct seq) as distinct_seqs
    from track_batches, generate_series(first_seq, first_seq + point_count - 1) as seq
    group by patrol_id
"""


async def _hashes(store: Minio, bucket: str, rows: Mapping[UUID, asyncpg.Record]) -> dict[UUID, str]:
    """Of what is received, as it is read from the store now."""
    received = {i: row["object_key"] for i, row in rows.items() if row["state"] == "received"}

    def read(key: str) -> str:
        answer, digest = store.get_object(bucket, key), hashlib.sha256()
        try:
            for block in answer.stream(1 << 20):
                digest.update(block)
            return digest.hexdigest()
        finally:
            answer.close()
            answer.release_conn()

    with ThreadPoolExecutor(4) as readers:
        found = await asyncio.gather(
            *(asyncio.get_running_loop().run_in_executor(readers, read, key) for key in received.values())
        )
    return dict(zip(received, found, strict=True))


def _orphans(store: Minio, bucket: str, rows: Mapping[UUID, asyncpg.Record]) -> int:
    """Not versions of one key, which a second attempt leaves where the store keeps them all; nor what other soaks on
    this store have left."""
    known = {str(i): row["object_key"] for i, row in rows.items()}
    names = [str(each.object_name) for each in store.list_objects(bucket, recursive=True)]
    return sum(known.get(name.split("/")[1], name) != name for name in names if "/" in name)

"""What the phones made, kept outside the system, and the count against what is stored afterwards."""

import hashlib
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


class Ledger(Struct):
    captures: list[Made] = field(default_factory=list)
    points: dict[UUID, int] = field(default_factory=dict)
    """Patrol to number of fixes recorded."""
    refusals: list[str] = field(default_factory=list)
    """Answers that no phone should ever have seen."""


class Outcome(Struct, frozen=True):
    created: int
    stored: int
    lost: int
    acknowledged_lost: int
    """Of the lost ones, those that a phone had been told were safe."""
    duplicated: int
    hash_mismatches: int
    points_created: int
    points_stored: int
    points_duplicated: int
    refusals: int

    @property
    def clean(self) -> bool:
        wrong = self.lost + self.duplicated + self.hash_mismatches + self.points_duplicated + self.refusals
        return wrong == 0 and self.points_created == self.points_stored and self.created == self.stored


async def count(ledger: Ledger, dsn: str, store: Minio, bucket: str) -> Outcome:
    """Compare the phones' own record with the database and, byte by byte, with the object store."""
    conn = await asyncpg.connect(dsn)
    try:
        copies = {r["note"]: r["n"] for r in await conn.fetch("select note, count(*) as n from leads group by note")}
        objects = {r["id"]: r for r in await conn.fetch("select id, lead_id, state, object_key from media")}
        points = {
            r["patrol_id"]: (r["stored"], r["stored"] - r["distinct_seqs"])
            for r in await conn.fetch(
                """
                select patrol_id, count(*) as stored, count(distinct seq) as distinct_seqs
                from track_batches, generate_series(first_seq, first_seq + point_count - 1) as seq
                group by patrol_id
                """
            )
        }
    finally:
        await conn.close()
    made = ledger.captures
    return Outcome(
        created=len(made),
        stored=sum(1 for m in made if copies.get(m.note, 0) >= 1),
        lost=sum(1 for m in made if copies.get(m.note, 0) == 0) + sum(i not in objects for m in made for i in m.media),
        acknowledged_lost=sum(1 for m in made if m.acknowledged and copies.get(m.note, 0) == 0),
        duplicated=sum(max(0, n - 1) for n in copies.values()),
        hash_mismatches=sum(
            _stored_hash(store, bucket, objects.get(i)) != sha for m in made for i, sha in m.media.items()
        ),
        points_created=sum(ledger.points.values()),
        points_stored=sum(stored for stored, _ in points.values()),
        points_duplicated=sum(doubled for _, doubled in points.values()),
        refusals=len(ledger.refusals),
    )


def _stored_hash(store: Minio, bucket: str, row: asyncpg.Record | None) -> str | None:
    if row is None or row["state"] != "received" or not row["object_key"]:
        return None
    answer = store.get_object(bucket, row["object_key"])
    try:
        return hashlib.sha256(answer.read()).hexdigest()
    finally:
        answer.close()
        answer.release_conn()

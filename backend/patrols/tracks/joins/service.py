"""Batches of ended patrols are joined, an hour after the end: half the room, and a long track is read in few rows.

Nothing is lost: a joined batch comes apart to the bit (``geo.joining``), so that a phone that sends one of its pieces
again is still told that it is there.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.core.db import SYSTEM, Conn, Database
from backend.patrols.rules import millis
from backend.patrols.tracks.joins import queries
from backend.patrols.tracks.structs import JoinedRow, KeptBatch, Stored, Touching
from backend.patrols.tracks.wire import SentBatch, micros, moment
from geo import joining, pack
from geo.fixes import runs_of
from geo.joining import Joined, Part

AFTER = timedelta(hours=1)
"""What is still on its way from phones mostly comes within that."""


async def join_ended(database: Database, now: datetime) -> int:
    """Join the batches of every patrol that ended long enough ago, one transaction each; how many there were."""
    joined = 0
    while await _join_one(database, now):
        joined += 1
    return joined


async def _join_one(database: Database, now: datetime) -> bool:
    async with database.transaction(SYSTEM) as conn:
        patrol = await queries.to_join(conn, now - AFTER)
        if patrol is None:
            return False
        rows = await asyncio.to_thread(_joined_rows, await queries.kept_batches(conn, patrol.id))
        await queries.replace_batches(conn, patrol.id, rows)
        await queries.save_joined(conn, patrol.id, patrol.point_count)
        return True


def _joined_rows(kept: Sequence[KeptBatch]) -> list[JoinedRow]:
    """What is to stand in place of the rows there are; those that would not change are left out."""
    parts = [part for batch in kept for part in parts_of(batch)]
    zones = _zones(kept)
    there = {(batch.first_seq, batch.point_count) for batch in kept}
    made, at = [], 0
    for group in joining.groups(parts):
        count = sum(part.size for part in group)
        own, at = zones[at : at + count], at + count
        if (group[0].first_seq, count) in there:
            continue
        try:
            made.append(_row(joining.join(group), group, runs_of(own)))
        except OverflowError:  # a clock that jumped by weeks: its batches stay single
            continue
    return made


def _zones(kept: Sequence[KeptBatch]) -> NDArray[np.int64]:
    runs = np.array([n for batch in kept for n in batch.zone_runs], np.int64).reshape(-1, 2)
    return np.repeat(runs[:, 0], runs[:, 1])


def _row(joined: Joined, parts: Sequence[Part], zone_runs: list[int]) -> JoinedRow:
    fixes = pack.read(joined.records)
    lon, lat, dt = fixes["lon"], fixes["lat"], fixes["dt"]
    return JoinedRow(
        first_seq=joined.first_seq,
        point_count=len(fixes),
        t0=moment(joined.t0_ms),
        from_at=moment(joined.t0_ms + int(dt.min())),
        to_at=moment(joined.t0_ms + int(dt.max())),
        sent_at=moment(max(part.sent_at_ms for part in parts)),
        received_at=micros(max(part.received_at_us for part in parts)),
        laid=pack.lay(joined.records),
        pieces=joined.pieces,
        west=int(lon.min()),
        south=int(lat.min()),
        east=int(lon.max()),
        north=int(lat.max()),
        zone_runs=zone_runs,
    )


def parts_of(batch: KeptBatch) -> list[Part]:
    """The batches as they came, whether joined since or not."""
    records, t0 = pack.lift(batch.laid), millis(batch.t0)
    if batch.pieces is not None:
        return joining.apart(Joined(batch.first_seq, t0, records, batch.pieces))
    received_us = millis(batch.received_at) * 1000 + batch.received_at.microsecond % 1000
    return [Part(batch.first_seq, t0, millis(batch.sent_at), received_us, records)]


async def told_apart(conn: Conn, sent: Sequence[SentBatch], touching: Sequence[Touching]) -> list[Stored]:
    """What touches, with the pieces of joined batches in place of those."""
    if not touching:
        return []
    by_key = {(each.patrol_id, each.first_seq, each.end_seq): each for each in sent}
    parts = await _parts_at(conn, {(row.patrol_id, row.first_seq) for row in touching if row.joined})
    found = []
    for row in touching:
        like = by_key[row.patrol_id, row.sent_seq, row.sent_end]
        if row.joined:
            pieces = parts[row.patrol_id, row.first_seq]
            found += [_touch(like, part) for part in pieces if _meets(like, part)]
        else:
            found.append(_single(like, row))
    return found


async def _parts_at(conn: Conn, keys: set[tuple[UUID, int]]) -> dict[tuple[UUID, int], list[Part]]:
    if not keys:
        return {}
    kept = await queries.kept_at(conn, [patrol for patrol, _ in keys], [seq for _, seq in keys])
    return {(batch.patrol_id, batch.first_seq): parts_of(batch) for batch in kept}


def _single(sent: SentBatch, row: Touching) -> Stored:
    return Stored(
        patrol_id=row.patrol_id,
        sent_seq=row.sent_seq,
        sent_end=row.sent_end,
        first_seq=row.first_seq,
        end_seq=row.end_seq,
        same=row.t0 == moment(sent.header.t0_ms) and row.laid == pack.lay(sent.records),
    )


def _meets(sent: SentBatch, part: Part) -> bool:
    return part.first_seq < sent.end_seq and sent.first_seq < part.end_seq


def _touch(sent: SentBatch, part: Part) -> Stored:
    return Stored(
        patrol_id=sent.patrol_id,
        sent_seq=sent.first_seq,
        sent_end=sent.end_seq,
        first_seq=part.first_seq,
        end_seq=part.end_seq,
        same=(part.first_seq, part.t0_ms, part.records) == (sent.first_seq, sent.header.t0_ms, sent.records),
    )

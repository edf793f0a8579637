"""Tracks in and out as GPX files."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.core.db import Conn
from backend.core.errors import Conflict, Problem
from backend.patrols import queries, rules, service
from backend.patrols.structs import EventKind, NewEvent, NewPatrol, Patrol
from backend.patrols.tracks import gpx
from backend.patrols.tracks.gpx import Imported
from backend.patrols.tracks.service import laid_out, note_reading
from backend.patrols.tracks.store import Outcome, store
from backend.patrols.tracks.wire import SentBatch
from backend.zones.assigning import Assigner
from geo.pack import Header

SQUAD = "GPX"
"""Stands in for the squad of a patrol that came from a file."""


async def exported(conn: Conn, caller: Caller, patrol_id: UUID) -> str:
    patrol = await queries.by_id(conn, patrol_id)
    await note_reading(conn, caller, patrol, "patrol.track_exported")
    _, laid, _ = await laid_out(conn, patrol)
    return await asyncio.to_thread(gpx.written, patrol, laid)


async def imported(conn: Conn, assigner: Assigner, caller: Caller, body: bytes, now: datetime) -> list[Patrol]:
    """Every track of a file as an ended patrol of the caller's own. The same file again changes nothing."""
    tracks = await asyncio.to_thread(gpx.read, body, caller.id, now)
    return [await _import_track(conn, assigner, caller, track, now) for track in tracks]


async def _import_track(conn: Conn, assigner: Assigner, caller: Caller, track: Imported, now: datetime) -> Patrol:
    new = NewPatrol(squad=SQUAD, started_at=track.started_at)
    town = rules.town(None, False, None, caller.town_codes)
    if await queries.insert(conn, track.id, caller, new, town, track.ended_at, service.digest(new)):
        end = NewEvent(kind=EventKind.END, at=track.ended_at)
        await queries.insert_event(conn, uuid5(track.id, "end"), track.id, end, service.digest(end))
        _raise_problems(await store(conn, assigner, _batches(track, caller, now)))
        await audit.record(conn, caller.id, "patrol.imported", track.id)
        await service.announce(conn, await queries.by_id(conn, track.id))
    return await queries.by_id(conn, track.id)


def _batches(track: Imported, caller: Caller, now: datetime) -> list[SentBatch]:
    batches, first_seq = [], 0
    for t0, records in track.batches:
        sent = SentBatch(track.id, caller.id, Header(first_seq, t0, rules.millis(now)), records, now)
        batches.append(sent)
        first_seq = sent.end_seq
    return batches


def _raise_problems(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            raise Conflict("无法导入这条轨迹。", f"This track cannot be imported: {outcome.en}") from outcome

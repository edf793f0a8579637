"""Putting together what is played back, and writing down who looked at whom and why."""

import asyncio
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.command.replay import queries, rules
from backend.command.replay.structs import Purpose, Replay, Replayed, Walked, Wanted
from backend.core.db import Conn
from backend.patrols import rules as patrol_rules
from backend.patrols.structs import Patrol
from backend.patrols.tracks import service as tracks
from geo.tracks import Laid

_MICRO = 1e6


async def replay(conn: Conn, caller: Caller, wanted: Wanted, purpose: Purpose) -> Replay:
    """
    Raises:
        Invalid: see ``rules``.
        NotFound: no such duty zone.
    """
    rules.check(wanted)
    zone = await queries.zone_number(conn, wanted.zone_id) if wanted.zone_id else None
    patrols = await queries.patrols(conn, wanted)
    rules.refuse_too_much(patrols)
    played: list[Replayed] = []
    for patrol in patrols:
        # Of the whole patrol: a gap is known only from both of its ends.
        _, laid, _ = await tracks.laid_out(conn, patrol)
        one = await asyncio.to_thread(_played, patrol, laid, wanted, zone)
        if one:
            played.append(one)
    await _note(conn, caller, wanted, purpose, [one.patrol for one in played])
    people = sorted({p.patrol.person_id for p in played} | ({wanted.person_id} if wanted.person_id else set()))
    return Replay(
        begin=wanted.begin,
        end=wanted.end,
        patrols=played,
        leads=await queries.leads(conn, wanted, people),
        photos=await queries.photos(conn, wanted, people),
    )


async def _note(conn: Conn, caller: Caller, wanted: Wanted, purpose: Purpose, patrols: Sequence[Patrol]) -> None:
    """Where a person was is sensitive: of every one who is looked at, other than oneself, it is written why."""
    span = {"begin": wanted.begin.isoformat(), "end": wanted.end.isoformat()}
    for patrol in patrols:
        if patrol.person_id != caller.id:
            await audit.record(conn, caller.id, "patrol.replay_read", patrol.id, purpose=purpose.value, **span)


def _played(patrol: Patrol, laid: Laid, wanted: Wanted, zone: int | None) -> Replayed | None:
    """None for a patrol that was not in the zone that is asked for."""
    begin, end = patrol_rules.millis(wanted.begin), patrol_rules.millis(wanted.end)
    kept = laid.kept
    inside = (kept.at_ms >= begin) & (kept.at_ms < end)
    if zone is not None and not bool((inside & (kept.zone == zone)).any()):
        return None
    parts = [
        _walked(kept.at_ms[a:b][some], kept.lon[a:b][some], kept.lat[a:b][some])
        for a, b in laid.parts
        if (some := inside[a:b]).any()
    ]
    gaps = [gap for gap in tracks.gaps(laid) if gap.to_at > wanted.begin and gap.from_at < wanted.end]
    return Replayed(patrol=patrol, parts=parts, gaps=gaps)


def _walked(at_ms: NDArray[np.int64], lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Walked:
    return Walked(dt=_steps(at_ms), lon=_steps(np.rint(lon * _MICRO)), lat=_steps(np.rint(lat * _MICRO)))


def _steps(values: NDArray[np.int64] | NDArray[np.float64]) -> list[int]:
    steps: list[int] = np.diff(values.astype(np.int64), prepend=0).tolist()
    return steps

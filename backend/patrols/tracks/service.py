"""A patrol's track, read back: summed up for its page, laid out for the map."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
import numpy as np
from numpy.typing import NDArray

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.core.db import Conn
from backend.patrols import queries as patrol_queries
from backend.patrols import rules
from backend.patrols.structs import (
    DroppedCount,
    DroppedFix,
    Event,
    Gap,
    LonLat,
    Patrol,
    PatrolDetail,
    Track,
    TrackPart,
    ZoneShare,
)
from backend.patrols.tracks import queries
from backend.patrols.tracks.derived import queries as derived
from backend.patrols.tracks.structs import BatchRow, ZoneName
from backend.patrols.tracks.wire import moment
from geo import cleaning, fixes, pack, tracks
from geo.cleaning import DropReason, Duty
from geo.fixes import Batch, Fixes
from geo.tracks import Laid, Share, Summary

OUTSIDE = "责任区外 Outside every zone"


def lay_out(rows: Sequence[BatchRow], duty: Duty) -> tuple[Fixes, Laid]:
    """All fixes, and what of them is drawn."""
    every = fixes.of([Batch(r.first_seq, rules.millis(r.t0), pack.lift(r.laid), r.zone_runs) for r in rows])
    return every, tracks.lay_out(every, duty)


async def laid_out(conn: Conn, patrol: Patrol) -> tuple[Fixes, Laid, list[Event]]:
    events = await patrol_queries.events(conn, patrol.id)
    rows = await queries.batches(conn, patrol.id)
    every, laid = await asyncio.to_thread(lay_out, rows, rules.duty(patrol.started_at, events))
    return every, laid, events


async def detail(conn: Conn, patrol_id: UUID, now: datetime) -> PatrolDetail:
    """A patrol's page: what happened, how far, how long, where; gaps and left-out fixes named."""
    patrol = await patrol_queries.by_id(conn, patrol_id)
    every, laid, events = await laid_out(conn, patrol)
    whole = len(every) >= patrol.point_count
    summary, dropped = await asyncio.to_thread(tracks.summarise, laid), counts(laid)
    if not whole and (kept := await derived.sums(conn, patrol_id)) is not None:
        shares = [Share(s.number, s.seconds, s.metres) for s in kept.zones]
        summary, dropped = Summary(kept.distance_m, kept.moving_s, shares), kept.dropped
    names = await queries.zone_names(conn, [s.zone for s in summary.shares])
    overlaps = await patrol_queries.overlapping(conn, patrol)
    return PatrolDetail(
        **msgspec.structs.asdict(patrol),
        events=events,
        distance_m=round(summary.distance_m, 2),
        moving_s=summary.moving_s,
        duration_s=rules.duty_seconds(patrol.started_at, rules.course(patrol.started_at, events), now),
        gaps=gaps(laid),
        zones=_zones(summary, names),
        dropped=dropped,
        track_kept=whole,
        overlaps=[other.id for other in overlaps],
    )


async def track(conn: Conn, caller: Caller, patrol_id: UUID, tolerance_m: float) -> Track:
    """The way for the map, drawn to within ``tolerance_m`` (0: every fix). Looking at somebody else's is recorded."""
    patrol = await patrol_queries.by_id(conn, patrol_id)
    await note_reading(conn, caller, patrol, "patrol.track_read")
    every, laid, _ = await laid_out(conn, patrol)
    parts = await asyncio.to_thread(_parts, laid, tolerance_m)
    return Track(parts=parts, gaps=gaps(laid), dropped=_dropped(every, laid))


async def note_reading(conn: Conn, caller: Caller, patrol: Patrol, action: str) -> None:
    """Where a person was is sensitive: whoever reads it, other than the person, leaves a trace."""
    if caller.id != patrol.person_id:
        await audit.record(conn, caller.id, action, patrol.id)


def gaps(laid: Laid) -> list[Gap]:
    kept = laid.kept

    def place(i: int) -> LonLat:
        return float(kept.lon[i]), float(kept.lat[i])

    return [
        Gap(
            from_at=moment(int(kept.at_ms[b.after])),
            to_at=moment(int(kept.at_ms[b.after + 1])),
            seconds=float(kept.at_ms[b.after + 1] - kept.at_ms[b.after]) / 1000,
            reason=b.reason,
            from_place=place(b.after),
            to_place=place(b.after + 1),
        )
        for b in laid.breaks
    ]


def _zones(summary: Summary, names: Sequence[ZoneName]) -> list[ZoneShare]:
    """In order of name, outside last: an order that ranks nothing."""
    named = {n.number: n for n in names}

    def share(s: Share) -> ZoneShare:
        zone = named.get(s.zone)
        return ZoneShare(
            area_id=zone.id if zone else None,
            name=zone.name if zone else OUTSIDE,
            seconds=round(s.seconds, 3),
            distance_m=round(s.metres, 2),
        )

    return sorted((share(s) for s in summary.shares), key=lambda z: (z.area_id is None, z.name))


def counts(laid: Laid) -> list[DroppedCount]:
    counted = Counter(laid.reasons[laid.reasons != cleaning.KEPT].tolist())
    return [DroppedCount(reason=cleaning.ORDER[c - 1], count=n) for c, n in sorted(counted.items())]


def _parts(laid: Laid, tolerance_m: float) -> list[TrackPart]:
    return [_part(laid.kept, np.arange(a, b), tolerance_m) for a, b in laid.parts]


def _part(kept: Fixes, indexes: NDArray[np.int64], tolerance_m: float) -> TrackPart:
    drawn = kept.take(indexes[tracks.simplify(kept.lon[indexes], kept.lat[indexes], tolerance_m)])
    return TrackPart(coordinates=list(zip(drawn.lon.tolist(), drawn.lat.tolist(), drawn.at_ms.tolist(), strict=True)))


def _dropped(every: Fixes, laid: Laid) -> list[DroppedFix]:
    """Left-out fixes with their place; of a time off duty the place is nobody's business, and a companion's beside the
    phone's own say nothing new, so those are only counted."""
    counted = [cleaning.KEPT, cleaning.code(DropReason.OFF_DUTY), cleaning.code(DropReason.BESIDE)]
    shown = np.flatnonzero(~np.isin(laid.reasons, counted))
    some = every.take(shown)
    rows = zip(some.lon.tolist(), some.lat.tolist(), some.at_ms.tolist(), laid.reasons[shown].tolist(), strict=True)
    return [DroppedFix(lon=x, lat=y, at_ms=at, reason=cleaning.ORDER[c - 1]) for x, y, at, c in rows]

"""How much of each zone was come near, and when last: from the tracks themselves, cleaned and split as everywhere."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from math import ceil
from uuid import UUID

import numpy as np
import shapely
from numpy.typing import NDArray

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.auth.permissions import Permission, Reach
from backend.basemap import queries as basemap
from backend.basemap.structs import Box
from backend.core import clock
from backend.core.db import Conn
from backend.core.errors import Invalid, NotFound
from backend.patrols import queries as patrol_queries
from backend.patrols.coverage import queries, rules
from backend.patrols.coverage.structs import Coverage, CoverageOf, Zone, ZoneAges, ZoneCoverage
from backend.patrols.rules import millis
from backend.patrols.tracks.service import laid_out
from backend.patrols.tracks.wire import moment
from geo import coverage
from geo.coverage import Ground, TooFine
from geo.crs import METRIC_EPSG
from geo.lookup import Area
from geo.metric import places_in_degrees, stored_in_metres, to_degrees

_MOST_CELLS = 400_000
_MOST_AGES = 10_000
"""Cells of one zone on a map."""


def _towns(caller: Caller) -> list[str] | None:
    return None if caller.reaches(Permission.LIVE_WATCH, Reach.ALL) else list(caller.town_codes)


async def of_town(
    conn: Conn, caller: Caller, town_code: str, of: CoverageOf, from_day: date | None, within_m: float
) -> Coverage:
    """Every duty zone of a town that is in force today.

    Raises:
        NotFound: a town beyond the caller's, or without duty zones: the two look alike.
        Invalid: see ``rules``.
    """
    now = clock.now()
    begin, towns = rules.since(from_day, now), _towns(caller)
    zones = await queries.zones(conn, [town_code], None, clock.today()) if towns is None or town_code in towns else []
    if not zones:
        raise NotFound("这个镇街没有责任区。", "There are no duty zones in this town.")
    areas, box = await asyncio.to_thread(_areas, zones, within_m)
    grain = rules.grain_m(_extent_m2(areas), _MOST_CELLS) if of is CoverageOf.GROUND else coverage.PIECE_M
    ground = await _ground(conn, areas, box, of, grain)
    last = await _last_seen(conn, ground, box, begin, within_m)
    found = {s.zone: s for s in coverage.by_zone(ground, last, millis(begin))}
    return Coverage(
        town_code=town_code,
        of=of,
        since=begin,
        within_m=within_m,
        grain_m=grain,
        zones=[_told(z, found.get(z.number), millis(begin)) for z in zones],
    )


def _told(zone: Zone, seen: coverage.Seen | None, since_ms: int) -> ZoneCoverage:
    last_ms = seen.last_ms if seen and seen.last_ms is not None and seen.last_ms >= since_ms else None
    return ZoneCoverage(
        area_id=zone.id,
        code=zone.code,
        name=zone.name,
        amount=round(seen.amount, 1) if seen else 0.0,
        share=round(seen.share, 4) if seen else 0.0,
        last_seen_at=None if last_ms is None else moment(last_ms),
    )


async def ages(
    conn: Conn, caller: Caller, area_id: UUID, of: CoverageOf, from_day: date | None, within_m: float
) -> ZoneAges:
    """The cells of one duty zone, or the pieces of its streets. It shows where people were, so looking at it is
    recorded.

    Raises:
        NotFound: no duty zone in force, or one beyond the caller's towns.
        Invalid: see ``rules``.
    """
    now = clock.now()
    begin = rules.since(from_day, now)
    zones = await queries.zones(conn, _towns(caller), area_id, clock.today())
    if not zones:
        raise NotFound("没有找到。", "No such duty zone.")
    await audit.record(conn, caller.id, "zone.coverage_read", area_id)
    areas, box = await asyncio.to_thread(_areas, zones, within_m)
    grain = rules.grain_m(_extent_m2(areas), _MOST_AGES) if of is CoverageOf.GROUND else coverage.PIECE_M
    ground = (await _ground(conn, areas, box, of, grain)).within()
    if of is CoverageOf.STREETS and len(ground) > _MOST_AGES:
        grain *= ceil(len(ground) / _MOST_AGES)
        ground = (await _ground(conn, areas, box, of, grain)).within()
    last = await _last_seen(conn, ground, box, begin, within_m)
    last[last < millis(begin)] = coverage.NEVER
    lonlat = shapely.get_coordinates(places_in_degrees(shapely.points(ground.x, ground.y))).round(6)
    seconds = coverage.ages_s(last, millis(now)).tolist()
    cells = [
        (lon, lat, None if np.isnan(age) else round(age))
        for (lon, lat), age in zip(lonlat.tolist(), seconds, strict=True)
    ]
    return ZoneAges(area_id=area_id, of=of, since=begin, at=now, within_m=within_m, grain_m=grain, cells=cells)


def _areas(zones: Sequence[Zone], within_m: float) -> tuple[list[Area], Box]:
    """Zones in metres, and the box in degrees of everything that may be near one of them."""
    shapes = stored_in_metres([z.wkb for z in zones])
    areas = [Area(z.number, z.code, shape) for z, shape in zip(zones, shapes, strict=True)]
    west, south, east, north = shapely.total_bounds(shapes)
    around = shapely.box(west - within_m, south - within_m, east + within_m, north + within_m)
    degrees = to_degrees(np.array([around], object), f"EPSG:{METRIC_EPSG}")
    west, south, east, north = (float(v) for v in shapely.total_bounds(degrees))
    return areas, Box(west=west, south=south, east=east, north=north)


def _extent_m2(areas: Sequence[Area]) -> float:
    west, south, east, north = shapely.total_bounds([a.shape for a in areas])
    return float((east - west) * (north - south))


async def _ground(conn: Conn, areas: list[Area], box: Box, of: CoverageOf, grain_m: float) -> Ground:
    try:
        if of is CoverageOf.GROUND:
            return await asyncio.to_thread(coverage.cells, areas, grain_m)
        roads = await basemap.roads(conn, box)
        return await asyncio.to_thread(
            lambda: coverage.pieces(stored_in_metres([r.wkb for r in roads]), areas, grain_m)
        )
    except TooFine as fine:
        raise Invalid("责任区范围太大,无法计算。", "The duty zones are too large for this.") from fine


async def _last_seen(conn: Conn, ground: Ground, box: Box, since: datetime, within_m: float) -> NDArray[np.int64]:
    """Patrol after patrol, so that no more than one track is in memory."""
    passing = await queries.passing(conn, box, since)
    rules.refuse_too_much(sum(p.point_count for p in passing))
    last = coverage.last_seen(ground, [], within_m)
    for each in passing:
        _, laid, _ = await laid_out(conn, await patrol_queries.by_id(conn, each.id))
        np.maximum(last, await asyncio.to_thread(coverage.last_seen, ground, [laid], within_m), out=last)
    return last

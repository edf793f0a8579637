"""Zones, leads and coverage as vector tiles, to whom they may be shown."""

import gzip
from typing import Any

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.basemap import rules as grid
from backend.basemap.routes import TILE, Cell, Zoom
from backend.core import clock
from backend.core.db import Context
from backend.core.parameters import OfTown
from backend.tiles import rules, service
from backend.tiles.structs import EVERYBODY, Asked, Layer, Scope

AnyRequest = Request[Any, Any, Any]


def _scope(fence: Context) -> Scope:
    return rules.scope(fence.person, fence.towns, fence.reach)


async def _answer(request: AnyRequest, asked: Asked, caller: Caller) -> Response[bytes]:
    """200 with the tile, 204 where there is nothing, 304 to whoever holds it already."""
    grid.check_tile(asked.z, asked.x, asked.y)
    tiles = service.of(request.app.state)
    tag = await tiles.tag(asked)
    headers = {"etag": f'"{tag}"', "cache-control": "private, no-cache", "vary": "accept-encoding"}
    if f'"{tag}"' in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=TILE)
    packed = await tiles.tile(asked, tag, caller)
    if not packed:
        return Response(b"", status_code=204, headers=headers, media_type=TILE)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, headers={**headers, "content-encoding": "gzip"}, media_type=TILE)
    return Response(gzip.decompress(packed), headers=headers, media_type=TILE)


@get("/zones/{z:int}/{x:int}/{y:int}", opt=needs(Permission.AREAS_READ), media_type=TILE, summary="A tile of areas")
async def read_zones(
    request: AnyRequest, caller: NamedDependency[Caller], z: Zoom, x: Cell, y: Cell
) -> Response[bytes]:
    """Layer ``zones``: areas in force today with ``kind`` and, from zoom 11, ``code`` and ``name``; the feature's id is
    the area's number. Layer ``names``: a point for each, with ``kind`` and ``name``. Town outlines from zoom 6, duty
    zones from 9, villages from 10, grids from 13; names of zones from 11."""
    asked = Asked(layer=Layer.ZONES, z=z, x=x, y=y, on=clock.today(), scope=EVERYBODY)
    return await _answer(request, asked, caller)


@get("/leads/{z:int}/{x:int}/{y:int}", opt=needs(Permission.LEAD_READ), media_type=TILE, summary="A tile of leads")
async def read_leads(
    request: AnyRequest, caller: NamedDependency[Caller], fence: NamedDependency[Context], z: Zoom, x: Cell, y: Cell
) -> Response[bytes]:
    """Layer ``leads``: points within the caller's reach with ``count`` and the most urgent ``state``; a single lead has
    its ``id`` and ``category``. What lies in the same 64th of the tile is one point, so that none is crowded."""
    asked = Asked(layer=Layer.LEADS, z=z, x=x, y=y, on=clock.today(), scope=_scope(fence))
    return await _answer(request, asked, caller)


@get(
    "/coverage/{z:int}/{x:int}/{y:int}",
    opt=needs(Permission.LIVE_WATCH),
    media_type=TILE,
    summary="A tile of how much of a town's duty zones was come near",
)
async def read_coverage(
    request: AnyRequest,
    caller: NamedDependency[Caller],
    fence: NamedDependency[Context],
    z: Zoom,
    x: Cell,
    y: Cell,
    town_code: OfTown,
) -> Response[bytes]:
    """Layer ``coverage``: duty zones with ``share`` (0 to 1, within 50 m, the last seven days) and ``last_seen`` (epoch
    seconds, absent when not seen). Worked out at most every five minutes. Of zones, never of persons."""
    asked = Asked(layer=Layer.COVERAGE, z=z, x=x, y=y, on=clock.today(), scope=_scope(fence), town_code=town_code)
    return await _answer(request, asked, caller)


router = Router("/tiles", route_handlers=[read_zones, read_leads, read_coverage], tags=["map"])

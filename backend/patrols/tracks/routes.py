"""Tracks: batches in, the way and its summary out, GPX both ways."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import clock
from backend.core.db import Conn
from backend.patrols.structs import Patrol, PatrolDetail, Track, TrackReceipt
from backend.patrols.tracks import exchange, ingest, service, wire
from backend.patrols.tracks.gpx import MEDIA_TYPE as GPX
from backend.patrols.tracks.openapi import GpxFile, TrackBatch
from backend.zones import assigning

MAX_GPX = 20 << 20


@post(
    "/{patrol_id:uuid}/track",
    opt=needs(Permission.PATROL_RUN),
    request_max_body_size=wire.MAX_JSON,
    operation_class=TrackBatch,
    summary="Store a batch of fixes",
)
async def add_track(
    request: Request[Any, Any, Any], caller: NamedDependency[Caller], patrol_id: FromPath[UUID]
) -> Response[TrackReceipt]:
    """Store 1 to 1,000 fixes once, however often they are sent; answered after the commit.

    201 when they are new, 200 when they were stored already. 409 names the stored ranges when other fixes have these
    numbers. 422 names the indexes of fixes from outside duty or in the future; then nothing of the batch is stored.
    """
    received_at = clock.now()
    media_type, encoding = request.content_type[0], request.headers.get("content-encoding", "")
    sent = wire.read(patrol_id, caller.id, media_type, encoding, await request.body(), received_at)
    receipt = await ingest.of(request.app.state).submit(sent)
    return Response(receipt, status_code=200 if receipt.duplicate else 201)


@get("/{patrol_id:uuid}", opt=needs(Permission.PATROL_READ), summary="One patrol with its track summed up")
async def read_patrol(conn: NamedDependency[Conn], patrol_id: FromPath[UUID]) -> PatrolDetail:
    return await service.detail(conn, patrol_id, clock.now())


@get("/{patrol_id:uuid}/track", opt=needs(Permission.PATROL_READ), summary="A patrol's way for the map")
async def read_track(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    patrol_id: FromPath[UUID],
    tolerance_m: Annotated[
        float, QueryParameter(ge=0, le=1000, description="draw to within so many metres; 0 is every fix")
    ] = 0,
) -> Track:
    return await service.track(conn, caller, patrol_id, tolerance_m)


@get("/{patrol_id:uuid}/track.gpx", opt=needs(Permission.PATROL_READ), media_type=GPX, summary="A patrol's way as GPX")
async def export_gpx(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], patrol_id: FromPath[UUID]
) -> Response[str]:
    xml = await exchange.exported(conn, caller, patrol_id)
    return Response(
        xml, media_type=GPX, headers={"content-disposition": f'attachment; filename="patrol-{patrol_id}.gpx"'}
    )


@post(
    "/imports",
    opt=needs(Permission.PATROL_IMPORT),
    request_max_body_size=MAX_GPX,
    operation_class=GpxFile,
    summary="Import own tracks from a GPX file",
)
async def import_gpx(
    request: Request[Any, Any, Any], conn: NamedDependency[Conn], caller: NamedDependency[Caller]
) -> list[Patrol]:
    """Every track becomes an ended patrol of one's own. The same file again changes nothing."""
    assigner = assigning.of(request.app.state)
    return await exchange.imported(conn, assigner, caller, await request.body(), clock.now())


router = Router("/", route_handlers=[add_track, read_patrol, read_track, export_gpx, import_gpx])

"""The town's own map: single tiles for desks, whole packages for phones."""

from typing import Annotated, Any

from litestar import Request, Response, Router, get, put
from litestar.di import NamedDependency
from litestar.params import PathParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission, Reach
from backend.basemap import queries, rules, service
from backend.basemap.structs import MapPackage
from backend.core import clock
from backend.core.db import Conn
from backend.core.errors import Conflict
from backend.core.etags import answer_if_changed
from backend.core.parameters import TownInPath

TILE = "application/vnd.mapbox-vector-tile"
_PACKAGE = "application/vnd.pmtiles"
Zoom = Annotated[int, PathParameter(ge=0, le=30)]
Cell = Annotated[int, PathParameter(ge=0, le=(1 << 30) - 1)]


@get("/tiles/{z:int}/{x:int}/{y:int}", opt=needs(Permission.AREAS_READ), summary="A tile of the map", media_type=TILE)
async def read_tile(
    request: Request[Any, Any, Any], conn: NamedDependency[Conn], z: Zoom, x: Cell, y: Cell
) -> Response[bytes]:
    """Layers ``water``, ``building``, ``road`` and ``place`` of a Mapbox vector tile; empty where there is nothing."""
    rules.check_tile(z, x, y)
    tag = f"map-{await queries.version(conn)}"

    async def draw() -> bytes:
        return (await queries.tile(conn, z, x, y)).data

    return await answer_if_changed(request, tag, draw, TILE)


@get("/packages", opt=needs(Permission.AREAS_READ), summary="Map packages of one's towns")
async def list_packages(conn: NamedDependency[Conn], caller: NamedDependency[Caller]) -> list[MapPackage]:
    """Of every town for those who see all."""
    everywhere = caller.reaches(Permission.REFERENCE_READ, Reach.ALL)
    return await queries.packages(conn, None if everywhere else list(caller.town_codes), clock.today())


@put("/packages/{town_code:str}", opt=needs(Permission.AREAS_READ), summary="Have a town's map package made")
async def ask_for_package(conn: NamedDependency[Conn], town_code: TownInPath) -> MapPackage:
    """Made beside the requests; the list says how far it is. Nothing happens when today's is there already."""
    return await service.ask(conn, town_code, clock.today())


@get(
    "/packages/{town_code:str}",
    opt=needs(Permission.AREAS_READ),
    summary="A town's map for a phone without a network",
    media_type=_PACKAGE,
)
async def read_package(
    request: Request[Any, Any, Any], conn: NamedDependency[Conn], town_code: TownInPath
) -> Response[bytes]:
    """A PMTiles 3 archive, the last that was made; 404 when none was. ``Range`` is understood (206); with
    ``If-Match`` parts of another version than the one begun with are refused (409)."""
    kept = await service.kept(conn, town_code)
    tag = f'"{kept.version}"'
    headers = {"etag": tag, "cache-control": "private, no-cache", "accept-ranges": "bytes"}
    if request.headers.get("if-match", tag) != tag:
        raise Conflict("地图已更新,请重新下载。", "The map has changed. Begin again.")
    if tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=_PACKAGE)
    part = rules.stretch(request.headers.get("range"), kept.size)
    first, size = part or (0, kept.size)
    data = await queries.part(conn, town_code, first, size)
    if part is None:
        return Response(data, headers=headers, media_type=_PACKAGE)
    headers["content-range"] = f"bytes {first}-{first + size - 1}/{kept.size}"
    return Response(data, status_code=206, headers=headers, media_type=_PACKAGE)


router = Router("/map", route_handlers=[read_tile, list_packages, ask_for_package, read_package], tags=["map"])

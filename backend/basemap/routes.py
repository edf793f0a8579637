"""The town's own map: single tiles for desks, whole packages for phones."""

from typing import Annotated, Any

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import PathParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission, Reach
from backend.basemap import queries, rules, service
from backend.basemap.structs import MapPackage
from backend.core import clock
from backend.core.db import Conn
from backend.core.etags import answer_if_changed

TILE = "application/vnd.mapbox-vector-tile"
_PACKAGE = "application/vnd.pmtiles"
Zoom = Annotated[int, PathParameter(ge=0, le=30)]
Cell = Annotated[int, PathParameter(ge=0, le=(1 << 30) - 1)]
TownCode = Annotated[str, PathParameter(pattern=r"^[0-9]{9}$")]


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


@get(
    "/packages/{town_code:str}",
    opt=needs(Permission.AREAS_READ),
    summary="A town's map for a phone without a network",
    media_type=_PACKAGE,
)
async def read_package(
    request: Request[Any, Any, Any], conn: NamedDependency[Conn], town_code: TownCode
) -> Response[bytes]:
    """A PMTiles 3 archive. Made when it is first asked for, which takes some seconds; 404 where nothing is imported."""
    town = await queries.town(conn, town_code, clock.today())
    return await answer_if_changed(request, town.version, lambda: service.package(conn, town), _PACKAGE)


router = Router("/map", route_handlers=[read_tile, list_packages, read_package], tags=["map"])

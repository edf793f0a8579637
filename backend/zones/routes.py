"""Reading areas, and importing new ones."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, Router, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import clock, files
from backend.core.db import Conn
from backend.core.etags import answer_if_changed
from backend.core.parameters import MaybeOfTown
from backend.zones import assigning, queries, service
from backend.zones.imports import service as imports
from backend.zones.openapi import AreaFile
from backend.zones.structs import (
    Accept,
    Area,
    AreaImport,
    AreaKind,
    AreaRepair,
    AreasAt,
    Datum,
    Decision,
    ImportMode,
    ImportShape,
    NewAreaImport,
)

MAX_FILE = 20 << 20
Column = Annotated[str | None, QueryParameter(min_length=1, max_length=100)]


@get("/", opt=needs(Permission.AREAS_READ), summary="Areas in force on a day")
async def list_areas(
    request: Request[Any, Any, Any],
    conn: NamedDependency[Conn],
    kind: FromQuery[AreaKind | None] = None,
    town_code: MaybeOfTown = None,
    on: FromQuery[date | None] = None,
) -> Response[list[Area]]:
    """Today's when ``on`` is left out. Carries an ETag; unchanged is 304."""
    day = on or clock.today()
    kinds = [kind] if kind else list(AreaKind)
    tag = f"areas-{await queries.version(conn)}-{day}"
    towns = [town_code] if town_code else None
    return await answer_if_changed(request, tag, lambda: queries.in_force(conn, kinds, towns, day))


@get("/at", opt=needs(Permission.AREAS_READ), summary="Which areas cover a place on a day")
async def read_areas_at(
    conn: NamedDependency[Conn],
    state: State,
    lon: Annotated[float, QueryParameter(ge=-180, le=180)],
    lat: Annotated[float, QueryParameter(ge=-90, le=90)],
    on: FromQuery[date | None] = None,
) -> AreasAt:
    """One area of each kind at most; on a border, the one with the lowest code."""
    day = on or clock.today()
    return AreasAt(on=day, areas=await assigning.of(state).at(conn, lon, lat, day))


@post(
    "/imports",
    opt=needs(Permission.AREAS_IMPORT),
    request_max_body_size=MAX_FILE,
    operation_class=AreaFile,
    summary="Check a file of areas",
)
async def check_import(
    request: Request[Any, Any, Any],
    state: State,
    caller: NamedDependency[Caller],
    kind: FromQuery[AreaKind],
    valid_from: FromQuery[date],
    filename: Annotated[str, QueryParameter(min_length=1, max_length=200)],
    datum: FromQuery[Datum] = Datum.AUTO,
    convert: FromQuery[bool] = False,
    mode: FromQuery[ImportMode] = ImportMode.BY_CODE,
    epsg: Annotated[int | None, QueryParameter(ge=1024, le=32767)] = None,
    layer: Column = None,
    encoding: Column = None,
    code_field: Column = None,
    name_field: Column = None,
    town_field: Column = None,
) -> AreaImport:
    """The body is the file itself: GeoJSON, GeoPackage or a zipped Shapefile, at most 20 MB.

    Nothing comes into force before a decision. ``epsg`` declares the system of coordinates where the file does not,
    ``datum=gcj02&convert=true`` asks for conversion, ``mode=replace_all`` ends every area of this kind in the same
    towns and not only those of the same codes; the ``..._field`` parameters name columns with unusual names.
    """
    wanted = NewAreaImport(
        kind=kind, valid_from=valid_from, filename=filename, datum=datum, convert=convert, mode=mode, epsg=epsg,
        layer=layer, encoding=encoding, code_field=code_field, name_field=name_field, town_field=town_field,
    )  # fmt: skip
    context = caller.context(Permission.AREAS_IMPORT)
    return await service.check(state.database, context, caller.id, wanted, await request.body())


@get(
    "/imports/{import_id:uuid}/shapes",
    opt=needs(Permission.AREAS_IMPORT),
    summary="The features of an import, for a map",
)
async def read_import_shapes(conn: NamedDependency[Conn], import_id: FromPath[UUID]) -> list[ImportShape]:
    """Simplified; also of features that are not good, where they have a place at all."""
    return await imports.shapes_of(conn, import_id)


@get("/imports/{import_id:uuid}/repairs", opt=needs(Permission.AREAS_IMPORT), summary="What could be done about faults")
async def read_import_repairs(conn: NamedDependency[Conn], import_id: FromPath[UUID]) -> list[AreaRepair]:
    """For looking at; nothing is changed by it. Of files with at most 5,000 areas."""
    return await imports.repairs_of(conn, import_id)


@get(
    "/imports/{import_id:uuid}/repaired",
    opt=needs(Permission.AREAS_IMPORT),
    media_type="application/geo+json",
    summary="The file as it would be after all repairs",
)
async def read_repaired(conn: NamedDependency[Conn], import_id: FromPath[UUID]) -> Response[bytes]:
    """GeoJSON in CGCS2000 degrees. To come into force it is sent and checked like every file."""
    name, body = await imports.repaired(conn, import_id)
    headers = {"content-disposition": files.attachment(name, "repaired.geojson")}
    return Response(body, media_type="application/geo+json", headers=headers)


@get("/imports/{import_id:uuid}", opt=needs(Permission.AREAS_IMPORT), summary="One import with its report")
async def read_import(conn: NamedDependency[Conn], import_id: FromPath[UUID]) -> AreaImport:
    return await queries.import_by_id(conn, import_id)


@put("/imports/{import_id:uuid}/decision", opt=needs(Permission.AREAS_IMPORT), summary="Decide on an import")
async def decide_import(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    import_id: FromPath[UUID],
    data: JSONBody[Decision],
) -> AreaImport:
    """``all`` only when all is good, else 409; ``good_part`` leaves out what is not; ``none`` refuses."""
    return await service.decide(conn, caller.id, import_id, Accept(data.accept))


@put("/imports/{import_id:uuid}/withdrawal", opt=needs(Permission.AREAS_IMPORT), summary="Take an import back")
async def withdraw_import(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], import_id: FromPath[UUID]
) -> AreaImport:
    """Until midnight (Asia/Shanghai) of the day it was decided, unless later imports build on it; then 409."""
    return await imports.withdraw(conn, caller.id, import_id)


router = Router(
    "/areas",
    route_handlers=[
        list_areas, read_areas_at, check_import, read_import, read_import_shapes, decide_import,
        withdraw_import, read_import_repairs, read_repaired,
    ],
    tags=["areas"],
)  # fmt: skip

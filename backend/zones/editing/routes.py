"""Changing borders of areas on the map."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Router, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import clock
from backend.core.db import Conn
from backend.core.geojson import MultiPolygon
from backend.core.parameters import MaybeOfTown
from backend.zones import assigning
from backend.zones.editing import saving, service
from backend.zones.editing.structs import (
    AreaChange,
    EditableAreas,
    FreeCode,
    NewFit,
    NewMerge,
    NewReport,
    NewSplit,
    RepairedSet,
    TopologyFault,
)
from backend.zones.structs import AreaImport, AreaKind

MAX_BODY = 8 << 20
_MAY = needs(Permission.AREAS_IMPORT)


@get("/editing", opt=_MAY, summary="A town's areas as they are edited")
async def read_editable(
    conn: NamedDependency[Conn],
    kind: FromQuery[AreaKind],
    town_code: MaybeOfTown = None,
    on: FromQuery[date | None] = None,
) -> EditableAreas:
    """With every digit of their shapes, so that neighbours stay neighbours. Today's when ``on`` is left out."""
    return await service.editable(conn, AreaKind(kind), town_code, on or clock.today())


@get("/editing/code", opt=_MAY, summary="A free code for a new area")
async def read_free_code(
    state: State,
    conn: NamedDependency[Conn],
    kind: FromQuery[AreaKind],
    lon: Annotated[float, QueryParameter(ge=-180, le=180)],
    lat: Annotated[float, QueryParameter(ge=-90, le=90)],
    taken: Annotated[list[str] | None, QueryParameter(max_length=2000)] = None,
    like: Annotated[str | None, QueryParameter(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]*$")] = None,
    on: FromQuery[date | None] = None,
) -> FreeCode:
    """Of unit grids by GB/T 30428.1, the next sequence of the community at the place; of others ``like`` counted on,
    or the first of the town at the place. Codes that were given once are not given again."""
    day, assigner = on or clock.today(), assigning.of(state)
    return FreeCode(await service.free_code(conn, assigner, AreaKind(kind), day, lon, lat, taken or [], like))


@post("/editing/split", opt=_MAY, status_code=200, request_max_body_size=MAX_BODY, summary="Cut an area by a line")
async def split_area(data: JSONBody[NewSplit]) -> list[MultiPolygon]:
    """Its parts, the largest first, which together are exactly what it was. Nothing is stored."""
    return await service.split(data)


@post("/editing/merge", opt=_MAY, status_code=200, request_max_body_size=MAX_BODY, summary="Join neighbouring areas")
async def merge_areas(data: JSONBody[NewMerge]) -> MultiPolygon:
    """Only what shares a border. Nothing is stored."""
    return await service.merge(data)


@post("/editing/fit", opt=_MAY, status_code=200, request_max_body_size=MAX_BODY, summary="Lay a border onto others")
async def fit_area(data: JSONBody[NewFit]) -> MultiPolygon:
    """The area without its neighbours' ground and without cracks beside them. Nothing is stored."""
    return await service.fit(data)


@post("/editing/report", opt=_MAY, status_code=200, request_max_body_size=MAX_BODY, summary="Faults of a set of areas")
async def report_faults(
    state: State, caller: NamedDependency[Caller], data: JSONBody[NewReport]
) -> list[TopologyFault]:
    """Overlaps, gaps, slivers, duplicates and wrong prefixes, each with what could be done. Nothing is stored."""
    return await service.report(state.database, caller.context(Permission.AREAS_IMPORT), data)


@post(
    "/editing/repairs",
    opt=_MAY,
    status_code=200,
    request_max_body_size=MAX_BODY,
    summary="All repairs of a set of areas",
)
async def repair_faults(state: State, caller: NamedDependency[Caller], data: JSONBody[NewReport]) -> RepairedSet:
    """The set as it would be after everything that can be done about its faults, and what is left of them. Nothing is
    stored."""
    return await service.mend(state.database, caller.context(Permission.AREAS_IMPORT), data)


@put("/changes/{import_id:uuid}", opt=_MAY, request_max_body_size=MAX_BODY, summary="Bring changed borders into force")
async def save_change(
    state: State, caller: NamedDependency[Caller], import_id: FromPath[UUID], data: JSONBody[AreaChange]
) -> AreaImport:
    """New versions from their date on, as an import that can be taken back until midnight. 409 when one of the areas
    has been changed since it was read."""
    context = caller.context(Permission.AREAS_IMPORT)
    return await saving.save(state.database, context, caller.id, import_id, data)


router = Router(
    "/areas",
    route_handlers=[
        read_editable, read_free_code, split_area, merge_areas, fit_area, report_faults, repair_faults, save_change,
    ],
    tags=["areas"],
)  # fmt: skip

"""What is reckoned about borders while they are drawn. Nothing is stored; see ``saving``."""

import asyncio
from collections.abc import Sequence
from datetime import date

import msgspec
import shapely

from backend.core.db import Conn, Context, Database
from backend.core.errors import Conflict, Invalid, invalid
from backend.core.geojson import MultiPolygon
from backend.core.sandbox import Stopped, run_limited
from backend.zones import queries
from backend.zones.assigning import Assigner
from backend.zones.editing import queries as edited
from backend.zones.editing import rules
from backend.zones.editing.shapes import whole
from backend.zones.editing.structs import (
    MOST_ZONES,
    DrawnZone,
    EditableAreas,
    NewFit,
    NewMerge,
    NewReport,
    NewSplit,
    RepairedSet,
    TopologyFault,
)
from backend.zones.editing.tasks import Answer, Fit, Look, Mend, Merge, Split, Task
from backend.zones.editing.work import work
from backend.zones.job import Outline
from backend.zones.structs import AreaKind, Finding
from backend.zones.words import say

_SMALL = 20_000
"""Bytes of shapes that can take no long time whatever they look like; starting a process would take most of it."""
_AT_ONCE = asyncio.Semaphore(2)
_HELD_BY = {
    AreaKind.VILLAGE: (AreaKind.TOWN,),
    AreaKind.UNIT_GRID: (AreaKind.VILLAGE,),
    AreaKind.DUTY_ZONE: (AreaKind.TOWN,),
    AreaKind.GOVERNANCE_GRID: (AreaKind.TOWN,),
}
"""The division with whose code a new area's begins."""


async def editable(conn: Conn, kind: AreaKind, town_code: str | None, on: date) -> EditableAreas:
    """
    Raises:
        Invalid: more than can be edited at once.
    """
    areas = await edited.areas(conn, kind, town_code, on, MOST_ZONES + 1)
    if len(areas) > MOST_ZONES:
        raise invalid("town_code", f"超过 {MOST_ZONES} 个区域，请选择镇街。", f"More than {MOST_ZONES}: choose a town.")
    around = await edited.around(conn, kind, town_code, on, MOST_ZONES) if town_code else []
    return EditableAreas(kind=kind, town_code=town_code, on=on, areas=areas, around=around)


async def split(wanted: NewSplit) -> list[MultiPolygon]:
    """
    Raises:
        Invalid: a shape that is not sound, or a line that does not cut it.
    """
    (shape,) = rules.shapes_of([wanted.shape], "shape")
    line = shapely.linestrings(wanted.line.coordinates)
    return _shapes(await _reckon(Split(shapely.to_wkb(shape), shapely.to_wkb(line))))


async def merge(wanted: NewMerge) -> MultiPolygon:
    """
    Raises:
        Invalid: a shape that is not sound, or they do not hang together.
    """
    shapes = rules.shapes_of(wanted.shapes, "shapes")
    return _shapes(await _reckon(Merge([shapely.to_wkb(s) for s in shapes])))[0]


async def fit(wanted: NewFit) -> MultiPolygon:
    """
    Raises:
        Invalid: a shape that is not sound, or its neighbours have all of it.
    """
    shape, *neighbours = rules.shapes_of([wanted.shape, *wanted.neighbours], "shapes")
    task = Fit(shapely.to_wkb(shape), [shapely.to_wkb(n) for n in neighbours], wanted.within_m)
    (fitted,) = _shapes(await _reckon(task))
    if not fitted.coordinates:
        raise _refused(say("nothing_left"))
    return fitted


async def report(database: Database, context: Context, wanted: NewReport) -> list[TopologyFault]:
    """
    Raises:
        Invalid: a shape that is not sound.
    """
    return (await _reckon(await _look(database, context, wanted))).faults


async def mend(database: Database, context: Context, wanted: NewReport) -> RepairedSet:
    """
    Raises:
        Invalid: a shape that is not sound.
    """
    answer = await _reckon(Mend(await _look(database, context, wanted)))
    return RepairedSet(zones=answer.zones, repaired=answer.repaired, left=answer.faults)


async def _look(database: Database, context: Context, wanted: NewReport) -> Look:
    shapes = rules.shapes_of([z.geometry for z in wanted.zones], "zones")
    async with database.transaction(context) as conn:
        owners = await _owners(conn, wanted.kind, wanted.on)
        given = await edited.codes_ever(conn, wanted.kind) if wanted.kind is AreaKind.UNIT_GRID else None
    grids = wanted.kind is AreaKind.UNIT_GRID and any(len(o.code) == 12 for o in owners)
    zones = [_outline(z, s) for z, s in zip(wanted.zones, shapes, strict=True)]
    return Look(zones=zones, owners=owners, given=given if grids else None)


def _outline(zone: DrawnZone, shape: shapely.Geometry) -> Outline:
    return Outline(code=zone.code, name=zone.name or zone.code, wkb=shapely.to_wkb(shape))


async def _owners(conn: Conn, kind: AreaKind, on: date) -> list[Outline]:
    """The divisions by whose code an area's must begin: a village's town, a unit grid's village."""
    if kind is AreaKind.UNIT_GRID and (villages := await queries.outlines(conn, AreaKind.VILLAGE, on)):
        return villages
    if kind in (AreaKind.VILLAGE, AreaKind.UNIT_GRID):
        return await queries.outlines(conn, AreaKind.TOWN, on)
    return []


async def free_code(
    conn: Conn, assigner: Assigner, kind: AreaKind, on: date, lon: float, lat: float, taken: Sequence[str],
    like: str | None,
) -> str:  # fmt: skip
    """A code for a new area at a place.

    Raises:
        Conflict: all are given out, or the place lies in no division.
    """
    holding = await assigner.at(conn, lon, lat, on, _HELD_BY.get(kind, ()))
    parent = next((h.code for h in holding), None)
    given = {*await edited.codes_ever(conn, kind), *taken}
    code = rules.free_code(kind, given, parent, like)
    if code is None:
        raise Conflict("这里没有可用的编码。", "There is no free code here.")
    return code


async def _reckon(task: Task) -> Answer:
    payload = msgspec.msgpack.encode(task)
    try:
        async with _AT_ONCE:
            if len(payload) <= _SMALL:
                packed = await asyncio.to_thread(work, payload)
            else:
                packed = await run_limited(
                    "backend.zones.editing.work:work", payload, memory_mb=2048, cpu_s=20, wall_s=40,
                    max_output=64 << 20,
                )  # fmt: skip
    except Stopped as stopped:
        why = {"time": "时间", "memory": "内存", "size": "大小"}.get(stopped.reason, "")
        raise _refused(say("too_complex", why_zh=why, why_en=stopped.reason)) from stopped
    answer = msgspec.msgpack.decode(packed, type=Answer)
    if answer.refusal:
        raise _refused(say(answer.refusal))
    return answer


def _shapes(answer: Answer) -> list[MultiPolygon]:
    return [whole(shape) for shape in shapely.from_wkb(answer.shapes)]


def _refused(finding: Finding) -> Invalid:
    return Invalid(finding.zh, finding.en, (finding.of("shape"),))

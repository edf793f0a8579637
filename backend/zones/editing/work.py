"""What is reckoned about shapes that were drawn: in the process itself where they are small, else in a limited one."""

from collections.abc import Sequence

import msgspec
import numpy as np
import shapely
from msgspec import Struct
from numpy.typing import NDArray

from backend.core.geojson import MultiPolygon
from backend.zones.columns import shown
from backend.zones.editing.structs import TopologyFault, ZoneRepair
from backend.zones.job import Outline
from backend.zones.previews import drawn
from backend.zones.words import flaw_said, repair_said
from geo import editing, repairs, topology
from geo.metric import Stretched, stretched, to_metres
from geo.repairs import Proposal
from geo.topology import Fault

Shapes = NDArray[np.object_]
MOST_TOLD = 300


class Split(Struct, tag="split", frozen=True):
    shape: bytes
    line: bytes


class Merge(Struct, tag="merge", frozen=True):
    shapes: list[bytes]


class Fit(Struct, tag="fit", frozen=True):
    shape: bytes
    neighbours: list[bytes]
    within_m: float


class Look(Struct, tag="look", frozen=True, kw_only=True):
    """A set of areas side by side. ``owners``: divisions by whose code those of the areas must begin; ``given``: codes
    that are not given again, None where a stray gets no other code."""

    zones: list[Outline]
    owners: list[Outline]
    given: list[str] | None


class Answer(Struct, frozen=True, kw_only=True):
    """``refusal`` is a code of ``words``."""

    shapes: list[bytes] = []
    faults: list[TopologyFault] = []
    refusal: str | None = None


Task = Split | Merge | Fit | Look


def work(payload: bytes) -> bytes:
    """A ``Task`` in, an ``Answer`` out, both as MessagePack."""
    task = msgspec.msgpack.decode(payload, type=Task)
    try:
        answer = Answer(faults=_faults(task)) if isinstance(task, Look) else Answer(shapes=_reshaped(task))
    except editing.NotCut:
        answer = Answer(refusal="not_cut")
    except editing.NotNeighbours:
        answer = Answer(refusal="not_neighbours")
    return msgspec.msgpack.encode(answer)


def _reshaped(task: Split | Merge | Fit) -> list[bytes]:
    match task:
        case Split():
            known = _read([task.shape, task.line])
            plane = stretched(known)
            made = editing.split(*plane.metres(known))
        case Merge():
            known = _read(task.shapes)
            plane = stretched(known)
            made = [editing.merge(plane.metres(known))]
        case Fit():
            known = _read([task.shape, *task.neighbours])
            plane = stretched(known)
            shape, *neighbours = plane.metres(known)
            made = [editing.fitted(shape, _array(neighbours), task.within_m)]
    return list(shapely.to_wkb(_back(plane, made, known)))


def _back(plane: Stretched, shapes: Sequence[shapely.Geometry], known: Shapes) -> Shapes:
    return editing.as_before(plane.degrees(_array(shapes)), known)


def _faults(task: Look) -> list[TopologyFault]:
    if not task.zones:
        return []
    known = _read([z.wkb for z in task.zones])
    plane = stretched(known)
    shapes, codes = plane.metres(known), [z.code for z in task.zones]
    found = topology.faults(shapes)[:MOST_TOLD]
    proposed = repairs.proposals(shapes, codes, found)
    if task.owners:
        owners = [o.code for o in task.owners]
        strays = topology.strays(codes, shapes, owners, plane.metres(_read([o.wkb for o in task.owners])))
        found = [*found, *strays]
        if task.given is not None:
            proposed += repairs.recode([*codes, *task.given], strays, owners)
    by_fault = {id(p.fault): p for p in proposed}
    return [_told(task, fault, by_fault.get(id(fault)), plane, known) for fault in found]


def _told(task: Look, fault: Fault, proposal: Proposal | None, plane: Stretched, known: Shapes) -> TopologyFault:
    (ground,) = plane.degrees(_array([fault.ground]))
    area = round(float(shapely.area(to_metres(_array([ground])))[0]), 2)
    stray = fault.flaw is topology.Flaw.STRAY
    zones = list(fault.zones[:1] if stray else fault.zones)
    named = [*(shown(task.zones[i].name) for i in zones), "", ""]
    if stray:
        named[1] = shown(task.owners[fault.zones[1]].name)
    place = shapely.get_coordinates(shapely.point_on_surface(ground))[0]
    zh, en = flaw_said(fault.flaw.value, fault.missing, name=named[0], other=named[1], area=area)
    return TopologyFault(
        flaw=fault.flaw,
        missing=fault.missing,
        zones=zones,
        area_m2=area,
        place=(float(place[0]), float(place[1])),
        zh=zh,
        en=en,
        ground=drawn(ground),
        repair=_repair(task, proposal, plane, known, area) if proposal else None,
    )


def _repair(task: Look, proposal: Proposal, plane: Stretched, known: Shapes, area: float) -> ZoneRepair:
    name = shown(task.zones[proposal.zone].name)
    others = [shown(task.zones[i].name) for i in proposal.fault.zones if i != proposal.zone and i < len(task.zones)]
    zh, en = repair_said(
        proposal.repair.value, proposal.fault.missing, name=name, other=(others or [""])[0], area=area,
        code=proposal.code or "",
    )  # fmt: skip
    after = None
    if proposal.code is None and proposal.shape is not None:
        after = whole(_back(plane, [proposal.shape], known)[0])
    return ZoneRepair(repair=proposal.repair, index=proposal.zone, zh=zh, en=en, after=after, code=proposal.code)


def whole(shape: shapely.Geometry) -> MultiPolygon:
    """With every digit."""
    return MultiPolygon(
        [[_ring(ring) for ring in (p.exterior, *p.interiors)] for p in shapely.get_parts(shape)],
    )


def _ring(ring: shapely.Geometry) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in shapely.get_coordinates(ring)]


def _read(wkb: Sequence[bytes]) -> Shapes:
    shapes: Shapes = shapely.from_wkb(np.array(wkb, object))
    return shapes


def _array(shapes: Sequence[shapely.Geometry]) -> Shapes:
    out = np.empty(len(shapes), object)
    out[:] = shapes
    return out

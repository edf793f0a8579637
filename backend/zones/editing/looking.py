"""Faults of a set of areas that lie side by side: each told with what could be done, or all of them repaired."""

import shapely
from msgspec.structs import replace

from backend.zones.columns import shown
from backend.zones.editing.shapes import Shapes, array, back, read, whole
from backend.zones.editing.structs import RepairedZone, TopologyFault, ZoneRepair
from backend.zones.editing.tasks import Answer, Look
from backend.zones.job import Outline
from backend.zones.previews import drawn
from backend.zones.words import flaw_said, repair_said
from geo import repairs, topology
from geo.metric import Stretched, stretched, to_metres
from geo.repairs import Proposal
from geo.topology import Fault

MOST_TOLD = 300
MOST_ROUNDS = 5
"""What one round of repairs brings to light the next repairs; that ends soon, or never."""


def faults(task: Look) -> list[TopologyFault]:
    if not task.zones:
        return []
    known = read([z.wkb for z in task.zones])
    plane = stretched(known)
    shapes, codes = plane.metres(known), [z.code for z in task.zones]
    found = topology.faults(shapes)[:MOST_TOLD]
    proposed = repairs.proposals(shapes, codes, found)
    strays, recoded = _strays(task, plane, shapes)
    found, proposed = [*found, *strays], [*proposed, *recoded]
    by_fault = {id(p.fault): p for p in proposed}
    return [_told(task, fault, by_fault.get(id(fault)), plane, known) for fault in found]


def _strays(task: Look, plane: Stretched, shapes: Shapes) -> tuple[list[Fault], list[Proposal]]:
    """Areas whose code begins with another division's, and the codes they could have."""
    if not task.owners:
        return [], []
    codes, owners = [z.code for z in task.zones], [o.code for o in task.owners]
    strays = topology.strays(codes, shapes, owners, plane.metres(read([o.wkb for o in task.owners])))
    return strays, [] if task.given is None else repairs.recode([*codes, *task.given], strays, owners)


def mended(task: Look) -> Answer:
    """The set after every repair there is, and what is found in it then."""
    left, repaired = _reshaped(task)
    recoded = _recoded(replace(task, zones=list(left.values())))
    now = dict(zip(left, recoded, strict=True))
    changed = {i: now.get(i) for i, zone in enumerate(task.zones) if now.get(i) != zone}
    codes = sum(new.code != old.code for new, old in zip(recoded, left.values(), strict=True))
    return Answer(
        zones=[_repaired(i, task.zones[i].code, after) for i, after in changed.items()],
        repaired=repaired + codes,
        faults=faults(replace(task, zones=recoded)),
    )


def _reshaped(task: Look) -> tuple[dict[int, Outline], int]:
    """What is left of the areas, by their index, and how many faults went."""
    if not task.zones:
        return {}, 0
    known = read([z.wkb for z in task.zones])
    plane = stretched(known)
    shapes = plane.metres(known)
    after, repaired = repairs.exhausted(shapes, [z.code for z in task.zones])
    made = {i: shape for i, shape in enumerate(after) if shape is not None and shape is not shapes[i]}
    wkb = dict(zip(made, shapely.to_wkb(back(plane, list(made.values()), known)), strict=True)) if made else {}
    left = {i: zone for i, zone in enumerate(task.zones) if after[i] is not None}
    return {i: replace(zone, wkb=wkb.get(i, zone.wkb)) for i, zone in left.items()}, repaired


def _recoded(task: Look) -> list[Outline]:
    if not task.zones:
        return []
    known = read([z.wkb for z in task.zones])
    plane = stretched(known)
    codes = {p.zone: p.code for p in _strays(task, plane, plane.metres(known))[1] if p.code is not None}
    return [replace(zone, code=codes.get(i, zone.code)) for i, zone in enumerate(task.zones)]


def _repaired(index: int, code: str, after: Outline | None) -> RepairedZone:
    if after is None:
        return RepairedZone(index=index, code=code, after=None)
    return RepairedZone(index=index, code=after.code, after=whole(shapely.from_wkb(after.wkb)))


def _told(task: Look, fault: Fault, proposal: Proposal | None, plane: Stretched, known: Shapes) -> TopologyFault:
    (ground,) = plane.degrees(array([fault.ground]))
    area = round(float(shapely.area(to_metres(array([ground])))[0]), 2)
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
        after = whole(back(plane, [proposal.shape], known)[0])
    return ZoneRepair(repair=proposal.repair, index=proposal.zone, zh=zh, en=en, after=after, code=proposal.code)

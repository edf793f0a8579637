"""What to do about faults of zones: proposals, each with the zone as it would be. Nothing is changed here.

- **cut**: ground that two zones share is taken from one of them. It stays with the lower code, as in every look-up,
  unless the other would lose more than half of itself by that.
- **fill**: ground that nobody has goes to the neighbour with the longest border along it.
- **snap**: the same for thin strips. The border of one zone is laid onto its neighbour's.
- **drop**: of two that are the same, the one with the higher code goes.
- **recode**: a stray gets the beginning of its code from the division that holds it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from shapely import Geometry

from geo import gridcodes
from geo.areas import joined
from geo.topology import Fault, Flaw, Shapes, areal, faults

_BESIDE_M = 1e-3
_MOST_ROUNDS = 5
"""What comes to light by repairs is repaired in turn; that ends soon, or never."""


class Repair(StrEnum):
    CUT = "cut"
    FILL = "fill"
    SNAP = "snap"
    DROP = "drop"
    RECODE = "recode"


@dataclass(frozen=True, eq=False)
class Proposal:
    """``zone`` by index and ``shape`` as it would be after this repair alone (None: the zone goes), in metres.
    ``change_m2`` is how much it gains, or loses; ``code`` is set where that changes."""

    repair: Repair
    fault: Fault
    zone: int
    shape: Geometry | None
    change_m2: float
    code: str | None = None


def proposals(shapes: Shapes, codes: Sequence[str], found: Sequence[Fault]) -> list[Proposal]:
    """One for every fault that can be repaired: a gap without a neighbour cannot."""
    made = (_proposal(shapes, codes, fault) for fault in found)
    return [p for p in made if p is not None]


def _proposal(shapes: Shapes, codes: Sequence[str], fault: Fault) -> Proposal | None:
    if fault.flaw is Flaw.STRAY:
        return None
    if fault.flaw is Flaw.DUPLICATE:
        zone = max(fault.zones, key=lambda i: (codes[i], i))
        return Proposal(Repair.DROP, fault, zone, None, -float(shapes[zone].area))
    return _fill(shapes, fault) if fault.missing else _cut(shapes, codes, fault)


def _cut(shapes: Shapes, codes: Sequence[str], fault: Fault) -> Proposal | None:
    keeps, loses = sorted(fault.zones, key=lambda i: (codes[i], i))
    if fault.area_m2 > shapes[loses].area / 2 and shapes[keeps].area > shapes[loses].area:
        keeps, loses = loses, keeps
    rest = areal(shapely.difference(shapes[loses], shapes[keeps]))
    repair = Repair.SNAP if fault.flaw is Flaw.SLIVER else Repair.CUT
    return Proposal(repair, fault, loses, rest, float(rest.area - shapes[loses].area)) if rest.area else None


def _fill(shapes: Shapes, fault: Fault) -> Proposal | None:
    if not fault.zones:
        return None
    around = shapely.buffer(fault.ground, _BESIDE_M, join_style="mitre")
    along = [shapely.length(shapely.intersection(shapely.boundary(shapes[i]), around)) for i in fault.zones]
    zone = fault.zones[int(np.argmax(np.round(along, 2)))]  # of equal ones the first, whatever rounding says
    whole = areal(shapely.union(shapes[zone], fault.ground))
    repair = Repair.SNAP if fault.flaw is Flaw.SLIVER else Repair.FILL
    return Proposal(repair, fault, zone, whole, float(whole.area - shapes[zone].area))


def recode(codes: Sequence[str], strays: Sequence[Fault], owner_codes: Sequence[str]) -> list[Proposal]:
    """For every stray the next free code of the division (12 digits) that holds it, in order; none where all are given
    out."""
    taken = set(codes)
    made = []
    for fault in strays:
        zone, owner = fault.zones
        free = (gridcodes.written(owner_codes[owner], n) for n in range(1, gridcodes.MOST + 1))
        code = next((c for c in free if c not in taken), None)
        if code is not None:
            taken.add(code)
            made.append(Proposal(Repair.RECODE, fault, zone, fault.ground, 0.0, code))
    return made


def applied(shapes: Shapes, accepted: Sequence[Proposal]) -> list[Geometry | None]:
    """All shapes after several repairs, also of the same zone: first everything is added, then everything taken away.

    Repairs of neighbours can meet; look for faults again afterwards.
    """
    after: list[Geometry | None] = list(shapes)
    for zone in {p.zone for p in accepted}:
        own = [p for p in accepted if p.zone == zone]
        gained = [p.fault.ground for p in own if p.fault.missing]
        kept_by_others = [shapes[i] for p in own if not p.fault.missing for i in p.fault.zones if i != zone]
        if any(p.repair is Repair.DROP for p in own):
            after[zone] = None
        else:
            whole = joined([shapes[zone], *gained])
            others = joined(kept_by_others) if kept_by_others else None
            after[zone] = areal(whole if others is None else shapely.difference(whole, others))
    return after


def exhausted(shapes: Shapes, codes: Sequence[str]) -> tuple[list[Geometry | None], int]:
    """All shapes after every repair there is, repairs of repairs included, and how many repairs that took. A shape that
    nothing was done about is the very same object."""
    after: list[Geometry | None] = list(shapes)
    made = 0
    for _ in range(_MOST_ROUNDS):
        there = [i for i, shape in enumerate(after) if shape is not None]
        now = np.empty(len(there), object)
        now[:] = [after[i] for i in there]
        accepted = proposals(now, [codes[i] for i in there], faults(now))
        if not accepted:
            break
        for i, shape in zip(there, applied(now, accepted), strict=True):
            after[i] = shape
        made += len(accepted)
    return after, made

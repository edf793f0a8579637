"""What could be done about areas that should lie side by side and do not. Runs only in the limited process."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from backend.zones.columns import shown
from backend.zones.draft import Draft
from backend.zones.job import Repairs, Shape
from backend.zones.previews import drawn
from backend.zones.structs import AreaKind, AreaRepair
from backend.zones.words import repair_said, say
from geo import gridcodes, repairs, topology
from geo.metric import stretched, to_metres
from geo.repairs import Proposal

MOST_AREAS = 5000
"""More would use up the time a file may take."""
MOST_TOLD = 500


def propose(drafts: Sequence[Draft], kind: AreaKind) -> Repairs:
    """One proposal per fault, and all areas as they would be after all of them. Gaps are noted on the area that would
    fill them."""
    if kind is AreaKind.COUNTY or not 2 <= len(drafts) <= MOST_AREAS:
        return Repairs()
    degrees = _array([d.shape for d in drafts])
    plane = stretched(degrees)
    shapes = plane.metres(degrees)
    made = repairs.proposals(shapes, [d.code for d in drafts], topology.faults(shapes))[:MOST_TOLD]
    if not made:
        return Repairs()
    grounds = plane.degrees(_array([p.fault.ground for p in made]))
    after = plane.degrees(_array([p.shape for p in made]))
    told = [_told(*row, drafts) for row in zip(made, grounds, after, shapely.area(to_metres(grounds)), strict=True)]
    for proposal, repair in zip(made, told, strict=True):
        if proposal.fault.missing:
            drafts[proposal.zone].findings.append(say("gap", repair.place, area=repair.area_m2))
    mended = plane.degrees(_array(repairs.applied(shapes, made)))
    return Repairs(proposals=told, shapes=_shapes(drafts, mended, {p.zone for p in made}))


def _told(proposal: Proposal, ground: Any, after: Any, area_m2: float, drafts: Sequence[Draft]) -> AreaRepair:
    fault, draft = proposal.fault, drafts[proposal.zone]
    others = [drafts[i] for i in fault.zones if i != proposal.zone]
    other = "" if fault.missing or not others else _name(others[0])
    zh, en = repair_said(proposal.repair.value, fault.missing, name=_name(draft), other=other, area=area_m2)
    lon, lat = shapely.get_coordinates(shapely.point_on_surface(ground))[0]
    return AreaRepair(
        repair=proposal.repair,
        index=draft.index,
        others=[o.index for o in others],
        area_m2=round(float(area_m2), 2),
        place=(float(lon), float(lat)),
        zh=zh,
        en=en,
        ground=drawn(ground),
        after=None if after is None else drawn(after),
    )


def _name(draft: Draft) -> str:
    return shown(draft.name or draft.code)


def _shapes(drafts: Sequence[Draft], mended: NDArray[np.object_], touched: set[int]) -> list[Shape]:
    """Areas that nothing is done about keep their coordinates to the last digit."""
    kept = [i for i, shape in enumerate(mended) if shape is not None]
    whole = _array([mended[i] if i in touched else drafts[i].shape for i in kept])
    rows = zip([drafts[i] for i in kept], whole, shapely.area(to_metres(whole)).tolist(), strict=True)
    return [
        Shape(index=d.index, code=d.code, name=d.name, town_code=d.town_code, area_m2=area, wkb=shapely.to_wkb(shape))
        for d, shape, area in rows
    ]


def note_order(drafts: Sequence[Draft]) -> None:
    """Unit grids whose sequence does not run from west to east and from north to south within their community."""
    parsed = [(d, code) for d in drafts if (code := gridcodes.parse(d.code)) is not None]
    for community in sorted({code.community for _, code in parsed}):
        some = [(d, code.sequence) for d, code in parsed if code.community == community]
        shapes = _array([d.metres for d, _ in some])
        for i in gridcodes.out_of_order(shapes, [sequence for _, sequence in some]):
            some[i][0].findings.append(say("grid_order", code=shown(some[i][0].code)))


def _array(shapes: Sequence[Any]) -> NDArray[np.object_]:
    out = np.empty(len(shapes), dtype=object)
    out[:] = shapes
    return out

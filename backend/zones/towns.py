"""Where new areas lie among those in force: within the county, and in which town. Runs only in the limited process."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from backend.zones.columns import shown
from backend.zones.draft import Draft
from backend.zones.job import Job, Outline
from backend.zones.structs import AreaKind
from backend.zones.words import say
from geo import areas
from geo.metric import stored_in_metres

Shapes = NDArray[np.object_]
NOTED_OUTSIDE = 0.01
REFUSED_OUTSIDE = 0.10
"""Share outside the county. County outlines in circulation are generalised by hundreds of metres, so that a true
border village may stick out by some percent."""
_MOST = 0.5


def judge(drafts: Sequence[Draft], job: Job) -> None:
    """Add what is found about county and town to the drafts, and give each its town code."""
    if not drafts or job.wanted.kind is AreaKind.COUNTY:
        return
    shapes = np.empty(len(drafts), dtype=object)
    shapes[:] = [d.metres for d in drafts]
    if job.counties:
        _judge_county(drafts, shapes, job.counties)
    if job.wanted.kind is AreaKind.TOWN:
        for draft in drafts:
            draft.town_code = draft.code
    else:
        _judge_town(drafts, shapes, job)


def _in_metres(outlines: list[Outline]) -> Shapes:
    return stored_in_metres([o.wkb for o in outlines])


def _judge_county(drafts: Sequence[Draft], shapes: Shapes, counties: list[Outline]) -> None:
    county = shapely.union_all(_in_metres(counties))
    for draft, share in zip(drafts, areas.share_outside(shapes, county), strict=True):
        if share > REFUSED_OUTSIDE:
            draft.findings.append(say("outside_county", _within(draft), share=float(share)))
        elif share > NOTED_OUTSIDE:
            draft.findings.append(say("partly_outside_county", _within(draft), share=float(share)))


def _within(draft: Draft) -> tuple[float, float]:
    point = shapely.point_on_surface(draft.shape)
    return float(point.x), float(point.y)


def _judge_town(drafts: Sequence[Draft], shapes: Shapes, job: Job) -> None:
    by_code = job.wanted.kind in (AreaKind.VILLAGE, AreaKind.UNIT_GRID)
    owners, shares = areas.main_owner(shapes, _in_metres(job.towns) if job.towns else np.empty(0, dtype=object))
    for draft, owner, share in zip(drafts, owners, shares, strict=True):
        most = job.towns[owner] if owner >= 0 and share >= _MOST else None
        if by_code:
            _judge_by_code(draft, most, {t.code for t in job.towns})
        else:
            _judge_by_place(draft, job.towns[owner] if owner >= 0 else None, job.towns)


def _judge_by_code(draft: Draft, most: Outline | None, towns: set[str]) -> None:
    draft.town_code = draft.code[:9]
    if draft.town_code not in towns:  # said of the code already, unless there are no towns yet
        return
    if most is None:
        draft.findings.append(say("outside_towns", _within(draft)))
    elif most.code != draft.town_code:
        finding = say("wrong_parent", _within(draft), most.code, town=shown(draft.town_code), other=most.name)
        draft.findings.append(finding)


def _judge_by_place(draft: Draft, most: Outline | None, towns: list[Outline]) -> None:
    named = next((t for t in towns if draft.town and draft.town in (t.code, t.name)), None)
    if not towns:
        draft.findings.append(say("town_unknown"))
    elif draft.town and named is None:
        draft.findings.append(say("unknown_town", town=shown(draft.town)))
    elif most is None:
        draft.findings.append(say("outside_towns", _within(draft)))
    elif named and named.code != most.code:
        draft.findings.append(say("town_differs", _within(draft), most.code, town=named.name, other=most.name))
    chosen = named or most
    draft.town_code = chosen.code if chosen else None

"""What may be drawn, and when a change may come into force. No I/O, no clock."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import numpy as np
import shapely

from backend.core.errors import Conflict, FieldError, Invalid, invalid
from backend.zones.columns import shown
from backend.zones.editing.structs import MOST_POINTS, AreaChange
from backend.zones.editing.structs import Shape as Drawn
from backend.zones.job import Checked
from backend.zones.structs import AreaKind, AreaRef, FeatureReport, Finding, Severity
from backend.zones.words import say
from geo import defects, gridcodes

_MOST_FREE = 9999


def shapes_of(drawn: Sequence[Drawn], field: str) -> list[shapely.Geometry]:
    """
    Raises:
        Invalid: one of them crosses itself or the like, or they have too many corners together.
    """
    if sum(len(ring) for d in drawn for polygon in d.coordinates for ring in polygon) > MOST_POINTS:
        raise invalid(field, f"坐标点超过 {MOST_POINTS} 个。", f"More than {MOST_POINTS} corners.")
    return [_shape_of(d, f"{field}[{i}]") for i, d in enumerate(drawn)]


def _shape_of(drawn: Drawn, field: str) -> shapely.Geometry:
    fault = "ring_not_closed" if any(r[0] != r[-1] for p in drawn.coordinates for r in p) else None
    if fault is None:
        shape = shapely.multipolygons([shapely.Polygon(p[0], p[1:]) for p in drawn.coordinates])
        (defect,) = defects.check(np.array([shape], object))
        if defect is None and shape.area:
            return shape
        fault = defect.code if defect else "no_geometry"
    finding = say(fault)
    raise Invalid(finding.zh, finding.en, (finding.of(field),))


def refuse_nothing(change: AreaChange) -> None:
    if not change.zones and not change.ended:
        raise invalid("zones", "没有修改。", "Nothing has changed.")


def ends(change: AreaChange, bases: Sequence[AreaRef]) -> tuple[str, ...]:
    """Codes of versions that were changed or ended, and that no area has afterwards."""
    return tuple(sorted({b.code for b in bases} - {z.code for z in change.zones}))


def refuse_stale(change: AreaChange, found: Collection[UUID], known: Mapping[UUID, AreaRef]) -> None:
    """What a change ends must be what was looked at when it was made. ``found``: versions it would end.

    Raises:
        Conflict: somebody else has changed one of them meanwhile, or has taken one of the new codes.
    """
    meant = {*change.ended, *(z.base_id for z in change.zones if z.base_id)}
    if other := meant ^ set(found):
        names = sorted({shown(known[i].name or known[i].code) for i in other if i in known})
        listed = "、".join(names[:5]) or "–"
        raise Conflict(
            f"编辑期间已有人修改了：{listed}。您的修改没有保存，也没有丢失；请先查看新边界。",
            f"Changed by somebody else meanwhile: {', '.join(names[:5]) or '–'}. Your changes are neither saved nor "
            "lost: look at the new borders first.",
        )


def refuse_faulty(checked: Checked) -> None:
    """
    Raises:
        Invalid: with what is wrong with which area.
    """
    bad = [f for f in checked.features if not f.ok]
    if not bad and not any(p.severity is Severity.ERROR for p in checked.problems):
        return
    zh = " ".join([*(p.zh for p in checked.problems), *(_said(f, english=False) for f in bad[:5])])
    en = " ".join([*(p.en for p in checked.problems), *(_said(f, english=True) for f in bad[:5])])
    errors = [_errors(f)[0].of(f"zones[{f.index}]") for f in bad[:20] if _errors(f)]
    raise Invalid(zh, en, tuple(errors) or (FieldError("zones", "invalid", zh, en),))


def _said(feature: FeatureReport, *, english: bool) -> str:
    found = _errors(feature)
    if english:
        return f"{feature.name or feature.code}: {' '.join(e.en for e in found)}"
    return f"“{feature.name or feature.code}”：{''.join(e.zh for e in found)}"


def _errors(feature: FeatureReport) -> list[Finding]:
    return [e for e in feature.errors if e.severity is Severity.ERROR]


def free_code(kind: AreaKind, given: Collection[str], parent: str | None, like: str | None) -> str | None:
    """The next code that was never given. None: there is none.

    Of a unit grid the next sequence of its community (GB/T 30428.1), of a village the next number in its town, of
    others the number at the end of ``like`` counted on, or the first behind the code of the town.
    """
    if kind is AreaKind.UNIT_GRID:
        return _after(given, parent, 3) if parent and gridcodes.parse(f"{parent}001") else None
    if kind is AreaKind.VILLAGE:
        return _after(given, parent, 3) if parent else None
    if not (begun := like or parent):
        return None
    stem, digits = _stem(begun)
    return _after(given, stem, digits)


def _stem(code: str) -> tuple[str, int]:
    stem = code.rstrip("0123456789")
    if not stem or stem == code or len(code) - len(stem) > 4:
        return f"{code}-", 2
    return stem, len(code) - len(stem)


def _after(given: Collection[str], stem: str, digits: int) -> str | None:
    numbers = [int(c[len(stem) :]) for c in given if c.startswith(stem) and c[len(stem) :].isascii()
               and c[len(stem) :].isdigit() and len(c) - len(stem) <= 4]  # fmt: skip
    following = max(numbers, default=0) + 1
    if following <= min(10**digits - 1, _MOST_FREE):
        return f"{stem}{following:0{digits}}"
    free = next((n for n in range(1, 10**digits) if f"{stem}{n:0{digits}}" not in given), None)
    return None if free is None else f"{stem}{free:0{digits}}"

"""Read a file of areas and judge every one of them. ``check`` is what the limited process runs; see ``service``.

The order matters: a shape is asked for its faults only after the ones that would explain them away.
"""

from typing import Any

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray

from backend.zones import columns, placing, reading, repairing, rules, towns
from backend.zones.draft import Draft
from backend.zones.job import Checked, Job, Repairs, Shape
from backend.zones.previews import previews
from backend.zones.reading import Layer
from backend.zones.structs import AreaKind, FeatureReport, Finding, Severity
from backend.zones.unreadable import Unreadable
from backend.zones.words import of_all, say
from geo import areas, defects
from geo.metric import stretched, to_metres

Shapes = NDArray[np.object_]
_MIN_AREA_M2 = 1.0
_MOST_OVERLAPS_TOLD = 5
_SAID_ONCE = {
    "swapped_axes", "zone_prefixed", "projected", "web_mercator", "out_of_range", "outside_china", "outside_county",
    "gcj02_refused", "gcj02_converted", "no_geometry", "wrong_type",
}  # fmt: skip


def check(payload: bytes) -> bytes:
    """A ``Job`` in, a ``Checked`` out, both as MessagePack."""
    reading.refuse_other_drivers()
    job = msgspec.msgpack.decode(payload, type=Job)
    try:
        checked = examine(reading.read(job.file, job.wanted), job)
    except Unreadable as unreadable:
        checked = Checked(refusal=unreadable.finding)
    return msgspec.msgpack.encode(checked)


def examine(layer: Layer, job: Job) -> Checked:
    """Judge what was read. Pure."""
    drafts, problems = _attributes(layer, job)
    repairs = Repairs()
    origin, fault = placing.source(layer.crs, job.wanted)
    if fault:
        problems.append(fault)
    else:
        _place(drafts, layer, origin, job.wanted.convert)
        sound = _measured([d for d in drafts if d.shape is not None])
        towns.judge(sound, job)
        _find_overlaps(sound)
        _find_clashes(sound, job)
        repairs = repairing.propose(sound, job.wanted.kind)
        if job.wanted.kind is AreaKind.UNIT_GRID:
            repairing.note_order(sound)
    problems += _said_of_all(drafts)
    return _report(drafts, problems, repairs)


def _attributes(layer: Layer, job: Job) -> tuple[list[Draft], list[Finding]]:
    wanted, fields = job.wanted, list(layer.columns)
    code = columns.find(fields, wanted.code_field, columns.CODE)
    name = columns.find(fields, wanted.name_field, columns.NAME)
    town = columns.find(fields, wanted.town_field, columns.TOWN)
    listed = columns.shown(", ".join(fields), 300)
    problems = [] if layer.wkb else [say("no_features")]
    if layer.wkb and code is None:
        problems.append(say("missing_code", fields=listed))
    if layer.wkb and name is None:
        problems.append(say("missing_name", fields=listed))
    drafts = [
        Draft(index=i, code=_cell(layer, code, i), name=_cell(layer, name, i), town=_cell(layer, town, i), findings=[])
        for i in range(len(layer.wkb))
    ]
    rules.judge_names(drafts)
    rules.judge_codes(drafts, job.wanted.kind, [c.code for c in job.counties], [t.code for t in job.towns])
    return drafts, problems


def _cell(layer: Layer, column: str | None, row: int) -> str:
    return columns.text(layer.columns[column][row]) if column is not None else ""


def _place(drafts: list[Draft], layer: Layer, origin: placing.Source, convert: bool) -> None:
    """Give every draft its shape in degrees, or the finding for which it has none."""
    read: list[tuple[Draft, Any]] = []
    for draft, wkb in zip(drafts, layer.wkb, strict=True):
        shape, defect = defects.parse(wkb)
        if defect:
            draft.findings.append(say(defect.code, _if_degrees(defect.place)))
        else:
            read.append((draft, shape))
    placed, findings = placing.place(_array([s for _, s in read]), origin, convert)
    for (draft, _), shape, finding in zip(read, placed, findings, strict=True):
        draft.seen = shape
        if finding:
            draft.findings.append(finding)
        if not finding or finding.severity is Severity.NOTE:
            draft.shape = shape
    _find_defects([d for d in drafts if d.shape is not None])


def _find_defects(drafts: list[Draft]) -> None:
    for draft, defect in zip(drafts, defects.check(_array([d.shape for d in drafts])), strict=True):
        if defect:
            draft.findings.append(say(defect.code, _if_degrees(defect.place)))
            draft.shape = None


def _if_degrees(place: tuple[float, float] | None) -> tuple[float, float] | None:
    return place if place and abs(place[0]) <= 180 and abs(place[1]) <= 90 else None


def _measured(drafts: list[Draft]) -> list[Draft]:
    """The drafts that have an area, with their shapes in metres."""
    metres = to_metres(_array([d.shape for d in drafts]))
    for draft, shape in zip(drafts, metres, strict=True):
        draft.metres = shape
        if not shape.area >= _MIN_AREA_M2:
            draft.findings.append(say("too_small", area=shape.area))
    return [d for d in drafts if d.metres.area >= _MIN_AREA_M2 and shapely.is_valid(d.metres)]


def _find_overlaps(drafts: list[Draft]) -> None:
    told = dict.fromkeys(range(len(drafts)), 0)
    if not drafts:
        return
    # Where one has a corner on the other's border, the two are one line only while straight stays straight.
    degrees = _array([d.shape for d in drafts])
    plane = stretched(degrees)
    found = areas.overlaps(plane.metres(degrees))
    if not found:
        return
    places = shapely.get_coordinates(plane.degrees(shapely.points([o.place for o in found])))
    for overlap, (lon, lat) in zip(found, places, strict=True):
        for one, other in ((overlap.first, overlap.second), (overlap.second, overlap.first)):
            told[one] += 1
            if told[one] <= _MOST_OVERLAPS_TOLD:
                twin = drafts[other]
                shown = columns.shown(twin.name or twin.code)
                finding = say("overlap", (float(lon), float(lat)), twin.code, other=shown, area=overlap.area_m2)
                drafts[one].findings.append(finding)


def _find_clashes(drafts: list[Draft], job: Job) -> None:
    """Ground that an area which stays in force holds already."""
    stay = rules.staying(job.standing, job.wanted, [d.code for d in drafts], [d.town_code for d in drafts])
    if not stay or not drafts:
        return
    new, old_ones = _array([d.shape for d in drafts]), shapely.from_wkb([s.wkb for s in stay])
    plane = stretched(new)
    for clash in areas.clashes(plane.metres(new), plane.metres(old_ones)):
        (point,) = plane.degrees(shapely.points([clash.place]))
        old = stay[clash.second]
        finding = say(
            "overlaps_in_force", (point.x, point.y), old.code, other=columns.shown(old.name), area=clash.area_m2
        )
        drafts[clash.first].findings.append(finding)


def _said_of_all(drafts: list[Draft]) -> list[Finding]:
    """What is true of every feature is also said once of the file, where it is seen first."""
    if not drafts:
        return []
    common = set.intersection(*({f.code for f in d.findings} for d in drafts)) & _SAID_ONCE
    return [of_all(f, len(drafts)) for f in drafts[0].findings if f.code in common]


def _report(drafts: list[Draft], problems: list[Finding], repairs: Repairs) -> Checked:
    whole = not any(p.severity is Severity.ERROR and p.code not in _SAID_ONCE for p in problems)
    reports = [
        FeatureReport(
            index=d.index,
            code=columns.shown(d.code),
            name=columns.shown(d.name, 200),
            ok=whole and d.good,
            errors=d.findings,
            town_code=d.town_code and columns.shown(d.town_code),
        )
        for d in drafts
    ]
    shapes = [_shape(d) for d in drafts if whole and d.good]
    return Checked(problems=problems, features=reports, shapes=shapes, previews=previews(drafts), repairs=repairs)


def _shape(draft: Draft) -> Shape:
    multi = shapely.multipolygons(shapely.get_parts(draft.shape))
    return Shape(
        index=draft.index,
        code=draft.code,
        name=draft.name,
        town_code=draft.town_code,
        area_m2=float(draft.metres.area),
        wkb=shapely.to_wkb(multi),
    )


def _array(shapes: list[Any]) -> Shapes:
    out = np.empty(len(shapes), dtype=object)
    out[:] = shapes
    return out

"""From whatever numbers a file holds to CGCS2000 degrees, or the reason why not. Runs only in the limited process."""

import re

import numpy as np
import shapely
from msgspec import Struct
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError

from backend.zones.columns import shown
from backend.zones.structs import Datum, Finding, NewAreaImport
from backend.zones.words import say
from geo.datum import wgs84_from_gcj02
from geo.frame import Numbers, epsg_of_zone, look
from geo.metric import can_move, to_degrees

Shapes = NDArray[np.object_]
_SAME_AS_CGCS2000 = re.compile(r"china.*2000|cgcs.*2000|world ?geodetic ?system ?1984|wgs.*84", re.IGNORECASE)
_SHIFTED = re.compile(r"gcj[-_ ]?02|火星", re.IGNORECASE)


class Source(Struct, frozen=True, kw_only=True):
    """The system of a file. ``crs`` None: degrees that need no moving."""

    crs: str | None = None
    shifted: bool = False


def source(declared: str | None, wanted: NewAreaImport) -> tuple[Source, Finding | None]:
    """The system the numbers are in, from what the file and the person declare; they may not contradict."""
    shifted = wanted.datum is Datum.GCJ02 or bool(_SHIFTED.search(f"{declared or ''} {wanted.filename}"))
    if declared and _SHIFTED.search(declared):
        declared = None
    stated = f"EPSG:{wanted.epsg}" if wanted.epsg else None
    try:
        said = _known(declared) if declared else None
        crs = _known(stated) if stated else said
    except (CRSError, ValueError):
        return Source(), say("crs_unknown", crs=shown(str(declared or stated), 200))
    if said and crs and said != crs and not _both_plain_degrees(said, crs):
        return Source(), say("crs_contradiction", crs=shown(said.name), epsg=wanted.epsg)
    if crs is None:
        return Source(shifted=shifted), None
    if fault := _unfit(crs, shifted):
        return Source(), fault
    return Source(crs=None if _plain_degrees(crs) else crs.to_wkt(), shifted=shifted), None


def _known(text: str) -> CRS:
    crs = CRS.from_user_input(text)
    crs = crs.sub_crs_list[0] if crs.is_compound else crs
    crs = crs.to_2d()
    if not (crs.is_geographic or crs.is_projected):
        raise ValueError("neither geographic nor projected")
    return crs


def _unfit(crs: CRS, shifted: bool) -> Finding | None:
    geodetic = crs.geodetic_crs
    datum = geodetic.datum.name if geodetic and geodetic.datum else ""
    if not _SAME_AS_CGCS2000.search(datum):
        return say("wrong_datum", datum=shown(datum or crs.name))
    if shifted and crs.is_projected:
        return say("gcj02_projected", crs=shown(crs.name))
    return None if can_move(crs.to_wkt()) else say("crs_unknown", crs=shown(crs.name))


def _plain_degrees(crs: CRS) -> bool:
    """Geographic, in degrees from Greenwich: the numbers are those of CGCS2000, to within decimetres."""
    meridian = crs.prime_meridian
    return bool(crs.is_geographic and crs.axis_info[0].unit_name == "degree" and meridian and meridian.longitude == 0)


def _both_plain_degrees(one: CRS, other: CRS) -> bool:
    return _plain_degrees(one) and _plain_degrees(other)


def place(shapes: Shapes, origin: Source, convert: bool) -> tuple[Shapes, list[Finding | None]]:
    """Shapes in CGCS2000 degrees and, for each, what forbids to use it or is to be noted.

    ``shapes`` are finite polygons in the file's own numbers; none are None.
    """
    bounds = shapely.bounds(shapes)
    seen = look(bounds)
    if origin.crs is None:
        faults = [_fault_of_degrees(numbers, box) for numbers, box in zip(seen, bounds, strict=True)]
        return _unshift(shapes, faults, convert) if origin.shifted else (shapes, faults)
    moved = to_degrees(shapes, origin.crs)
    arrived = look(np.nan_to_num(shapely.bounds(moved), nan=1e9, posinf=1e9, neginf=1e9))
    return moved, [
        None if now is Numbers.DEGREES else _fault_of_metres(was, box)
        for was, now, box in zip(seen, arrived, bounds, strict=True)
    ]


def _unshift(shapes: Shapes, faults: list[Finding | None], convert: bool) -> tuple[Shapes, list[Finding | None]]:
    if not convert:
        return shapes, [fault or say("gcj02_refused") for fault in faults]

    def back(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(wgs84_from_gcj02(xy[:, 0], xy[:, 1]))

    sound = np.array([fault is None for fault in faults], dtype=bool)
    shapes[sound] = shapely.transform(shapes[sound], back)
    return shapes, [fault or say("gcj02_converted") for fault in faults]


def _fault_of_degrees(numbers: Numbers, box: NDArray[np.float64]) -> Finding | None:
    """What is wrong with numbers that should be degrees."""
    west, south = float(box[0]), float(box[1])
    if numbers is Numbers.DEGREES:
        return None
    if numbers is Numbers.DEGREES_ELSEWHERE:
        return say("outside_china", (west, south))
    if numbers in (Numbers.DEGREES_SWAPPED, Numbers.METRES_SWAPPED, Numbers.ZONE_PREFIXED_SWAPPED):
        return say("swapped_axes")
    if numbers is Numbers.ZONE_PREFIXED:
        return say("zone_prefixed", easting=west, epsg=epsg_of_zone(west))
    if numbers is Numbers.METRES:
        return say("projected", easting=west)
    return say("web_mercator") if numbers is Numbers.WEB_MERCATOR else say("out_of_range")


def _fault_of_metres(was: Numbers, box: NDArray[np.float64]) -> Finding:
    """What is wrong with numbers that should be of a projected system, but do not lead to China."""
    if was in (Numbers.DEGREES, Numbers.DEGREES_ELSEWHERE):
        return say("out_of_range")
    fault = _fault_of_degrees(was, box)
    return fault if fault and was is not Numbers.UNKNOWN else say("outside_china")

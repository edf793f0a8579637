"""Which tiles a town needs, and what is drawn from which zoom on. No I/O."""

import math
import re
from collections.abc import Iterator

from backend.basemap.structs import Box, FeatureKind
from backend.core.errors import NotFound

FIRST_ZOOM, LAST_ZOOM = 9, 15
"""Zooms of a package; closer ones are drawn from the last."""

FARTHEST = 20
"""Zooms a single tile can be asked for."""

_MIN_ZOOM: dict[FeatureKind, tuple[int, ...]] = {
    FeatureKind.WATER: (9, 12),
    FeatureKind.ROAD: (9, 11, 13, 14),
    FeatureKind.BUILDING: (14,),
    FeatureKind.PLACE: (12, 13, 14),
}
"""By rank; what ranks lower still comes with the last."""


def min_zoom(kind: FeatureKind, rank: int) -> int:
    """The zoom from which on a feature is in the tiles."""
    steps = _MIN_ZOOM[kind]
    return steps[min(rank, len(steps) - 1)]


def check_tile(z: int, x: int, y: int) -> None:
    """Raises: NotFound: there is no such tile in the world."""
    if not (0 <= z <= FARTHEST and 0 <= x < 1 << z and 0 <= y < 1 << z):
        raise NotFound("没有这个图块。", "There is no such tile.")


def header(box: Box) -> dict[str, int]:
    """Where a package lies, in the units of PMTiles 3: degrees × 10⁷."""
    west, south, east, north = (round(v * 1e7) for v in (box.west, box.south, box.east, box.north))
    return {
        "min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north,
        "center_zoom": 13, "center_lon_e7": (west + east) // 2, "center_lat_e7": (south + north) // 2,
    }  # fmt: skip


AT_ONCE = 256
"""Tiles made by one statement, between two reports of how far it is."""

Strip = tuple[int, list[int], list[int]]


def strips(box: Box) -> Iterator[Strip]:
    """Every tile of a package: zoom, columns and rows, some hundred at a time (Web Mercator, from the north-west)."""
    for z in range(FIRST_ZOOM, LAST_ZOOM + 1):
        (west, north), (east, south) = _cell(box.west, box.north, z), _cell(box.east, box.south, z)
        cells = [(x, y) for x in range(west, east + 1) for y in range(north, south + 1)]
        for i in range(0, len(cells), AT_ONCE):
            some = cells[i : i + AT_ONCE]
            yield z, [x for x, _ in some], [y for _, y in some]


def _cell(lon: float, lat: float, z: int) -> tuple[int, int]:
    y = (0.5 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)) * (1 << z)
    return math.floor((lon + 180) / 360 * (1 << z)), math.floor(y)


def stretch(header: str | None, size: int) -> tuple[int, int] | None:
    """First byte and number of bytes that a ``Range`` asks for; None when the whole is to be sent, as for a range that
    is not there or more than one."""
    found = re.fullmatch(r"bytes=(\d{1,15})-(\d{1,15})?", header or "")
    if not found:
        return None
    first, last = int(found[1]), min(int(found[2] or size), size - 1)
    return (first, last - first + 1) if first <= last else None

"""Which tiles a town needs, and what is drawn from which zoom on. No I/O."""

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

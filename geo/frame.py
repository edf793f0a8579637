"""What kind of numbers are these? Tell degrees from metres, axes in order from axes swapped, by size alone.

A file often does not say what its numbers are, or says it wrongly. Chinese survey offices deliver Gauss-Krueger
coordinates with the zone number before the easting (40 512 345 = zone 40, EPSG:4528), without it (512 345, EPSG:4549),
or with the northing first, as surveyors write it.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CHINA = (73.0, 3.0, 136.0, 54.0)
"""West, south, east, north in degrees, the South China Sea included."""
_NORTHING = (300_000.0, 6_100_000.0)
_EASTING = (50_000.0, 950_000.0)
_PREFIXED = (13_000_000.0, 46_000_000.0)
"""Zones 13-23 (6 degrees wide) and 25-45 (3 degrees wide)."""
_MERCATOR_X = (8_100_000.0, 15_200_000.0)
_MERCATOR_Y = (330_000.0, 7_200_000.0)


class Numbers(StrEnum):
    """What the coordinates of one shape look like."""

    DEGREES = "degrees"
    DEGREES_SWAPPED = "degrees_swapped"
    DEGREES_ELSEWHERE = "degrees_elsewhere"
    METRES = "metres"
    METRES_SWAPPED = "metres_swapped"
    ZONE_PREFIXED = "zone_prefixed"
    ZONE_PREFIXED_SWAPPED = "zone_prefixed_swapped"
    WEB_MERCATOR = "web_mercator"
    UNKNOWN = "unknown"


def look(bounds: Floats) -> list[Numbers]:
    """Name the kind of numbers of each shape from its bounds: n × (min x, min y, max x, max y) of finite numbers."""
    x0, y0, x1, y1 = bounds.T
    swapped = y0, x0, y1, x1
    world = (x0 >= -180) & (x1 <= 180) & (y0 >= -90) & (y1 <= 90)
    kinds = (
        (Numbers.DEGREES, _within((x0, y0, x1, y1), CHINA)),
        (Numbers.DEGREES_SWAPPED, _within(swapped, CHINA)),
        (Numbers.DEGREES_ELSEWHERE, world),
        (Numbers.WEB_MERCATOR, _both((x0, x1), _MERCATOR_X) & _both((y0, y1), _MERCATOR_Y)),
        (Numbers.METRES, _both((x0, x1), _EASTING) & _both((y0, y1), _NORTHING)),
        (Numbers.ZONE_PREFIXED, _prefixed(x0, x1) & _both((y0, y1), _NORTHING)),
        (Numbers.METRES_SWAPPED, _both((y0, y1), _EASTING) & _both((x0, x1), _NORTHING)),
        (Numbers.ZONE_PREFIXED_SWAPPED, _prefixed(y0, y1) & _both((x0, x1), _NORTHING)),
    )
    names = np.select([test for _, test in kinds], list(range(len(kinds))), default=len(kinds))
    order = [name for name, _ in kinds] + [Numbers.UNKNOWN]
    return [order[i] for i in names]


def epsg_of_zone(easting: float) -> int:
    """The CGCS2000 system whose eastings begin with this zone number: 40 512 345 → 4528."""
    zone = int(easting // 1_000_000)
    return 4513 + zone - 25 if zone >= 25 else 4491 + zone - 13


def _within(box: tuple[Floats, Floats, Floats, Floats], outer: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    x0, y0, x1, y1 = box
    west, south, east, north = outer
    inside: NDArray[np.bool_] = (x0 >= west) & (y0 >= south) & (x1 <= east) & (y1 <= north)
    return inside


def _both(span: tuple[Floats, Floats], limits: tuple[float, float]) -> NDArray[np.bool_]:
    between: NDArray[np.bool_] = (span[0] >= limits[0]) & (span[1] <= limits[1])
    return between


def _prefixed(low: Floats, high: Floats) -> NDArray[np.bool_]:
    # The remainder is the easting proper, which keeps within the zone.
    return _both((low, high), _PREFIXED) & _both((low % 1_000_000, high % 1_000_000), _EASTING)

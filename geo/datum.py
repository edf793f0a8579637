"""GCJ-02, the shifted datum of Chinese consumer maps, to and from CGCS2000/WGS-84.

The formula is the widely published approximation (a = 6378245 m, e² = 0.00669342162296594323), not an official one.
It belongs to the edge, where a source declares GCJ-02; nothing here is ever stored shifted.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_A = 6378245.0
_EE = 0.00669342162296594323


def gcj02_from_wgs84(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Shift degrees into GCJ-02. Meant for places in China; elsewhere real maps do not shift."""
    dlon, dlat = _shift(lon, lat)
    return lon + dlon, lat + dlat


def wgs84_from_gcj02(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Undo the shift by fixed-point iteration: it changes by about a thousandth of itself, so six rounds end
    far below 1e-9 degrees (0.1 mm)."""
    x, y = lon, lat
    for _ in range(6):
        dlon, dlat = _shift(x, y)
        x, y = lon - dlon, lat - dlat
    return x, y


def _shift(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    x, y = lon - 105.0, lat - 35.0
    phi = np.radians(lat)
    magic = 1 - _EE * np.sin(phi) ** 2
    north = _north(x, y) * 180 / (_A * (1 - _EE) / magic**1.5 * np.pi)
    east = _east(x, y) * 180 / (_A / np.sqrt(magic) * np.cos(phi) * np.pi)
    return east, north


def _north(x: Floats, y: Floats) -> Floats:
    plain: Floats = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    return plain + _waves((x, 20, 6), (x, 20, 2), (y, 20, 1), (y, 40, 1 / 3), (y, 160, 1 / 12), (y, 320, 1 / 30))


def _east(x: Floats, y: Floats) -> Floats:
    plain: Floats = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    return plain + _waves((x, 20, 6), (x, 20, 2), (x, 20, 1), (x, 40, 1 / 3), (x, 150, 1 / 12), (x, 300, 1 / 30))


def _waves(*parts: tuple[Floats, float, float]) -> Floats:
    waves: list[Floats] = [height * np.sin(pace * np.pi * t) for t, height, pace in parts]
    total: Floats = np.sum(waves, axis=0)
    return total * (2 / 3)

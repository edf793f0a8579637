"""Shapes between coordinate systems, and their areas. Arrays of shapely shapes in, arrays out; nothing is rounded."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from geo.crs import METRIC_EPSG, SRID
from geo.measure import apart_m

Shapes = NDArray[np.object_]
Floats = NDArray[np.float64]


@lru_cache(maxsize=16)
def _between(source: str, target: str) -> Any:
    return Transformer.from_crs(CRS.from_user_input(source), CRS.from_user_input(target), always_xy=True)


def move(shapes: Shapes, source: str, target: str) -> Shapes:
    """Shapes from one system ("EPSG:4528" or WKT) into another. What cannot be moved gets infinite coordinates."""
    change = _between(source, target)

    def both(xy: Floats) -> Floats:
        # Not-a-number never equals itself, so that a ring of it would not even be closed.
        moved: Floats = np.column_stack(change.transform(xy[:, 0], xy[:, 1]))
        return np.where(np.isnan(moved), np.inf, moved)

    moved: Shapes = shapely.transform(shapes, both)
    return moved


def can_move(source: str) -> bool:
    """Whether there is a way from this system to degrees at all."""
    try:
        _between(source, f"EPSG:{SRID}")
    except ProjError:
        return False
    return True


def to_degrees(shapes: Shapes, source: str) -> Shapes:
    return move(shapes, source, f"EPSG:{SRID}")


def to_metres(shapes: Shapes) -> Shapes:
    """From CGCS2000 degrees to EPSG:4549. Areas there are true to 0.03 % within one degree of 120° E."""
    return move(shapes, f"EPSG:{SRID}", f"EPSG:{METRIC_EPSG}")


def stored_in_metres(wkb: list[bytes]) -> Shapes:
    """Shapes as they are stored (WKB in CGCS2000 degrees), in metres."""
    shapes: Shapes = shapely.from_wkb(np.array(wkb, dtype=object))
    return to_metres(shapes)


def places_in_degrees(points: Shapes) -> Shapes:
    """The way back from EPSG:4549, for shapes of any kind."""
    return move(points, f"EPSG:{METRIC_EPSG}", f"EPSG:{SRID}")


def metres_of(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Places from CGCS2000 degrees to EPSG:4549, as eastings and northings."""
    x, y = _between(f"EPSG:{SRID}", f"EPSG:{METRIC_EPSG}").transform(lon, lat)
    return np.asarray(x), np.asarray(y)


def plane_about(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Places in metres on an azimuthal equidistant plane about their middle, wherever on the ellipsoid they are.

    Within 300 km of the middle that plane stretches lengths by less than 0.1 %, and shortens none.
    """
    middle = f"+proj=aeqd +lon_0={(lon.min() + lon.max()) / 2} +lat_0={(lat.min() + lat.max()) / 2} +ellps=GRS80"
    x, y = Transformer.from_crs(f"EPSG:{SRID}", middle, always_xy=True).transform(lon, lat)
    return np.asarray(x), np.asarray(y)


@dataclass(frozen=True)
class Stretched:
    """Degrees stretched to metres about a middle, each axis by itself. Areas are off by some tenths of a percent within
    30 km, but what is straight in degrees stays straight: what is cut here fits its neighbours in degrees."""

    lon: float
    lat: float
    east_m: float
    north_m: float

    def metres(self, degrees: Shapes) -> Shapes:
        moved: Shapes = shapely.transform(degrees, lambda xy: (xy - self._middle) * self._scale)
        return moved

    def degrees(self, metres: Shapes) -> Shapes:
        moved: Shapes = shapely.transform(metres, lambda xy: xy / self._scale + self._middle)
        return moved

    @property
    def _middle(self) -> Floats:
        return np.array([self.lon, self.lat])

    @property
    def _scale(self) -> Floats:
        return np.array([self.east_m, self.north_m])


def stretched(degrees: Shapes) -> Stretched:
    """About the middle of shapes; the metres of a degree are those of the ellipsoid there."""
    west, south, east, north = (float(v) for v in shapely.total_bounds(degrees))
    lon, lat = (west + east) / 2, (south + north) / 2
    east_m = apart_m(lon - 0.005, lat, lon + 0.005, lat) * 100
    return Stretched(lon, lat, east_m, apart_m(lon, lat - 0.005, lon, lat + 0.005) * 100)

"""Metres on a flat sheet around the middle of the county: good enough to draw on, never to measure with."""

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MIDDLE = (120.22, 29.67)
_PER_DEGREE = np.array([96_870.0, 110_870.0])
"""Metres in a degree of longitude and latitude at 29.67° N."""


def metres(degrees: Floats) -> Floats:
    """Longitude, latitude (n, 2) to metres east and north of the middle."""
    found: Floats = (degrees - np.array(MIDDLE)) * _PER_DEGREE
    return found


def degrees(metres_: Floats) -> Floats:
    """Back again, rounded to a centimetre so that neighbours' shared vertices stay equal to the bit."""
    found: Floats = np.round(metres_ / _PER_DEGREE + np.array(MIDDLE), 7)
    return found


def shape_in_degrees(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, degrees)

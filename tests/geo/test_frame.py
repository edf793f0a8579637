"""Telling coordinates apart by their size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geo.frame import Numbers, epsg_of_zone, look

N = Numbers
SAMPLES = [
    ((120.1, 29.6, 120.2, 29.7), N.DEGREES),
    ((29.6, 120.1, 29.7, 120.2), N.DEGREES_SWAPPED),
    ((2.1, 48.8, 2.4, 48.9), N.DEGREES_ELSEWHERE),
    ((522864.9, 3288389.3, 523000.0, 3288900.0), N.METRES),
    ((3288389.3, 522864.9, 3288900.0, 523000.0), N.METRES_SWAPPED),
    ((40522864.9, 3288389.3, 40523000.0, 3288900.0), N.ZONE_PREFIXED),
    ((3288389.3, 40522864.9, 3288900.0, 40523000.0), N.ZONE_PREFIXED_SWAPPED),
    ((13384643.7, 3466788.7, 13387282.0, 3493270.7), N.WEB_MERCATOR),
    ((1000.0, 1000.0, 2000.0, 2000.0), N.UNKNOWN),
]


@pytest.mark.parametrize(("bounds", "kind"), SAMPLES)
def test_a_kind_of_numbers_is_named(bounds: tuple[float, ...], kind: Numbers) -> None:
    assert look(np.array([bounds])) == [kind]


def test_many_shapes_are_named_each_by_itself() -> None:
    assert look(np.array([bounds for bounds, _ in SAMPLES])) == [kind for _, kind in SAMPLES]


@pytest.mark.parametrize(("easting", "epsg"), [(40_522_864.9, 4528), (39_500_000, 4527), (20_500_000, 4498)])
def test_the_zone_number_names_its_system(easting: float, epsg: int) -> None:
    assert epsg_of_zone(easting) == epsg


@given(st.floats(118.6, 121.4), st.floats(28, 31))
def test_projected_places_of_the_region_are_never_taken_for_something_else(lon: float, lat: float) -> None:
    for epsg, plain, swapped in (
        (4549, N.METRES, N.METRES_SWAPPED),
        (4528, N.ZONE_PREFIXED, N.ZONE_PREFIXED_SWAPPED),
    ):
        x, y = _TO[epsg].transform(lon, lat)
        assert look(np.array([(x, y, x, y), (y, x, y, x)])) == [plain, swapped]


_TO = {epsg: Transformer.from_crs(4490, epsg, always_xy=True) for epsg in (4549, 4528)}

"""GCJ-02: the rulebook's vectors, and back again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.datum import gcj02_from_wgs84, wgs84_from_gcj02
from geo.measure import apart_m

VECTORS = [
    ((120.2363, 29.7136), (120.2407444, 29.7111184), 510.2),
    ((120.2600, 29.9200), (120.2644417, 29.9175381), 508.1),
    ((120.4000, 29.8000), (120.4045531, 29.7977150), 507.6),
]


@pytest.mark.parametrize(("true", "shifted", "metres"), VECTORS)
def test_the_shift_is_the_published_one(true: tuple[float, float], shifted: tuple[float, float], metres: float) -> None:
    lon, lat = gcj02_from_wgs84(np.array([true[0]]), np.array([true[1]]))
    assert lon[0] == pytest.approx(shifted[0], abs=5e-8)
    assert lat[0] == pytest.approx(shifted[1], abs=5e-8)
    # The rulebook's distances are those of a sphere, a little shorter.
    assert apart_m(*true, float(lon[0]), float(lat[0])) == pytest.approx(metres, abs=0.4)


@given(st.floats(73, 135), st.floats(3, 53))
def test_undoing_the_shift_returns_to_the_place_within_a_tenth_of_a_millimetre(lon: float, lat: float) -> None:
    back_lon, back_lat = wgs84_from_gcj02(*gcj02_from_wgs84(np.array([lon]), np.array([lat])))
    assert abs(back_lon[0] - lon) < 1e-9
    assert abs(back_lat[0] - lat) < 1e-9

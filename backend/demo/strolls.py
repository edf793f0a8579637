"""Walking on from where somebody stands, for as long as a shift: what a running demonstration still has to happen."""

import numpy as np

from backend.demo import day, roads, streets, walks
from backend.demo.county import Area
from backend.demo.names import Town
from backend.demo.plane import Floats, metres
from backend.demo.walks import CLOSED, Fixes


def stroll(
    seed: int,
    town: Town,
    areas: list[Area],
    place: Floats,
    on_foot: bool,
    seconds: float,
    battery: float,
    faster: float = 1.0,
) -> Fixes:
    """Fixes for so many seconds, beginning at ``place`` (degrees) after a time with the app closed.

    ``faster``: how many times faster than people move, for a demonstration that is watched for minutes.
    """
    random = np.random.default_rng()  # what happens from now on need not be the same every time
    here = metres(place)
    if on_foot:
        net = roads.net_of(seed, town)
        onward = streets.walk(net, seconds * day.ON_FOOT * faster * 1.5, random, streets.nearest(net, here))
    else:
        onward = _back_to_a_road(here, day.round_trip(roads.to_villages(seed, town, areas), random))
    pace = faster * (day.ON_FOOT if on_foot else day.BY_CAR)
    fixes = walks.record(np.vstack([here, onward]), seconds, pace, [], battery, random)
    fixes.reason[0] = CLOSED
    return fixes


def _back_to_a_road(here: Floats, way: Floats) -> Floats:
    """The round trip from where it passes nearest on: a car goes on along its road, not across the fields."""
    return way[int(np.argmin(np.hypot(*(way - here).T))) :]

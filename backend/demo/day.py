"""A day of patrols: who walked where and when, with pauses and gaps, and who is out right now. Times are relative."""

import numpy as np
from msgspec import Struct

from backend.auth.permissions import Role
from backend.demo import roads, streets, walks
from backend.demo.county import Area
from backend.demo.names import EMPOWERED, VEHICLES, Town
from backend.demo.people import BIG, Member
from backend.demo.plane import Floats
from backend.demo.roads import Road
from backend.demo.walks import HIDDEN, NO_FIX, PAUSED, Fixes, Silence

ON_FOOT, BY_CAR = 1.25, 7.5
"""Metres per second."""
PAUSES = ("协助集镇交通疏导", "返回中队充电", "用餐")


class Pause(Struct, frozen=True):
    """A break from ``start`` to ``end`` seconds after the beginning; ``end`` None: still going on."""

    start: float
    end: float | None
    reason: str


class Walk(Struct, frozen=True, kw_only=True, eq=False):
    """One patrol. ``begins`` is seconds before the moment of loading; ``running`` ones go on until then."""

    person: str
    squad: str
    town: Town
    zone_code: str
    vehicle: str | None
    begins: float
    seconds: float
    running: bool
    pauses: list[Pause]
    way: Floats
    fixes: Fixes


def day(seed: int, areas: list[Area], people: list[Member]) -> list[Walk]:
    """The patrols of the nine teams: each officer's earlier one, then those still running."""
    return [walk for town in EMPOWERED for walk in _of_town(seed, town, areas, people)]


def _of_town(seed: int, town: Town, areas: list[Area], people: list[Member]) -> list[Walk]:
    random = np.random.default_rng([seed, 5, int(town.code)])
    net = roads.net_of(seed, town)
    officers = [p for p in people if p.role is Role.OFFICER and town.code in p.town_codes]
    zones = [area.code for area in areas if area.kind == "duty_zone" and area.town_code == town.code]
    country = roads.to_villages(seed, town, areas)
    # Whoever is printed as a sign-in stays off duty, free to begin a patrol of their own.
    out_now = range(1, 4) if town.code in BIG else range(1)
    found = []
    for number, officer in enumerate(officers):
        on_foot = number % 3 != 1
        zone = zones[0] if on_foot else zones[1 + number % (len(zones) - 1)]
        for running in (False, True) if number in out_now else (False,):
            way = streets.walk(net, 16_000, random) if on_foot else round_trip(country, random)
            found.append(_walk(officer, town, zone, way, running, on_foot, random))
    return found


def round_trip(country: list[Road], random: np.random.Generator) -> Floats:
    """From the market town to one village after another and back, until a car is busy for a shift."""
    lines = [road.line for road in country]
    order = [line for n in random.permutation(len(lines)) for line in (lines[n], lines[n][::-1])]
    return np.vstack(order * 4)


def _walk(
    officer: Member, town: Town, zone: str, way: Floats, running: bool, on_foot: bool, random: np.random.Generator
) -> Walk:
    begins = -random.uniform(40, 105) * 60 if running else -random.uniform(7, 10.5) * 3600
    seconds = -begins - random.uniform(3, 25) if running else random.uniform(80, 150) * 60
    pauses = _pauses(seconds, random)
    if running and officer.name == "队员03":
        pauses = [Pause(seconds - 400, None, PAUSES[2])]
    silences = [Silence(p.start, p.end or float("inf"), PAUSED) for p in pauses] + _gaps(seconds, on_foot, random)
    pace = ON_FOOT if on_foot else BY_CAR
    return Walk(
        person=officer.name,
        squad=officer.squad or "",
        town=town,
        zone_code=zone,
        vehicle=None if on_foot else VEHICLES[int(random.integers(2))],
        begins=begins,
        seconds=seconds,
        running=running,
        pauses=pauses,
        way=way,
        fixes=walks.record(way, seconds, pace, silences, float(random.uniform(70, 98)), random),
    )


def _pauses(seconds: float, random: np.random.Generator) -> list[Pause]:
    """Perhaps one break in the middle."""
    if random.random() < 0.4:
        return []
    start = seconds * random.uniform(0.4, 0.6)
    length = min(random.uniform(8, 15) * 60, 0.12 * seconds)
    return [Pause(start, start + length, PAUSES[int(random.integers(len(PAUSES)))])]


def _gaps(seconds: float, on_foot: bool, random: np.random.Generator) -> list[Silence]:
    """The screen goes dark once in a while; in a valley there is no fix. Neither runs into the pause in the middle."""
    hidden = seconds * random.uniform(0.1, 0.25)
    lost = seconds * random.uniform(0.75, 0.9)
    gaps = [Silence(hidden, hidden + min(random.uniform(100, 420), 0.12 * seconds), HIDDEN)]
    return gaps if on_foot else [*gaps, Silence(lost, lost + random.uniform(80, 160), NO_FIX)]

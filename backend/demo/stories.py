"""The leads of the demonstration: what was seen where, by whom, what became of it, and the photos to draw for it.

Times are seconds before the moment of loading, so that the same seed tells the same story on any day.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from backend.auth.permissions import Role
from backend.demo import roads, streets
from backend.demo.county import Area
from backend.demo.day import Walk
from backend.demo.names import EMPOWERED, SHOPS, VILLAGE_SPOTS, Town
from backend.demo.people import BIG, Member
from backend.demo.pictures.photo import Picture
from backend.demo.plane import Floats, degrees, metres
from backend.demo.words import ACCEPTANCES, ASSIGNMENTS, FEEDBACKS, HANDLINGS, KINDS, OBJECTIONS, REJECTIONS, Kind

T = TypeVar("T")
COUNT_BIG, COUNT_SMALL = 15, 3
REFUSED = (5, 8, 13)
OBJECTED = 13
"""Numbers of a big town's leads."""
_HOUR = 3600.0


class StoryStep(Struct, frozen=True, kw_only=True):
    """What the command room decided, the officer who was sent told, or the reporter objected: the act as it is sent."""

    kind: str
    at: float
    actor: str
    reason: str | None
    assignee: str | None


class Story(Struct, frozen=True, kw_only=True):
    """One lead. ``walk`` is the index of the patrol it was captured on."""

    town: Town
    category: str
    lon: float
    lat: float
    accuracy_m: float
    address: str
    note: str
    reporter: str
    walk: int | None
    captured: float
    steps: list[StoryStep]
    pictures: list[Picture]


class Seen(NamedTuple):
    """By whom, when and where something was seen; ``place`` in metres."""

    by: str
    at: float
    place: Floats
    accuracy_m: float
    address: str


def stories(seed: int, areas: list[Area], walks: list[Walk], people: list[Member]) -> list[Story]:
    """Some dozens of leads, earliest first."""
    told = [
        _Teller((seed, int(town.code), number), town, areas, walks, people).story()
        for town in EMPOWERED
        for number in range(COUNT_BIG if town.code in BIG else COUNT_SMALL)
    ]
    return sorted(told, key=lambda story: story.captured)


def seen_now(
    seed: int, number: int, town: Town, areas: list[Area], people: list[Member], by: str, place: Floats
) -> Story:
    """One more lead, seen this moment by somebody at ``place`` (degrees); nothing has become of it yet."""
    teller = _Teller((seed, int(town.code), number), town, areas, [], people)
    return teller.at(Seen(by, -2.0, metres(place), 6.0, ""), walk=0)


class _Teller:
    """Tells one story; every choice comes from its own key."""

    def __init__(
        self, key: tuple[int, int, int], town: Town, areas: list[Area], walks: list[Walk], people: list[Member]
    ) -> None:
        self.key = key
        self.random = np.random.default_rng([6, *key])
        self.town = town
        self.walks = walks
        self.villages = [area for area in areas if area.kind == "village" and area.town_code == town.code][1:]
        self.local = [person for person in people if town.code in person.town_codes]
        self.net = roads.net_of(key[0], town)

    def story(self) -> Story:
        kind = self._kind()
        walk = self._walk() if self.random.random() < 0.6 else None
        seen = self._by_a_grid_worker() if walk is None else self._on_patrol(self.walks[walk])
        steps = [replace(step, actor=step.actor or seen.by) for step in self._course(seen.at)]
        return replace(self._told(kind, seen, walk), steps=steps, pictures=self._pictures(kind))

    def at(self, seen: Seen, walk: int | None) -> Story:
        """A kind of thing at a place that is given."""
        kind = self._kind()
        told = self._told(kind, seen._replace(address=self._address(seen.place)), walk)
        return replace(told, pictures=self._pictures(kind))

    def _told(self, kind: Kind, seen: Seen, walk: int | None) -> Story:
        lon, lat = degrees(seen.place)
        return Story(
            town=self.town,
            category=kind.category,
            lon=float(lon),
            lat=float(lat),
            accuracy_m=seen.accuracy_m,
            address=seen.address,
            note=self._pick(kind.notes).format(shop=self._pick(SHOPS)),
            reporter=seen.by,
            walk=walk,
            captured=seen.at,
            steps=[],
            pictures=[],
        )

    def _pick(self, choices: Sequence[T]) -> T:
        return choices[int(self.random.integers(len(choices)))]

    def _named(self, role: Role) -> list[str]:
        return [person.name for person in self.local if person.role is role]

    def _kind(self) -> Kind:
        weights = np.array([kind.weight for kind in KINDS], float)
        return KINDS[int(self.random.choice(len(KINDS), p=weights / weights.sum()))]

    def _walk(self) -> int:
        """A patrol on foot, since leads are seen from the pavement; one of now as often as one of earlier."""
        on_foot = [i for i, w in enumerate(self.walks) if w.town == self.town and w.vehicle is None]
        now = self.random.random() < 0.5
        return self._pick([i for i in on_foot if self.walks[i].running == now] or on_foot)

    def _on_patrol(self, walk: Walk) -> Seen:
        fixes = walk.fixes
        which = int(self.random.integers(len(fixes.at) // 10, len(fixes.at)))
        place = metres(np.array([fixes.lon[which], fixes.lat[which]])) + self.random.normal(0, 4, 2)
        at = walk.begins + float(fixes.at[which])
        return Seen(walk.person, at, place, float(fixes.accuracy_m[which]), self._address(place))

    def _by_a_grid_worker(self) -> Seen:
        """In the streets, or in a village that no patrol on foot reaches."""
        by = self._pick(self._named(Role.GRID_WORKER))
        at = -self.random.uniform(0.15, 60) * _HOUR
        if self.random.random() < 0.5:
            place = self._beside_a_street()
            return Seen(by, at, place, 9.0, self._address(place))
        village = self._pick(self.villages)
        middle = metres(np.array(village.shape.representative_point().coords[0]))
        address = f"{self.town.name}{village.name}{self._pick(VILLAGE_SPOTS)}"
        return Seen(by, at, middle + self.random.normal(0, 120, 2), 12.0, address)

    def _beside_a_street(self) -> Floats:
        edge = self._pick(self.net.edges)
        point: Floats = edge.line[int(self.random.integers(len(edge.line)))] + self.random.normal(0, 5, 2)
        return point

    def _address(self, place: Floats) -> str:
        street, number = streets.address(self.net, place)
        return f"{self.town.name}{street}{number}号附近"

    def _course(self, captured: float) -> list[StoryStep]:
        """What the command room did by now: the older a lead, the further it is."""
        first = captured + self.random.uniform(0.05, 1.2) * _HOUR
        # Every other one of the last hours still waits: a room that has nothing to do shows little.
        if first > -60 or (captured > -4 * _HOUR and self.key[2] % 2 == 0):
            return []
        if self.key[2] in REFUSED:
            return self._refused(first)
        steps = [self._step("accept", first, self._pick(ACCEPTANCES), None)]
        second = first + self.random.uniform(0.02, 1.5) * _HOUR
        if second < -60 and self.random.random() < 0.6:
            officer = self._pick(self._named(Role.OFFICER))
            steps.append(self._step("assign", second, self._pick(ASSIGNMENTS), officer))
            steps += self._out(second, officer)
        return steps

    def _refused(self, at: float) -> list[StoryStep]:
        """Not taken up; some reporters do not agree, and the command room still owes them an answer."""
        steps = [self._step("reject", at, self._pick(REJECTIONS), None)]
        later = at + self.random.uniform(0.1, 1.0) * _HOUR
        if self.key[2] == OBJECTED and later < -60:
            steps.append(StoryStep(kind="object", at=later, actor="", reason=self._pick(OBJECTIONS), assignee=None))
        return steps

    def _out(self, sent: float, officer: str) -> list[StoryStep]:
        """What came of it once somebody had been sent: under way, handled, closed."""
        (room,) = self._named(Role.COMMAND_ROOM)
        told = (
            (0.2, "set_out", 0.3, officer, None),
            (0.2, "handle", 1.0, officer, self._pick(HANDLINGS)),
            (0.5, "close", 1.5, room, self._pick(FEEDBACKS)),
        )
        steps: list[StoryStep] = []
        at = sent
        for not_yet, kind, hours, actor, words in told:
            at += self.random.uniform(0.1, hours) * _HOUR
            if at > -60 or self.random.random() < not_yet:
                break
            steps.append(StoryStep(kind=kind, at=at, actor=actor, reason=words, assignee=None))
        return steps

    def _step(self, kind: str, at: float, reason: str | None, assignee: str | None) -> StoryStep:
        (actor,) = self._named(Role.COMMAND_ROOM)
        return StoryStep(kind=kind, at=at, actor=actor, reason=reason, assignee=assignee)

    def _pictures(self, kind: Kind) -> list[Picture]:
        weather = str(self.random.choice(["clear", "cloudy", "rain", "dusk"], p=[0.45, 0.3, 0.15, 0.1]))
        return [
            Picture(
                subject=kind.subject,
                weather=weather,
                orientation=int(self.random.choice([1, 6, 8, 3], p=[0.6, 0.25, 0.1, 0.05])),
                seed=self.key,
                number=number,
            )
            for number in range(int(self.random.choice([1, 2, 3], p=[0.35, 0.45, 0.2])))
        ]

"""What of the ground, or of the streets, was come near, and when last. Always told of zones and never of persons.

The ground is represented by places: the middles of square cells, or of short pieces of street. A place is seen while
the way, drawn straight between neighbouring fixes of an unbroken part, is within so many metres of it. So more patrols,
a longer time or a larger distance never see less, and no share is more than 1. All lengths are metres in EPSG:4549.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.fixes import Floats, Ints
from geo.lookup import Area, Lookup
from geo.metric import metres_of
from geo.tracks import Laid

CELL_M = 20.0
PIECE_M = 10.0
MOST_PLACES = 4_000_000
NEVER = np.iinfo(np.int64).min
_AT_ONCE = 2_000
"""Steps of a way that are held against the ground together, which bounds memory."""


class TooFine(ValueError):
    """So many places that it would take minutes and gigabytes."""


@dataclass(frozen=True, eq=False)
class Ground:
    """Places of equal rank: where they are, what each stands for (m² or m), and the number of its zone (0: none)."""

    x: Floats
    y: Floats
    weight: Floats
    zone: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.x)

    def within(self) -> "Ground":
        """Without what lies in no zone."""
        own = self.zone > 0
        return Ground(self.x[own], self.y[own], self.weight[own], self.zone[own])

    @cached_property
    def tree(self) -> shapely.STRtree:
        return shapely.STRtree(shapely.points(self.x, self.y))


def cells(zones: Sequence[Area], cell_m: float = CELL_M) -> Ground:
    """Cells of zones in metres. Their corners lie on multiples of ``cell_m``, so that versions of zones share cells.

    A cell belongs to the zone that holds its middle. A zone that holds none is one place, for all of its area. The area
    seen is exact to within half a cell along the edge of what was seen.

    Raises:
        TooFine: more than four million cells.
    """
    if not zones:
        return Ground(np.empty(0), np.empty(0), np.empty(0), np.empty(0, np.int32))
    shapes = np.array([z.shape for z in zones], object)
    west, south, east, north = np.floor(shapely.total_bounds(shapes) / cell_m)
    if (east - west + 1) * (north - south + 1) > MOST_PLACES:
        raise TooFine(f"cells of {cell_m} m are too fine for so large an area")
    columns, rows = np.arange(west, east + 1) + 0.5, np.arange(south, north + 1) + 0.5
    x, y = (d.ravel() * cell_m for d in np.meshgrid(columns, rows))
    zone = Lookup(zones).numbers_at(x, y)
    x, y, zone = x[zone > 0], y[zone > 0], zone[zone > 0]
    small = [z for z in zones if z.number not in set(zone.tolist())]
    at = shapely.get_coordinates(shapely.point_on_surface([z.shape for z in small])).reshape(-1, 2)
    return Ground(
        x=np.append(x, at[:, 0]),
        y=np.append(y, at[:, 1]),
        weight=np.append(np.full(len(x), cell_m**2), shapely.area([z.shape for z in small])),
        zone=np.append(zone, np.array([z.number for z in small], np.int32)).astype(np.int32),
    )


def pieces(streets: NDArray[np.object_], zones: Sequence[Area], piece_m: float = PIECE_M) -> Ground:
    """Streets (lines in metres), each cut into equal pieces of at most ``piece_m``, which belong to the zone at their
    middle.

    Raises:
        TooFine: more than four million pieces.
    """
    lines = shapely.get_parts(streets)
    length = shapely.length(lines)
    count = np.maximum(np.ceil(length / piece_m), 1).astype(np.int64) * (length > 0)
    if count.sum() > MOST_PLACES:
        raise TooFine(f"pieces of {piece_m} m are too fine for so many streets")
    line = np.repeat(np.arange(len(lines)), count)
    number = np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)
    long = length[line] / count[line]
    x, y = shapely.get_coordinates(shapely.line_interpolate_point(lines[line], (number + 0.5) * long)).reshape(-1, 2).T
    return Ground(x.copy(), y.copy(), long, Lookup(zones).numbers_at(x, y))


def last_seen(ground: Ground, ways: Sequence[Laid], within_m: float) -> Ints:
    """When each place was last within so many metres of one of the ways, epoch milliseconds; else ``NEVER``."""
    last = np.full(len(ground), NEVER)
    if not len(ground):
        return last
    for way in ways:
        steps = _steps(way)
        for first in range(0, steps.shape[1], _AT_ONCE):
            _see(last, ground, steps[:, first : first + _AT_ONCE], within_m)
    return last


def _steps(way: Laid) -> Floats:
    """Both ends and times of every step (6 × n: x, y, x, y, ms, ms). The last fix of an unbroken part is a step to
    itself, so that a fix alone is seen from, too."""
    kept = way.kept
    if not len(kept):
        return np.empty((6, 0))
    x, y = metres_of(kept.lon, kept.lat)
    ends = np.arange(1, len(kept) + 1)
    ends[[b - 1 for _, b in way.parts]] -= 1
    return np.stack((x, y, x[ends], y[ends], kept.at_ms, kept.at_ms[ends]))


def _see(last: Ints, ground: Ground, steps: Floats, within_m: float) -> None:
    """The last moment of each step at which it is near a place: the later root of |way(s) - place|² = within²."""
    ax, ay, bx, by = steps[:4]
    boxes = shapely.box(
        np.minimum(ax, bx) - within_m, np.minimum(ay, by) - within_m,
        np.maximum(ax, bx) + within_m, np.maximum(ay, by) + within_m,
    )  # fmt: skip
    step, place = ground.tree.query(boxes)
    dx, dy = (bx - ax)[step], (by - ay)[step]
    px, py = ground.x[place] - ax[step], ground.y[place] - ay[step]
    long = np.maximum(dx * dx + dy * dy, 1e-12)
    along = np.clip((px * dx + py * dy) / long, 0, 1)
    spare = within_m**2 - ((px - along * dx) ** 2 + (py - along * dy) ** 2)
    near = spare >= 0
    step, place, along, spare, long = step[near], place[near], along[near], spare[near], long[near]
    foot = (px[near] * dx[near] + py[near] * dy[near]) / long
    beyond = np.sqrt(spare / long + (along - foot) ** 2)
    until = np.clip(np.maximum(foot + beyond, along), 0, 1)
    begin, end = steps[4, step], steps[5, step]
    np.maximum.at(last, place, np.round(begin + until * (end - begin)).astype(np.int64))


@dataclass(frozen=True)
class Seen:
    """A zone: how much of it there is (m² or m), the share of that which was seen since, and the last time anything of
    it was seen at all (None: never)."""

    zone: int
    amount: float
    share: float
    last_ms: int | None


def by_zone(ground: Ground, last: Ints, since_ms: int = NEVER + 1) -> list[Seen]:
    """For every zone that has ground, in order of number, which ranks nothing."""
    numbers, index = np.unique(ground.zone, return_inverse=True)
    amount = np.bincount(index, ground.weight, len(numbers))
    seen = np.bincount(index, ground.weight * (last >= since_ms), len(numbers))
    latest = np.full(len(numbers), NEVER)
    np.maximum.at(latest, index, last)
    share = np.minimum(seen / amount, 1.0)
    rows = zip(numbers.tolist(), amount.tolist(), share.tolist(), latest.tolist(), strict=True)
    return [Seen(z, a, s, None if ms == NEVER else ms) for z, a, s, ms in rows if z]


def ages_s(last: Ints, now_ms: int) -> Floats:
    """How long ago each place was last seen, in seconds; NaN where never. What lies ahead of ``now_ms`` is 0."""
    return np.where(last == NEVER, np.nan, np.maximum(now_ms - last.astype(np.float64), 0) / 1000)

"""Codes of unit grids (单元网格, GB/T 30428.1): 15 digits, namely 6 of the county, 3 of the town, 3 of the community or
village, and 3 of the sequence within it, which runs from west to east and then from north to south.

The standard does not say where a row of irregular grids ends. Here the northernmost grid not yet numbered begins a row,
and all whose middle lies less than half an ordinary height (the median) farther south belong to it.
"""

import re
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

Shapes = NDArray[np.object_]
_FORM = re.compile(r"([0-9]{6})([0-9]{3})([0-9]{3})([0-9]{3})")
MOST = 999


class GridCode(NamedTuple):
    """``town`` and ``community`` are whole codes of 9 and 12 digits, as the divisions themselves have them."""

    county: str
    town: str
    community: str
    sequence: int


def parse(code: str) -> GridCode | None:
    """The parts of a code; None unless it has exactly fifteen digits and a sequence from 1."""
    match = _FORM.fullmatch(code)
    if match is None or match[4] == "000":
        return None
    county, town, community, sequence = match.groups()
    return GridCode(county, county + town, county + town + community, int(sequence))


def written(community: str, sequence: int) -> str:
    """
    Raises:
        ValueError: the community's code has no 12 digits, or the sequence is not from 1 to 999.
    """
    code = f"{community}{sequence:03}"
    if parse(code) is None:
        raise ValueError(f"{code} is no code of a unit grid")
    return code


def order(shapes: Shapes) -> NDArray[np.intp]:
    """Indexes of shapes (in metres) from west to east, row by row from north to south."""
    if not len(shapes):
        return np.empty(0, np.intp)
    x, y = shapely.get_coordinates(shapely.centroid(shapes)).T
    bounds = shapely.bounds(shapes)
    half = float(np.median(bounds[:, 3] - bounds[:, 1])) / 2
    row, begun, rows = 0, np.inf, np.zeros(len(shapes), np.intp)
    for i in np.argsort(-y, kind="stable"):
        if begun - y[i] >= half:
            row, begun = row + 1, y[i]
        rows[i] = row
    return np.lexsort((x, rows))


def numbered(shapes: Shapes, community: str) -> list[str]:
    """A code for each grid of one community, in the order in which the shapes are given.

    Raises:
        ValueError: more than 999 grids, or no code of a community.
    """
    codes = [""] * len(shapes)
    for sequence, index in enumerate(order(shapes), 1):
        codes[index] = written(community, sequence)
    return codes


def out_of_order(shapes: Shapes, sequences: list[int]) -> list[int]:
    """Indexes of the fewest grids of one community without which the sequence follows the order (numbers may be left
    out: those of abolished grids are not given again)."""
    places = order(shapes)
    numbers = [sequences[i] for i in places]
    best, before = [1] * len(numbers), [-1] * len(numbers)
    for i, number in enumerate(numbers):
        for j in range(i):
            if numbers[j] < number and best[j] + 1 > best[i]:
                best[i], before[i] = best[j] + 1, j
    kept, at = set(), max(range(len(numbers)), key=best.__getitem__, default=-1)
    while at >= 0:
        kept.add(at)
        at = before[at]
    return sorted(int(places[i]) for i in range(len(numbers)) if i not in kept)

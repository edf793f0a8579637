"""Codes of unit grids: fifteen digits, numbered from west to east and from north to south."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import gridcodes
from geo.gridcodes import GridCode

VILLAGE = "330681109001"


def array(*shapes: shapely.Geometry) -> np.ndarray:
    out = np.empty(len(shapes), dtype=object)
    out[:] = shapes
    return out


def grid(columns: int, rows: int, jitter: np.ndarray | None = None) -> np.ndarray:
    """Boxes of 100 m, northernmost row first, moved by ``jitter`` metres each."""
    moved = np.zeros((rows * columns, 2)) if jitter is None else jitter
    corners = [(n % columns * 100 + dx, -(n // columns) * 100 + dy) for n, (dx, dy) in enumerate(moved)]
    return array(*(shapely.box(x, y, x + 100, y + 100) for x, y in corners))


def test_a_code_has_its_parts() -> None:
    assert gridcodes.parse("330681109001007") == GridCode("330681", "330681109", "330681109001", 7)


@pytest.mark.parametrize(
    "code",
    ["", "33068110900100", "3306811090010070", "330681109001000", "33068110900100a", "３３０６８１１０９００１００７"],
)
def test_what_is_no_code_is_told(code: str) -> None:
    assert gridcodes.parse(code) is None


@given(st.from_regex(r"[0-9]{12}", fullmatch=True), st.integers(1, 999))
def test_what_is_written_is_read_again(community: str, sequence: int) -> None:
    code = gridcodes.parse(gridcodes.written(community, sequence))
    assert code is not None
    assert (code.community, code.sequence) == (community, sequence)


@pytest.mark.parametrize(("community", "sequence"), [(VILLAGE, 0), (VILLAGE, 1000), ("33068110900", 1)])
def test_what_cannot_be_a_code_is_not_written(community: str, sequence: int) -> None:
    with pytest.raises(ValueError, match="no code"):
        gridcodes.written(community, sequence)


@given(st.integers(1, 6), st.integers(1, 6), st.randoms(use_true_random=False))
def test_numbers_run_from_west_to_east_and_then_from_north_to_south(columns: int, rows: int, dice: object) -> None:
    """Uneven borders of up to a fifth of a grid do not tear a row apart, and the order of delivery does not matter."""
    rng = np.random.default_rng(dice.randrange(2**32))  # type: ignore[attr-defined]
    shapes = grid(columns, rows, rng.uniform(-20, 20, (columns * rows, 2)))
    mixed = rng.permutation(len(shapes))
    codes = gridcodes.numbered(shapes[mixed], VILLAGE)
    assert [codes[i] for i in np.argsort(mixed)] == [f"{VILLAGE}{n:03}" for n in range(1, len(shapes) + 1)]


def test_more_grids_than_there_are_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="no code"):
        gridcodes.numbered(grid(40, 25), VILLAGE)
    assert gridcodes.numbered(array(), VILLAGE) == []


def test_a_sequence_in_order_may_leave_numbers_out() -> None:
    assert gridcodes.out_of_order(grid(3, 2), [1, 2, 5, 6, 7, 20]) == []
    assert gridcodes.out_of_order(array(), []) == []


def test_the_fewest_grids_that_stand_out_of_order_are_named() -> None:
    assert gridcodes.out_of_order(grid(3, 2), [1, 2, 9, 4, 5, 6]) == [2]
    assert gridcodes.out_of_order(grid(2, 1), [2, 1]) in ([0], [1])

"""Faults of a set of zones are found, and after the repairs that are proposed there are none."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Geometry, box

from geo import repairs, topology
from geo.repairs import Proposal, Repair
from geo.topology import Flaw


def array(*shapes: Geometry) -> np.ndarray:
    out = np.empty(len(shapes), dtype=object)
    out[:] = shapes
    return out


def codes(shapes: np.ndarray) -> list[str]:
    return [f"33068110900100{i + 1}" for i in range(len(shapes))]


def seen(shapes: np.ndarray, outline: Geometry | None = None) -> list[tuple[Flaw, tuple[int, ...], float]]:
    return [(f.flaw, f.zones, round(f.area_m2, 3)) for f in topology.faults(shapes, outline)]


def proposed(shapes: np.ndarray) -> list[Proposal]:
    return repairs.proposals(shapes, codes(shapes), topology.faults(shapes))


def mended(shapes: np.ndarray) -> np.ndarray:
    return array(*(s for s in repairs.applied(shapes, proposed(shapes)) if s is not None))


QUARTERS = [box(0, 0, 100, 100), box(100, 0, 200, 100), box(0, 100, 100, 200), box(100, 100, 200, 200)]


def test_zones_side_by_side_have_no_faults() -> None:
    assert seen(array(*QUARTERS)) == []
    assert seen(array()) == []


def test_an_overlap_is_told_with_the_ground_and_cut_from_the_higher_code() -> None:
    shapes = array(box(0, 0, 100, 100), box(90, 0, 200, 100))
    assert seen(shapes) == [(Flaw.OVERLAP, (0, 1), 1000.0)]
    (cut,) = proposed(shapes)
    assert (cut.repair, cut.zone, cut.change_m2) == (Repair.CUT, 1, pytest.approx(-1000))
    assert cut.shape.equals(box(100, 0, 200, 100))
    assert seen(mended(shapes)) == []


def test_a_zone_within_another_is_cut_out_of_it_and_does_not_vanish() -> None:
    shapes = array(box(0, 0, 100, 100), box(40, 40, 60, 60))
    (cut,) = proposed(shapes)
    assert (cut.zone, cut.shape.area) == (0, 9600)
    assert seen(mended(shapes)) == []


def test_a_gap_is_filled_by_the_neighbour_with_the_longest_border_along_it() -> None:
    shapes = array(box(0, 0, 100, 100), box(130, 0, 200, 100), box(0, 100, 200, 150), box(0, -50, 200, 0))
    assert seen(shapes) == [(Flaw.GAP, (0, 1, 2, 3), 3000.0)]
    (fill,) = proposed(shapes)
    assert (fill.repair, fill.zone, fill.change_m2) == (Repair.FILL, 0, pytest.approx(3000))
    assert fill.shape.equals(box(0, 0, 130, 100))
    assert seen(mended(shapes)) == []


def test_ground_within_the_outline_that_nobody_has_is_a_gap_only_when_the_outline_is_known() -> None:
    shapes = array(box(0, 0, 100, 100), box(150, 0, 200, 100))
    assert seen(shapes) == []
    assert seen(shapes, box(0, 0, 200, 100)) == [(Flaw.GAP, (0, 1), 5000.0)]


def test_ground_far_from_every_zone_is_a_gap_without_a_proposal() -> None:
    shapes = array(box(0, 0, 100, 100))
    (gap,) = topology.faults(shapes, shapely.union(box(0, 0, 100, 100), box(500, 0, 600, 100)))
    assert (gap.flaw, gap.zones) == (Flaw.GAP, ())
    assert repairs.proposals(shapes, codes(shapes), [gap]) == []


def test_thin_strips_of_a_border_drawn_twice_are_slivers_and_snapped() -> None:
    """The second zone's border sways about the first's: strips that both have, strips that nobody has."""
    sway = [(100 + 0.5 * (-1) ** i, y) for i, y in enumerate(range(10, 100, 10))]
    swaying = shapely.Polygon([(100, 0), (200, 0), (200, 100), (100, 100), *reversed(sway)])
    shapes = array(box(0, 0, 100, 100), swaying)
    found = topology.faults(shapes)
    assert {f.flaw for f in found} == {Flaw.SLIVER}
    assert {f.missing for f in found} == {False, True}
    assert {p.repair for p in proposed(shapes)} == {Repair.SNAP}
    assert seen(mended(shapes)) == []
    assert shapely.union_all(mended(shapes)).area == pytest.approx(20_000)


def test_a_zone_delivered_twice_is_dropped_once() -> None:
    shapes = array(box(0, 0, 100, 100), box(0, 0, 100, 99.9), box(100, 0, 200, 100))
    assert [f.flaw for f in topology.faults(shapes)] == [Flaw.DUPLICATE]
    (drop,) = proposed(shapes)
    assert (drop.repair, drop.zone, drop.shape) == (Repair.DROP, 1, None)
    assert seen(mended(shapes)) == []


def test_parts_and_holes_are_understood() -> None:
    parts = shapely.MultiPolygon([box(0, 0, 10, 10), box(50, 0, 60, 10)])
    ring = shapely.Polygon(box(100, 0, 200, 100).exterior, [box(140, 40, 160, 60).exterior])
    assert seen(array(parts, box(55, 0, 90, 10), ring)) == [(Flaw.OVERLAP, (0, 1), 50.0), (Flaw.GAP, (2,), 400.0)]
    assert seen(array(ring, box(140, 40, 160, 60))) == []


def test_repairs_of_repairs_are_made_until_nothing_is_left() -> None:
    """What one zone gives up is what another had kept for it: a gap that was not there before."""
    bounds = [(20, 50, 120, 130), (80, 10, 140, 80), (30, 50, 140, 140), (30, 0, 60, 30), (80, 20, 170, 60)]
    shapes = array(*(box(*b) for b in bounds))
    assert [flaw for flaw, _, _ in seen(mended(shapes))] == [Flaw.GAP]
    after, made = repairs.exhausted(shapes, codes(shapes))
    assert made == 7
    assert seen(array(*(s for s in after if s is not None))) == []
    untouched = array(*QUARTERS)
    kept, none = repairs.exhausted(untouched, codes(untouched))
    assert none == 0
    assert all(a is b for a, b in zip(kept, untouched, strict=True))


def test_a_stray_is_told_with_the_division_that_holds_it_and_gets_the_next_free_code_there() -> None:
    villages = ["330681109001", "330681109002"]
    owners = array(box(0, 0, 100, 100), box(100, 0, 200, 100))
    given_codes = ["330681109001001", "330681109001002", "330681109002001"]
    grids = array(box(0, 0, 50, 50), box(90, 0, 150, 50), box(150, 0, 200, 50))
    (stray,) = topology.strays(given_codes, grids, villages, owners)
    assert (stray.flaw, stray.zones, stray.area_m2) == (Flaw.STRAY, (1, 1), pytest.approx(2500))
    (recoded,) = repairs.recode(given_codes, [stray], villages)
    assert (recoded.repair, recoded.zone, recoded.code) == (Repair.RECODE, 1, "330681109002002")
    assert topology.strays(given_codes[:1], grids[:1], villages, array(box(900, 0, 999, 9), box(800, 0, 810, 9))) == []


Shift = st.integers(-30, 30)


def patchwork(moves: list[tuple[int, int]], side: int) -> np.ndarray:
    """Boxes of 100 m, each with its north-eastern corner moved by itself: overlaps, gaps and slivers of all kinds."""
    shapes = []
    for n, (dx, dy) in enumerate(moves):
        x, y = n % side * 100, n // side * 100
        shapes.append(shapely.Polygon([(x, y), (x + 100, y), (x + 100 + dx, y + 100 + dy), (x, y + 100)]))
    return array(*shapes)


@settings(max_examples=80)
@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.tuples(Shift, Shift), min_size=n * n, max_size=n * n)))
def test_after_the_proposed_repairs_nothing_overlaps_and_no_ground_is_lost(moves: list[tuple[int, int]]) -> None:
    side = round(len(moves) ** 0.5)
    before = patchwork(moves, side)
    after = mended(before)
    assert shapely.is_valid(after).all()
    ground, mended_ground = shapely.union_all(before), shapely.union_all(after)
    assert shapely.difference(ground, mended_ground).area < 1e-6
    assert seen(after) == []
    assert sum(shapely.area(after)) == pytest.approx(topology.filled(ground).area, abs=0.1)


@settings(max_examples=60)
@given(st.lists(st.tuples(Shift, Shift), min_size=9, max_size=9))
def test_areas_of_faults_add_up(moves: list[tuple[int, int]]) -> None:
    """Where no three overlap, the parts exceed the whole by what is shared, and gaps fill it up."""
    shapes = patchwork(moves, 3)
    found = topology.faults(shapes)
    whole = shapely.union_all(shapes)
    triple = sum(
        shapely.intersection_all([shapes[i], shapes[j], shapes[k]]).area
        for i in range(9) for j in range(i) for k in range(j)
    )  # fmt: skip
    shared = sum(f.area_m2 for f in found if not f.missing)
    missing = sum(f.area_m2 for f in found if f.missing)
    if triple == 0:
        assert sum(shapely.area(shapes)) - shared == pytest.approx(whole.area, abs=0.1)
    assert whole.area + missing == pytest.approx(topology.filled(whole).area, abs=0.1)


@given(st.lists(st.tuples(Shift, Shift), min_size=4, max_size=4))
def test_each_proposal_is_the_zone_as_it_would_be(moves: list[tuple[int, int]]) -> None:
    shapes = patchwork(moves, 2)
    for proposal in proposed(shapes):
        assert proposal.shape is not None
        assert proposal.shape.is_valid
        assert proposal.change_m2 == pytest.approx(proposal.shape.area - shapes[proposal.zone].area)
        sign = 1 if proposal.fault.missing else -1
        assert proposal.change_m2 == pytest.approx(sign * proposal.fault.area_m2, abs=1e-3)

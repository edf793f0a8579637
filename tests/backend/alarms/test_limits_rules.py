"""Which limits hold where and when: the most special rule that says something, whatever order they come in."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.alarms.limits import rules
from backend.alarms.limits.rules import NAMES
from backend.alarms.limits.structs import AlarmRule, Limits, NewAlarmRule
from backend.alarms.structs import AlarmKind
from backend.alarms.watching import rules as watching
from backend.alarms.watching.structs import Noticed, Seen
from backend.core.clock import minute
from backend.core.errors import Invalid
from backend.core.ids import uuid7
from tests.conftest import FENGQIAO

DEFAULTS = rules.defaults(10)
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
ZONES = ["A", "B"]


def rule(zone: str | None = None, span: tuple[int, int] = (0, 1440), n: int = 0, **limits: int | None) -> AlarmRule:
    return AlarmRule(
        id=UUID(int=n), town_code=FENGQIAO, zone_code=zone, zone_name=None, name="r", from_min=span[0], to_min=span[1],
        updated_at=NOW, updated_by_name="", **dict.fromkeys(NAMES) | limits,
    )  # fmt: skip


_SPANS = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda s: s[0] != s[1])
_RULES = st.lists(
    st.builds(
        lambda zone, span, n, limits: rule(zone, span, n, **limits),
        st.sampled_from([None, *ZONES]), _SPANS, st.integers(0, 2**64),
        st.dictionaries(st.sampled_from(NAMES), st.integers(0, 50)),
    ),
    max_size=8, unique_by=lambda r: r.id,
)  # fmt: skip
_MINUTES = st.integers(0, 1439)


@given(_RULES, _MINUTES, st.randoms())
def test_the_order_of_the_rules_changes_nothing_and_every_limit_is_set(
    some: list[AlarmRule], at: int, random: st.DrawFn
) -> None:
    found = rules.limits_at(some, "A", at, DEFAULTS)
    mixed = sorted(some, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert rules.limits_at(mixed, "A", at, DEFAULTS) == found
    assert None not in [getattr(found, name) for name in NAMES]


@given(_RULES, _MINUTES)
def test_what_holds_elsewhere_or_at_another_time_changes_nothing(some: list[AlarmRule], at: int) -> None:
    near = [r for r in some if r.zone_code != "B" and rules.holds_at(r, at)]
    assert rules.limits_at(some, "A", at, DEFAULTS) == rules.limits_at(near, "A", at, DEFAULTS)


@given(_RULES, _MINUTES, st.integers(0, 50))
def test_a_rule_of_the_zone_for_a_minute_goes_before_all_others(some: list[AlarmRule], at: int, value: int) -> None:
    own = rule("A", (at, at + 1), n=2**100, no_fix_min=value)
    others = [r for r in some if (r.to_min - r.from_min) % 1440 != 1]
    assert rules.limits_at([*others, own], "A", at, DEFAULTS).no_fix_min == value


@given(_SPANS)
def test_a_span_and_what_it_leaves_of_the_day_hold_at_every_minute_once(span: tuple[int, int]) -> None:
    there = rule(span=span)
    minutes = [m for m in range(1440) if rules.holds_at(there, m)]
    assert len(minutes) == ((span[1] - span[0]) % 1440 or 1440)
    assert span[0] in minutes
    assert span[1] % 1440 not in minutes or len(minutes) == 1440


def test_a_limit_that_is_not_set_comes_from_the_next_less_special_rule() -> None:
    some = [
        rule(n=1, no_fix_min=20, low_battery=30, accuracy_m=0), rule("A", n=2, no_fix_min=15),
        rule("A", (1320, 360), n=3, no_fix_min=0), rule("B", n=4, no_fix_min=1),
    ]  # fmt: skip
    day, night = (rules.limits_at(some, "A", m, DEFAULTS) for m in (12 * 60, 23 * 60))
    assert (day.no_fix_min, day.low_battery, day.accuracy_m, day.left_zone_min) == (15, 30, 0, 0)
    assert night.no_fix_min == 0
    assert rules.limits_at(some, None, 0, DEFAULTS).no_fix_min == 20


@pytest.mark.parametrize(
    ("changes", "field"), [({"from_min": 60, "to_min": 60}, "to_min"), ({"low_battery": None}, "no_fix_min")]
)
def test_a_rule_that_holds_never_or_sets_nothing_is_refused(changes: dict[str, int | None], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check(NewAlarmRule(town_code=FENGQIAO, name="r", **{"low_battery": 20} | changes))  # type: ignore[arg-type]
    assert refused.value.errors[0].field == field


def test_the_minute_is_that_of_shanghai() -> None:
    assert minute(NOW) == 12 * 60


def noticed(kind: AlarmKind, since: datetime, battery: int | None = None) -> Noticed:
    return Noticed(
        kind=kind, since=since, person_id=uuid7(), person_name="", squad=None, device_id=None, patrol_id=uuid7(),
        town_code=FENGQIAO, zone_code=None, lon=None, lat=None, accuracy_m=None, fix_at=None, battery=battery,
    )  # fmt: skip


_LIMITS = st.builds(Limits, **{name: st.integers(0, 50) for name in NAMES})
_LASTING = st.sampled_from([AlarmKind.NO_FIX, AlarmKind.LEFT_ZONE, AlarmKind.ACCURACY_LOST])


@given(_LASTING, _LIMITS, st.integers(0, 10_000), st.integers(0, 10_000))
def test_what_is_due_stays_due_and_what_is_never_wanted_never_is(
    kind: AlarmKind, limits: Limits, seconds: int, more: int
) -> None:
    since = NOW - timedelta(seconds=seconds)
    if watching.is_due(noticed(kind, since), limits, NOW):
        assert watching.is_due(noticed(kind, since), limits, NOW + timedelta(seconds=more))
    never = Limits(**dict.fromkeys(NAMES, 0))
    assert not watching.is_due(noticed(kind, since), never, NOW + timedelta(days=365))


def test_it_is_due_at_the_very_minute() -> None:
    limits = Limits(no_fix_min=5, left_zone_min=3, unvisited_h=0, low_battery=20, accuracy_m=100)
    for kind, minutes in ((AlarmKind.NO_FIX, 5), (AlarmKind.LEFT_ZONE, 3), (AlarmKind.ACCURACY_LOST, 5)):
        since = NOW - timedelta(minutes=minutes)
        assert watching.is_due(noticed(kind, since), limits, NOW)
        assert not watching.is_due(noticed(kind, since), limits, NOW - timedelta(microseconds=1))
    assert [watching.is_due(noticed(AlarmKind.LOW_BATTERY, NOW, b), limits, NOW) for b in (20, 21, None)] == [
        True, False, False,
    ]  # fmt: skip


def seen(within: bool | None, beyond: bool | None, accuracy: float | None = None, *marked: AlarmKind) -> Seen:
    return Seen(
        patrol_id=uuid7(), town_code=FENGQIAO, zone_code="A", at=NOW, lon=0, lat=0, accuracy_m=accuracy, within=within,
        beyond=beyond, marked=list(marked),
    )  # fmt: skip


LEFT = AlarmKind.LEFT_ZONE
_WANTED = Limits(no_fix_min=10, left_zone_min=5, unvisited_h=0, low_battery=15, accuracy_m=300)


@pytest.mark.parametrize(
    ("position", "left"),
    [
        (seen(True, False), False), (seen(False, True), True), (seen(None, None), False),
        (seen(False, False), False), (seen(False, False, None, LEFT), True), (seen(True, False, None, LEFT), False),
    ],
)  # fmt: skip
def test_whoever_is_on_the_edge_neither_leaves_nor_comes_back(position: Seen, left: bool) -> None:
    assert (LEFT in watching.wrong(position, _WANTED)) is left


@pytest.mark.parametrize(("accuracy", "lost"), [(None, False), (300, False), (300.1, True)])
def test_a_position_is_lost_beyond_its_limit(accuracy: float | None, lost: bool) -> None:
    assert (AlarmKind.ACCURACY_LOST in watching.wrong(seen(None, None, accuracy), _WANTED)) is lost

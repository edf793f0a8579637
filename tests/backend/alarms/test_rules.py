"""Every state, every act: what may happen to an alarm, and where one falls."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from backend.alarms import rules
from backend.alarms.structs import AlarmAct, AlarmState, AlarmStepKind, LastPlace, NewAlarm, NewAlarmStep, Outcome
from backend.core.errors import Conflict, Invalid
from backend.core.geojson import Fix
from backend.core.ids import uuid7
from backend.zones.structs import AreaKind, AreaRef

S, K = AlarmState, AlarmStepKind
AT = datetime(2026, 11, 23, tzinfo=UTC)
EXPECTED = {
    (S.RAISED, AlarmAct.SEE): [K.SEEN],
    (S.RAISED, AlarmAct.CLOSE): [K.SEEN, K.CLOSED],
    (S.SEEN, AlarmAct.SEE): Conflict,
    (S.SEEN, AlarmAct.CLOSE): [K.CLOSED],
    (S.CANCELLED, AlarmAct.SEE): Conflict,
    (S.CANCELLED, AlarmAct.CLOSE): [K.CLOSED],
    (S.CLOSED, AlarmAct.SEE): Conflict,
    (S.CLOSED, AlarmAct.CLOSE): Conflict,
}
FIX = Fix(lon=120.39, lat=29.8, accuracy_m=8, age_ms=0, at=AT)
LAST = LastPlace(lon=120.1, lat=29.1, accuracy_m=30, at=AT, battery=41)


def a_step(act: AlarmAct, outcome: Outcome | None = None, reason: str | None = None) -> NewAlarmStep:
    return NewAlarmStep(kind=act, at=AT, outcome=outcome, reason=reason)


def area(kind: AreaKind, code: str, area_id: UUID | None = None) -> AreaRef:
    return AreaRef(id=area_id or uuid7(), kind=kind, code=code, name=code, town_code="T")


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("act", AlarmAct)
def test_every_act_in_every_state(state: AlarmState, act: AlarmAct) -> None:
    step = a_step(act, Outcome.HANDLED if act is AlarmAct.CLOSE else None)
    expected = EXPECTED[state, act]
    if isinstance(expected, list):
        assert list(rules.steps(state, step)) == expected
    else:
        with pytest.raises(expected):
            rules.steps(state, step)


@pytest.mark.parametrize(
    ("step", "field"),
    [
        (a_step(AlarmAct.CLOSE), "outcome"),
        (a_step(AlarmAct.SEE, Outcome.DRILL), "outcome"),
        (a_step(AlarmAct.CLOSE, Outcome.RESOLVED), "outcome"),
        (a_step(AlarmAct.CLOSE, Outcome.OTHER), "reason"),
        (a_step(AlarmAct.CLOSE, Outcome.OTHER, "  "), "reason"),
    ],
)
def test_closing_says_how_it_ended(step: NewAlarmStep, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.steps(S.RAISED, step)
    assert refused.value.errors[0].field == field


def test_calling_off_what_is_closed_changes_nothing_and_twice_is_refused() -> None:
    assert [rules.cancels(s) for s in (S.RAISED, S.SEEN, S.CLOSED)] == [True, True, False]
    with pytest.raises(Conflict):
        rules.cancels(S.CANCELLED)


def test_an_alarm_lies_where_its_own_fix_says() -> None:
    zone = area(AreaKind.DUTY_ZONE, "Z")
    found = rules.where(NewAlarm(kind="sos", at=AT, fix=FIX), LAST, [area(AreaKind.TOWN, "T"), zone], "P", ("F",))
    assert (found.lon, found.lat, found.accuracy_m, found.battery) == (120.39, 29.8, 8, 41)
    assert (found.town_name, found.duty_zone_id) == ("T", zone.id)


def test_without_a_fix_it_lies_where_the_person_was_last_seen_and_says_from_when() -> None:
    found = rules.where(NewAlarm(kind="sos", at=AT, battery=7), LAST, [], "P", ("F",))
    assert (found.lon, found.fix_at, found.battery, found.town_code) == (120.1, AT, 7, "P")


@pytest.mark.parametrize(("patrol_town", "towns", "town"), [("P", ["F"], "P"), (None, ["F"], "F"), (None, [], None)])
def test_the_room_that_looks_after_it_is_the_patrols_then_the_persons_own_wherever_it_happens(
    patrol_town: str | None, towns: list[str], town: str | None
) -> None:
    found = rules.where(NewAlarm(kind="sos", at=AT), None, [], patrol_town, towns)
    assert (found.lon, found.fix_at, found.town_code, found.town_name) == (None, None, town, None)
    abroad = rules.where(NewAlarm(kind="sos", at=AT, fix=FIX), None, [area(AreaKind.TOWN, "X")], patrol_town, towns)
    assert (abroad.town_code, abroad.town_name) == (town or "X", "X")

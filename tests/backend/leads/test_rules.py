"""Every state, every act: what may happen, and what it needs."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from backend.core.errors import Conflict, Forbidden, Invalid
from backend.core.ids import uuid7
from backend.leads import rules
from backend.leads.structs import Act, Assignee, Before, LastStep, LeadState, NewStep, Objection, StepKind
from backend.zones.structs import AreaKind, AreaRef

S, K = LeadState, StepKind

EXPECTED = (
    {
        (S.REPORTED, Act.ACCEPT): [K.ACCEPTED],
        (S.REPORTED, Act.REJECT): [K.REJECTED],
        (S.REPORTED, Act.ASSIGN): [K.ACCEPTED, K.ASSIGNED],
        (S.REPORTED, Act.NOTE): [K.NOTED],
        (S.ACCEPTED, Act.ACCEPT): Conflict,
        (S.ACCEPTED, Act.REJECT): [K.REJECTED],
        (S.ACCEPTED, Act.ASSIGN): [K.ASSIGNED],
        (S.ACCEPTED, Act.NOTE): [K.NOTED],
        (S.ASSIGNED, Act.ACCEPT): Conflict,
        (S.ASSIGNED, Act.REJECT): [K.REJECTED],
        (S.ASSIGNED, Act.ASSIGN): [K.ASSIGNED],
        (S.ASSIGNED, Act.NOTE): [K.NOTED],
        (S.REJECTED, Act.ACCEPT): [K.ACCEPTED],
        (S.REJECTED, Act.REJECT): Conflict,
        (S.REJECTED, Act.ASSIGN): Conflict,
        (S.REJECTED, Act.NOTE): [K.NOTED],
        (S.HANDLED, Act.ACCEPT): Conflict,
        (S.HANDLED, Act.REJECT): Conflict,
        (S.HANDLED, Act.ASSIGN): [K.ASSIGNED],
        (S.HANDLED, Act.NOTE): [K.NOTED],
        (S.CLOSED, Act.ACCEPT): [K.ACCEPTED],
        (S.CLOSED, Act.REJECT): Conflict,
        (S.CLOSED, Act.ASSIGN): Conflict,
        (S.CLOSED, Act.NOTE): [K.NOTED],
        (S.REPORTED, Act.CLOSE): Conflict,
        (S.ACCEPTED, Act.CLOSE): [K.CLOSED],
        (S.ASSIGNED, Act.CLOSE): [K.CLOSED],
        (S.HANDLED, Act.CLOSE): [K.CLOSED],
        (S.REJECTED, Act.CLOSE): Conflict,
        (S.CLOSED, Act.CLOSE): Conflict,
        (S.REPORTED, Act.UPHOLD): Conflict,
        (S.ACCEPTED, Act.UPHOLD): Conflict,
        (S.ASSIGNED, Act.UPHOLD): Conflict,
        (S.HANDLED, Act.UPHOLD): Conflict,
        (S.REJECTED, Act.UPHOLD): [K.UPHELD],
        (S.CLOSED, Act.UPHOLD): [K.UPHELD],
    }
    | {
        (state, act): [kind]
        for state in S
        for act, kind in ((Act.URGE, K.URGED), (Act.CALM, K.CALMED), (Act.RECATEGORISE, K.RECATEGORISED))
    }
    | {(state, Act.WITHDRAW): Conflict for state in S}
)  # judged by ``withdrawal``, not by the table


def a_step(act: Act, reason: str | None = "理由", assignee: UUID | None = None) -> NewStep:
    assignee = assignee or (uuid7() if act is Act.ASSIGN else None)
    category = "event_0499" if act is Act.RECATEGORISE else None
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return NewStep(kind=act, reason=reason, assignee_id=assignee, category=category, at=at)


def test_the_table_covers_every_state_and_act() -> None:
    assert set(EXPECTED) == {(state, act) for state in LeadState for act in Act}


@pytest.mark.parametrize(("state", "act"), EXPECTED)
def test_an_act_leads_where_the_table_says(state: LeadState, act: Act) -> None:
    expected = EXPECTED[state, act]
    if expected is Conflict:
        with pytest.raises(Conflict):
            rules.steps(state, a_step(act), Objection.OPEN)
    else:
        assert list(rules.steps(state, a_step(act), Objection.OPEN)) == expected


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (S.REPORTED, Act.REJECT),
        (S.ASSIGNED, Act.REJECT),
        (S.REJECTED, Act.ACCEPT),
        (S.CLOSED, Act.ACCEPT),
        (S.ACCEPTED, Act.NOTE),
        (S.HANDLED, Act.CLOSE),
        (S.CLOSED, Act.UPHOLD),
    ],
)
@pytest.mark.parametrize("reason", [None, "  \n"])
def test_refusing_reopening_closing_upholding_and_noting_need_words(
    state: LeadState, act: Act, reason: str | None
) -> None:
    with pytest.raises(Invalid):
        rules.steps(state, a_step(act, reason), Objection.OPEN)


@pytest.mark.parametrize("objection", [None, Objection.UPHELD, Objection.TAKEN_UP])
def test_only_an_open_objection_can_be_answered(objection: Objection | None) -> None:
    with pytest.raises(Conflict):
        rules.steps(S.REJECTED, a_step(Act.UPHOLD), objection)


@pytest.mark.parametrize(
    ("before", "last", "after"),
    [
        (None, K.REJECTED, None),
        (None, K.OBJECTED, Objection.OPEN),
        (Objection.OPEN, K.NOTED, Objection.OPEN),
        (Objection.OPEN, K.UPHELD, Objection.UPHELD),
        (Objection.OPEN, K.ACCEPTED, Objection.TAKEN_UP),
        (Objection.UPHELD, K.ACCEPTED, Objection.UPHELD),
        (Objection.TAKEN_UP, K.CLOSED, Objection.TAKEN_UP),
    ],
)
def test_an_objection_stands_until_it_is_answered(
    before: Objection | None, last: StepKind, after: Objection | None
) -> None:
    assert rules.objection_after(before, last) is after


def test_only_assigning_names_an_assignee() -> None:
    with pytest.raises(Invalid):
        rules.steps(S.REPORTED, a_step(Act.ACCEPT, assignee=uuid7()))
    with pytest.raises(Invalid):
        rules.steps(S.REPORTED, NewStep(kind=Act.ASSIGN, at=datetime(2026, 11, 23, tzinfo=UTC)))


@pytest.mark.parametrize("last", [K.NOTED, K.SET_OUT, K.ADDED, K.OBJECTED, K.UPHELD])
def test_some_steps_leave_the_state(last: StepKind) -> None:
    assert rules.state_after(S.CLOSED, last) is S.CLOSED


@pytest.mark.parametrize("last", [K.REJECTED, K.HANDLED, K.CLOSED, K.ACCEPTED, K.ASSIGNED])
def test_the_others_bring_it_to_the_state_they_are_named_after(last: StepKind) -> None:
    assert rules.state_after(S.ASSIGNED, last) is S(last.value)


NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
BEFORE = Before(state=S.REPORTED, assigned_to=None, assigned_to_name=None)
ACTOR, DECIDED = uuid7(), uuid7()


def last(seconds_ago: float = 10, kind: StepKind = K.ASSIGNED, before: Before | None = BEFORE) -> LastStep:
    at = NOW - timedelta(seconds=seconds_ago)
    return LastStep(id=DECIDED, kind=kind, received_at=at, actor_id=ACTOR, before=before)


def withdraw(step_id: UUID | None = DECIDED) -> NewStep:
    return NewStep(kind=Act.WITHDRAW, withdraws=step_id, at=NOW)


@pytest.mark.parametrize("kind", [K.ACCEPTED, K.REJECTED, K.ASSIGNED])
@pytest.mark.parametrize("seconds_ago", [0, 299.9, 300])
def test_what_was_just_decided_can_be_taken_back_by_who_decided_it(kind: StepKind, seconds_ago: float) -> None:
    assert rules.withdrawal(last(seconds_ago, kind), withdraw(), ACTOR, NOW) is BEFORE


@pytest.mark.parametrize(
    ("step", "asked", "actor", "refusal"),
    [
        (last(), withdraw(None), ACTOR, Invalid),
        (last(), withdraw(uuid7()), ACTOR, Conflict),
        (last(kind=K.NOTED), withdraw(), ACTOR, Conflict),
        (last(kind=K.WITHDRAWN), withdraw(), ACTOR, Conflict),
        (last(before=None), withdraw(), ACTOR, Conflict),
        (last(), withdraw(), uuid7(), Forbidden),
        (last(300.1), withdraw(), ACTOR, Forbidden),
    ],
)
def test_nothing_else_can_be_taken_back(step: LastStep, asked: NewStep, actor: UUID, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rules.withdrawal(step, asked, actor, NOW)


def test_only_taking_back_names_a_step() -> None:
    with pytest.raises(Invalid):
        rules.steps(S.REPORTED, NewStep(kind=Act.ACCEPT, withdraws=uuid7(), at=NOW))


@pytest.mark.parametrize(
    ("roles", "towns", "disabled", "fine"),
    [
        (["officer"], ["330681109"], False, True),
        (["squad_leader"], ["330681104", "330681109"], False, True),
        (["officer"], ["330681109"], True, False),
        (["officer"], ["330681104"], False, False),
        (["grid_worker"], ["330681109"], False, False),
        (["command_room"], ["330681109"], False, False),
    ],
)
def test_only_field_staff_of_the_town_are_sent_out(
    roles: list[str], towns: list[str], disabled: bool, fine: bool
) -> None:
    person = Assignee(id=uuid7(), display_name="队员01", roles=roles, town_codes=towns, disabled=disabled)
    if fine:
        assert rules.check_assignee(person, "330681109") is person
    else:
        with pytest.raises(Invalid):
            rules.check_assignee(person, "330681109")


def test_a_place_falls_into_its_town_and_zone_and_outside_into_the_reporters_town() -> None:
    town = AreaRef(id=uuid7(), kind=AreaKind.TOWN, code="330681109", name="枫桥镇", town_code="330681109")
    zone = AreaRef(id=uuid7(), kind=AreaKind.DUTY_ZONE, code="Z1", name="一区", town_code="330681109")
    inside = rules.position([town, zone], ["330681104"])
    assert (inside.town_code, inside.town_name, inside.duty_zone_id) == ("330681109", "枫桥镇", zone.id)
    outside = rules.position([], ["330681104", "330681109"])
    assert (outside.town_code, outside.town_name, outside.duty_zone_id) == ("330681104", None, None)
    assert rules.position([], []).town_code is None


@pytest.mark.parametrize(
    ("captured", "day"),
    [
        ("2026-11-26T15:59:59Z", "2026-11-26"),
        ("2026-11-26T16:00:00Z", "2026-11-27"),  # in China a day later
        ("2026-08-29T00:00:00Z", "2026-08-29"),  # held back for long
        ("2026-08-28T00:00:00Z", "2026-11-26"),  # for longer than anything is
        ("2026-11-27T11:00:00Z", "2026-11-27"),
        ("2026-11-27T13:00:00Z", "2026-11-26"),  # more than a day ahead
        ("9999-12-31T20:00:00Z", "2026-11-26"),
        ("0001-01-01T00:00:01Z", "2026-11-26"),
    ],
)
def test_the_day_of_a_leads_number_is_its_phones_unless_that_cannot_be(captured: str, day: str) -> None:
    received = datetime(2026, 11, 26, 12, tzinfo=UTC)
    assert str(rules.day_of(datetime.fromisoformat(captured), received)) == day

"""What may happen to a lead. No I/O: every function is a table of inputs and outcomes."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from backend.auth.permissions import Role
from backend.core.china import in_china
from backend.core.errors import Conflict, Forbidden, invalid
from backend.leads.structs import Act, Assignee, Before, LastStep, LeadState, NewStep, Objection, Position, StepKind
from backend.zones.structs import AreaKind, AreaRef

_S, _K = LeadState, StepKind

TABLE: dict[tuple[LeadState, Act], tuple[StepKind, ...]] = {
    (_S.REPORTED, Act.ACCEPT): (_K.ACCEPTED,),
    (_S.REPORTED, Act.REJECT): (_K.REJECTED,),
    (_S.REPORTED, Act.ASSIGN): (_K.ACCEPTED, _K.ASSIGNED),  # who is given a lead has it accepted
    (_S.ACCEPTED, Act.ASSIGN): (_K.ASSIGNED,),
    (_S.ACCEPTED, Act.REJECT): (_K.REJECTED,),
    (_S.ASSIGNED, Act.ASSIGN): (_K.ASSIGNED,),  # to somebody else
    (_S.ASSIGNED, Act.REJECT): (_K.REJECTED,),
    (_S.ACCEPTED, Act.CLOSE): (_K.CLOSED,),  # needed nobody out there
    (_S.ASSIGNED, Act.CLOSE): (_K.CLOSED,),  # reported done by radio
    (_S.HANDLED, Act.CLOSE): (_K.CLOSED,),
    (_S.HANDLED, Act.ASSIGN): (_K.ASSIGNED,),  # not good enough: out again
    (_S.REJECTED, Act.ACCEPT): (_K.ACCEPTED,),  # opened again
    (_S.CLOSED, Act.ACCEPT): (_K.ACCEPTED,),
    (_S.REJECTED, Act.UPHOLD): (_K.UPHELD,),
    (_S.CLOSED, Act.UPHOLD): (_K.UPHELD,),
} | {
    (state, act): (kind,)
    for state in LeadState
    for act, kind in (
        (Act.NOTE, _K.NOTED), (Act.URGE, _K.URGED), (Act.CALM, _K.CALMED), (Act.RECATEGORISE, _K.RECATEGORISED),
    )
}  # fmt: skip
"""The steps an act leads to. What is not here may not happen; taking back is judged by ``withdrawal``."""

_NEED_WORDS = (Act.REJECT, Act.NOTE, Act.CLOSE, Act.UPHOLD, Act.RECATEGORISE)
_NEEDS_REASON = {(state, act) for state in LeadState for act in _NEED_WORDS} | {
    (_S.REJECTED, Act.ACCEPT),
    (_S.CLOSED, Act.ACCEPT),
}
ENDED = frozenset({LeadState.REJECTED, LeadState.CLOSED})
"""Nothing more happens to it by itself."""
HANDS_OVER = frozenset({StepKind.ACCEPTED, StepKind.REJECTED, StepKind.ASSIGNED})
"""Steps that say whose lead it is now; after every other it stays whose it was."""
FIELD_ROLES = frozenset({Role.OFFICER, Role.SQUAD_LEADER})
"""Whoever can be sent out."""


def steps(state: LeadState, step: NewStep, objection: Objection | None = None) -> tuple[StepKind, ...]:
    """What the act leads to.

    Raises:
        Conflict: the lead's state does not allow it, or there is no objection to answer.
        Invalid: a reason, an assignee or a category is missing, or given where there is none.
    """
    if step.withdraws is not None:
        raise invalid("withdraws", "只有撤回才指明步骤。", "Only taking back names a step.")
    outcome = TABLE.get((state, step.kind))
    if outcome is None:
        raise Conflict(
            "线索当前状态不允许此操作。", f"A lead that is {state.value} cannot be changed by {step.kind.value}."
        )
    if step.kind is Act.UPHOLD and objection is not Objection.OPEN:
        raise Conflict("没有待答复的异议。", "There is no objection to answer.")
    if (state, step.kind) in _NEEDS_REASON and not (step.reason or "").strip():
        raise invalid("reason", "请填写理由。", "A reason is required.")
    if (step.kind is Act.ASSIGN) != (step.assignee_id is not None):
        raise invalid(
            "assignee_id", "派发须指定人员,其他操作不得指定。", "Assigning names an assignee; nothing else does."
        )
    if (step.kind is Act.RECATEGORISE) != (step.category is not None):
        raise invalid("category", "更正类别须指明类别,其他操作不得指明。", "Only correcting the category names one.")
    return outcome


def state_after(state: LeadState, last: StepKind) -> LeadState:
    """A step that is named like a state brings the lead there; every other leaves it where it is."""
    return LeadState(last.value) if last.value in set(LeadState) else state


def urgent_after(last: StepKind) -> bool | None:
    """None: it stays as it was."""
    return {StepKind.URGED: True, StepKind.CALMED: False}.get(last)


def objection_after(objection: Objection | None, last: StepKind) -> Objection | None:
    """An objection stands until the command room upholds the result or takes the lead up again."""
    if last is StepKind.OBJECTED:
        return Objection.OPEN
    if objection is not Objection.OPEN:
        return objection
    return {StepKind.ACCEPTED: Objection.TAKEN_UP, StepKind.UPHELD: Objection.UPHELD}.get(last, objection)


WITHDRAWN_WITHIN = timedelta(minutes=5)
"""How long somebody may take back what they have just decided."""
_CAN_BE_WITHDRAWN = frozenset(
    {_K.ACCEPTED, _K.REJECTED, _K.ASSIGNED, _K.CLOSED, _K.UPHELD, _K.URGED, _K.CALMED, _K.RECATEGORISED}
)


def withdrawal(last: LastStep, step: NewStep, actor: UUID, now: datetime) -> Before:
    """Where the lead goes back to when its last step is taken back. The record keeps both.

    Raises:
        Invalid: no step is named.
        Conflict: something has happened since, or a step of this kind stays.
        Forbidden: somebody else decided it, or it was too long ago.
    """
    if step.withdraws is None:
        raise invalid("withdraws", "请指明要撤回的步骤。", "Name the step to be taken back.")
    if last.id != step.withdraws or last.before is None or last.kind not in _CAN_BE_WITHDRAWN:
        raise Conflict("其后已有新的记录，不能撤回。", "Something has happened since; it cannot be taken back.")
    if last.actor_id != actor:
        raise Forbidden("只能撤回自己的操作。", "Only your own decision can be taken back.")
    if now - last.received_at > WITHDRAWN_WITHIN:
        raise Forbidden("已超过五分钟，不能撤回。", "It was decided more than five minutes ago.")
    return last.before


AHEAD, HELD = timedelta(days=1), timedelta(days=90)
"""A phone's clock that is farther ahead of ours is wrong; and so is one by which a lead was held back for longer."""


def day_of(captured_at: datetime, received_at: datetime) -> date:
    """The day in a lead's number, in China.

    That of its capture by the phone's clock, so that the number is known before there is a network; that of its receipt
    where that clock cannot have been right.
    """
    believed = received_at - HELD <= captured_at <= received_at + AHEAD
    return in_china(captured_at if believed else received_at).date()


def check_assignee(found: Assignee | None, town_code: str | None) -> Assignee:
    """Raises: Invalid: there is nobody like that who could go there."""
    if found is None or found.disabled:
        raise invalid("assignee_id", "没有这个人员。", "There is no such person.")
    if not FIELD_ROLES & set(found.roles):
        raise invalid("assignee_id", "只能派发给执法队员或中队长。", "Only officers and squad leaders are sent out.")
    if town_code not in found.town_codes:
        raise invalid("assignee_id", "该人员不属于线索所在镇街。", "This person does not work in the lead's town.")
    return found


def position(areas: Sequence[AreaRef], reporter_towns: Sequence[str]) -> Position:
    """The town and duty zone of a place. Outside every town, a lead is kept by its reporter's first town."""
    town = next((a for a in areas if a.kind is AreaKind.TOWN), None)
    zone = next((a for a in areas if a.kind is AreaKind.DUTY_ZONE), None)
    first = reporter_towns[0] if reporter_towns else None
    return Position(
        town_code=town.code if town else first,
        town_name=town.name if town else None,
        duty_zone_id=zone.id if zone else None,
        duty_zone_name=zone.name if zone else None,
    )

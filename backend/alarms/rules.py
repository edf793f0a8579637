"""What may happen to an alarm. No I/O: every function is a table of inputs and outcomes."""

from collections.abc import Sequence

from backend.alarms.structs import (
    AlarmAct,
    AlarmState,
    AlarmStepKind,
    LastPlace,
    NewAlarm,
    NewAlarmStep,
    Outcome,
    Where,
)
from backend.core.errors import Conflict, invalid
from backend.zones.structs import AreaKind, AreaRef

_S, _K = AlarmState, AlarmStepKind

TABLE: dict[tuple[AlarmState, AlarmAct], tuple[AlarmStepKind, ...]] = {
    (_S.RAISED, AlarmAct.SEE): (_K.SEEN,),
    (_S.RAISED, AlarmAct.CLOSE): (_K.SEEN, _K.CLOSED),  # who closes it has seen it
    (_S.SEEN, AlarmAct.CLOSE): (_K.CLOSED,),
    (_S.CANCELLED, AlarmAct.CLOSE): (_K.CLOSED,),  # somebody may be made to call it off: the room asks and closes
}
"""The steps an act leads to. What is not here may not happen."""


def steps(state: AlarmState, step: NewAlarmStep) -> tuple[AlarmStepKind, ...]:
    """What the act leads to.

    Raises:
        Conflict: the alarm's state does not allow it.
        Invalid: an outcome or its reason is missing, or given where there is none.
    """
    outcome = TABLE.get((state, step.kind))
    if outcome is None:
        raise Conflict(
            "告警当前状态不允许此操作。", f"An alarm that is {state.value} cannot be changed by {step.kind.value}."
        )
    if (step.kind is AlarmAct.CLOSE) != (step.outcome is not None):
        raise invalid("outcome", "关闭告警须选择结果。", "Closing names an outcome; nothing else does.")
    if step.outcome is Outcome.RESOLVED:
        raise invalid("outcome", "此结果只由系统填写。", "Only the server itself says this.")
    if step.outcome is Outcome.OTHER and not (step.reason or "").strip():
        raise invalid("reason", "请填写说明。", "A reason is required.")
    return outcome


def cancels(state: AlarmState) -> bool:
    """Whether calling it off changes anything. What the room has closed meanwhile stays closed, and is no error.

    Raises:
        Conflict: it was called off before, for another reason.
    """
    if state is AlarmState.CANCELLED:
        raise Conflict("告警已取消。", "The alarm was cancelled before.")
    return state is not AlarmState.CLOSED


def state_after(last: AlarmStepKind) -> AlarmState:
    return AlarmState(last.value)


def where(
    sent: NewAlarm, last: LastPlace | None, areas: Sequence[AreaRef], patrol_town: str | None, towns: Sequence[str]
) -> Where:
    """Where it happens: by the alarm's own fix, else where the person was last seen.

    ``town_code`` is whose room looks after it: the patrol's, else the person's own, wherever the two steps over the
    border have led; only of somebody without any it is the place's. ``town_name`` is the place's.
    """
    town = next((a for a in areas if a.kind is AreaKind.TOWN), None)
    zone = next((a for a in areas if a.kind is AreaKind.DUTY_ZONE), None)
    fix, seen = sent.fix, None if sent.fix else last
    spot = fix or seen
    return Where(
        lon=spot.lon if spot else None,
        lat=spot.lat if spot else None,
        accuracy_m=spot.accuracy_m if spot else None,
        fix_at=spot.at if spot else None,
        battery=sent.battery if sent.battery is not None else last.battery if last else None,
        town_code=patrol_town or (towns[0] if towns else town.code if town else None),
        town_name=town.name if town else None,
        duty_zone_id=zone.id if zone else None,
        duty_zone_name=zone.name if zone else None,
    )

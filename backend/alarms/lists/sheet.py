"""The columns of alarms as a file."""

from backend.alarms.structs import Alarm, AlarmKind, AlarmState, AlarmStep, Outcome
from backend.core.geofiles import Kind
from backend.core.sheets import Column, Sheet

_KINDS = {
    AlarmKind.SOS: ("紧急求助", "Call for help"),
    AlarmKind.NO_FIX: ("失联", "No position"),
    AlarmKind.LOW_BATTERY: ("电量低", "Low battery"),
    AlarmKind.LEFT_ZONE: ("离开责任区", "Left the duty zone"),
    AlarmKind.ACCURACY_LOST: ("定位不准", "Position inaccurate"),
    AlarmKind.UNVISITED: ("长时间无人到访", "Zone not visited"),
}
_STATES = {
    AlarmState.RAISED: ("待查看", "Raised"),
    AlarmState.SEEN: ("已查看", "Seen"),
    AlarmState.CANCELLED: ("本人已取消", "Called off"),
    AlarmState.CLOSED: ("已关闭", "Closed"),
}
_OUTCOMES = {
    Outcome.HANDLED: ("已处置", "Handled"),
    Outcome.FALSE_ALARM: ("误报", "False alarm"),
    Outcome.DRILL: ("演练", "Drill"),
    Outcome.RESOLVED: ("自行恢复", "Over by itself"),
    Outcome.OTHER: ("其他", "Other"),
}


def _closing(alarm: Alarm) -> AlarmStep | None:
    return next((step for step in reversed(alarm.steps) if step.outcome is not None), None)


def _outcome(alarm: Alarm, language: str) -> str:
    step = _closing(alarm)
    return _OUTCOMES[step.outcome][language == "en"] if step and step.outcome else ""


def _reason(alarm: Alarm, _: str) -> str:
    step = _closing(alarm)
    return (step.reason or "") if step else ""


SHEET: Sheet[Alarm] = Sheet(
    zh="告警记录",
    en="Alarms",
    columns=[
        Column("编号", "Id", lambda alarm, _: str(alarm.id), width=38),
        Column("类型", "Kind", lambda alarm, language: _KINDS[alarm.kind][language == "en"]),
        Column("状态", "State", lambda alarm, language: _STATES[alarm.state][language == "en"]),
        Column("人员", "Person", lambda alarm, _: alarm.person_name),
        Column("中队", "Squad", lambda alarm, _: alarm.squad or ""),
        Column("镇街", "Town", lambda alarm, _: alarm.town_name or ""),
        Column("责任区", "Duty zone", lambda alarm, _: alarm.duty_zone_name or ""),
        Column("发起时间", "Raised", lambda alarm, _: alarm.at, holds=Kind.TIME),
        Column("接收时间", "Received", lambda alarm, _: alarm.received_at, holds=Kind.TIME),
        Column("结果", "Outcome", _outcome),
        Column("说明", "Reason", _reason, width=40),
    ],
)

"""The columns of patrols as a file. No lengths and no distances: nobody is ranked."""

from backend.core.geofiles import Kind
from backend.core.sheets import Column, Sheet
from backend.patrols.structs import Patrol, PatrolState

_STATES = {
    PatrolState.RUNNING: ("巡查中", "On patrol"),
    PatrolState.PAUSED: ("暂停", "Paused"),
    PatrolState.ENDED: ("已结束", "Ended"),
}

SHEET: Sheet[Patrol] = Sheet(
    zh="巡查",
    en="Patrols",
    columns=[
        Column("编号", "Id", lambda patrol, _: str(patrol.id), width=38),
        Column("人员", "Person", lambda patrol, _: patrol.person_name),
        Column("第二名执法人员", "Second officer", lambda patrol, _: patrol.second_officer_name or ""),
        Column("中队", "Squad", lambda patrol, _: patrol.squad),
        Column("责任区", "Duty zone", lambda patrol, _: patrol.duty_zone_name or ""),
        Column("镇街代码", "Town code", lambda patrol, _: patrol.town_code),
        Column("车辆", "Vehicle", lambda patrol, _: patrol.vehicle or ""),
        Column("状态", "State", lambda patrol, language: _STATES[patrol.state][language == "en"]),
        Column("开始时间", "Started", lambda patrol, _: patrol.started_at, holds=Kind.TIME),
        Column("结束时间", "Ended", lambda patrol, _: patrol.ended_at, holds=Kind.TIME),
        Column("最后定位", "Last fix", lambda patrol, _: patrol.last_fix_at, holds=Kind.TIME),
    ],
)

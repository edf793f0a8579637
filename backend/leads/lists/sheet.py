"""The columns of leads as a file."""

import shapely

from backend.core.exports import Shapes
from backend.core.geofiles import Kind
from backend.core.sheets import Column, Language, Sheet
from backend.leads import rules
from backend.leads.structs import Lead, LeadState, Objection

_STATES = {
    LeadState.REPORTED: ("待受理", "Reported"),
    LeadState.ACCEPTED: ("已受理", "Accepted"),
    LeadState.REJECTED: ("不予受理", "Refused"),
    LeadState.ASSIGNED: ("已派遣", "Assigned"),
    LeadState.HANDLED: ("已处理，待反馈", "Handled"),
    LeadState.CLOSED: ("已办结", "Closed"),
}
_OBJECTIONS = {
    Objection.OPEN: ("待答复", "Open"),
    Objection.UPHELD: ("维持原结果", "Result upheld"),
    Objection.TAKEN_UP: ("重新办理", "Taken up again"),
}


def _in(language: Language, pair: tuple[str, str]) -> str:
    return pair[0] if language == "zh" else pair[1]


def number(lead: Lead) -> str:
    """As it is read out: its day (``rules.day_of``) and the end of its id, like ``1126-E6EB``."""
    return f"{rules.day_of(lead.captured_at, lead.received_at):%m%d}-{lead.id.hex[-4:].upper()}"


SHEET: Sheet[Lead] = Sheet(
    zh="线索",
    en="Leads",
    columns=[
        Column("编号", "Number", lambda lead, _: number(lead)),
        Column("完整编号", "Id", lambda lead, _: str(lead.id), width=38),
        Column("状态", "State", lambda lead, language: _in(language, _STATES[lead.state])),
        Column("类别", "Category", lambda lead, language: _in(language, (lead.category_name_zh, lead.category_name_en)),
               width=24),
        Column("地址", "Address", lambda lead, _: lead.address, width=32),
        Column("说明", "Note", lambda lead, _: lead.note, width=48),
        Column("镇街", "Town", lambda lead, _: lead.town_name or ""),
        Column("责任区", "Duty zone", lambda lead, _: lead.duty_zone_name or ""),
        Column("上报人", "Reported by", lambda lead, _: lead.reported_by_name),
        Column("处置人", "Assigned to", lambda lead, _: lead.assigned_to_name or ""),
        Column("异议", "Objection", lambda lead, language: _in(language, _OBJECTIONS[lead.objection])
               if lead.objection else ""),
        Column("紧急", "Urgent", lambda lead, language: _in(language, ("紧急", "Urgent")) if lead.urgent else ""),
        Column("上报时间", "Reported", lambda lead, _: lead.captured_at, holds=Kind.TIME),
        Column("接收时间", "Received", lambda lead, _: lead.received_at, holds=Kind.TIME),
        Column("经度", "Longitude", lambda lead, _: lead.place.coordinates[0], holds=Kind.NUMBER),
        Column("纬度", "Latitude", lambda lead, _: lead.place.coordinates[1], holds=Kind.NUMBER),
        Column("定位精度（米）", "Accuracy (m)", lambda lead, _: lead.accuracy_m, holds=Kind.NUMBER),
        Column("附件数", "Files", lambda lead, _: lead.media_total, holds=Kind.NUMBER),
        Column("已收附件", "Files received", lambda lead, _: lead.media_received, holds=Kind.NUMBER),
        Column("副本数", "Copies", lambda lead, _: lead.media_copies, holds=Kind.NUMBER),
    ],
)  # fmt: skip


async def _places(_: object, leads: list[Lead]) -> list[bytes | None]:
    return list(shapely.to_wkb(shapely.points([lead.place.coordinates for lead in leads])))


SHAPES: Shapes[Lead] = Shapes(geometry="Point", wkb=_places)

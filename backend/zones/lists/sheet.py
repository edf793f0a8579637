"""The columns of areas as a file."""

from backend.core.geofiles import Kind
from backend.core.sheets import Column, Sheet
from backend.zones.lists.structs import AreaLine
from backend.zones.structs import AreaKind

KINDS = {
    AreaKind.COUNTY: ("县域", "County"),
    AreaKind.TOWN: ("镇街", "Town"),
    AreaKind.VILLAGE: ("村社", "Village"),
    AreaKind.DUTY_ZONE: ("责任区", "Duty zone"),
    AreaKind.UNIT_GRID: ("单元网格", "Unit grid"),
    AreaKind.GOVERNANCE_GRID: ("全科网格", "Governance grid"),
}

SHEET: Sheet[AreaLine] = Sheet(
    zh="区域",
    en="Areas",
    columns=[
        Column("编号", "Id", lambda area, _: str(area.id), width=38),
        Column("类型", "Kind", lambda area, language: KINDS[area.kind][language == "en"]),
        Column("编码", "Code", lambda area, _: area.code),
        Column("名称", "Name", lambda area, _: area.name, width=24),
        Column("镇街代码", "Town code", lambda area, _: area.town_code or ""),
        Column("镇街", "Town", lambda area, _: area.town_name or ""),
        Column("生效", "From", lambda area, _: area.valid_from, holds=Kind.DAY),
        Column("失效", "Until", lambda area, _: area.valid_to, holds=Kind.DAY),
        Column("面积（平方米）", "Size (m²)", lambda area, _: round(area.area_m2), holds=Kind.NUMBER),
    ],
)

"""The columns of imports as a file."""

from backend.core.geofiles import Kind
from backend.core.sheets import Column, Sheet
from backend.zones.imports.lists.structs import AreaImportLine
from backend.zones.lists.sheet import KINDS
from backend.zones.structs import AreaImportState, ImportOrigin

_STATES = {
    AreaImportState.CHECKED: ("待决定", "To decide"),
    AreaImportState.APPLIED: ("已导入", "Imported"),
    AreaImportState.REFUSED: ("未采用", "Not taken"),
    AreaImportState.WITHDRAWN: ("已撤回", "Taken back"),
}

_ORIGINS = {ImportOrigin.FILE: ("文件", "File"), ImportOrigin.MAP: ("地图绘制", "Drawn on the map")}

SHEET: Sheet[AreaImportLine] = Sheet(
    zh="导入记录",
    en="Imports",
    columns=[
        Column("编号", "Id", lambda line, _: str(line.id), width=38),
        Column("文件", "File", lambda line, _: line.filename, width=32),
        Column("类型", "Kind", lambda line, language: KINDS[line.kind][language == "en"]),
        Column("状态", "State", lambda line, language: _STATES[line.state][language == "en"]),
        Column("生效日期", "Date of effect", lambda line, _: line.valid_from),
        Column("全部", "All", lambda line, _: line.feature_count),
        Column("合格", "Good", lambda line, _: line.good_count),
        Column("已导入", "Imported", lambda line, _: line.applied_count),
        Column("检查人", "Checked by", lambda line, _: line.imported_by_name),
        Column("检查时间", "Checked", lambda line, _: line.at, holds=Kind.TIME),
        Column("决定人", "Decided by", lambda line, _: line.decided_by_name),
        Column("决定时间", "Decided", lambda line, _: line.decided_at, holds=Kind.TIME),
        Column("撤回人", "Taken back by", lambda line, _: line.withdrawn_by_name),
        Column("撤回时间", "Taken back", lambda line, _: line.withdrawn_at, holds=Kind.TIME),
        Column("来源", "Origin", lambda line, language: _ORIGINS[line.origin][language == "en"]),
    ],
)

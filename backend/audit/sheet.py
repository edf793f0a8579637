"""The columns of the audit log as a file."""

import msgspec

from backend.audit.structs import AuditLine
from backend.audit.words import said
from backend.core.geofiles import Kind
from backend.core.sheets import Column, Sheet

SHEET: Sheet[AuditLine] = Sheet(
    zh="审计",
    en="Audit",
    columns=[
        Column("序号", "Number", lambda line, _: line.id),
        Column("时间", "Time", lambda line, _: line.at, holds=Kind.TIME),
        Column("操作人", "Done by", lambda line, _: line.actor_name or ""),
        Column("操作人编号", "Id of who did it", lambda line, _: str(line.actor or ""), width=38),
        Column("操作", "Action", lambda line, language: said(line.action, language), width=24),
        Column("操作代号", "Action as recorded", lambda line, _: line.action, width=24),
        Column("对象", "Subject", lambda line, _: line.subject_name or line.names.get(str(line.subject), "")),
        Column("对象编号", "Id of the subject", lambda line, _: str(line.subject), width=38),
        Column("内容", "Detail", lambda line, _: msgspec.json.encode(line.detail).decode(), width=60),
        Column("内容所涉名称", "Names in the detail", lambda line, _: _names(line), width=40),
    ],
)


def _names(line: AuditLine) -> str:
    """Each id or code of the detail with what it is called today."""
    return "\n".join(f"{key} {name}" for key, name in line.names.items() if key != str(line.subject))

"""The columns of devices as a file."""

from backend.auth.structs import KeyState
from backend.core.geofiles import Kind
from backend.core.sheets import Column, Sheet
from backend.staff.devices.structs import DeviceLine

_KEYS = {
    None: ("未登记", "None"), KeyState.PENDING: ("待核准", "To approve"), KeyState.APPROVED: ("已核准", "Approved"),
    KeyState.REVOKED: ("已停用", "Revoked"),
}  # fmt: skip
_STATES = (("使用中", "In use"), ("已停用", "Revoked"))

SHEET: Sheet[DeviceLine] = Sheet(
    zh="设备",
    en="Devices",
    columns=[
        Column("编号", "Id", lambda line, _: str(line.id), width=38),
        Column("设备编号", "Id of the device", lambda line, _: str(line.device_id), width=38),
        Column("设备", "Device", lambda line, _: line.label, width=32),
        Column("人员", "Person", lambda line, _: line.person_name),
        Column("中队", "Squad", lambda line, _: line.squad or ""),
        Column("状态", "State", lambda line, language: _STATES[line.revoked_at is not None][language == "en"]),
        Column("取证密钥", "Capture key", lambda line, language: _KEYS[line.key_state][language == "en"]),
        Column("最近使用", "Last used", lambda line, _: line.seen_at, holds=Kind.TIME),
        Column("登记时间", "Enrolled", lambda line, _: line.enrolled_at, holds=Kind.TIME),
        Column("停用时间", "Revoked at", lambda line, _: line.revoked_at, holds=Kind.TIME),
        Column("停用原因", "Reason", lambda line, _: line.revoked_reason or "", width=32),
    ],
)

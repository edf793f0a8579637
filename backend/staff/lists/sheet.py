"""The columns of people as a file."""

from backend.auth.permissions import Role
from backend.core.sheets import Column, Language, Sheet
from backend.staff.rules import Standing, standing
from backend.staff.structs import Person

_ROLES = {
    Role.GRID_WORKER: ("网格员", "Grid worker"),
    Role.OFFICER: ("执法队员", "Enforcement officer"),
    Role.SQUAD_LEADER: ("中队长", "Squad leader"),
    Role.COMMAND_ROOM: ("勤务指挥室", "Duty command room"),
    Role.LEGAL_REVIEWER: ("法制审核员", "Legal reviewer"),
    Role.COUNTY_DEPARTMENT: ("县级部门", "County department"),
    Role.GUIDANCE_OFFICE: ("综合行政执法指导办公室", "Enforcement guidance office"),
    Role.AUDITOR: ("审计管理员", "Auditor"),
    Role.SYSTEM_ADMIN: ("系统管理员", "System administrator"),
    Role.SECURITY_ADMIN: ("安全管理员", "Security administrator"),
}
_STANDINGS = {
    Standing.ACTIVE: ("正常", "Active"),
    Standing.PASSWORD: ("待改密码", "Password to change"),
    Standing.NO_ROLE: ("待授权", "No role yet"),
    Standing.DISABLED: ("已停用", "Disabled"),
}


def _roles(person: Person, language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(_ROLES[role][language == "en"] for role in person.roles)


SHEET: Sheet[Person] = Sheet(
    zh="人员",
    en="People",
    columns=[
        Column("编号", "Id", lambda person, _: str(person.id), width=38),
        Column("用户名", "Name", lambda person, _: person.name),
        Column("显示名", "Shown as", lambda person, _: person.display_name),
        Column("角色", "Roles", _roles, width=24),
        Column("镇街", "Towns", lambda person, _: "、".join(person.town_names), width=24),
        Column("中队", "Squad", lambda person, _: person.squad or ""),
        Column("手机号", "Telephone", lambda person, _: person.phone or ""),
        Column("状态", "State", lambda person, language: _STANDINGS[standing(person)][language == "en"]),
    ],
)

"""Who may do what, and how far: the one hand-written table.

A handler names a ``Permission``; a person's roles give it a ``Reach``;
the database lets through the rows within that reach.
"""

from collections.abc import Iterable
from enum import IntEnum, StrEnum
from typing import Literal


class Role(StrEnum):
    """What a person is in the system. One may hold several, save the three administrators (三员), who hold one."""

    GRID_WORKER = "grid_worker"  # 网格员
    OFFICER = "officer"  # 执法队员
    SQUAD_LEADER = "squad_leader"  # 中队长
    COMMAND_ROOM = "command_room"  # 勤务指挥室
    LEGAL_REVIEWER = "legal_reviewer"  # 法制审核员
    COUNTY_DEPARTMENT = "county_department"  # 县级部门
    GUIDANCE_OFFICE = "guidance_office"  # 综合行政执法指导办公室
    AUDITOR = "auditor"  # 审计管理员
    SYSTEM_ADMIN = "system_admin"  # 系统管理员
    SECURITY_ADMIN = "security_admin"  # 安全管理员


class Reach(IntEnum):
    """How far a permission goes: own rows, rows of one's towns, every row. Each includes the one before."""

    NONE = 0
    OWN = 1
    TOWN = 2
    ALL = 3


ReachWord = Literal["own", "town", "all"]
REACH_WORDS: dict[Reach, ReachWord] = {Reach.OWN: "own", Reach.TOWN: "town", Reach.ALL: "all"}
"""A reach as it is written on the wire."""


class Permission(StrEnum):
    """What a handler can demand. ``PUBLIC`` needs nobody signed in, ``SIGNED_IN`` no role."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    ACCOUNT = "account"
    PEOPLE_READ = "people.read"
    PEOPLE_MANAGE = "people.manage"
    ROLES_GRANT = "roles.grant"
    DEVICES_MANAGE = "devices.manage"
    REFERENCE_READ = "reference.read"
    AREAS_READ = "areas.read"
    AREAS_IMPORT = "areas.import"
    PATROL_RUN = "patrol.run"
    PATROL_READ = "patrol.read"
    PATROL_IMPORT = "patrol.import"
    PATROL_HOLD = "patrol.hold"
    LEAD_REPORT = "lead.report"
    LEAD_READ = "lead.read"
    LEAD_HANDLE = "lead.handle"
    LEAD_WORK = "lead.work"
    LEAD_ADD = "lead.add"
    MEDIA_UPLOAD = "media.upload"
    MEDIA_READ = "media.read"
    EVIDENCE_EXPORT = "evidence.export"
    EVIDENCE_HOLD = "evidence.hold"
    ALARM_RAISE = "alarm.raise"
    ALARM_READ = "alarm.read"
    ALARM_HANDLE = "alarm.handle"
    ALARM_CONFIGURE = "alarm.configure"
    LIVE_WATCH = "live.watch"
    AUDIT_READ = "audit.read"


_O, _T, _A = Reach.OWN, Reach.TOWN, Reach.ALL
R = Role

TABLE: dict[Permission, dict[Role, Reach]] = {
    Permission.ACCOUNT: dict.fromkeys(Role, _O),
    Permission.PEOPLE_READ: {
        R.OFFICER: _T, R.SQUAD_LEADER: _T, R.COMMAND_ROOM: _T, R.LEGAL_REVIEWER: _T,
        R.GUIDANCE_OFFICE: _A, R.SYSTEM_ADMIN: _A, R.SECURITY_ADMIN: _A,
    },
    Permission.PEOPLE_MANAGE: {R.SYSTEM_ADMIN: _A},
    Permission.ROLES_GRANT: {R.SECURITY_ADMIN: _A},
    Permission.DEVICES_MANAGE: {R.SYSTEM_ADMIN: _A},
    Permission.REFERENCE_READ: {
        R.GRID_WORKER: _T, R.OFFICER: _T, R.SQUAD_LEADER: _T, R.COMMAND_ROOM: _T, R.LEGAL_REVIEWER: _T,
        R.COUNTY_DEPARTMENT: _A, R.GUIDANCE_OFFICE: _A, R.SYSTEM_ADMIN: _A,
    },
    Permission.AREAS_READ: dict.fromkeys(Role, _A),
    Permission.AREAS_IMPORT: {R.GUIDANCE_OFFICE: _A, R.SYSTEM_ADMIN: _A},
    Permission.PATROL_RUN: {R.OFFICER: _O, R.SQUAD_LEADER: _O},
    Permission.PATROL_READ: {
        R.OFFICER: _O, R.SQUAD_LEADER: _T, R.COMMAND_ROOM: _T, R.GUIDANCE_OFFICE: _A,
    },
    Permission.PATROL_IMPORT: {R.OFFICER: _O, R.SQUAD_LEADER: _O},
    Permission.PATROL_HOLD: {R.COMMAND_ROOM: _T, R.LEGAL_REVIEWER: _T, R.GUIDANCE_OFFICE: _A},
    Permission.LEAD_REPORT: {R.GRID_WORKER: _O, R.OFFICER: _O, R.SQUAD_LEADER: _O, R.COMMAND_ROOM: _O},
    Permission.LEAD_READ: {
        R.GRID_WORKER: _O, R.OFFICER: _T, R.SQUAD_LEADER: _T, R.COMMAND_ROOM: _T, R.LEGAL_REVIEWER: _T,
        R.COUNTY_DEPARTMENT: _A, R.GUIDANCE_OFFICE: _A,
    },
    Permission.LEAD_HANDLE: {R.SQUAD_LEADER: _T, R.COMMAND_ROOM: _T},
    Permission.LEAD_WORK: {R.OFFICER: _T, R.SQUAD_LEADER: _T},
    Permission.LEAD_ADD: {R.GRID_WORKER: _O, R.OFFICER: _T, R.SQUAD_LEADER: _T, R.COMMAND_ROOM: _T},
    Permission.MEDIA_UPLOAD: {R.GRID_WORKER: _O, R.OFFICER: _T, R.SQUAD_LEADER: _T, R.COMMAND_ROOM: _T},
    Permission.MEDIA_READ: {
        R.GRID_WORKER: _O, R.OFFICER: _T, R.SQUAD_LEADER: _T, R.COMMAND_ROOM: _T, R.LEGAL_REVIEWER: _T,
        R.COUNTY_DEPARTMENT: _A, R.GUIDANCE_OFFICE: _A,
    },
    Permission.EVIDENCE_EXPORT: {
        R.COMMAND_ROOM: _T, R.LEGAL_REVIEWER: _T, R.COUNTY_DEPARTMENT: _A, R.GUIDANCE_OFFICE: _A,
    },
    Permission.EVIDENCE_HOLD: {R.COMMAND_ROOM: _T, R.LEGAL_REVIEWER: _T, R.GUIDANCE_OFFICE: _A},
    Permission.ALARM_RAISE: {R.GRID_WORKER: _O, R.OFFICER: _O, R.SQUAD_LEADER: _O},
    Permission.ALARM_READ: {
        R.GRID_WORKER: _O, R.OFFICER: _O, R.SQUAD_LEADER: _T, R.COMMAND_ROOM: _T, R.GUIDANCE_OFFICE: _A,
    },
    Permission.ALARM_HANDLE: {R.SQUAD_LEADER: _T, R.COMMAND_ROOM: _T},
    Permission.ALARM_CONFIGURE: {R.COMMAND_ROOM: _T},
    Permission.LIVE_WATCH: {R.SQUAD_LEADER: _T, R.COMMAND_ROOM: _T, R.GUIDANCE_OFFICE: _A},
    Permission.AUDIT_READ: {R.AUDITOR: _A},
}  # fmt: skip


def reach(roles: Iterable[Role], permission: Permission) -> Reach:
    """How far these roles carry this permission."""
    if permission is Permission.SIGNED_IN:
        # Whoever has no role yet must get rid of the password that somebody else knows, and be told so.
        return Reach.OWN
    return max((TABLE[permission].get(role, Reach.NONE) for role in roles), default=Reach.NONE)


def granted(roles: Iterable[Role]) -> dict[Permission, Reach]:
    """Everything these roles may do, for the screens to know what to show."""
    held = list(roles)
    return {p: r for p in TABLE if (r := reach(held, p)) is not Reach.NONE}


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
"""System, security and audit administrator (三员分立, GB/T 22239 level 3): each is held alone."""


def may_hold_together(roles: Iterable[Role]) -> bool:
    held = set(roles)
    return len(held) == 1 or not held & ADMINISTRATORS

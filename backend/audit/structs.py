"""The audit log on the wire."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from msgspec import Struct


class AuditRow(Struct, frozen=True, kw_only=True):
    """One thing that was done. ``actor_name`` is the name they have today; null where nobody signed in did it.

    ``subject_name``: the same of a subject that is a person; null of any other.
    """

    id: str
    at: datetime
    actor: UUID | None
    actor_name: str | None
    action: str
    subject: UUID
    subject_name: str | None
    detail: dict[str, Any]


class AuditLine(AuditRow, frozen=True, kw_only=True):
    """What was done, for a reader. ``names``: what the people, zones and towns that it speaks of are called today, by
    the id or code that it has of them."""

    names: dict[str, str]


class AuditOrder(StrEnum):
    """Events have the order they were written in."""

    AT = "at"
    AT_FALLING = "-at"


class AuditTopic(StrEnum):
    """What an event is about: one kind of thing, or that somebody looked at or took away what others had made."""

    LOOKED = "looked"  # 查看和导出
    LEADS = "leads"
    PATROLS = "patrols"
    ALARMS = "alarms"
    PEOPLE = "people"
    AREAS = "areas"
    FILES = "files"


class Known(Struct, frozen=True):
    """What something is called today. ``kind`` is null of what has an id, which tells it apart from everything."""

    kind: str | None
    key: str
    name: str


class AuditPage(Struct, frozen=True, kw_only=True):
    """``next`` goes into ``after`` to get what follows in the same order; null at the end."""

    items: list[AuditLine]
    next: str | None


class AuditFilter(Struct, frozen=True, kw_only=True):
    """Every field that is set narrows. ``pattern`` is found in actions and names, or ``number`` in ids."""

    subject: UUID | None = None
    actor: UUID | None = None
    topic: AuditTopic | None = None
    pattern: str | None = None
    number: str | None = None
    begin: datetime | None = None
    end: datetime | None = None

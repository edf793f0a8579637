"""Who has handled a medium, and what for: on the wire and as rows."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from msgspec import Struct

from backend.evidence.structs import MediumSource


class EvidencePurpose(StrEnum):
    """查看目的: why somebody looks at evidence, or takes it. What is shown large or given out says one of them."""

    OWN_CAPTURE = "own_capture"  # 本人拍摄:implied for whoever captured it, and open to nobody else
    INTAKE = "intake"  # 线索受理与派遣
    CASEWORK = "casework"  # 办案核查
    REVIEW = "review"  # 法制审核、复核
    COMPLAINT = "complaint"  # 投诉核查
    TRANSFER = "transfer"  # 移交
    PUBLICATION = "publication"  # 公开
    SUPERVISION = "supervision"  # 执法监督


class CustodyEntry(Struct, frozen=True, kw_only=True):
    """One thing that happened to a medium (保管记录).

    ``kind``: ``captured`` and ``declared``, or ``made`` of one that was made here, which the medium itself says and
    which have no ``event``; else the action as it stands in the record under that number. When it was ``captured`` is
    by the device's clock where ``detail`` says ``source`` camera, and else what the chosen file says. ``sealed``: a
    signed checkpoint of the log covers it. ``purpose`` is one of ``EvidencePurpose``, or the words given for a package.
    """

    at: datetime
    kind: str
    actor: UUID | None
    actor_name: str | None
    purpose: str | None
    event: int | None
    sealed: bool
    detail: dict[str, Any]


class Custody(Struct, frozen=True, kw_only=True):
    """A medium's entries, the oldest first."""

    medium_id: UUID
    entries: list[CustodyEntry]


class Held(Struct, frozen=True, kw_only=True):
    """What the medium itself says of its beginnings."""

    id: UUID
    lead_id: UUID
    made_here: bool
    source: MediumSource
    captured_at: datetime
    declared_at: datetime
    captured_by: UUID
    captured_by_name: str


class Recorded(Struct, frozen=True, kw_only=True):
    """An event of the record, about a medium or about its lead."""

    id: int
    at: datetime
    actor: UUID | None
    actor_name: str | None
    action: str
    subject: UUID
    detail: dict[str, Any]
    sealed: bool


class Noted(Struct, frozen=True, kw_only=True):
    lately: bool

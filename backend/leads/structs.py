"""Leads (线索) on the wire."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from backend.core.geojson import Fix, Moment, Point
from backend.core.text import Line, Note, OptionalLine, Reason
from backend.evidence.structs import Media, NewMedia

MAX_MEDIA = 60
"""Twenty originals, each with a stamped and an annotated picture."""


class LeadState(StrEnum):
    REPORTED = "reported"  # 待受理
    ACCEPTED = "accepted"  # 已受理
    REJECTED = "rejected"  # 不予受理
    ASSIGNED = "assigned"  # 已派发
    HANDLED = "handled"  # 已处理,待反馈
    CLOSED = "closed"  # 已办结


class Objection(StrEnum):
    """A reporter's objection to how a lead ended (异议): once a lead, and always answered."""

    OPEN = "open"  # 待答复
    UPHELD = "upheld"  # 维持原结果
    TAKEN_UP = "taken_up"  # 重新办理


class StepKind(StrEnum):
    REPORTED = "reported"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ASSIGNED = "assigned"
    NOTED = "noted"
    WITHDRAWN = "withdrawn"  # 撤回
    SET_OUT = "set_out"
    HANDLED = "handled"
    CLOSED = "closed"
    ADDED = "added"
    OBJECTED = "objected"
    UPHELD = "upheld"
    URGED = "urged"  # 标为紧急
    CALMED = "calmed"  # 取消紧急
    RECATEGORISED = "recategorised"  # 更正类别


class Act(StrEnum):
    """What somebody who handles leads can do with one."""

    ACCEPT = "accept"
    REJECT = "reject"
    ASSIGN = "assign"
    NOTE = "note"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    UPHOLD = "uphold"
    URGE = "urge"
    CALM = "calm"
    RECATEGORISE = "recategorise"


class PlaceSource(StrEnum):
    """``own_fix``: where the device says it was. ``pin``: where the person says it is."""

    OWN_FIX = "own_fix"
    PIN = "pin"


class NewLead(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a device sends. It chose the id, so that sending again is not a second lead.

    ``captured_at`` is when the person reported it (上报时间), by the device's clock; its media have times of their own.
    """

    category: Line
    place: Point
    place_source: PlaceSource
    fix: Fix | None = None
    address: OptionalLine = ""
    note: Note = ""
    urgent: bool = False
    captured_at: Moment
    patrol_id: UUID | None = None
    media: Annotated[list[NewMedia], Meta(max_length=MAX_MEDIA)] = []
    app_build: OptionalLine = ""


class Lead(Struct, frozen=True, kw_only=True):
    """A report that something may be wrong somewhere. Mirrors table ``leads``.

    ``town_name`` is null for a place outside every town: the lead then belongs to its reporter's town.
    ``objection`` is null while nobody has objected. ``delivered_at``, ``opened_at``: when the phone of whom it was
    given to had it (已送达), and when they first looked (已查看). ``has_news``: something was added that nobody in the
    command room has looked at. ``media_total``, ``media_received``: what was captured; the
    ``media_copies`` that were made of it (stamped, marked, painted over) are counted apart.
    """

    id: UUID
    state: LeadState
    category: str
    category_name_zh: str
    category_name_en: str
    place: Point
    place_source: PlaceSource
    accuracy_m: float | None
    address: str
    note: str
    town_code: str | None
    town_name: str | None
    duty_zone_id: UUID | None
    duty_zone_name: str | None
    reported_by: UUID
    reported_by_name: str
    patrol_id: UUID | None
    captured_at: datetime
    received_at: datetime
    assigned_to: UUID | None
    assigned_to_name: str | None
    objection: Objection | None
    urgent: bool
    delivered_at: datetime | None
    opened_at: datetime | None
    has_news: bool
    media_total: int
    media_received: int
    media_copies: int
    revision: int


class Step(Struct, frozen=True, kw_only=True):
    """One thing that happened to a lead; the reporter sees every one of them. Mirrors table ``lead_steps``.

    ``withdraws``: the step that this one takes back; both stay in the record.
    ``media`` are the ids of what came with this step, in the order it was sent. ``category``: the one it was corrected
    to.
    """

    id: UUID
    kind: StepKind
    at: datetime
    received_at: datetime
    actor_id: UUID
    actor_name: str
    reason: str | None
    assignee_id: UUID | None
    assignee_name: str | None
    media: list[UUID]
    withdraws: UUID | None = None
    category: str | None = None
    category_name_zh: str | None = None
    category_name_en: str | None = None


class LeadDetail(Lead, frozen=True, kw_only=True):
    """A lead with all that belongs to it. ``outside``: its place lies in no town we know."""

    fix: Fix | None
    outside: bool
    steps: list[Step]
    media: list[Media]


class LeadPage(Struct, frozen=True, kw_only=True):
    """``next`` goes into ``after`` to get what follows in the same order; null at the end."""

    items: list[Lead]
    next: str | None


class NewStep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """``revision``: the lead as the person saw it; if it has moved on since, nothing is done.

    ``withdraws``: the step to be taken back, for ``withdraw`` only. ``category``: the right one, for ``recategorise``.
    """

    kind: Act
    reason: Reason | None = None
    assignee_id: UUID | None = None
    withdraws: UUID | None = None
    category: Line | None = None
    at: Moment
    revision: Annotated[int, Meta(ge=1, le=2**31 - 1)] | None = None


class ReceiptKind(StrEnum):
    DELIVERED = "delivered"  # 已送达
    OPENED = "opened"  # 已查看


class NewReceipt(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That a lead is on the phone of whom it was given to, or has been looked at."""

    kind: ReceiptKind


class Position(Struct, frozen=True, kw_only=True):
    """Where a lead falls."""

    town_code: str | None
    town_name: str | None
    duty_zone_id: UUID | None
    duty_zone_name: str | None


class Sent(Struct, frozen=True, kw_only=True):
    """What has been stored under an id that a device chose, and by whom."""

    sent_sha256: str
    sender: UUID


class FixOf(Struct, frozen=True, kw_only=True):
    fix: Fix | None


class Before(Struct, frozen=True, kw_only=True):
    """Where a lead stood before a step, so that the step can be taken back. ``urgent`` and ``category`` are null in
    what was written before they could change."""

    state: LeadState
    assigned_to: UUID | None
    assigned_to_name: str | None
    objection: Objection | None = None
    urgent: bool | None = None
    category: str | None = None


class LastStep(Struct, frozen=True, kw_only=True):
    """What happened to a lead last. ``before`` is null where nothing can be taken back."""

    id: UUID
    kind: StepKind
    received_at: datetime
    actor_id: UUID
    before: Before | None


class Assignee(Struct, frozen=True, kw_only=True):
    """Somebody who may be given a lead."""

    id: UUID
    display_name: str
    roles: list[str]
    town_codes: list[str]
    disabled: bool


class After(Struct, frozen=True, kw_only=True):
    """A lead after a step. None of ``urgent`` and ``category``: as it was. ``news``: the command room has to look."""

    state: LeadState
    objection: Objection | None
    to: Assignee | None = None
    urgent: bool | None = None
    category: str | None = None
    news: bool = False

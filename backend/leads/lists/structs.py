"""Lists of leads on the wire: in which order, and which."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from backend.leads.structs import LeadState


class LeadOrder(StrEnum):
    """A name of a column, "-" before it when descending. Equal ones stand by their ids."""

    RECEIVED = "received_at"
    RECEIVED_FALLING = "-received_at"
    CAPTURED = "captured_at"
    CAPTURED_FALLING = "-captured_at"
    STATE = "state"
    STATE_FALLING = "-state"
    CATEGORY = "category"
    CATEGORY_FALLING = "-category"
    TOWN = "town"
    TOWN_FALLING = "-town"
    ZONE = "zone"
    ZONE_FALLING = "-zone"
    REPORTER = "reporter"
    REPORTER_FALLING = "-reporter"
    ASSIGNEE = "assignee"
    ASSIGNEE_FALLING = "-assignee"


TIMES = frozenset({"received_at", "captured_at"})


class LeadFilter(Struct, frozen=True, kw_only=True):
    """Which leads. Every field that is set narrows. ``unfinished``: neither refused nor closed;
    ``urgent``: only urgent ones; ``begin`` and ``end`` are about when they were received; ``pattern`` is one of
    ``like``."""

    state: LeadState | None = None
    town_code: str | None = None
    duty_zone_id: UUID | None = None
    category: str | None = None
    reported_by: UUID | None = None
    assigned_to: UUID | None = None
    unfinished: bool = False
    urgent: bool = False
    pattern: str | None = None
    begin: datetime | None = None
    end: datetime | None = None

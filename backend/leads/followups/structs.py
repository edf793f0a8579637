"""What people outside the command room tell of a lead after it was reported."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from backend.core.geojson import Moment
from backend.core.text import Note, Reason
from backend.evidence.structs import NewMedia
from backend.leads.structs import MAX_MEDIA, LeadState, Objection

MediaList = Annotated[list[NewMedia], Meta(max_length=MAX_MEDIA)]


class Work(StrEnum):
    """What the person a lead was given to has done."""

    SET_OUT = "set_out"  # 已出发
    HANDLE = "handle"  # 已处理


class NewWork(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Handling (处理) is told with words, and photos where there are some; setting out needs neither."""

    kind: Work
    note: Note = ""
    media: MediaList = []
    at: Moment


class NewAddition(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """More about a lead (补充材料): words, photos, or both."""

    note: Note = ""
    media: MediaList = []
    at: Moment


class NewObjection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why the reporter does not agree with how the lead ended (异议)."""

    reason: Reason
    at: Moment


class Standing(Struct, frozen=True, kw_only=True):
    """As much of a lead as decides what may be told of it."""

    state: LeadState
    reported_by: UUID
    assigned_to: UUID | None
    objection: Objection | None
    media_total: int
    media_copies: int

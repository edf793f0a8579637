"""Holds, whatever they are on, on the wire."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from backend.core.text import Reason


class NewHold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``until``: the last day; none until it is released. For now the reason names the case."""

    reason: Reason
    until: date | None = None


class Release(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Reason


class Hold(Struct, frozen=True, kw_only=True):
    """保全: what is kept beyond its time, why, by whom and until when. The room whose it is adds what it is on."""

    id: UUID
    reason: str
    until: date | None
    placed_by: UUID
    placed_by_name: str
    placed_at: datetime
    released_by_name: str | None
    released_at: datetime | None
    release_reason: str | None

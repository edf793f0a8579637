"""What a package of evidence holds, as its index says it."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from backend.evidence.structs import MediumRole, MediumSource


class Item(Struct, frozen=True, kw_only=True):
    """A medium. ``file`` is missing when its bytes are not here, or ``withheld`` because a redacted copy stands for
    them; ``event`` is the one that took them in."""

    id: UUID
    file: str | None
    sha256: str
    size: int
    mime: str
    role: MediumRole
    source: MediumSource
    derived_from: UUID | None
    captured_at: datetime
    event: int | None
    withheld: bool


class KeyLine(Struct, frozen=True, kw_only=True):
    """A key that captures were signed with; ``events``: the numbers of what was done to it."""

    id: UUID
    person_id: UUID
    person_name: str
    device_id: UUID
    public_key: bytes
    events: list[int]


class Keys(Struct, frozen=True, kw_only=True):
    v: int
    keys: list[KeyLine]


class Index(Struct, frozen=True, kw_only=True):
    """``events``: the numbers of all that was done to the lead and its media, oldest first; each is a file."""

    v: int
    subject: UUID
    made_at: datetime
    purpose: str
    items: list[Item]
    events: list[int]

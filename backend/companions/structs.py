"""Companions (伴随定位) on the wire: other apps that go on telling where an officer is when ours may not."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from backend.companions.forms.reading import AsideReason, Fix
from backend.core.text import Line, Reason
from backend.patrols.structs import PatrolState


class CompanionKind(StrEnum):
    OWNTRACKS = "owntracks"
    TRACCAR = "traccar"
    OSMAND = "osmand"  # OsmAnd, GPSLogger


class NewCompanion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: CompanionKind
    label: Line


class CompanionRevocation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Reason


class Companion(Struct, frozen=True, kw_only=True):
    """Mirrors table ``companions``, without the secret.

    ``seen_at``: when it last proved who it is, to the minute; ``stored_at``: when a fix of it last joined a patrol;
    ``off_duty_at``: when one was last refused because its person was not on duty.
    """

    id: UUID
    person_id: UUID
    kind: CompanionKind
    label: str
    created_at: datetime
    seen_at: datetime | None
    stored_at: datetime | None
    off_duty_at: datetime | None
    revoked_at: datetime | None
    revoked_reason: str | None


class MadeCompanion(Struct, frozen=True, kw_only=True):
    """``secret`` is what the app proves itself with. The server keeps a digest only: it is told this once."""

    companion: Companion
    secret: str


class KeptAside(Struct, frozen=True, kw_only=True):
    """待查内容: something a companion sent that could not be used. ``times`` it came; ``size`` in bytes.

    ``kept``: whether what it said is there to be read. Off duty it is not: nobody's place is kept then.
    """

    id: UUID
    companion_id: UUID
    person_id: UUID
    person_name: str
    label: str
    kind: CompanionKind
    reason: AsideReason
    size: int
    kept: bool
    times: int
    received_at: datetime
    last_at: datetime
    settled_at: datetime | None


class KeptContent(Struct, frozen=True, kw_only=True):
    """What was sent, as text; bytes that are none are replaced."""

    id: UUID
    content: str


class KeptBody(Struct, frozen=True, kw_only=True):
    body: bytes


class Known(Struct, frozen=True, kw_only=True):
    """Whoever has proved to be a companion."""

    id: UUID
    person_id: UUID


class Told(Struct, frozen=True, kw_only=True):
    """A fix, and who told it."""

    who: Known
    fix: Fix
    received_at: datetime


class Fate(StrEnum):
    """What has become of a fix."""

    JOINED = "joined"
    THERE = "there"  # stored already
    OFF_DUTY = "off_duty"


class Nearby(Struct, frozen=True, kw_only=True):
    """A patrol that may be the one a fix belongs to. ``asked``: which fix of the group, from 0."""

    asked: int
    id: UUID
    state: PatrolState
    started_at: datetime
    received_at: datetime


class LaneEnd(Struct, frozen=True, kw_only=True):
    """The number a companion's next fix of a patrol gets."""

    patrol_id: UUID
    next_seq: int


class LaneRow(Struct, frozen=True, kw_only=True):
    """A stored row of a companion that may hold a fix of this moment."""

    patrol_id: UUID
    t0: datetime
    laid: bytes


class Counted(Struct, frozen=True, kw_only=True):
    n: int

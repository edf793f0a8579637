"""Chains of signed captures on the wire, and rows of them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from backend.evidence.chain.manifests import MAX_ENTRY
from backend.evidence.keys.structs import SignatureText


class EntryKind(StrEnum):
    CAPTURE = "capture"
    DELETED = "deleted"
    CONFIRMED = "confirmed"


class EntryState(StrEnum):
    """How an entry stands in its chain."""

    WHOLE = "whole"
    GAP = "gap"  # the entry before it is not here
    BROKEN = "broken"  # the entry before it has another hash than this one says


class Fault(StrEnum):
    """Why an entry was not taken into a chain, and kept aside."""

    UNKNOWN_KEY = "unknown_key"
    OTHER_PERSON = "other_person"
    SIGNATURE = "signature"
    MALLEATED = "malleated"
    FORM = "form"
    REVOKED_KEY = "revoked_key"
    OTHER_BYTES = "other_bytes"


class NewEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``entry``: the bytes that were signed, base64; kept as they are."""

    entry: Annotated[bytes, Meta(min_length=1, max_length=MAX_ENTRY)]
    signature: SignatureText


class TakenEntry(Struct, frozen=True, kw_only=True):
    """``sha256`` of the bytes; ``state`` as it was on arrival."""

    key_id: UUID
    n: int
    sha256: str
    state: EntryState
    received_at: datetime


class ChainEntry(Struct, frozen=True, kw_only=True):
    """``state`` as it is now; ``subject`` the medium."""

    key_id: UUID
    n: int
    kind: EntryKind
    subject: UUID
    sha256: str
    prev: str
    state: EntryState
    received_at: datetime


class WaitingCapture(Struct, frozen=True, kw_only=True):
    """An original that waits for the second officer's word; ``manifest``: SHA-256 of the entry to confirm."""

    medium_id: UUID
    lead_id: UUID
    manifest: str
    officer_name: str
    captured_at: datetime


class AsideEntry(Struct, frozen=True, kw_only=True):
    """未入链记录: what came as an entry and could not be one. ``times`` it came."""

    id: UUID
    person_id: UUID
    person_name: str
    key_id: UUID
    n: int
    fault: Fault
    size: int
    sha256: str
    times: int
    received_at: datetime
    last_at: datetime


class NewRow(Struct, frozen=True, kw_only=True):
    """An entry as it goes into the chain."""

    key_id: UUID
    n: int
    person_id: UUID
    kind: EntryKind
    subject: UUID
    entry: bytes
    signature: bytes
    sha256: str
    prev: str
    state: EntryState
    media_sha256: str | None
    media_size: int | None
    media_mime: str | None
    media_role: str | None
    second_officer: UUID | None


class KeyRow(Struct, frozen=True, kw_only=True):
    """What taking an entry needs to know of its key."""

    id: UUID
    person_id: UUID
    device_id: UUID
    public_key: bytes
    revoked: bool


class WholeEntry(Struct, frozen=True, kw_only=True):
    """An entry as it was signed."""

    key_id: UUID
    n: int
    entry: bytes
    signature: bytes


class Place(Struct, frozen=True, kw_only=True):
    """A number of a chain, and the medium it is about."""

    key_id: UUID
    n: int
    subject: UUID


class AuditedKey(Struct, frozen=True, kw_only=True):
    id: UUID
    public_key: bytes


class Row(Struct, frozen=True, kw_only=True):
    """An entry as an auditor reads it."""

    n: int
    entry: bytes
    signature: bytes
    sha256: str
    prev: str
    received_at: datetime


class Told(Struct, frozen=True, kw_only=True):
    """What the record says of an entry; ``id`` is the event's number."""

    id: int
    key_id: UUID
    n: int
    sha256: str
    prev: str


class Hash(Struct, frozen=True, kw_only=True):
    sha256: str


class Counted(Struct, frozen=True, kw_only=True):
    n: int

"""Receipts on the wire."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct


class ReceiptKeyFacts(Struct, frozen=True, kw_only=True):
    """By which receipts and beacons are checked: SubjectPublicKeyInfo in DER, base64."""

    public_key: str


class Received(Struct, frozen=True, kw_only=True):
    """What a receipt says. ``event`` is the number of the event that took the medium in; ``manifest`` the SHA-256 of
    the entry its capture was signed in."""

    id: UUID
    sha256: str
    stored_sm3: str | None
    size: int
    verified_at: datetime
    event: int | None
    manifest: str | None


class Given(Struct, frozen=True, kw_only=True):
    medium_id: UUID
    text: str
    signature: str

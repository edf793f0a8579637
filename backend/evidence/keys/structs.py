"""Keys that phones sign captures with, on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from backend.auth.structs import KeyState
from backend.core.text import Line, Reason

SignatureText = Annotated[
    str, Meta(max_length=100, pattern=r"^[^\x00]*$", description="64 bytes r and s, base64url without padding")
]
PublicKeyText = Annotated[
    str, Meta(max_length=200, pattern=r"^[^\x00]*$", description="SubjectPublicKeyInfo in DER, base64")
]


class NewCaptureKey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``proof`` signs ``rules.enrolment`` with the key itself: whoever enrols a key has it."""

    id: UUID
    device_id: UUID
    label: Line
    public_key: PublicKeyText
    proof: SignatureText


class CaptureKey(Struct, frozen=True, kw_only=True):
    """取证密钥: one person's on one installation of the app. Mirrors table ``capture_keys``. ``public_key``: DER,
    base64."""

    id: UUID
    person_id: UUID
    person_name: str
    device_id: UUID
    label: str
    public_key: bytes
    state: KeyState
    enrolled_at: datetime
    approved_at: datetime | None
    approved_by_name: str | None
    revoked_at: datetime | None
    revoked_reason: str | None


class KeyRevocation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Reason


class Counted(Struct, frozen=True, kw_only=True):
    n: int

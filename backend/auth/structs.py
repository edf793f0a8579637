"""What sign-in, people and devices look like on the wire."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from backend.auth.permissions import ReachWord, Role
from backend.core.text import Line, Reason

Password = Annotated[str, Meta(min_length=1, max_length=200)]
NewPassword = Annotated[str, Meta(min_length=10, max_length=200)]


class NewDevice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The device a person signs in from; it chose its own id."""

    id: UUID
    label: Line


class SignIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Line
    password: Password
    device: NewDevice | None = None


class Town(Struct, frozen=True, kw_only=True):
    code: str
    name: str


class Me(Struct, frozen=True, kw_only=True):
    """The signed-in person, with everything the screens need to know what to show."""

    id: UUID
    name: str
    display_name: str
    roles: list[Role]
    squad: str | None
    towns: list[Town]
    all_towns: bool
    permissions: dict[str, ReachWord]
    device_id: UUID | None
    must_change_password: bool
    """The password is known to somebody else: until it is changed, everything else is refused."""
    server_time: datetime


class Welcome(Me, frozen=True, kw_only=True):
    """The answer to the right password, and to nothing else."""

    device_key: str | None
    """A secret of this person on this device, base64: opens what the phone keeps for them when the PIN is forgotten."""


class Enrolment(Struct, frozen=True, kw_only=True):
    """What enrolling a device gives. Leaves the server inside ``Welcome`` alone."""

    device_key: bytes


class Credentials(Struct, frozen=True, kw_only=True):
    """What sign-in needs to know of a person. Never leaves the server."""

    id: UUID
    password_hash: str
    disabled: bool


class Session(Struct, frozen=True, kw_only=True):
    """One place where a person is signed in."""

    id: UUID
    device_id: UUID | None
    device_label: str | None
    created_at: datetime
    seen_at: datetime
    current: bool


class PasswordChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    current: Password
    new: NewPassword


class Device(Struct, frozen=True, kw_only=True):
    """A phone or desk enrolled by one person. Mirrors table ``devices``."""

    id: UUID
    person_id: UUID
    person_name: str
    label: str
    enrolled_at: datetime
    seen_at: datetime
    revoked_at: datetime | None
    revoked_reason: str | None


class DeviceName(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What people call it, in place of what it calls itself."""

    name: Line


class Revocation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Reason


class KeyState(StrEnum):
    """Of a key that captures are signed with."""

    PENDING = "pending"
    APPROVED = "approved"  # a second person has vouched for it
    REVOKED = "revoked"


class RevokedKey(Struct, frozen=True, kw_only=True):
    """A key that captures were signed with (``evidence/keys/``) and that went with its device."""

    id: UUID
    public_key: bytes


class Shut(Struct, frozen=True, kw_only=True):
    """That the device of a session was revoked, and when."""

    revoked_at: datetime


class Attempts(Struct, frozen=True, kw_only=True):
    """Failed sign-ins of one name from one device in a row."""

    failures: int
    last_failure_at: datetime

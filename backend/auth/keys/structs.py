"""Access keys on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from backend.auth.structs import Password
from backend.core.text import Line


class NewAccessKey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``password``: the person's own, once more, for a key outlives the session it was made in."""

    label: Line
    days: Annotated[int, Meta(ge=1, le=366)] = 90
    password: Password


class AccessKey(Struct, frozen=True, kw_only=True):
    """访问密钥: lets a program that knows no sign-in page, as a GIS, read map layers for one person. Mirrors table
    ``access_keys``, without the hash."""

    id: UUID
    label: str
    created_at: datetime
    ends_at: datetime
    used_at: datetime | None


class IssuedKey(AccessKey, frozen=True, kw_only=True):
    """The answer to whoever makes one, and to nothing else: afterwards nobody knows ``key``."""

    key: str

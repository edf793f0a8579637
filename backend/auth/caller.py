"""Who is calling: read once per connection from the session cookie or an access key, never from what the request says
of itself."""

import base64
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar.connection import ASGIConnection
from msgspec import Struct, structs

from backend.auth.permissions import Permission, Reach, Role, reach
from backend.core.db import Context

COOKIE = "__Host-fengxun"


class Caller(Struct, frozen=True, kw_only=True):
    """A signed-in person and the session they came with."""

    id: UUID
    name: str
    display_name: str
    roles: list[Role]
    town_codes: list[str]
    squad: str | None
    session_id: UUID
    device_id: UUID | None
    seen_at: datetime
    must_change_password: bool = False

    def context(self, permission: Permission) -> Context:
        """The fence for work under this permission. The one place where role becomes reach becomes rows."""
        far = reach(self.roles, permission)
        return Context(self.id, tuple(self.town_codes), far.name.lower() if far else "none")

    def farther(self, permission: Permission) -> Context:
        """The fence for what everybody may do with their own, and who holds ``permission`` with more."""
        return self.context(max(Permission.ACCOUNT, permission, key=lambda p: reach(self.roles, p)))

    def reaches(self, permission: Permission, far: Reach) -> bool:
        return reach(self.roles, permission) >= far


class Recognised(Caller, frozen=True, kw_only=True):
    """A caller, and the hash of the token by which they were found."""

    token_sha256: bytes

    def caller(self) -> Caller:
        known = structs.asdict(self)
        del known["token_sha256"]
        return Caller(**known)


AnyConnection = ASGIConnection[Any, Any, Any, Any]
_COOKIE = COOKIE.encode()


def token_of(connection: AnyConnection) -> str | None:
    """The session token as sent, unproven; the last of several. Nothing in it needs to be quoted."""
    tokens = [
        token.strip().decode("latin-1")
        for name, said in connection.scope["headers"]
        if name == b"cookie"
        for key, _, token in (cookie.partition(b"=") for cookie in said.split(b";"))
        if key.strip() == _COOKIE
    ]
    return tokens[-1] if tokens else None


def header_of(connection: AnyConnection, wanted: bytes) -> str | None:
    """One header of a request, found without taking all of them apart."""
    return next((said.decode("latin-1") for name, said in connection.scope["headers"] if name == wanted), None)


def key_of(connection: AnyConnection) -> str | None:
    """The access key as sent, unproven: as a bearer token (RFC 6750), or as the password of HTTP Basic (RFC 7617),
    which is what GIS programs offer. The name beside it means nothing: a key is one person's."""
    scheme, _, said = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return said.strip() or None
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(said.strip(), validate=True).decode().partition(":")[2] or None
    except ValueError:
        return None

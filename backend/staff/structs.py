"""People on the wire."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from backend.auth.permissions import Role
from backend.auth.structs import NewPassword
from backend.core.text import Line, PhoneNumber, TownCode

TownCodes = Annotated[list[TownCode], Meta(max_length=64)]


class Person(Struct, frozen=True, kw_only=True):
    """人员: somebody who can sign in. Mirrors table ``people``, without the password."""

    id: UUID
    name: str
    display_name: str
    roles: list[Role]
    town_codes: list[str]
    town_names: list[str]
    """In the order of the codes; a town without a shape yet is called by its code."""
    squad: str | None
    phone: str | None
    """手机号, for whoever may read who works in this town."""
    disabled: bool
    must_change_password: bool
    """Has a temporary password that was not changed yet."""


class NewPerson(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody new. They hold no role, and so may do nothing, until a security administrator grants one."""

    name: Line
    display_name: Line
    password: NewPassword
    town_codes: TownCodes = []
    squad: Line | None = None
    phone: PhoneNumber | None = None


class RolesChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    roles: Annotated[list[Role], Meta(max_length=len(Role))]


class TownsChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    town_codes: TownCodes


class SquadChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """None: in no squad."""

    squad: Line | None


class PhoneChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """None: no number is known."""

    phone: PhoneNumber | None


class DisabledChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    disabled: bool


class PasswordReset(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A temporary password, told to its person by other means."""

    new: NewPassword

"""Lists of people on the wire: in which order, and which."""

from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from backend.auth.permissions import Role
from backend.staff.structs import Person


class PersonPage(Struct, frozen=True, kw_only=True):
    """People in order; ``next`` is the ``after`` of what follows, if anything does."""

    items: list[Person]
    next: str | None


class PeopleOrder(StrEnum):
    """A name of a column, "-" before it when descending. Equal ones stand by their ids."""

    NAME = "name"
    NAME_FALLING = "-name"
    DISPLAY_NAME = "display_name"
    DISPLAY_NAME_FALLING = "-display_name"
    SQUAD = "squad"
    SQUAD_FALLING = "-squad"
    STATE = "state"
    STATE_FALLING = "-state"


class PeopleFilter(Struct, frozen=True, kw_only=True):
    """Every field that is set narrows. ``pattern`` is one of ``like``."""

    person_id: UUID | None = None
    role: Role | None = None
    town_code: str | None = None
    disabled: bool | None = None
    without_role: bool | None = None
    pattern: str | None = None

"""Lists of areas on the wire: in which order, and which."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from backend.zones.structs import AreaKind


class AreaLine(Struct, frozen=True, kw_only=True):
    """A version of an area in force on a day, without its shape. ``town_name``: what its town is called that day."""

    id: UUID
    kind: AreaKind
    code: str
    name: str
    town_code: str | None
    town_name: str | None
    valid_from: date
    valid_to: date | None
    area_m2: float


class Shape(Struct, frozen=True, kw_only=True):
    id: UUID
    wkb: bytes


class AreaPage(Struct, frozen=True, kw_only=True):
    """``next`` goes into ``after`` to get what follows in the same order; null at the end."""

    items: list[AreaLine]
    next: str | None


class AreaOrder(StrEnum):
    """A name of a column, "-" before it when descending. Equal ones stand by their ids. ``kind``: from the county to
    the grid, by their codes."""

    KIND = "kind"
    KIND_FALLING = "-kind"
    CODE = "code"
    CODE_FALLING = "-code"
    NAME = "name"
    NAME_FALLING = "-name"
    TOWN = "town"
    TOWN_FALLING = "-town"
    VALID_FROM = "valid_from"
    VALID_FROM_FALLING = "-valid_from"
    VALID_TO = "valid_to"
    VALID_TO_FALLING = "-valid_to"
    SIZE = "area_m2"
    SIZE_FALLING = "-area_m2"


class AreaFilter(Struct, frozen=True, kw_only=True):
    """Those in force ``on`` a day; every other field that is set narrows. ``pattern`` is one of ``like``."""

    on: date
    kind: AreaKind | None = None
    town_code: str | None = None
    pattern: str | None = None

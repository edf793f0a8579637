"""Lists of imports on the wire: in which order, and which."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from backend.zones.structs import Accept, AreaImportState, AreaKind, ImportMode, ImportOrigin


class AreaImportLine(Struct, frozen=True, kw_only=True):
    """An import in the list of all of them. ``name``s are of people, empty for the command line."""

    id: UUID
    origin: ImportOrigin
    kind: AreaKind
    filename: str
    valid_from: date
    mode: ImportMode
    state: AreaImportState
    accepted: Accept | None
    feature_count: int
    good_count: int
    applied_count: int
    imported_by_name: str
    at: datetime
    decided_by_name: str
    decided_at: datetime | None
    withdrawn_by_name: str
    withdrawn_at: datetime | None


class AreaImportPage(Struct, frozen=True, kw_only=True):
    """``next`` goes into ``after`` to get what follows in the same order; null at the end."""

    items: list[AreaImportLine]
    next: str | None


class ImportOrder(StrEnum):
    """A name of a column, "-" before it when descending. Equal ones stand by their ids."""

    AT = "at"
    AT_FALLING = "-at"
    FILENAME = "filename"
    FILENAME_FALLING = "-filename"
    KIND = "kind"
    KIND_FALLING = "-kind"
    STATE = "state"
    STATE_FALLING = "-state"
    VALID_FROM = "valid_from"
    VALID_FROM_FALLING = "-valid_from"


TIMES = frozenset({"at"})


class ImportFilter(Struct, frozen=True, kw_only=True):
    """Every field that is set narrows. ``begin`` and ``end`` are about when the file was checked."""

    kind: AreaKind | None = None
    state: AreaImportState | None = None
    pattern: str | None = None
    begin: datetime | None = None
    end: datetime | None = None

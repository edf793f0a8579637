"""Rows about days of raw tracks; none of them leaves the server."""

from datetime import date
from uuid import UUID

from msgspec import Struct


class Day(Struct, frozen=True, kw_only=True):
    day: date


class Did(Struct, frozen=True, kw_only=True):
    did: bool


class Counted(Struct, frozen=True, kw_only=True):
    patrols: int
    points: int


class OfDay(Struct, frozen=True, kw_only=True):
    """A patrol, and the day under which its raw track lies."""

    id: UUID
    day: date

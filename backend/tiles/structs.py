"""Vector tiles of what the system itself knows: zones, leads, coverage. The map beneath is in ``basemap/``."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct


class Layer(StrEnum):
    """What a tile holds; also the name of its one layer."""

    ZONES = "zones"
    LEADS = "leads"
    COVERAGE = "coverage"


class Scope(Struct, frozen=True):
    """For whom a tile is: no two people who could see different things have the same."""

    person: UUID | None
    towns: tuple[str, ...]
    reach: str


EVERYBODY = Scope(None, (), "all")


class Asked(Struct, frozen=True, kw_only=True):
    """One tile, for somebody."""

    layer: Layer
    z: int
    x: int
    y: int
    on: date
    scope: Scope
    town_code: str | None = None


class Data(Struct, frozen=True, kw_only=True):
    """A Mapbox vector tile 2.1, not compressed; empty where there is nothing."""

    data: bytes


class Version(Struct, frozen=True, kw_only=True):
    """How far the data in the reach of asker ``nr`` has moved on."""

    nr: int
    version: int


class Shares(Struct, frozen=True, kw_only=True):
    """The coverage of zones, column by column."""

    area_ids: list[UUID]
    shares: list[float]
    last_seen: list[datetime | None]

"""The town's own map: what lies under zones, leads and tracks. No national base map is among it."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class FeatureKind(StrEnum):
    """图层: what a feature of the map is; also the name of its layer in a tile."""

    WATER = "water"
    BUILDING = "building"
    ROAD = "road"
    PLACE = "place"


class NewFeature(Struct, frozen=True, kw_only=True):
    """One feature to be stored. ``wkb`` in CGCS2000 degrees; ``rank`` 0 is the most important of its kind."""

    kind: FeatureKind
    name: str
    rank: int
    wkb: bytes


class MapPackage(Struct, frozen=True, kw_only=True):
    """离线地图包: one town's map for a phone without a network. ``size`` in bytes, None until ``version`` is made;
    ``percent`` of it that is made, None when nobody has asked; ``failed``: the last try did not succeed."""

    town_code: str
    town_name: str
    version: str
    size: int | None
    made_at: datetime | None
    percent: int | None
    failed: bool


class Box(Struct, frozen=True, kw_only=True):
    """Degrees."""

    west: float
    south: float
    east: float
    north: float


class TownBox(Struct, frozen=True, kw_only=True):
    """Where a town lies, and which data its package would be made of today."""

    code: str
    name: str
    west: float
    south: float
    east: float
    north: float
    version: str


class Tile(Struct, frozen=True, kw_only=True):
    """A Mapbox vector tile 2.1; empty where there is nothing."""

    z: int
    x: int
    y: int
    data: bytes


class Kept(Struct, frozen=True, kw_only=True):
    """A package that is there, without its bytes."""

    version: str
    size: int


class Part(Struct, frozen=True, kw_only=True):
    """Some bytes of a package."""

    data: bytes


class Job(Struct, frozen=True, kw_only=True):
    """A package that somebody waits for."""

    town_code: str


class Road(Struct, frozen=True, kw_only=True):
    """The line of a road as WKB in degrees."""

    wkb: bytes

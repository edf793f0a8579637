"""Borders changed on the map, on the wire. Shapes come in CGCS2000 degrees and go out to the last digit."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from backend.core.geojson import Latitude, Longitude, MultiPolygon
from backend.core.text import Line, TownCode
from backend.zones.structs import Area, AreaKind
from geo.repairs import Repair
from geo.topology import Flaw

MOST_ZONES = 2000
MOST_POINTS = 150_000
"""Of everything in one request."""
Place = tuple[Longitude, Latitude]
Ring = Annotated[list[Place], Meta(min_length=4, max_length=20_000)]
Code = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]*(?!\n)$")]


class Shape(Struct, tag_field="type", tag="MultiPolygon", frozen=True, forbid_unknown_fields=True):
    """As it is drawn; whether it is sound is asked later."""

    coordinates: Annotated[
        list[Annotated[list[Ring], Meta(min_length=1, max_length=1000)]], Meta(min_length=1, max_length=1000)
    ]


class LineString(Struct, tag_field="type", tag="LineString", frozen=True, forbid_unknown_fields=True):
    coordinates: Annotated[list[Place], Meta(min_length=2, max_length=1000)]


class EditableAreas(Struct, frozen=True, kw_only=True):
    """A town's areas of a kind on a day, and those of other towns beside them, which are only looked at."""

    kind: AreaKind
    town_code: str | None
    on: date
    areas: list[Area]
    around: list[Area]


class NewSplit(Struct, frozen=True, forbid_unknown_fields=True):
    shape: Shape
    line: LineString


class NewMerge(Struct, frozen=True, forbid_unknown_fields=True):
    shapes: Annotated[list[Shape], Meta(min_length=2, max_length=50)]


class NewFit(Struct, frozen=True, forbid_unknown_fields=True):
    """Borders no more than ``within_m`` apart become one."""

    shape: Shape
    neighbours: Annotated[list[Shape], Meta(max_length=500)]
    within_m: Annotated[float, Meta(ge=0.1, le=50)] = 5.0


class DrawnZone(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: Code
    name: Line
    geometry: Shape


class NewReport(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All areas of a town as they are drawn now."""

    kind: AreaKind
    on: date
    zones: Annotated[list[DrawnZone], Meta(max_length=MOST_ZONES)]


class ZoneRepair(Struct, frozen=True, kw_only=True):
    """What could be done about a fault: the zone at ``index`` as it would be by this alone (None: left out), or with
    another ``code``."""

    repair: Repair
    index: int
    zh: str
    en: str
    after: MultiPolygon | None
    code: str | None


class TopologyFault(Struct, frozen=True, kw_only=True):
    """A fault of a set of areas that should lie side by side (拓扑问题). ``zones`` by index in what was sent."""

    flaw: Flaw
    missing: bool
    zones: list[int]
    area_m2: float
    place: tuple[float, float]
    zh: str
    en: str
    ground: MultiPolygon
    repair: ZoneRepair | None


class RepairedZone(Struct, frozen=True, kw_only=True):
    """The zone at ``index`` after all repairs (None: left out)."""

    index: int
    code: str
    after: MultiPolygon | None


class RepairedSet(Struct, frozen=True, kw_only=True):
    """A set of areas after all repairs at once (一并修正). ``zones``: only those that are other than before; ``left``:
    what is found afterwards, by index in what there is then."""

    zones: list[RepairedZone]
    repaired: int
    left: list[TopologyFault]


class FreeCode(Struct, frozen=True):
    """A code that no area of the kind has or has had."""

    code: str


class ChangedZone(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An area as it shall be. ``base_id``: the version it was made of; None for a new one."""

    code: Code
    name: Line
    geometry: Shape
    town_code: TownCode | None = None
    base_id: UUID | None = None


class AreaChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What has changed of areas in force on a day. ``ended``: versions that have no successor of their own."""

    kind: AreaKind
    valid_from: date
    zones: Annotated[list[ChangedZone], Meta(max_length=MOST_ZONES)]
    ended: Annotated[list[UUID], Meta(max_length=MOST_ZONES)] = []

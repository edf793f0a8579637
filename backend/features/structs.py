"""What OGC API – Features, part 1 (OGC 17-069r4) wants to see, as far as we have it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET, Struct, UnsetType, field

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
"""Longitude first. CGCS2000 differs from it by less than any phone can tell, and is numerically the same here."""
CONFORMS_TO = [
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "oas30", "geojson")
]


class Link(Struct, frozen=True, kw_only=True):
    href: str
    rel: str
    type: str
    title: str


class Landing(Struct, frozen=True, kw_only=True):
    title: str
    description: str
    links: list[Link]


class Conformance(Struct, frozen=True, kw_only=True, rename="camel"):
    conforms_to: list[str]


class Spatial(Struct, frozen=True, kw_only=True):
    bbox: list[tuple[float, float, float, float]]
    crs: str = CRS84


class Extent(Struct, frozen=True, kw_only=True):
    spatial: Spatial


class Collection(Struct, frozen=True, kw_only=True, rename="camel"):
    id: str
    title: str
    description: str
    links: list[Link]
    item_type: str = "feature"
    crs: list[str] = field(default_factory=lambda: [CRS84])
    extent: Extent | UnsetType = UNSET


class Collections(Struct, frozen=True, kw_only=True):
    links: list[Link]
    collections: list[Collection]


BoxOf = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


class Times(Struct, frozen=True, kw_only=True):
    """From one moment to another, both included; None is open."""

    begin: datetime | None
    end: datetime | None


class Asked(Struct, frozen=True, kw_only=True):
    """``boxes``: none, one, or two when the box crosses the 180th meridian. ``after``: the last id of the page before.
    ``match``: properties and the value each must have."""

    boxes: list[BoxOf]
    times: Times | None
    limit: int
    after: UUID | None
    match: dict[str, str]


class Drawn(Struct, frozen=True, kw_only=True):
    """A feature before it is told: ``geometry`` is GeoJSON, or nothing where there is none."""

    id: UUID
    geometry: str | None
    properties: dict[str, Any]


class Feature(Struct, frozen=True, kw_only=True, tag_field="type", tag="Feature"):
    id: UUID
    geometry: msgspec.Raw
    properties: dict[str, Any]
    links: list[Link] | UnsetType = UNSET


class FeatureCollection(Struct, frozen=True, kw_only=True, tag_field="type", tag="FeatureCollection", rename="camel"):
    """A page. ``links`` holds the next one under ``next``, if there is one."""

    features: list[Feature]
    links: list[Link]
    time_stamp: datetime
    number_returned: int


class Box(Struct, frozen=True, kw_only=True):
    west: float
    south: float
    east: float
    north: float


class ZoneRow(Struct, frozen=True, kw_only=True):
    id: UUID
    geometry: str
    kind: str
    code: str
    name: str
    town_code: str | None
    valid_from: date
    valid_to: date | None
    area_m2: float


class LeadRow(Struct, frozen=True, kw_only=True):
    id: UUID
    geometry: str
    state: str
    category: str
    category_name_zh: str
    category_name_en: str
    address: str
    note: str
    town_code: str | None
    town_name: str | None
    duty_zone_name: str | None
    reported_by_name: str
    assigned_to_name: str | None
    accuracy_m: float | None
    captured_at: datetime
    received_at: datetime


class PatrolRow(Struct, frozen=True, kw_only=True):
    id: UUID
    state: str
    person_name: str
    squad: str
    duty_zone_name: str | None
    vehicle: str | None
    town_code: str
    started_at: datetime
    ended_at: datetime | None

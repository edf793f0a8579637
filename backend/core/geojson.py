"""Places and shapes as they travel: GeoJSON (RFC 7946), longitude first, CGCS2000/WGS-84 degrees."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from geo.crs import METRIC_EPSG, SRID

__all__ = ["METRIC_EPSG", "SRID", "Fix", "Latitude", "Longitude", "Moment", "MultiPolygon", "Point"]

Moment = Annotated[datetime, Meta(tz=True)]
"""A time with its offset; stored as timestamptz, shown in Asia/Shanghai."""

Longitude = Annotated[float, Meta(ge=-180, le=180, description="degrees, CGCS2000/WGS-84")]
Latitude = Annotated[float, Meta(ge=-90, le=90, description="degrees, CGCS2000/WGS-84")]


class Point(Struct, tag_field="type", tag="Point", frozen=True):
    coordinates: tuple[Longitude, Latitude]


class MultiPolygon(Struct, tag_field="type", tag="MultiPolygon", frozen=True):
    coordinates: list[list[list[tuple[float, float]]]]


class Fix(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reading of the device's own position, taken beside a capture."""

    lon: Longitude
    lat: Latitude
    accuracy_m: Annotated[float, Meta(ge=0, le=1_000_000)]
    altitude_m: Annotated[float, Meta(ge=-1000, le=20000)] | None = None
    age_ms: Annotated[int, Meta(ge=0, le=604_800_000)]
    at: Moment

"""Traccar Client 9 and later: one fix of its location plug-in as JSON, and now and then a form with a push token.

Speed in m/s, battery from 0 to 1, -1 for what is unknown. ``coords`` may be missing.
"""

from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from backend.companions.forms import reading
from backend.companions.forms.reading import AsideReason, Fix, Unusable

FORM = "application/x-www-form-urlencoded"


class Coords(Struct, frozen=True, kw_only=True):
    latitude: float | None = None
    longitude: float | None = None
    accuracy: float | None = None
    speed: float | None = None
    heading: float | None = None


class Battery(Struct, frozen=True, kw_only=True):
    level: float | None = None
    is_charging: bool | None = None


class Location(Struct, frozen=True, kw_only=True):
    timestamp: datetime | None = None
    coords: Coords | None = None
    battery: Battery | None = None
    mock: bool | None = None


class Message(Struct, frozen=True, kw_only=True):
    location: Location


_decoder = msgspec.json.Decoder(Message)


def read(body: bytes, media_type: str) -> Fix | None:
    """None: nothing of interest.

    Raises:
        Unusable: no fix can be made of it.
    """
    if media_type == FORM or not body.strip():
        return None
    try:
        location = _decoder.decode(body).location
    except (msgspec.DecodeError, RecursionError, UnicodeError) as exc:
        raise Unusable(AsideReason.UNREADABLE) from exc
    coords, battery = location.coords, location.battery or Battery()
    if coords is None:
        return None
    lon, lat = reading.place(coords.longitude, coords.latitude)
    level = reading.known(battery.level, 1)
    return Fix(
        lon=lon,
        lat=lat,
        at_ms=_millis(location.timestamp),
        accuracy_m=reading.known(coords.accuracy),
        speed_ms=reading.known(coords.speed),
        heading_deg=reading.known(coords.heading, 360),
        battery=None if level is None else round(level * 100),
        charging=bool(battery.is_charging),
        mock=bool(location.mock),
    )


def _millis(at: datetime | None) -> int:
    if at is None:
        raise Unusable(AsideReason.NO_TIME)
    try:
        return reading.millis((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())
    except (OverflowError, ValueError) as exc:
        raise Unusable(AsideReason.NO_TIME) from exc

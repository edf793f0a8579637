"""What a picture says of itself (EXIF). Runs only in the limited process of ``core/sandbox.py``.

Whoever made the file wrote this, and could have written anything: it is shown as stated, never as known.
"""

import io
import math
import struct
from typing import Any

import msgspec
from PIL import ExifTags, Image, UnidentifiedImageError

from backend.evidence.render import _BROKEN, _formats
from backend.evidence.structs import Exif, ExifState, StatedFacts

_MOST_LETTERS = 100
_Base, _Gps = ExifTags.Base, ExifTags.GPS


def stated(data: bytes) -> bytes:
    """MessagePack of ``StatedFacts`` for the bytes of an image."""
    return msgspec.msgpack.encode(_read(data))


def _read(data: bytes) -> StatedFacts:
    Image.MAX_IMAGE_PIXELS = None  # no pixel is decoded here
    try:
        image = Image.open(io.BytesIO(data), formats=_formats(data))
        return _from(image)
    except UnidentifiedImageError:
        return StatedFacts(state=ExifState.NOT_A_PICTURE)
    except (*_BROKEN, struct.error, OverflowError, AttributeError, RecursionError, MemoryError):
        return StatedFacts(state=ExifState.UNREADABLE)


def _from(image: Image.Image) -> StatedFacts:
    tags = image.getexif()
    if not tags:
        # Bytes that call themselves EXIF and hold nothing readable are not the same as none at all.
        return StatedFacts(state=ExifState.UNREADABLE if image.info.get("exif") else ExifState.NONE)
    camera, gps = tags.get_ifd(ExifTags.IFD.Exif), tags.get_ifd(ExifTags.IFD.GPSInfo)
    lon, lat = _place(gps)
    return StatedFacts(
        state=ExifState.READ,
        exif=Exif(
            make=_text(tags.get(_Base.Make)),
            model=_text(tags.get(_Base.Model)),
            software=_text(tags.get(_Base.Software)),
            taken_at=_time(camera.get(_Base.DateTimeOriginal) or tags.get(_Base.DateTime)),
            taken_offset=_text(camera.get(_Base.OffsetTimeOriginal)),
            lon=lon,
            lat=lat,
            altitude_m=_number(gps.get(_Gps.GPSAltitude)),
            gps_at=_gps_time(gps),
        ),
    )


def _text(value: Any) -> str | None:
    """Letters that can be printed, and few of them."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return None
    return "".join(c for c in value if c.isprintable() and c != "\ufffd").strip()[:_MOST_LETTERS] or None


def _time(value: Any) -> str | None:
    """``2008:10:22 16:28:39`` as it is usually written. The camera's own clock, of an unknown zone."""
    text = _text(value)
    return text.replace(":", "-", 2) if text else None


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return number if math.isfinite(number) and abs(number) < 1e6 else None


def _degrees(value: Any, sign: Any, negative: str, most: float) -> float | None:
    """Degrees, minutes, seconds and a letter as decimal degrees."""
    parts = [_number(part) for part in value] if isinstance(value, tuple) else []
    if len(parts) != 3 or not all(part is not None for part in parts):
        return None
    degrees: float = sum((part or 0.0) / 60**n for n, part in enumerate(parts))
    if not 0 <= degrees <= most:
        return None
    return round(-degrees if _text(sign) == negative else degrees, 7)


def _place(gps: dict[int, Any]) -> tuple[float | None, float | None]:
    lon = _degrees(gps.get(_Gps.GPSLongitude), gps.get(_Gps.GPSLongitudeRef), "W", 180)
    lat = _degrees(gps.get(_Gps.GPSLatitude), gps.get(_Gps.GPSLatitudeRef), "S", 90)
    return (None, None) if lon is None or lat is None else (lon, lat)


def _gps_time(gps: dict[int, Any]) -> str | None:
    """Of the satellites, in UTC."""
    day, clock = _time(gps.get(_Gps.GPSDateStamp)), gps.get(_Gps.GPSTimeStamp)
    parts = [_number(part) for part in clock] if isinstance(clock, tuple) else []
    if not day or len(parts) != 3 or not all(part is not None and 0 <= part < 61 for part in parts):
        return None
    return f"{day} {':'.join(f'{int(part or 0):02d}' for part in parts)} UTC"

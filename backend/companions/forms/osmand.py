"""OsmAnd's live tracking and GPSLogger's own address: names and values, in the query or as a form.

``timestamp`` in seconds, milliseconds, ISO 8601 or ``yyyy-MM-dd HH:mm:ss`` (UTC); ``speed`` in knots, and
``speed_mps``, which the address we hand out to GPSLogger uses.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from backend.companions.forms import reading
from backend.companions.forms.reading import AsideReason, Fix, Unusable

_KNOT = 1852 / 3600
_LONGEST_SECONDS = 100_000_000_000
"""A larger number counts milliseconds: as seconds it would be the year 5138."""
_MOST_FIELDS = 50


def pairs(query: bytes, body: bytes) -> dict[str, str]:
    """Names and values of both; the query's count where a name is in both.

    Raises:
        Unusable: more than anybody would send.
    """
    try:
        found = [parse_qsl(part.decode(), max_num_fields=_MOST_FIELDS) for part in (body, query)]
    except (ValueError, UnicodeError) as exc:
        raise Unusable(AsideReason.UNREADABLE) from exc
    return dict(pair for part in found for pair in part)


def names_a_device(sent: Mapping[str, str]) -> bool:
    return bool(sent.get("id") or sent.get("deviceid"))


def read(sent: Mapping[str, str]) -> Fix:
    """
    Raises:
        Unusable: no fix can be made of it.
    """
    if sent.get("valid", "").lower() in ("false", "0"):
        raise Unusable(AsideReason.NO_PLACE)
    lat, lon = sent.get("lat"), sent.get("lon")
    if sent.get("location") and not (lat and lon):
        lat, _, lon = sent["location"].partition(",")
    spot = reading.place(_number(lon), _number(lat))
    metric, knots = reading.known(_number(sent.get("speed_mps"))), reading.known(_number(sent.get("speed")))
    return Fix(
        lon=spot[0],
        lat=spot[1],
        at_ms=_time(sent.get("timestamp", "").strip()),
        accuracy_m=reading.known(_number(sent.get("accuracy"))),
        speed_ms=metric if metric is not None or knots is None else knots * _KNOT,
        heading_deg=reading.known(_number(sent.get("bearing") or sent.get("heading")), 360),
        battery=reading.percent(_number(sent.get("batt"))),
        charging=sent.get("charge", "").lower() in ("true", "1"),
        mock=sent.get("mock", "").lower() in ("true", "1"),
    )


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _time(text: str) -> int:
    number = _number(text)
    if number is not None:
        return reading.millis(number / 1000 if abs(number) > _LONGEST_SECONDS else number)
    try:
        at = datetime.fromisoformat(text)
        return reading.millis((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError) as exc:
        raise Unusable(AsideReason.NO_TIME) from exc

"""OwnTracks over HTTP (https://owntracks.org/booklet/tech/json/), Android and iOS: one JSON object per request.

Times in epoch seconds, ``vel`` in km/h, ``batt`` in per cent, ``bs`` 2 while charging.
"""

import msgspec
from msgspec import Struct

from backend.companions.forms import reading
from backend.companions.forms.reading import AsideReason, Fix, Unusable

_KMH = 3.6
_CHARGING = 2
PASSED_OVER = {
    "transition", "waypoint", "waypoints", "status", "card", "steps", "lwt", "cmd", "configuration", "beacon", "dump",
    "request", "msg",
}  # fmt: skip
"""What the app also says and we have no use for."""


class Message(Struct, frozen=True, kw_only=True):
    kind: str = msgspec.field(name="_type", default="")
    lat: float | None = None
    lon: float | None = None
    tst: float | None = None
    created_at: float | None = None
    acc: float | None = None
    vel: float | None = None
    cog: float | None = None
    batt: float | None = None
    bs: int | None = None


_decoder = msgspec.json.Decoder(Message)


def read(body: bytes) -> Fix | None:
    """None: nothing of interest; the app also sends empty bodies.

    Raises:
        Unusable: no fix can be made of it.
    """
    if not body.strip():
        return None
    try:
        message = _decoder.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as exc:
        raise Unusable(AsideReason.UNREADABLE) from exc
    if message.kind in PASSED_OVER:
        return None
    if message.kind != "location":
        raise Unusable(AsideReason.ENCRYPTED if message.kind == "encrypted" else AsideReason.UNKNOWN_KIND)
    lon, lat = reading.place(message.lon, message.lat)
    speed = reading.known(message.vel)
    return Fix(
        lon=lon,
        lat=lat,
        at_ms=reading.millis(message.tst or 0),
        sent_ms=reading.millis(message.created_at) if message.created_at is not None else None,
        accuracy_m=reading.known(message.acc),
        speed_ms=None if speed is None else speed / _KMH,
        heading_deg=reading.known(message.cog, 360),
        battery=reading.percent(message.batt),
        charging=message.bs == _CHARGING,
    )

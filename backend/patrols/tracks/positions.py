"""Where people on duty are now: taken from the batches just stored, told to those who watch."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from backend.core import live
from backend.core.db import Conn
from backend.core.live import News
from backend.patrols.structs import Officer, PatrolState
from backend.patrols.tracks import queries
from backend.patrols.tracks.rules import server_time
from backend.patrols.tracks.structs import Carrier, Position
from backend.patrols.tracks.wire import SentBatch
from geo import pack


class Seen(NamedTuple):
    carrier: Carrier
    position: Position


async def move(conn: Conn, stored: Sequence[tuple[Carrier, SentBatch]]) -> None:
    """Keep and publish the newest position of each person; one message per person, however many batches came."""
    newest: dict[object, Seen] = {}
    for carrier, sent in stored:
        seen = _last_seen(carrier, sent) if carrier.state is not PatrolState.ENDED else None
        before = newest.get(carrier.person_id)
        if seen and (before is None or before.position.at < seen.position.at):
            newest[carrier.person_id] = seen
    if not newest:
        return
    moved = {m.person_id for m in await queries.save_positions(conn, [s.position for s in newest.values()])}
    await live.publish_all(conn, [_news(s) for s in newest.values() if s.carrier.person_id in moved])


def _last_seen(carrier: Carrier, sent: SentBatch) -> Seen | None:
    """The latest fix that the phone does not itself call a mock."""
    real = np.flatnonzero((sent.fixes["flags"] & pack.MOCK_BIT) == 0)
    if not len(real):
        return None
    last = int(real[np.argmax(sent.at_ms[real])])
    dt, lon, lat, accuracy, speed, heading, flags = sent.fixes[last].item()
    battery = flags >> pack.BATTERY_SHIFT
    position = Position(
        person_id=carrier.person_id,
        patrol_id=carrier.id,
        town_code=carrier.town_code,
        lon=lon / pack.DEGREE,
        lat=lat / pack.DEGREE,
        at=server_time(sent.header.t0_ms + dt, sent),
        accuracy_m=_known(accuracy, 10),
        speed_ms=_known(speed, 100),
        heading_deg=_known(heading, 10),
        battery=None if battery == pack.BATTERY_UNKNOWN else battery,
    )
    return Seen(carrier, position)


def _known(value: int, per_unit: int) -> float | None:
    return None if value == pack.UNKNOWN else value / per_unit


def _news(seen: Seen) -> News:
    carrier, here = seen
    officer = Officer(
        person_id=carrier.person_id,
        person_name=carrier.person_name,
        squad=carrier.squad,
        patrol_id=carrier.id,
        patrol_state=carrier.state,
        place=(here.lon, here.lat),
        at=here.at,
        accuracy_m=here.accuracy_m,
        speed_ms=here.speed_ms,
        heading_deg=here.heading_deg,
        battery=here.battery,
        town_code=carrier.town_code,
    )
    return News("position", carrier.person_id, officer, carrier.town_code, carrier.person_id)

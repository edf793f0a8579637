"""Where people on duty are now: taken from the batches just stored. Who watches reads it there, once a second."""

from collections.abc import Sequence

from backend.core.db import Conn
from backend.patrols.structs import PatrolState
from backend.patrols.tracks import queries
from backend.patrols.tracks.rules import server_time
from backend.patrols.tracks.structs import Carrier, Position
from backend.patrols.tracks.wire import SentBatch
from geo import pack


async def move(conn: Conn, stored: Sequence[tuple[Carrier, SentBatch]]) -> None:
    """Keep the newest position of each person, however many batches came."""
    newest: dict[object, Position] = {}
    for carrier, sent in stored:
        seen = _last_seen(carrier, sent) if carrier.state is not PatrolState.ENDED else None
        before = newest.get(carrier.person_id)
        if seen and (before is None or before.at < seen.at):
            newest[carrier.person_id] = seen
    if newest:
        await queries.save_positions(conn, list(newest.values()))


def _last_seen(carrier: Carrier, sent: SentBatch) -> Position | None:
    """The latest fix that the phone does not itself call a mock, and that is somewhere."""
    last = _last_real(sent)
    if last is None:
        return None
    dt, lon, lat, accuracy, speed, heading, flags = last
    battery = flags >> pack.BATTERY_SHIFT
    return Position(
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


def _last_real(sent: SentBatch) -> pack.Fields | None:
    dt, lon, lat, *_, flags = last = pack.last(sent.records)
    if sent.header.t0_ms + dt == sent.extent.to_ms and not flags & pack.MOCK_BIT and (lon or lat):
        return last
    fixes = sent.fixes
    real = fixes[(fixes["flags"] & pack.MOCK_BIT == 0) & ((fixes["lon"] != 0) | (fixes["lat"] != 0))]
    found: pack.Fields | None = real[real["dt"].argmax()].item() if len(real) else None
    return found


def _known(value: int, per_unit: int) -> float | None:
    return None if value == pack.UNKNOWN else value / per_unit

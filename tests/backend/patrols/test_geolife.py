"""Five real trajectories (GeoLife, Beijing 2008-2009) through the whole way, with their jumps and gaps reported."""

import csv
from collections import defaultdict
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from pyproj import Geod

from backend.patrols.rules import millis
from geo import pack
from tests.backend.patrols.conftest import Phone

GEOD = Geod(a=6378137, rf=298.257222101)


class Real(NamedTuple):
    lon: float
    lat: float
    at: datetime


@pytest.fixture(scope="module")
def trajectories(shared: Path) -> dict[int, list[Real]]:
    found: dict[int, list[Real]] = defaultdict(list)
    with (shared / "data" / "geolife_tracks.csv").open() as file:
        for row in csv.DictReader(file, delimiter=";"):
            at = datetime.fromisoformat(row["t"])
            found[int(row["trajectory_id"])].append(Real(float(row["X"]), float(row["Y"]), at))
    return found


def chunks(real: list[Real], size: int) -> list[bytes]:
    bodies = []
    for first in range(0, len(real), size):
        some = real[first : first + size]
        t0 = min(millis(r.at) for r in some)
        records = pack.write(
            [millis(r.at) - t0 for r in some],
            [round(r.lon * pack.DEGREE) for r in some],
            [round(r.lat * pack.DEGREE) for r in some],
        )
        bodies.append(pack.pack(pack.Header(first, t0, millis(datetime.now(UTC))), records))
    return bodies


async def walked(phone: Phone, real: list[Real]) -> str:
    """Patrolled as it was: start, batches of 100 with every fourth sent again and the last first, end."""
    first, last = min(r.at for r in real), max(r.at for r in real)
    patrol = await phone.start(started_at=first.isoformat())
    bodies = chunks(real, 100)
    for body in [bodies[-1], *bodies[:-1], *bodies[::4]]:
        answer = await phone.send(patrol, body)
        assert answer.status_code in (200, 201), answer.text
    assert answer.json()["acked_through"] == len(real) - 1
    assert (await phone.event(patrol, "end", last)).status_code == 200
    return patrol


@pytest.mark.parametrize(
    ("number", "count", "silences", "jumps"),
    [(1, 466, 5, 0), (2, 897, 5, 0), (3, 1810, 2, 0), (4, 1864, 4, 2), (5, 871, 6, 3)],
)
async def test_a_real_trajectory_is_kept_whole_and_told_honestly(
    phone: Phone, trajectories: dict[int, list[Real]], number: int, count: int, silences: int, jumps: int
) -> None:
    real = trajectories[number]
    patrol = await walked(phone, real)
    detail, track = await phone.get(f"/{patrol}"), await phone.get(f"/{patrol}/track")

    assert detail["point_count"] == len(real) == count
    assert detail["dropped"] == track["dropped"] == []
    drawn = [tuple(c) for part in track["parts"] for c in part["coordinates"]]
    assert drawn == [(round(r.lon, 7), round(r.lat, 7), millis(r.at)) for r in real]

    # Broken exactly where the file itself is silent for more than a minute or faster than any vehicle.
    told = [(g["reason"], millis(datetime.fromisoformat(g["from_at"]))) for g in detail["gaps"]]
    assert told == [(why, millis(a.at)) for a, b in pairwise(real) if (why := broken(a, b))]
    reasons = [reason for reason, _ in told]
    assert (reasons.count("unknown"), reasons.count("jump")) == (silences, jumps)
    assert len(track["parts"]) == len(told) + 1

    by_hand = sum(metres(a, b) for a, b in pairwise(real) if not broken(a, b))
    assert detail["distance_m"] == pytest.approx(by_hand, abs=0.01)
    seconds = sum((b.at - a.at).total_seconds() for a, b in pairwise(real) if not broken(a, b))
    assert sum(z["seconds"] for z in detail["zones"]) == pytest.approx(seconds)
    assert detail["duration_s"] == (real[-1].at - real[0].at).total_seconds()
    assert 0 < detail["moving_s"] <= seconds


def metres(a: Real, b: Real) -> float:
    return float(GEOD.inv(a.lon, a.lat, b.lon, b.lat)[2])


def broken(a: Real, b: Real) -> str | None:
    seconds = (b.at - a.at).total_seconds()
    if metres(a, b) > 50 * seconds:
        return "jump"
    return "unknown" if seconds > 60 else None

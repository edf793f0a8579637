"""Fixes in a test: made by hand, or the real ones."""

import csv
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import numpy as np

from geo import tracks
from geo.cleaning import Duty
from geo.fixes import Fixes
from geo.tracks import Laid

DUTY = Duty(from_ms=0)


def fixes(lon: np.ndarray, lat: np.ndarray, at_ms: np.ndarray, zone: np.ndarray | None = None) -> Fixes:
    n = len(lon)
    return Fixes(
        seq=np.arange(n),
        at_ms=np.asarray(at_ms, np.int64),
        lon=np.asarray(lon, float),
        lat=np.asarray(lat, float),
        accuracy_m=np.full(n, 5.0),
        flags=np.zeros(n, np.int64),
        zone=np.zeros(n, np.int64) if zone is None else zone,
    )


def laid(lon: np.ndarray, lat: np.ndarray, at_ms: np.ndarray) -> Laid:
    return tracks.lay_out(fixes(lon, lat, at_ms), DUTY)


def real(shared: Path) -> dict[int, Fixes]:
    """The five trajectories of GeoLife by number."""
    rows: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    with (shared / "data" / "geolife_tracks.csv").open() as file:
        for row in csv.DictReader(file, delimiter=";"):
            at = datetime.fromisoformat(row["t"]).timestamp() * 1000
            rows[int(row["trajectory_id"])].append((float(row["X"]), float(row["Y"]), at))
    return {number: fixes(*np.array(some).T) for number, some in rows.items()}

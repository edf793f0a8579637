"""A browser that walks: its position follows a real trajectory, faster than life."""

import asyncio
import csv
from datetime import datetime
from pathlib import Path

from playwright.async_api import BrowserContext

Walk = list[tuple[float, float, float]]
"""(seconds since start, longitude, latitude)"""


def real_walk(file: Path, start: tuple[float, float], seconds: float, trajectory: str = "1") -> Walk:
    """The first ``seconds`` of a recorded trajectory, moved (not bent) so that it begins at ``start``."""
    with file.open() as handle:
        rows = [r for r in csv.DictReader(handle, delimiter=";") if r["trajectory_id"] == trajectory]
    times = [datetime.fromisoformat(r["t"]).timestamp() for r in rows]
    lons, lats = [float(r["X"]) for r in rows], [float(r["Y"]) for r in rows]
    return [
        (t - times[0], start[0] + lon - lons[0], start[1] + lat - lats[0])
        for t, lon, lat in zip(times, lons, lats, strict=True)
        if t - times[0] <= seconds
    ]


async def follow(context: BrowserContext, walk: Walk, speed: float, accuracy: float = 8) -> None:
    """Move the browser along the walk, ``speed`` times as fast as it was walked."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    for at, lon, lat in walk:
        await asyncio.sleep(max(0.0, begun + at / speed - loop.time()))
        await context.set_geolocation({"longitude": lon, "latitude": lat, "accuracy": accuracy})

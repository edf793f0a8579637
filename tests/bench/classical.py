"""The classical design as a yardstick: one row per point, a geometry and a btree on who and when."""

import os
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import numpy as np

from infra.dev import postgres
from tests.bench import walk

TABLE = """
    create table {name} (officer integer not null, at timestamptz not null, geom geometry(point, 4490) not null,
                         accuracy smallint, speed smallint, heading smallint, flags smallint);
    create index on {name} (officer, at)
"""
_FIELDS: list[tuple[str, str]] = [
    ("fields", ">i2"), ("n1", ">i4"), ("officer", ">i4"), ("n2", ">i4"), ("at", ">i8"), ("n3", ">i4"),
    ("order", "u1"), ("type", "<u4"), ("srid", "<i4"), ("x", "<f8"), ("y", "<f8"),
    ("n4", ">i4"), ("accuracy", ">i2"), ("n5", ">i4"), ("speed", ">i2"), ("n6", ">i4"), ("heading", ">i2"),
    ("n7", ">i4"), ("flags", ">i2"),
]  # fmt: skip
_LENGTHS = {"fields": 7, "n1": 4, "n2": 8, "n3": 25, "n4": 2, "n5": 2, "n6": 2, "n7": 2, "order": 1}


def copy_file(path: Path, points: int) -> None:
    """A file in PostgreSQL's binary COPY format, made beforehand so that making it is not measured."""
    rows = np.zeros(points, np.dtype(_FIELDS))
    for name, length in _LENGTHS.items():
        rows[name] = length
    number = np.arange(points)
    rows["officer"] = number % 1000
    rows["at"] = number * 20_000
    rows["type"], rows["srid"] = 0x20000001, 4490
    rows["x"], rows["y"] = 120 + (number % 997) / 1000, 29.2 + (number % 991) / 1000
    path.write_bytes(b"PGCOPY\n\xff\r\n\0" + bytes(8) + rows.tobytes() + b"\xff\xff")


def psql_copy(dsn: str, path: Path, points: int) -> float:
    """Points per second of ``\\copy ... with binary`` in one psql, one transaction."""
    psql = (postgres.binaries() or Path("/usr/bin")) / "psql"
    began = time.perf_counter()
    command = [str(psql), dsn, "-qX", "-v", "ON_ERROR_STOP=1", "-c", f"\\copy yard_copy from '{path}' with binary"]
    subprocess.run(command, check=True, env={**os.environ, "HOME": "/tmp"})
    return points / (time.perf_counter() - began)


async def unnest(dsn: str, seconds: float) -> float:
    """Points per second of ``insert ... select unnest``, 100 rows per transaction, one connection."""
    conn = await asyncpg.connect(dsn)
    statement = await conn.prepare(
        """
        insert into yard_unnest
        select officer, at, st_setsrid(st_makepoint(x, y), 4490), 50, 120, 900, 0
        from unnest($1::int[], $2::timestamptz[], $3::float8[], $4::float8[]) as sent(officer, at, x, y)
        """
    )
    began, points, first = time.perf_counter(), 0, datetime.now(UTC)
    while time.perf_counter() - began < seconds:
        times = [first + timedelta(milliseconds=20 * (points + i)) for i in range(walk.POINTS)]
        await statement.fetch([points % 1000] * walk.POINTS, times, [120.5] * walk.POINTS, [29.5] * walk.POINTS)
        points += walk.POINTS
    await conn.close()
    return points / (time.perf_counter() - began)

"""Importing a layer of the map from the command line, and putting one in that is already at hand."""

import asyncpg
import msgspec

from backend.basemap import service
from backend.basemap.reading import Job, Outcome
from backend.basemap.structs import FeatureKind
from backend.core import db
from backend.core.db import SYSTEM, PooledDatabase
from backend.core.errors import Invalid
from backend.core.sandbox import Stopped, run_limited
from backend.zones.drivers import ENVIRONMENT
from backend.zones.structs import NewAreaImport


async def import_map(database_url: str, kind: FeatureKind, wanted: NewAreaImport, file: bytes) -> Outcome:
    """Read a file in the limited process and put its features in the place of what the same file name brought before.

    Raises:
        Invalid: the file cannot be read, or its coordinates are not what they should be; nothing has changed.
    """
    job = msgspec.msgpack.encode(Job(kind=kind, wanted=wanted, file=file))
    try:
        answer = await run_limited(
            "backend.basemap.reading:check", job, memory_mb=1536, cpu_s=60, wall_s=120, env=ENVIRONMENT
        )
    except Stopped as stopped:
        why = f"The file is too large or damaged: {stopped.reason}."
        raise Invalid("文件太大或已损坏,无法读取。", why) from stopped
    outcome = msgspec.msgpack.decode(answer, type=Outcome)
    if outcome.refusal:
        raise Invalid(*outcome.refusal)
    async with asyncpg.create_pool(database_url, init=db.set_codecs, min_size=1, max_size=1) as pool:
        async with PooledDatabase(pool).transaction(SYSTEM) as conn:
            await service.replace(conn, f"{kind.value}:{wanted.filename}", outcome.features)
    return outcome

"""Importing areas from the command line, with the same checks as by the interface."""

import asyncpg

from backend.core import db
from backend.core.db import SYSTEM, Database, PooledDatabase
from backend.zones import rules, service
from backend.zones.structs import Accept, AreaImport, AreaImportState, NewAreaImport


async def import_areas(database_url: str, wanted: NewAreaImport, file: bytes, accept: Accept | None) -> AreaImport:
    """Check a file; when something is to be accepted, bring it into force. See ``load`` for what it raises."""
    async with asyncpg.create_pool(database_url, init=db.set_codecs, min_size=1, max_size=2) as pool:
        return await load(PooledDatabase(pool), wanted, file, accept)


async def load(database: Database, wanted: NewAreaImport, file: bytes, accept: Accept | None) -> AreaImport:
    """The report after check and decision. When all is to be accepted and not all is good, nothing is decided.

    Raises:
        Invalid: the file cannot be read.
        Conflict: areas that begin later, or stay in force, stand against it.
    """
    report = await service.check(database, SYSTEM, None, wanted, file)
    if accept is None or not report.good_count or (accept is Accept.ALL and rules.faulty(report)):
        return report
    async with database.transaction(SYSTEM) as conn:
        return await service.decide(conn, None, report.id, accept)


def succeeded(report: AreaImport, accept: Accept | None) -> bool:
    """What was asked for has been done: all found good, or in force."""
    return not rules.faulty(report) if accept is None else report.state is AreaImportState.APPLIED

"""Databases of a test's own: copies of one that a cluster migrates once."""

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from backend import migrate
from infra.dev.places import ROOT


def named(dsn: str, name: str) -> str:
    """Where another database of the same cluster is."""
    return dsn.rsplit("/", 1)[0] + "/" + name


async def execute(dsn: str, *statements: str) -> None:
    conn = await asyncpg.connect(dsn)
    try:
        for statement in statements:
            await conn.execute(statement)
    finally:
        await conn.close()


async def migrated(admin_dsn: str, name: str) -> str:
    """A freshly migrated database of this name, in place of any there was; where it is."""
    template = f"template_{_schema_version()}"
    conn = await asyncpg.connect(admin_dsn)
    try:
        await conn.execute("select pg_advisory_lock(7)")
        if not await conn.fetchval("select true from pg_database where datname = $1", template):
            await conn.execute("drop database if exists template_making with (force)")
            await conn.execute("create database template_making")
            making = named(admin_dsn, "template_making")
            await execute(making, "create extension postgis", "create extension btree_gist")
            await asyncio.to_thread(migrate.upgrade, making)
            await conn.execute(f'alter database template_making rename to "{template}"')
        await conn.execute(f'drop database if exists "{name}" with (force)')
        await conn.execute(f'create database "{name}" template "{template}"')
    finally:
        await conn.close()
    return named(admin_dsn, name)


@asynccontextmanager
async def copied(admin_dsn: str, source: str) -> AsyncIterator[str]:
    """A copy, gone afterwards, of a database to which nobody is connected; where it is."""
    template = source.rsplit("/", 1)[1]
    name = f"{template}_{secrets.token_hex(4)}"
    await execute(admin_dsn, f'create database "{name}" template "{template}"')
    yield named(admin_dsn, name)
    await execute(admin_dsn, f'drop database "{name}" with (force)')


def _schema_version() -> str:
    files = sorted((ROOT / "infra" / "migrations").rglob("*.py"))
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()[:12]

"""A database of its own for a benchmark, on the cluster that ``./dev bench`` started."""

import asyncpg


async def fresh(admin: str, name: str, *extensions: str) -> str:
    """Make an empty database, in place of one of that name; its address."""
    conn = await asyncpg.connect(admin)
    await conn.execute(f"drop database if exists {name} with (force)")
    await conn.execute(f"create database {name}")
    await conn.close()
    dsn = admin.rsplit("/", 1)[0] + "/" + name
    await execute(dsn, *(f"create extension {e}" for e in extensions))
    return dsn


async def execute(dsn: str, *statements: str) -> None:
    conn = await asyncpg.connect(dsn)
    for statement in statements:
        await conn.execute(statement)
    await conn.close()


async def versions(dsn: str) -> dict[str, str]:
    """Of PostgreSQL, and of PostGIS where it is there."""
    conn = await asyncpg.connect(dsn)
    server: str = await conn.fetchval("show server_version")
    postgis = await conn.fetchval("select extversion from pg_extension where extname = 'postgis'")
    await conn.close()
    return {"postgres": server, "postgis": postgis or "-"}

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


A_BATCH = 100
"""Fixes."""


async def fill_tracks(dsn: str, batches: int) -> None:
    """So many more batches, of other patrols than there are: copies of one that is stored, a hundred a patrol, with
    which all has been done that is done with ended patrols."""
    await execute(
        dsn,
        f"""
        with walked as (
            insert into patrols (id, person_id, person_name, town_code, squad, state, started_at, ended_at, sent_sha256,
                                 point_count, acked_through, path_points, joined_points)
            select gen_random_uuid(), person_id, person_name, town_code, squad, 'ended', started_at,
                   started_at + interval '12 hours', '-', points, points - 1, points, points
            from (select patrols.*, 100 * {A_BATCH} as points from patrols limit 1) as one,
                 generate_series(1, {batches // 100})
            returning id, track_day
        )
        insert into track_batches (day, patrol_id, first_seq, point_count, t0, from_at, to_at, sent_at, received_at,
                                   laid, bbox, zone_runs)
        select walked.track_day, walked.id, number * 100, point_count, t0, from_at, to_at, sent_at, received_at, laid,
               bbox, zone_runs
        from walked, generate_series(0, 99) as number, (select * from track_batches limit 1) as one
        """,
        # What the database does by itself within minutes of so much.
        "vacuum (analyze) track_batches, patrols",
        "checkpoint",
    )


async def versions(dsn: str) -> dict[str, str]:
    """Of PostgreSQL, and of PostGIS where it is there."""
    conn = await asyncpg.connect(dsn)
    server: str = await conn.fetchval("show server_version")
    postgis = await conn.fetchval("select extversion from pg_extension where extname = 'postgis'")
    await conn.close()
    return {"postgres": server, "postgis": postgis or "-"}

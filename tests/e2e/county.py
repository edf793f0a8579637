"""A small county of squares around a place, and people with passwords, put in through the real doors."""

from uuid import UUID

import asyncpg
import shapely

from backend.auth import passwords
from backend.core.db import Conn
from backend.core.ids import uuid7

TOWN = "330681109"
CENTRE = (120.30, 29.79)
PASSWORD = "a password for trying"
PEOPLE = {
    "队员01": ("officer", "枫桥一组"),
    "队员02": ("officer", "枫桥一组"),
    "网格员01": ("grid_worker", None),
    "指挥员01": ("command_room", None),
}


DONE_BY_STORIES = (
    "alarm_marks", "alarm_rules", "alarm_steps", "alarms", "capture_keys", "chain_entries", "companions", "devices",
    "entries_aside", "evidence_classes", "evidence_holds", "kept_aside", "lead_steps", "leads", "live_positions",
    "media", "media_chunks", "media_receipts", "media_tombstones", "patrol_events", "patrol_paths", "patrol_sums",
    "patrols", "sessions", "sign_in_attempts", "track_batches", "track_holds", "zone_visits",
)  # fmt: skip


async def empty(dsn: str) -> None:
    """Everything that was done and everybody who came later are gone; the town and its people stay."""
    conn = await asyncpg.connect(dsn)
    try:
        # Nobody looks for alarms meanwhile.
        await conn.execute("select pg_advisory_lock(20261126, 31)")
        # What may never be emptied in earnest is emptied between stories.
        await conn.execute("set session_replication_role = replica")
        # One by one: a worker that still finishes something of the last story takes the tables in another order.
        for table in DONE_BY_STORIES:
            await conn.execute(f"delete from {table}")
        await conn.execute("set session_replication_role = origin")
        await conn.execute("delete from people where name <> all($1)", list(PEOPLE))
    finally:
        await conn.close()


async def settle(dsn: str) -> dict[str, UUID]:
    """Make the town, two duty zones and the people. The ids of the people by name."""
    conn = await asyncpg.connect(dsn)
    try:
        lon, lat = CENTRE
        await _area(conn, "town", TOWN, "枫桥镇", shapely.box(lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1))
        await _area(conn, "duty_zone", "FQ-01", "枫桥镇西片勤务区", shapely.box(lon - 0.1, lat - 0.1, lon, lat + 0.1))
        await _area(conn, "duty_zone", "FQ-02", "枫桥镇东片勤务区", shapely.box(lon, lat - 0.1, lon + 0.1, lat + 0.1))
        hashed = await passwords.hashed(PASSWORD)
        ids = {}
        for name, (role, squad) in PEOPLE.items():
            ids[name] = uuid7()
            await conn.execute(
                """
                insert into people (id, name, display_name, password_hash, roles, town_codes, squad)
                values ($1, $2, $2, $3, $4, $5, $6)
                """,
                ids[name], name, hashed, [role], [TOWN], squad,
            )  # fmt: skip
        return ids
    finally:
        await conn.close()


async def _area(conn: Conn, kind: str, code: str, name: str, shape: shapely.Polygon) -> None:
    await conn.execute(
        """
        insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
        values ($1, $2, $3, $4, $5, '2020-01-01', st_multi(st_geomfromwkb($6, 4490)), 1)
        """,
        uuid7(), kind, code, name, TOWN, shapely.to_wkb(shape),
    )  # fmt: skip

"""What of the demonstration has been loaded: asked at every start, so it imports little."""

from msgspec import Struct

from backend.core import db
from backend.core.db import Conn


class Standing(Struct, frozen=True, kw_only=True):
    """What is loaded: the demonstration's people, others, its leads, and those of its photos still to be sent."""

    ours: int
    others: int
    leads: int
    unsent: int


async def standing(conn: Conn, names: list[str]) -> Standing:
    return await db.one(
        conn,
        Standing,
        """
        select (select count(*) from people where name = any($1)) as ours,
               (select count(*) from people where name <> all($1)) as others,
               (select count(*) from leads where app_build = 'demonstration') as leads,
               (select count(*) from media join leads on leads.id = lead_id
                where app_build = 'demonstration' and media.state in ('declared', 'uploading', 'mismatch')) as unsent
        """,
        names,
    )


class Lock(Struct, frozen=True, kw_only=True):
    """What somebody's password is held against."""

    password_hash: str


async def lock_of(conn: Conn, name: str) -> Lock:
    return await db.one(conn, Lock, "select password_hash from people where name = $1", name)


async def change_lock(conn: Conn, name: str, password_hash: str) -> None:
    await db.run(conn, "update people set password_hash = $2 where name = $1", name, password_hash)

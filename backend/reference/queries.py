"""What squads and vehicles there are, as far as the caller's fence reaches."""

from msgspec import Struct

from backend.core import db
from backend.core.db import Conn
from backend.reference.structs import Colleague


class Name(Struct, frozen=True, kw_only=True):
    name: str


async def squads(conn: Conn) -> list[str]:
    found = await db.all(
        conn,
        Name,
        """
        select distinct squad collate "C" as name from people where squad is not null and not disabled order by name
        """,
    )
    return [f.name for f in found]


async def vehicles(conn: Conn) -> list[str]:
    found = await db.all(
        conn,
        Name,
        """
        select distinct vehicle collate "C" as name from patrols
        where vehicle is not null and started_at > now() - interval '90 days' order by name
        """,
    )
    return [f.name for f in found]


async def colleagues(conn: Conn) -> list[Colleague]:
    return await db.all(
        conn,
        Colleague,
        """
        select id, display_name, squad from people
        where not disabled and roles && array['officer', 'squad_leader'] order by display_name collate "C", id
        """,
    )

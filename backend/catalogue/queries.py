"""Every SQL statement about catalogues."""

from msgspec import Struct

from backend.catalogue.structs import Category
from backend.core import db
from backend.core.db import Conn


class Version(Struct, frozen=True, kw_only=True):
    version: int


async def version(conn: Conn) -> int:
    """A number that every change of lead categories moves on."""
    return (await db.one(conn, Version, "select version from data_versions where name = 'lead_categories'")).version


async def categories(conn: Conn) -> list[Category]:
    return await db.all(
        conn,
        Category,
        """
        select code, name_zh, name_en, dominant, event_code, "order", keywords from lead_categories
        order by "order", code
        """,
    )

"""Every SQL statement about imports that were made: listing them, seeing them, taking them back."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from backend.core import db
from backend.core.db import Conn
from backend.zones.structs import AreaImport


class StoredPreviews(Struct, frozen=True, kw_only=True):
    previews: bytes


async def previews(conn: Conn, import_id: UUID) -> bytes:
    """The shapes of a checked file for looking at, as MessagePack; empty when none were kept."""
    found = await db.one(conn, StoredPreviews, "select previews from area_imports where id = $1", import_id)
    return found.previews


class StoredRepairs(Struct, frozen=True, kw_only=True):
    repairs: bytes
    filename: str


async def repairs(conn: Conn, import_id: UUID) -> StoredRepairs:
    """What could be done about a checked file, as MessagePack; empty for imports from before that was asked."""
    return await db.one(conn, StoredRepairs, "select repairs, filename from area_imports where id = $1", import_id)


class Named(Struct, frozen=True, kw_only=True):
    filename: str


async def later_imports(conn: Conn, report: AreaImport) -> list[str]:
    """Names of imports in force that were decided after this one and may have been checked against it."""
    found = await db.all(
        conn,
        Named,
        """
        select filename from area_imports
        where id <> $1 and state = 'applied' and decided_at > $2 and (kind = $3 or $3 in ('county', 'town'))
        order by decided_at limit 10
        """,
        report.id,
        report.decided_at,
        report.kind.value,
    )
    return [f.filename for f in found]


class Touched(Struct, frozen=True, kw_only=True):
    count: int


async def touched(conn: Conn, import_id: UUID) -> int:
    """How many versions that an import began or ended have been changed since."""
    found = await db.one(
        conn,
        Touched,
        """
        with ended as (
            select (entry ->> 'id')::uuid as id, (entry ->> 'valid_to')::date as valid_to
            from area_imports, jsonb_array_elements(ended) as entry where area_imports.id = $1
        )
        select (select count(*) from areas where import_id = $1 and valid_to is not null)
             + (select count(*) from ended join areas using (id)
                where areas.valid_to is distinct from (select valid_from from area_imports where id = $1)) as count
        """,
        import_id,
    )
    return found.count


async def close_versions_of(conn: Conn, import_id: UUID) -> int:
    """What an import began was never in force. The rows stay: leads and patrols may name them."""
    return await db.run(conn, "update areas set valid_to = valid_from where import_id = $1", import_id)


async def reopen_versions_ended_by(conn: Conn, import_id: UUID) -> int:
    return await db.run(
        conn,
        """
        with ended as (
            select (entry ->> 'id')::uuid as id, (entry ->> 'valid_to')::date as valid_to
            from area_imports, jsonb_array_elements(ended) as entry where area_imports.id = $1
        )
        update areas set valid_to = ended.valid_to from ended where areas.id = ended.id
        """,
        import_id,
    )


async def save_withdrawal(conn: Conn, import_id: UUID, by: UUID | None, at: datetime) -> None:
    await db.run(
        conn,
        "update area_imports set state = 'withdrawn', withdrawn_by = $2, withdrawn_at = $3 where id = $1",
        import_id,
        by,
        at,
    )

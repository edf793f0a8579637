"""Every SQL statement about chains of signed captures."""

from uuid import UUID

from backend.core import db
from backend.core.db import Conn
from backend.evidence.chain.structs import (
    AsideEntry,
    AuditedKey,
    ChainEntry,
    Counted,
    Hash,
    KeyRow,
    NewRow,
    Place,
    Row,
    TakenEntry,
    Told,
    WaitingCapture,
    WholeEntry,
)


async def key_to_sign_with(conn: Conn, key_id: UUID) -> KeyRow | None:
    """Held to the end of the transaction: entries of one chain come in turn, and never beside a revocation."""
    return await db.maybe_one(
        conn,
        KeyRow,
        """
        select id, person_id, device_id, public_key, revoked_at is not null as revoked from capture_keys
        where id = $1 for no key update
        """,
        key_id,
    )


async def taken(conn: Conn, key_id: UUID, n: int) -> TakenEntry | None:
    return await db.maybe_one(
        conn,
        TakenEntry,
        """
        select key_id, n, sha256, arrived_as as state, received_at from chain_entries where key_id = $1 and n = $2
        """,
        key_id,
        n,
    )


async def hash_of(conn: Conn, key_id: UUID, n: int) -> Hash | None:
    return await db.maybe_one(conn, Hash, "select sha256 from chain_entries where key_id = $1 and n = $2", key_id, n)


async def insert(conn: Conn, row: NewRow) -> TakenEntry:
    return await db.one(
        conn,
        TakenEntry,
        """
        insert into chain_entries (key_id, n, person_id, kind, subject, entry, signature, sha256, prev, arrived_as,
                                   state, media_sha256, media_size, media_mime, media_role, second_officer)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13, $14, $15)
        returning key_id, n, sha256, arrived_as as state, received_at
        """,
        row.key_id, row.n, row.person_id, row.kind.value, row.subject, row.entry, row.signature, row.sha256, row.prev,
        row.state.value, row.media_sha256, row.media_size, row.media_mime, row.media_role,
        row.second_officer,
    )  # fmt: skip


async def close_gap(conn: Conn, key_id: UUID, n: int, sha256: str) -> int:
    """Entry ``n`` is here now: the one after it stands upon it, or does not."""
    return await db.run(
        conn,
        """
        update chain_entries set state = case when prev = $3 then 'whole' else 'broken' end
        where key_id = $1 and n = $2::bigint + 1
        """,
        key_id,
        n,
        sha256,
    )


async def within_reach(conn: Conn, key_id: UUID | None, subject: UUID | None, after: int) -> list[ChainEntry]:
    return await db.all(
        conn,
        ChainEntry,
        """
        select key_id, n, kind, subject, sha256, prev, state, received_at from chain_entries
        where ($1::uuid is null or key_id = $1) and ($2::uuid is null or subject = $2) and n > $3
        order by n, key_id limit 1000
        """,
        key_id,
        subject,
        after,
    )


async def waiting_for(conn: Conn, person_id: UUID) -> list[WaitingCapture]:
    """What colleagues captured with this person beside them, and this person has not confirmed; oldest first."""
    return await db.all(
        conn,
        WaitingCapture,
        """
        select media.id as medium_id, media.lead_id, made.sha256 as manifest,
               coalesce(people.display_name, '') as officer_name, media.captured_at
        from chain_entries as made
        join media on media.id = made.subject and media.captured_by = made.person_id and media.derived_from is null
        left join people on people.id = made.person_id
        where made.second_officer = $1 and made.kind = 'capture' and media.state <> 'erased'
          and not exists (
            select from chain_entries as word
            where word.subject = made.subject and word.kind = 'confirmed' and word.person_id = $1
          )
        order by media.captured_at, media.id limit 500
        """,
        person_id,
    )


async def whole_of_lead(conn: Conn, lead_id: UUID) -> list[WholeEntry]:
    """About the lead's media; captures by whoever says that they captured them."""
    return await db.all(
        conn,
        WholeEntry,
        """
        select key_id, n, entry, signature from chain_entries join media on media.id = subject
        where lead_id = $1 and (kind <> 'capture' or person_id = captured_by) order by key_id, n
        """,
        lead_id,
    )


async def around(conn: Conn, key_id: UUID, own: list[int], most: int) -> list[Place]:
    """These numbers, and what lies between the nearest before them and the nearest after, as far as ``most`` go."""
    return await db.all(
        conn,
        Place,
        """
        select key_id, n, subject from chain_entries
        where key_id = $1
          and n >= coalesce((select max(n) from chain_entries where key_id = $1 and n < $3), $3)
          and n <= coalesce((select min(n) from chain_entries where key_id = $1 and n > $4), $4)
        order by n <> all($2::bigint[]), n limit greatest($5, cardinality($2))
        """,
        key_id,
        own,
        min(own),
        max(own),
        most,
    )


async def audited_keys(conn: Conn) -> list[AuditedKey]:
    return await db.all(conn, AuditedKey, "select id, public_key from capture_keys order by id")


async def rows(conn: Conn, key_id: UUID, after: int) -> list[Row]:
    return await db.all(
        conn,
        Row,
        """
        select n, entry, signature, sha256, prev, received_at from chain_entries
        where key_id = $1 and n > $2 order by n limit 200
        """,
        key_id,
        after,
    )


async def told(conn: Conn, after: int) -> list[Told]:
    """By number of the event; reads the whole record."""
    return await db.all(
        conn,
        Told,
        """
        select id, (detail ->> 'key')::uuid as key_id, (detail ->> 'n')::bigint as n, detail ->> 'sha256' as sha256,
               detail ->> 'prev' as prev
        from audit_events
        where action in ('capture.signed', 'capture.deleted', 'capture.confirmed') and id > $1 order by id limit 5000
        """,
        after,
    )


async def put_aside(
    conn: Conn,
    aside_id: UUID,
    person_id: UUID,
    key_id: UUID,
    n: int,
    fault: str,
    entry: bytes,
    signature: str,
    sha256: str,
) -> Counted:
    """How often it has come by now."""
    return await db.one(
        conn,
        Counted,
        """
        insert into entries_aside (id, person_id, key_id, n, fault, entry, signature, sha256)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict on constraint the_same_entry_stands_aside_once
        do update set times = entries_aside.times + 1, last_at = now()
        returning times as n
        """,
        aside_id, person_id, key_id, n, fault, entry, signature, sha256,
    )  # fmt: skip


async def how_many_aside(conn: Conn, person_id: UUID) -> Counted:
    return await db.one(conn, Counted, "select count(*) as n from entries_aside where person_id = $1", person_id)


async def aside(conn: Conn, key_id: UUID | None) -> list[AsideEntry]:
    """Within reach, what came last first."""
    return await db.all(
        conn,
        AsideEntry,
        """
        select entries_aside.id, person_id, display_name as person_name, key_id, n, fault, length(entry) as size,
               sha256, times, received_at, last_at
        from entries_aside join people on people.id = person_id
        where ($1::uuid is null or key_id = $1) order by last_at desc, entries_aside.id limit 500
        """,
        key_id,
    )

"""Every SQL statement about companions and about what of theirs stands aside."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.companions.forms.reading import AsideReason
from backend.companions.structs import (
    Companion,
    Counted,
    KeptAside,
    KeptBody,
    Known,
    LaneEnd,
    LaneRow,
    Nearby,
    NewCompanion,
)
from backend.core import db
from backend.core.db import Conn
from geo.fixes import COMPANION_SEQ

_SELECT = """
    select id, person_id, kind, label, created_at, seen_at, stored_at, off_duty_at, revoked_at, revoked_reason
    from companions
"""
_ASIDE = """
    select kept_aside.id, companion_id, person_id, display_name as person_name, label, kind, reason, size,
           body is not null as kept, times, kept_aside.received_at, last_at, settled_at
    from kept_aside join companions on companions.id = companion_id join people on people.id = person_id
"""


async def person_there(conn: Conn, person_id: UUID) -> Counted:
    return await db.one(conn, Counted, "select 1 as n from people where id = $1", person_id)


async def insert(
    conn: Conn, companion_id: UUID, person_id: UUID, new: NewCompanion, secret_sha256: bytes, by: UUID
) -> None:
    await db.run(
        conn,
        """
        insert into companions (id, person_id, kind, label, secret_sha256, created_by) values ($1, $2, $3, $4, $5, $6)
        """,
        companion_id, person_id, new.kind.value, new.label, secret_sha256, by,
    )  # fmt: skip


async def by_id(conn: Conn, person_id: UUID, companion_id: UUID) -> Companion:
    return await db.one(conn, Companion, _SELECT + "where person_id = $1 and id = $2", person_id, companion_id)


async def of_person(conn: Conn, person_id: UUID) -> list[Companion]:
    """Those in use first."""
    return await db.all(
        conn,
        Companion,
        _SELECT + "where person_id = $1 order by revoked_at is not null, created_at desc, id limit 200",
        person_id,
    )


async def revoke(conn: Conn, companion_id: UUID, reason: str) -> int:
    """0 when it was revoked before: the first reason stays."""
    return await db.run(
        conn,
        "update companions set revoked_at = now(), revoked_reason = $2 where id = $1 and revoked_at is null",
        companion_id,
        reason,
    )


async def known(conn: Conn, secret_sha256: bytes, kind: str) -> Known | None:
    """Whose secret this is, unless it was revoked or its person is shut out; and that it was seen.

    Written once a minute at most, and never in anybody's way.
    """
    return await db.maybe_one(
        conn,
        Known,
        """
        with found as (
            select companions.id, person_id from companions join people on people.id = person_id
            where secret_sha256 = $1 and kind = $2 and revoked_at is null and not disabled
        ),
        held as (
            select id from companions
            where id = (select id from found) and coalesce(seen_at, '-infinity') < now() - interval '1 minute'
            for no key update skip locked
        ),
        seen as (update companions set seen_at = now() where id in (select id from held))
        select id, person_id from found
        """,
        secret_sha256,
        kind,
    )


async def note(conn: Conn, told: Sequence[tuple[UUID, bool]]) -> None:
    """When fixes of companions last joined a patrol (True), or were refused off duty.

    Once a minute at most, and never in anybody's way.
    """
    await db.run(
        conn,
        """
        with heard as (select distinct id, joined from unnest($1::uuid[], $2::bool[]) as said(id, joined)),
        free as (
            select c.id, bool_or(joined) as joined, bool_or(not joined) as refused
            from heard join companions c using (id)
            where coalesce(case when joined then stored_at else off_duty_at end, '-infinity')
                  < now() - interval '1 minute'
            group by c.id
        ),
        held as (select id from companions where id in (select id from free) order by id for no key update skip locked)
        update companions c
        set stored_at = case when joined then now() else stored_at end,
            off_duty_at = case when refused then now() else off_duty_at end
        from free where c.id = free.id and c.id in (select id from held)
        """,
        [companion_id for companion_id, _ in told],
        [joined for _, joined in told],
    )


async def nearby(
    conn: Conn, persons: Sequence[UUID], earliest: Sequence[datetime], latest: Sequence[datetime]
) -> list[Nearby]:
    """For each fix: its person's patrols that are not over, and those that ran at its time, the 20 begun last.

    Its time is a span. Both halves are looked up by an index of their own, so that what somebody has patrolled in years
    is not read for every fix: behind the fence a bound of the index has to be given, not reckoned (see ``touching`` of
    the tracks), and there is none under an "or". The limit keeps the planner from reading everybody's at once.
    """
    return await db.all(
        conn,
        Nearby,
        """
        select asked.n::int - 1 as asked, p.id, p.state, p.started_at, p.received_at
        from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) with ordinality
             as asked(person_id, earliest, latest, n)
        cross join lateral (
            select id, state, started_at, received_at from patrols
            where patrols.person_id = asked.person_id and state <> 'ended'
            union all
            select id, state, started_at, received_at from patrols
            where patrols.person_id = asked.person_id and state = 'ended'
              and ended_at >= asked.earliest and started_at <= asked.latest
            order by started_at desc limit 20
        ) p
        """,
        list(persons),
        list(earliest),
        list(latest),
    )


async def on_duty(conn: Conn, person_id: UUID) -> Counted | None:
    return await db.maybe_one(
        conn, Counted, "select 1 as n from patrols where person_id = $1 and state = 'running' limit 1", person_id
    )


async def lane_ends(conn: Conn, patrol_ids: list[UUID]) -> list[LaneEnd]:
    return await db.all(
        conn,
        LaneEnd,
        """
        select asked.id as patrol_id, coalesce((
            select first_seq + point_count from track_batches
            where day = (select track_day from patrols where id = asked.id)
              and patrol_id = asked.id and first_seq >= $2
            order by first_seq desc limit 1), $2::int) as next_seq
        from unnest($1::uuid[]) as asked(id)
        """,
        patrol_ids,
        COMPANION_SEQ,
    )


async def lane_rows(conn: Conn, patrol_ids: Sequence[UUID], at: Sequence[datetime]) -> list[LaneRow]:
    """Rows of companions that may hold a fix of these moments: single ones by their time; joined ones, of which an
    ended patrol has few, by their span."""
    return await db.all(
        conn,
        LaneRow,
        """
        select stored.patrol_id, stored.t0, stored.laid
        from unnest($1::uuid[], $2::timestamptz[]) as asked(patrol_id, at)
        join patrols on patrols.id = asked.patrol_id
        join track_batches stored on stored.day = track_day and stored.patrol_id = patrols.id
         and stored.from_at = asked.at
         and stored.first_seq >= 1000000 and stored.pieces is null
        union all
        select stored.patrol_id, stored.t0, stored.laid
        from unnest($1::uuid[], $2::timestamptz[]) as asked(patrol_id, at)
        join patrols on patrols.id = asked.patrol_id and patrols.joined_points >= 0
        join track_batches stored on stored.day = track_day and stored.patrol_id = patrols.id
         and stored.first_seq >= 1000000 and stored.pieces is not null
         and stored.from_at <= asked.at and stored.to_at >= asked.at
        """,
        list(patrol_ids),
        list(at),
    )


async def keep_aside(
    conn: Conn, aside_id: UUID, companion_id: UUID, reason: AsideReason, sha256: bytes, size: int, body: bytes | None
) -> None:
    """The same again is only counted."""
    await db.run(
        conn,
        """
        insert into kept_aside (id, companion_id, reason, sha256, size, body) values ($1, $2, $3, $4, $5, $6)
        on conflict (companion_id, sha256) do update
        set times = kept_aside.times + 1, last_at = now(), body = coalesce(kept_aside.body, excluded.body)
        """,
        aside_id, companion_id, reason.value, sha256, size, body,
    )  # fmt: skip


async def unsettled(conn: Conn, companion_id: UUID) -> Counted:
    return await db.one(
        conn,
        Counted,
        "select count(*)::int as n from kept_aside where companion_id = $1 and settled_at is null",
        companion_id,
    )


async def aside(conn: Conn, settled: bool, limit: int) -> list[KeptAside]:
    """What came last first."""
    return await db.all(
        conn,
        KeptAside,
        _ASIDE + "where (settled_at is not null) = $1 order by last_at desc, kept_aside.id limit $2",
        settled,
        limit,
    )


async def one_aside(conn: Conn, aside_id: UUID) -> KeptAside:
    return await db.one(conn, KeptAside, _ASIDE + "where kept_aside.id = $1", aside_id)


async def aside_body(conn: Conn, aside_id: UUID) -> KeptBody:
    return await db.one(conn, KeptBody, "select body from kept_aside where id = $1 and body is not null", aside_id)


async def settle(conn: Conn, aside_id: UUID, by: UUID) -> int:
    """0 when it was settled before."""
    return await db.run(
        conn,
        "update kept_aside set settled_at = now(), settled_by = $2 where id = $1 and settled_at is null",
        aside_id,
        by,
    )


async def forget_bodies(conn: Conn, settled_before: datetime, last_before: datetime | None) -> int:
    """How many messages have no content any more."""
    return await db.run(
        conn,
        """
        update kept_aside set body = null
        where body is not null and (settled_at < $1 or coalesce(last_at < $2::timestamptz, false))
        """,
        settled_before,
        last_before,
    )

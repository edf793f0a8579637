"""Every SQL statement about leads and what happened to them."""

from uuid import UUID

import msgspec

from backend.core import db
from backend.core.db import Conn
from backend.leads.structs import (
    After,
    Assignee,
    Before,
    FixOf,
    LastStep,
    Lead,
    NewLead,
    Position,
    Sent,
    Step,
)

SELECT = """
    select leads.id, state, category, name_zh as category_name_zh, name_en as category_name_en,
           st_asgeojson(place, 9, 0)::json as place, place_source, (fix ->> 'accuracy_m')::float8 as accuracy_m,
           address, note, town_code, town_name, duty_zone_id, duty_zone_name, reported_by, reported_by_name,
           patrol_id, captured_at, received_at, assigned_to, assigned_to_name, objection,
           urgent, delivered_at, opened_at, has_news, revision,
           (select count(*) from media where lead_id = leads.id and derived_from is null) as media_total,
           (select count(*) from media
            where lead_id = leads.id and derived_from is null and media.state = 'received') as media_received,
           (select count(*) from media where lead_id = leads.id and derived_from is not null) as media_copies
    from leads join lead_categories on lead_categories.code = category
"""


async def by_id(conn: Conn, lead_id: UUID) -> Lead:
    return await db.one(conn, Lead, SELECT + "where leads.id = $1", lead_id)


async def lock(conn: Conn, lead_id: UUID) -> Sent:
    """Hold a lead until the transaction ends, so that what is read and told of it afterwards is in order."""
    return await db.one(
        conn,
        Sent,
        "select sent_sha256, reported_by as sender from leads where id = $1 for no key update",
        lead_id,
    )


async def fix_of(conn: Conn, lead_id: UUID) -> FixOf:
    return await db.one(conn, FixOf, "select fix from leads where id = $1", lead_id)


async def current(conn: Conn) -> list[Lead]:
    """What a command room has before it: every lead that is not finished or objected to, and those of 24 hours."""
    return await db.all(
        conn,
        Lead,
        SELECT
        + """
        where state not in ('rejected', 'closed') or objection = 'open' or received_at > now() - interval '24 hours'
        order by received_at desc, leads.id desc
        limit 2000
        """,
    )


async def nearby(conn: Conn, lon: float, lat: float, within_m: float) -> list[Lead]:
    """Nearest first. The box around the circle is what the index can find."""
    return await db.all(
        conn,
        Lead,
        SELECT
        + """
        cross join (select st_setsrid(st_makepoint($1, $2), 4490) as here) as asked
        where place && st_expand(here, $3::float8 / (111000 * greatest(cos(radians($2::float8)), 0.01)), $3 / 110000)
          and st_dwithin(place::geography, here::geography, $3)
        order by st_distance(place::geography, here::geography), leads.id
        limit 100
        """,
        lon,
        lat,
        within_m,
    )


async def category_exists(conn: Conn, code: str) -> int:
    return await db.run(conn, "select code from lead_categories where code = $1", code)


async def insert(
    conn: Conn, lead_id: UUID, lead: NewLead, sha256: str, where: Position, person: UUID, name: str, device: UUID | None
) -> int:
    """Store a lead as reported. 0 when the id is taken; whoever comes second waits for the first."""
    return await db.run(
        conn,
        """
        insert into leads (id, state, category, place, place_source, fix, address, note, captured_at, patrol_id,
                           app_build, sent_sha256, town_code, town_name, duty_zone_id, duty_zone_name,
                           reported_by, reported_by_name, device_id, urgent)
        values ($1, 'reported', $2, st_setsrid(st_makepoint($3, $4), 4490), $5, $6, $7, $8, $9, $10,
                $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        on conflict (id) do nothing
        """,
        lead_id, lead.category, lead.place.coordinates[0], lead.place.coordinates[1], lead.place_source.value,
        msgspec.to_builtins(lead.fix),
        lead.address, lead.note, lead.captured_at, lead.patrol_id, lead.app_build, sha256, where.town_code,
        where.town_name, where.duty_zone_id, where.duty_zone_name, person, name, device, lead.urgent,
    )  # fmt: skip


async def steps(conn: Conn, lead_id: UUID) -> list[Step]:
    return await db.all(
        conn,
        Step,
        """
        select id, kind, at, received_at, actor_id, actor_name, reason, assignee_id, assignee_name, withdraws,
               media, category, name_zh as category_name_zh, name_en as category_name_en
        from lead_steps left join lead_categories on code = category where lead_id = $1 order by lead_steps."order"
        """,
        lead_id,
    )


async def sent_step(conn: Conn, lead_id: UUID, step_id: UUID) -> Sent | None:
    return await db.maybe_one(
        conn,
        Sent,
        "select sent_sha256, actor_id as sender from lead_steps where lead_id = $1 and id = $2",
        lead_id,
        step_id,
    )


async def last_step(conn: Conn, lead_id: UUID) -> LastStep:
    return await db.one(
        conn,
        LastStep,
        """
        select id, kind, received_at, actor_id, before from lead_steps where lead_id = $1 order by "order" desc limit 1
        """,
        lead_id,
    )


async def insert_step(conn: Conn, lead_id: UUID, step: Step, sha256: str, before: Before | None = None) -> int:
    """Add what happened last. The lead must be held. 0 when the id is taken."""
    return await db.run(
        conn,
        """
        insert into lead_steps (id, lead_id, "order", kind, at, actor_id, actor_name, reason, assignee_id,
                                assignee_name, withdraws, sent_sha256, before, media, category)
        select $1, $2, (select coalesce(max("order"), 0) + 1 from lead_steps where lead_id = $2), $3, $4, $5, $6, $7,
               $8, $9, $10, $11, $12, $13, $14
        on conflict (id) do nothing
        """,
        step.id, lead_id, step.kind.value, step.at, step.actor_id, step.actor_name, step.reason, step.assignee_id,
        step.assignee_name, step.withdraws, sha256, msgspec.to_builtins(before), step.media, step.category,
    )  # fmt: skip


async def save(conn: Conn, lead_id: UUID, after: After, *, hands: bool) -> None:
    """The lead after a step. ``hands``: the step has said whose lead it is now; otherwise it stays whose it was."""
    await db.run(
        conn,
        """
        update leads set state = $2, objection = $6, revision = revision + 1,
                         assigned_to = case when $3 then $4 else assigned_to end,
                         assigned_to_name = case when $3 then $5 else assigned_to_name end,
                         delivered_at = case when $3 then null else delivered_at end,
                         opened_at = case when $3 then null else opened_at end,
                         urgent = coalesce($7, urgent), category = coalesce($8, category), has_news = has_news or $9
        where id = $1
        """,
        lead_id,
        after.state.value,
        hands,
        after.to.id if after.to else None,
        after.to.display_name if after.to else None,
        after.objection.value if after.objection else None,
        after.urgent,
        after.category,
        after.news,
    )


async def put_back(conn: Conn, lead_id: UUID, before: Before) -> None:
    """The lead as it stood before the step that was taken back."""
    await db.run(
        conn,
        """
        update leads set state = $2, assigned_to = $3, assigned_to_name = $4, objection = $5, revision = revision + 1,
                         delivered_at = case when assigned_to is distinct from $3 then null else delivered_at end,
                         opened_at = case when assigned_to is distinct from $3 then null else opened_at end,
                         urgent = coalesce($6, urgent), category = coalesce($7, category)
        where id = $1
        """,
        lead_id,
        before.state.value,
        before.assigned_to,
        before.assigned_to_name,
        before.objection.value if before.objection else None,
        before.urgent,
        before.category,
    )


async def receive(conn: Conn, lead_id: UUID, person_id: UUID, *, opened: bool) -> int:
    """That whom it is given to has it, and has looked at it, the first time that is so; 0 every other time."""
    return await db.run(
        conn,
        """
        update leads set delivered_at = coalesce(delivered_at, now()),
                         opened_at = case when $3 then coalesce(opened_at, now()) else opened_at end
        where id = $1 and assigned_to = $2 and state = 'assigned'
          and (delivered_at is null or ($3 and opened_at is null))
        """,
        lead_id,
        person_id,
        opened,
    )


async def look_at_news(conn: Conn, lead_id: UUID) -> int:
    return await db.run(conn, "update leads set has_news = false where id = $1 and has_news", lead_id)


async def assignee(conn: Conn, person_id: UUID) -> Assignee | None:
    return await db.maybe_one(
        conn, Assignee, "select id, display_name, roles, town_codes, disabled from people where id = $1", person_id
    )

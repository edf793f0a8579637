"""The fence: the application's role, and row-level security from the caller's context."""

from alembic import op

revision = "20261123_02_fence"
down_revision = "20261123_01_first_tables"

_ROLE = (
    """
    do $$ begin
        create role fengxun_app nologin;
    exception when duplicate_object or unique_violation then null;
    end $$
    """,
    "grant fengxun_app to current_user",
    "grant usage on schema public to fengxun_app",
    "grant select, insert, update, delete on all tables in schema public to fengxun_app",
    "grant usage, select on all sequences in schema public to fengxun_app",
    "revoke all on alembic_version from fengxun_app",
    "revoke update, delete, truncate on audit_events from fengxun_app",
    "alter default privileges in schema public grant select, insert, update, delete on tables to fengxun_app",
    "alter default privileges in schema public grant usage, select on sequences to fengxun_app",
)

_CONTEXT = (
    """
    create function ctx_person() returns uuid language sql stable parallel safe as
    $$ select nullif(current_setting('app.person', true), '')::uuid $$
    """,
    """
    create function ctx_towns() returns text[] language sql stable parallel safe as
    $$ select coalesce(string_to_array(nullif(current_setting('app.towns', true), ''), ','), '{}') $$
    """,
    """
    create function ctx_reach() returns text language sql stable parallel safe as
    $$ select coalesce(nullif(current_setting('app.reach', true), ''), 'none') $$
    """,
)

# An audit row, once written, stays: for every role, the owner's included.
_AUDIT = (
    """
    create function refuse_change() returns trigger language plpgsql as
    $$ begin raise exception 'audit events are append-only' using errcode = 'insufficient_privilege'; end $$
    """,
    """
    create trigger audit_events_stay before update or delete on audit_events
        for each row execute function refuse_change()
    """,
    """
    create trigger audit_events_are_not_emptied before truncate on audit_events
        for each statement execute function refuse_change()
    """,
)

_ALL = "(select ctx_reach()) = 'all'"
_SIGNED_IN = "(select ctx_reach()) in ('own', 'town', 'all')"


def _mine_or_my_towns(owner: str, town: str) -> str:
    return f"""
        {_ALL}
        or ({_SIGNED_IN} and {owner} = (select ctx_person()))
        or ((select ctx_reach()) = 'town' and {town} = any((select ctx_towns())::text[]))
    """


def _part_of(parent: str, key: str) -> str:
    return f"exists (select 1 from {parent} as parent where parent.id = {key})"


FENCE = {
    "people": f"""
        {_ALL}
        or ({_SIGNED_IN} and id = (select ctx_person()))
        or ((select ctx_reach()) = 'town' and town_codes && (select ctx_towns())::text[])
    """,
    "devices": f"{_ALL} or ({_SIGNED_IN} and person_id = (select ctx_person()))",
    "sessions": f"{_ALL} or ({_SIGNED_IN} and person_id = (select ctx_person()))",
    "sign_in_attempts": _ALL,
    "area_imports": _ALL,
    "patrols": _mine_or_my_towns("person_id", "town_code"),
    "patrol_events": _part_of("patrols", "patrol_id"),
    "track_batches": _part_of("patrols", "patrol_id"),
    "patrol_paths": _part_of("patrols", "patrol_id"),
    "live_positions": _mine_or_my_towns("person_id", "town_code"),
    "leads": _mine_or_my_towns("reported_by", "town_code")
    + f" or ({_SIGNED_IN} and assigned_to = (select ctx_person()))",
    "lead_steps": _part_of("leads", "lead_id"),
    "media": _part_of("leads", "lead_id"),
    "media_chunks": _part_of("media", "medium_id"),
}


def upgrade() -> None:
    for statement in _ROLE + _CONTEXT + _AUDIT:
        op.execute(statement)
    for table, rule in FENCE.items():
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy fence on {table} using ({rule}) with check ({rule})")
    # Anyone's work may leave a trace; only those within reach may read it.
    for table, reads in {"live_events": _mine_or_my_towns("owner", "town_code"), "audit_events": _ALL}.items():
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy reading on {table} for select using ({reads})")
        op.execute(f"create policy writing on {table} for insert with check (true)")
    op.execute(f"create policy sweeping on live_events for delete using ({_ALL})")


def downgrade() -> None:
    op.execute("do $$ begin raise exception 'the fence is not taken down'; end $$")

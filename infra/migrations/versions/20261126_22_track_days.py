"""Raw tracks lie in partitions by the day their patrol was first heard of, so that a day can be dropped at once.

What is stored already becomes one partition as it is, without a row being copied.
"""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "20261126_22_track_days"
down_revision = "20261126_52_area_labels"

_TODAY = "(now() at time zone 'Asia/Shanghai')::date"
_FENCE = "exists (select 1 from patrols as parent where parent.id = patrol_id)"
_TABLES = ("track_batches", "patrol_paths")
_KEYS = {"track_batches": "patrol_id, first_seq", "patrol_paths": "patrol_id, part"}
_INDEXES = ("track_batches_by_place", "track_batches_of_companions")

# Names of partitions end with their day; what is kept beyond its day, and what comes after its day is gone, lies in the
# rest. The application's role reaches rows through the parent alone, and so does its fence.
_SHUT = """
    create function shut_partition(name text) returns void language plpgsql as $$
    begin
        execute format('alter table %I enable row level security', name);
        if exists (select from pg_roles where rolname = 'fengxun_app') then
            execute format('revoke all on %I from fengxun_app', name);
        end if;
        if name like 'track_batches%' then
            execute format('alter table %I set (toast_tuple_target = 2040)', name);
        end if;
    end $$
"""
_MAKE = """
    create function make_track_day(wanted date) returns boolean language plpgsql as $$
    declare
        parent text; name text; made boolean := false;
    begin
        foreach parent in array array['track_batches', 'patrol_paths'] loop
            name := parent || '_' || to_char(wanted, 'YYYYMMDD');
            continue when to_regclass(name) is not null;
            execute format('create table %I (like %I including all)', name, parent);
            perform shut_partition(name);
            execute format('with moved as (delete from %I where day = %L returning *) insert into %I select * from moved',
                           parent || '_rest', wanted, name);
            execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                           parent, name, wanted, wanted + 1);
            made := true;
        end loop;
        return made;
    end $$
"""
_LOCK = """
    create function lock_track_day(wanted date) returns void language plpgsql as $$
    declare
        parent text;
    begin
        foreach parent in array array['track_batches', 'patrol_paths'] loop
            execute format('lock table only %I, %I in access exclusive mode', parent,
                           parent || '_' || to_char(wanted, 'YYYYMMDD'));
        end loop;
    end $$
"""
_DROP = """
    create function drop_track_day(wanted date, kept uuid[]) returns void language plpgsql as $$
    declare
        parent text; name text;
    begin
        foreach parent in array array['track_batches', 'patrol_paths'] loop
            name := parent || '_' || to_char(wanted, 'YYYYMMDD');
            execute format('alter table %I detach partition %I', parent, name);
            execute format('insert into %I select * from %I where patrol_id = any($1)', parent || '_rest', name)
                using kept;
            execute format('drop table %I', name);
        end loop;
    end $$
"""


def upgrade() -> None:
    conn = op.get_bind()
    today: date = conn.execute(sa.text(f"select {_TODAY}")).scalar_one()
    before = today - timedelta(days=1)
    op.add_column("patrols", sa.Column("track_day", sa.Date(), nullable=False, server_default=before.isoformat()))
    op.alter_column("patrols", "track_day", server_default=sa.text(_TODAY))
    op.create_index("patrols_by_track_day", "patrols", ["track_day"])
    op.add_column("patrols", sa.Column("last_batch_at", sa.TIMESTAMP(timezone=True)))
    for statement in (_SHUT, _MAKE, _LOCK, _DROP):
        op.execute(statement)
    for table in _TABLES:
        _divide(table, before)
    for days in range(8):
        op.execute(f"select make_track_day('{today + timedelta(days=days)}')")


def _divide(table: str, before: date) -> None:
    old = f"{table}_{before:%Y%m%d}"
    op.execute(f"alter table {table} rename to {old}")
    op.execute(f"alter table {old} rename constraint {table}_pkey to {old}_old_pkey")
    for index in _INDEXES:
        if index.startswith(table):
            op.execute(f"alter index {index} rename to {old}_{index.removeprefix(table)}")
    op.execute(f"alter table {old} add column day date not null default '{before}'")
    op.execute(f"alter table {old} alter column day set default {_TODAY}")
    op.execute(f"drop policy fence on {old}")
    op.execute(f"alter table {old} drop constraint {old}_old_pkey")
    op.execute(f"alter table {old} add primary key (day, {_KEYS[table]})")
    op.execute(
        f"create table {table} (like {old} including defaults including storage including compression)"
        " partition by range (day)"
    )
    op.execute(f"alter table {table} add primary key (day, {_KEYS[table]})")
    op.execute(f"alter table {table} add foreign key (patrol_id) references patrols (id)")
    if table == "track_batches":
        _index(table)
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"create policy fence on {table} using ({_FENCE}) with check ({_FENCE})")
    op.execute(f"alter table {table} attach partition {old} for values from ('{before}') to ('{before}'::date + 1)")
    op.execute(f"create table {table}_rest partition of {table} default")
    for part in (old, f"{table}_rest"):
        op.execute(f"select shut_partition('{part}')")


def _index(table: str) -> None:
    op.execute(f"create index track_batches_by_place on {table} using gist (bbox)")
    op.execute(
        f"create index track_batches_of_companions on {table} (patrol_id, from_at)"
        " where first_seq >= 1000000 and pieces is null"
    )


def downgrade() -> None:
    for table in _TABLES:
        op.execute(f"alter table {table} rename to {table}_by_day")
        op.execute(
            f"create table {table} (like {table}_by_day including defaults including storage including compression)"
        )
        op.execute(f"insert into {table} select * from {table}_by_day")
        op.execute(f"drop table {table}_by_day")
        op.execute(f"alter table {table} drop column day")
        op.execute(f"alter table {table} add primary key ({_KEYS[table]})")
        op.execute(f"alter table {table} add foreign key (patrol_id) references patrols (id)")
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy fence on {table} using ({_FENCE}) with check ({_FENCE})")
    _index("track_batches")
    op.execute("alter table track_batches set (toast_tuple_target = 2040)")
    for function in ("drop_track_day(date, uuid[])", "lock_track_day(date)", "make_track_day(date)",
                     "shut_partition(text)"):  # fmt: skip
        op.execute(f"drop function {function}")
    op.drop_column("patrols", "last_batch_at")
    op.drop_column("patrols", "track_day")

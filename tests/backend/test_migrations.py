"""The tables as declared, the tables as migrated, and who owns what."""

import asyncio
import re

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from backend import migrate
from backend.core.db import Conn
from backend.tables import metadata
from tests.backend.test_fence import OPEN
from tests.conftest import ROOT

VERSIONS = ROOT / "infra" / "migrations" / "versions"


def scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(migrate.config(""))


def test_migrations_form_one_line_and_are_named_as_dated() -> None:
    assert len(scripts().get_heads()) == 1
    revisions = {r.revision for r in scripts().walk_revisions()}
    assert revisions == {f.stem for f in VERSIONS.glob("*.py")}
    assert all(re.fullmatch(r"\d{8}_\d[\da-z]_[a-z_]+", r) for r in revisions)
    assert all(not r.is_merge_point and len(r.nextrev) <= 1 for r in scripts().walk_revisions())


async def test_the_declared_tables_are_the_migrated_ones(database_url: str) -> None:
    """Alembic finds nothing to add, change or take away."""
    await asyncio.to_thread(command.check, migrate.config(database_url))


async def test_the_declared_rules_are_the_migrated_ones(conn: Conn) -> None:
    """Check, unique and exclusion constraints, which Alembic does not compare, by their names."""
    rows = await conn.fetch(
        """
        select conrelid::regclass::text || '.' || conname as name from pg_constraint
        join pg_class on pg_class.oid = conrelid
        where contype in ('c', 'x') and relnamespace = 'public'::regnamespace
          and conrelid::regclass::text <> 'spatial_ref_sys'
        """
    )
    declared = {
        f"{table.name}.{constraint.name}"
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, sa.CheckConstraint) or type(constraint).__name__ == "ExcludeConstraint"
    }
    assert {r["name"] for r in rows} == declared


async def test_every_rule_of_a_table_reads_as_a_sentence() -> None:
    names = [
        str(c.name)
        for table in metadata.tables.values()
        for c in table.constraints
        if isinstance(c, sa.CheckConstraint) or (isinstance(c, sa.UniqueConstraint) and c.name)
    ]
    assert names
    assert all(len(name.split("_")) >= 3 and not name.endswith(("_check", "_key")) for name in names)


async def test_every_table_that_is_no_map_or_list_has_row_security_and_a_policy(conn: Conn) -> None:
    rows = await conn.fetch(
        """
        select relname, relrowsecurity, (select count(*) from pg_policy where polrelid = pg_class.oid) as policies
        from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and not relispartition
        """
    )
    fenced = {r["relname"] for r in rows if r["relrowsecurity"] and r["policies"]}
    assert fenced == {r["relname"] for r in rows} - OPEN - {"spatial_ref_sys", "alembic_version"}


async def test_rows_of_a_partition_are_reached_through_its_fenced_parent_alone(conn: Conn) -> None:
    rows = await conn.fetch(
        """
        select relname, relrowsecurity, (select count(*) from pg_policy where polrelid = pg_class.oid) as policies,
               has_table_privilege('fengxun_app', pg_class.oid, 'select, insert, update, delete') as open
        from pg_class where relkind in ('r', 'p') and relispartition
        """
    )
    assert len(rows) > 16
    assert {(r["relrowsecurity"], r["policies"], r["open"]) for r in rows} == {(True, 0, False)}


async def test_policies_hold_for_everybody_who_is_not_the_owner(conn: Conn) -> None:
    policies = await conn.fetch("select polname, polroles, polpermissive from pg_policy")
    assert policies
    assert all(list(p["polroles"]) == [0] and p["polpermissive"] for p in policies)


async def test_the_applications_role_owns_nothing_and_is_nothing_special(conn: Conn) -> None:
    role = await conn.fetchrow("select * from pg_roles where rolname = 'fengxun_app'")
    assert role is not None
    special = ("rolsuper", "rolcreaterole", "rolcreatedb", "rolcanlogin", "rolreplication", "rolbypassrls")
    assert [s for s in special if role[s]] == []
    for catalogue, owner in (("pg_class", "relowner"), ("pg_proc", "proowner"), ("pg_namespace", "nspowner")):
        assert await conn.fetchval(f"select count(*) from {catalogue} where {owner} = $1", role["oid"]) == 0
    memberships = await conn.fetchval("select count(*) from pg_auth_members where member = $1", role["oid"])
    assert memberships == 0


_NOT_DELETED = ("capture_keys", "entries_aside", "evidence_classes", "evidence_holds")


async def test_the_applications_role_may_do_to_each_table_what_it_must_and_no_more(conn: Conn) -> None:
    rows = await conn.fetch(
        """
        select relname, array_agg(word order by word) as words
        from pg_class, unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) word
        where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
          and has_table_privilege('fengxun_app', pg_class.oid, word)
        group by relname
        """
    )
    granted = {r["relname"]: set(r["words"]) for r in rows}
    assert granted.pop("audit_events") == {"select", "insert"}
    sealed = {"log_leaves", "log_tiles", "log_checkpoints", "log_cosignatures", "log_stamps"}
    assert all(granted.pop(table) == {"select"} for table in sealed)
    granted.pop("spatial_ref_sys", None)
    assert set(granted) == set(metadata.tables) - {"audit_events"} - sealed
    assert granted.pop("media_receipts") == granted.pop("media_tombstones") == {"select", "insert"}
    assert granted.pop("chain_entries") == {"select", "insert"}, "but for its state, which is a column"
    assert all(granted.pop(table) == {"select", "insert", "update"} for table in _NOT_DELETED)
    assert {frozenset(words) for words in granted.values()} == {frozenset({"select", "insert", "update", "delete"})}


async def test_our_functions_run_with_the_rights_of_whoever_calls_them(conn: Conn) -> None:
    rows = await conn.fetch(
        """
        select proname, prosecdef, provolatile from pg_proc
        where pronamespace = 'public'::regnamespace
          and not exists (select 1 from pg_depend where objid = pg_proc.oid and deptype = 'e')
        """
    )
    ours = {r["proname"]: r for r in rows}
    assert {"ctx_person", "ctx_towns", "ctx_reach", "refuse_change", "drop_track_day"} <= set(ours)
    assert [name for name, r in ours.items() if r["prosecdef"]] == []
    assert all(ours[name]["provolatile"] == b"s" for name in ("ctx_person", "ctx_towns", "ctx_reach"))


async def test_no_view_sees_more_than_whoever_looks_through_it(conn: Conn) -> None:
    rows = await conn.fetch(
        """
        select relname from pg_class
        where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
          and not 'security_invoker=true' = any(coalesce(reloptions, '{}'))
          and not exists (select 1 from pg_depend where objid = pg_class.oid and deptype = 'e')
        """
    )
    assert [r["relname"] for r in rows] == []


@pytest.mark.parametrize("name", ["lock_timeout", "statement_timeout"])
def test_a_migration_never_waits_for_long(name: str) -> None:
    assert f"set local {name}" in (ROOT / "infra" / "migrations" / "env.py").read_text()

"""A ground of which everything can be struck: its ways to database and store, its sealer, its clocks."""

import asyncio
import secrets
import subprocess
import sys
from collections.abc import Collection
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
from msgspec import Struct

from backend.auth import passwords
from backend.auth.service import token_hash
from backend.core.ids import uuid7
from backend.tlog import sealing
from tests.support import databases
from tests.support.commit_way import CommitWay, commit_way
from tests.support.ground import ROOT, Ground
from tests.support.store_way import StoreWay, store_way

ORIGIN = "soak.fengxun.invalid/log"
PASSWORD = "a password for the soak"

_CLOCK = """
    create schema soak;
    create table soak.clock (off interval not null);
    insert into soak.clock values ('0');
    create function soak.now() returns timestamptz language sql stable security definer set search_path = pg_catalog
        as 'select pg_catalog.now() + off from soak.clock';
    grant usage on schema soak to public;
    do $$
    declare each record;
    begin
        for each in
            select attrelid::regclass as of, attname as name from pg_attrdef
            join pg_attribute on attrelid = adrelid and attnum = adnum
            where pg_get_expr(adbin, adrelid) = 'now()'
        loop
            execute format('alter table %s alter %I set default soak.now()', each.of, each.name);
        end loop;
        execute format('alter database %I set search_path = public, soak, pg_catalog', current_database());
    end $$;
"""
"""From then on ``now()``, in a statement or as a default, is what this table makes of it. New tables go where they
went."""


class Recruit(Struct, frozen=True):
    """An officer with a phone, signed in by ``token``."""

    id: UUID
    name: str
    device_id: UUID
    token: str


class House(Ground):
    """``kinds``: the blows it has to be made ready for."""

    def __init__(self, state: Path, factory: str, kinds: Collection[str]) -> None:
        super().__init__(state, factory)
        self._sealed, self._stepped = "sealer_killed" in kinds, "server_clock_back" in kinds
        self._ways = AsyncExitStack()
        self._clock = state / f"clock-{self.database}"
        self._log_key = state / f"log-{self.database}.key"
        self.sealer: subprocess.Popen[bytes] | None = None
        self.store_way: StoreWay
        self.commit_way: CommitWay

    async def up(self) -> None:
        self.state.mkdir(parents=True, exist_ok=True)
        self._clock.write_text("0")
        self._log_key.touch(0o600)
        self._log_key.write_text(secrets.token_hex(32))
        self.vkey = str(sealing.signer_of(ORIGIN, str(self._log_key)).key())
        await super().up()
        self._seal()

    async def _settle(self) -> None:
        await super()._settle()
        if self._stepped:
            await databases.execute(self.dsn, _CLOCK)
        self.store_way = await self._ways.enter_async_context(store_way(int(self.s3.endpoint.rsplit(":", 1)[1])))
        self.commit_way = await self._ways.enter_async_context(commit_way(self.pg.port))

    def environment(self) -> dict[str, str]:
        return {
            **super().environment(),
            "DATABASE_URL": self.dsn.replace(f":{self.pg.port}/", f":{self.commit_way.port}/"),
            "S3_ENDPOINT": f"127.0.0.1:{self.store_way.port}",
            "SOAK_CLOCK": str(self._clock),
            "LOG_ORIGIN": ORIGIN,
            "LOG_VKEY": self.vkey,
        }

    def _seal(self) -> None:
        """The sealer as a process of its own, as in a larger house; its key is its own too."""
        if self._sealed:
            with (self.state / "sealer.log").open("ab") as log:
                self.sealer = subprocess.Popen(
                    [sys.executable, "-m", "tests.soak.stepping", "seal"], cwd=ROOT,
                    env={**self.environment(), "LOG_KEY_FILE": str(self._log_key)}, stdout=log, stderr=log,
                )  # fmt: skip

    async def kill_sealer(self) -> None:
        """``kill -9``; another one takes its place."""
        assert self.sealer
        self.sealer.kill()
        await asyncio.to_thread(self.sealer.wait)
        self._seal()

    async def set_clock(self, off: timedelta) -> None:
        """Of server, sealer and database: so much beside the right time."""
        self._clock.write_text(str(off.total_seconds()))
        conn = await asyncpg.connect(self.dsn)
        try:
            await conn.execute("update soak.clock set off = $1", off)
        finally:
            await conn.close()

    async def recruits(self, how_many: int) -> list[Recruit]:
        """Officers with a phone each, who are signed in and know their password."""
        conn = await asyncpg.connect(self.dsn)
        hashed, made = await passwords.hashed(PASSWORD), []
        for n in range(how_many):
            one = Recruit(uuid7(), f"队员{n:03d}", uuid7(), secrets.token_urlsafe(32))
            await conn.execute(
                """
                with person as (insert into people (id, name, display_name, password_hash, roles, town_codes)
                                values ($1, $2, $2, $3, '{officer}', '{330681109}'))
                   , device as (insert into devices (person_id, id, label) values ($1, $4, 'phone'))
                select 1
                """,
                one.id, one.name, hashed, one.device_id,
            )  # fmt: skip
            await conn.execute(
                """
                insert into sessions (id, token_sha256, person_id, device_id, idle_until, ends_at)
                values ($1, $2, $3, $4, now() + interval '1 day', now() + interval '1 day')
                """,
                uuid7(), token_hash(one.token), one.id, one.device_id,
            )  # fmt: skip
            made.append(one)
        await conn.close()
        return made

    async def end_session(self, person: UUID) -> None:
        conn = await asyncpg.connect(self.dsn)
        try:
            await conn.execute("update sessions set ends_at = now() where person_id = $1", person)
        finally:
            await conn.close()

    async def audit(self) -> list[str]:
        """What an auditor finds wrong with the log and with the chains of captures."""
        done = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "backend.cli", "audit-log", self.vkey, cwd=ROOT,
            env={**self.environment(), "DATABASE_URL": self.dsn},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        said, complaint = await done.communicate()
        lines = said.decode().splitlines() + complaint.decode().splitlines()[-3:]
        return [line for line in lines if line != "ok"]

    def down(self) -> None:
        if self.sealer:
            self.sealer.terminate()
            self.sealer.wait(10)
        super().down()
        for file in (self._clock, self._log_key, self._log_key.with_suffix(".signed")):
            file.unlink(missing_ok=True)

    async def close(self) -> None:
        """Everything down, the ways too."""
        await asyncio.to_thread(self.down)
        await self._ways.aclose()

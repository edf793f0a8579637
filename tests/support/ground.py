"""The whole system on this machine: a durable cluster, an object store, application processes, ways to hurt them."""

import asyncio
import os
import secrets
import subprocess
import sys
import urllib.error
import urllib.request
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import asyncpg
import psutil
from minio import Minio

from backend.auth.caller import COOKIE
from backend.auth.service import token_hash
from backend.core.ids import uuid7
from backend.tlog import receipt_key
from infra.dev import objects, ports, postgres
from tests.support import databases

ROOT = Path(__file__).resolve().parent.parent.parent
BUCKET = "ground-evidence"
ORIGINALS = f"{BUCKET}-originals"
_USERS: Counter[Path] = Counter()
"""How many grounds of this process stand on the cluster and the store of a folder."""


class ObjectStore(NamedTuple):
    """Where a real object store answers, and its keys."""

    endpoint: str
    access_key: str
    secret_key: str


class Services(NamedTuple):
    """A cluster and a store that other tests use too: nobody stops or hurts them."""

    admin_dsn: str
    store: ObjectStore


class Ground:
    """Started with ``up``; everything it started ends with ``down``."""

    def __init__(
        self,
        state: Path,
        factory: str = "backend.app:from_environment",
        processes: int = 2,
        pwa_dist: Path = Path("no-such-folder"),
        services: Services | None = None,
        **settings: str,
    ) -> None:
        """``services`` given: the application stands on these, else on its own, which may be hurt.

        ``settings``: what else the processes find in their environment.
        """
        self.state = state
        self.services = services
        self.settings = settings
        self.pwa_dist = pwa_dist
        self.factory = factory
        self.ports = [ports.free_row(0) for _ in range(processes)]
        self.apps: list[subprocess.Popen[bytes]] = []
        self.database = f"ground_{secrets.token_hex(4)}"
        self.people: dict[str, UUID] = {}
        self.secret = secrets.token_hex(16)

    def url(self, which: int = 0) -> str:
        """The address of one application process."""
        return f"http://localhost:{self.ports[which]}"

    async def up(self) -> None:
        """Create a database of its own, migrate it, start the processes and wait until they answer."""
        self.state.mkdir(parents=True, exist_ok=True)
        self.admin_dsn, self.s3 = self.services or self._services()
        self.dsn = databases.named(self.admin_dsn, self.database)
        await self._settle()
        self.apps = [self._start(port) for port in self.ports]
        try:
            await asyncio.gather(*(self._answers(port) for port in self.ports))
        except BaseException:
            self.down()
            raise

    def _services(self) -> Services:
        _USERS[self.state] += 1
        self.pg, self._store = postgres.start(self.state / "pg"), objects.start(self.state / "s3")
        keys = self._store.access_key, self._store.secret_key
        return Services(self.pg.dsn, ObjectStore(self._store.endpoint, *keys))

    async def _settle(self) -> None:
        await databases.migrated(self.admin_dsn, self.database)

    async def serve(self, pwa_dist: Path) -> str:
        """One process more, which hands out other built files. Its address."""
        port = ports.free_row(0)
        self.apps.append(self._start(port, pwa_dist))
        await self._answers(port)
        return f"http://localhost:{port}"

    def environment(self) -> dict[str, str]:
        """What an application process on this ground reads."""
        return {
            **os.environ,
            "DATABASE_URL": self.dsn,
            "S3_ENDPOINT": self.s3.endpoint,
            "S3_ACCESS_KEY": self.s3.access_key,
            "S3_SECRET_KEY": self.s3.secret_key,
            "S3_BUCKET": BUCKET,
            "FENGXUN_SECRET": self.secret,
            "FENGXUN_DEMO": "1",
            "RECEIPT_KEY_FILE": str(self._receipt_key()),
            "PWA_DIST": str(self.pwa_dist),
            **self.settings,
        }

    def _receipt_key(self) -> Path:
        """One for all processes: phones pin the key of whichever answers first."""
        path = self._receipt_key_file()
        if not path.exists():
            receipt_key.make(path)
        return path

    def _receipt_key_file(self) -> Path:
        return self.state / f"receipt-{self.database}.pem"

    def _start(self, port: int, pwa_dist: Path | None = None) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "uvicorn", "--factory", self.factory, "--port", str(port)]
        env = {**self.environment(), "PWA_DIST": str(pwa_dist or self.pwa_dist)}
        with (self.state / f"app-{port}.log").open("ab") as log:
            return subprocess.Popen(
                [*command, "--log-level", "warning", "--timeout-graceful-shutdown", "3"],
                cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip

    async def _answers(self, port: int, seconds: float = 120) -> None:
        for _ in range(int(seconds / 0.1)):
            try:
                await asyncio.to_thread(urllib.request.urlopen, f"http://127.0.0.1:{port}/api/health", None, 2)
                return
            except (OSError, urllib.error.URLError):
                await asyncio.sleep(0.1)
        raise TimeoutError(f"no answer on port {port}: {(self.state / f'app-{port}.log').read_text()[-2000:]}")

    async def officers(self, how_many: int) -> list[dict[str, str]]:
        """Officers signed in by a session of their own; the cookie of each."""
        conn = await asyncpg.connect(self.dsn)
        cookies = []
        for n in range(how_many):
            person, token = uuid7(), secrets.token_urlsafe(32)
            await conn.execute(
                """
                insert into people (id, name, display_name, password_hash, roles, town_codes)
                values ($1, $2, $2, '-', '{officer}', '{330681109}')
                """,
                person,
                f"队员{n:03d}",
            )
            await conn.execute(
                """
                insert into sessions (id, token_sha256, person_id, idle_until, ends_at)
                values ($1, $2, $3, now() + interval '1 day', now() + interval '1 day')
                """,
                uuid7(),
                token_hash(token),
                person,
            )
            cookies.append({COOKIE: token})
        await conn.close()
        return cookies

    async def kill_app(self, which: int) -> None:
        """``kill -9`` one application process; its replacement answers before this returns."""
        self.apps[which].kill()
        await asyncio.to_thread(self.apps[which].wait)
        await asyncio.sleep(0.5)
        self.apps[which] = self._start(self.ports[which])
        await self._answers(self.ports[which])

    async def kill_database(self) -> None:
        """``kill -9`` the postmaster and what it forked, then start the cluster again."""
        for process in psutil.process_iter(["name", "cmdline"]):
            line = " ".join(process.info["cmdline"] or [])
            if process.info["name"] == "postgres" and str(self.state) in line:
                for each in [*process.children(recursive=True), process]:
                    with suppress(psutil.NoSuchProcess):
                        each.kill()
                process.wait(10)
        await asyncio.sleep(0.5)
        before = self.pg.dsn
        self.pg = await asyncio.to_thread(postgres.start, self.state / "pg")
        if self.pg.dsn != before:
            raise RuntimeError("the cluster came back on another address")

    async def objects_away(self, seconds: float) -> None:
        """The object store is gone for a while."""
        await asyncio.to_thread(self._store.stop)
        await asyncio.sleep(seconds)
        self._store = await asyncio.to_thread(objects.start, self.state / "s3")
        if self._store.endpoint != self.s3.endpoint:
            raise RuntimeError("the object store came back on another address")

    def store(self) -> Minio:
        s3 = self.s3
        return Minio(s3.endpoint, access_key=s3.access_key, secret_key=s3.secret_key, secure=False, region="us-east-1")

    def down(self) -> None:
        for app in self.apps:
            app.terminate()
        for app in self.apps:
            try:
                app.wait(8)
            except subprocess.TimeoutExpired:
                app.kill()
        self._receipt_key_file().unlink(missing_ok=True)
        if self.services is None:
            _USERS[self.state] -= 1
            if _USERS[self.state] == 0:
                self._store.stop()
                self.pg.stop()

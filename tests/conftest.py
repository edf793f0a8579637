"""A real database, one rolled-back transaction per test, and three named people to begin with."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from httpx import ASGITransport, AsyncClient
from hypothesis import HealthCheck, settings
from litestar import Litestar
from litestar.types import ASGIApp

from backend.app import create_app, furnish
from backend.auth.caller import COOKIE
from backend.auth.permissions import Role
from backend.auth.service import token_hash
from backend.core import db
from backend.core.db import Conn, Context
from backend.core.ids import uuid7
from backend.settings import Settings
from infra.dev import places, postgres
from tests.support import databases
from tests.support.ground import ObjectStore

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
ORIGIN = "https://fengxun.test"
FENGQIAO, DIANKOU = "330681109", "330681104"
"""The town most tests happen in, and another one."""
# How long an example takes says what else the machine is doing, not whether the code is right. The same examples every
# time: what fails, fails again; ``FENGXUN_EXPLORE=1`` looks for others.
settings.register_profile(
    "facts",
    deadline=None,
    derandomize=not os.environ.get("FENGXUN_EXPLORE"),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("facts")


SECOND_TRY = ("tests/e2e/", "tests/soak/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for real browsers and killed processes may be tried a second time; the run says of which it was."""
    for item in items:
        if item.nodeid.startswith(SECOND_TRY):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes and long texts are told apart by number: some hold the time, and every process must use one name."""
    return argname if isinstance(val, bytes) or (isinstance(val, str) and len(val) > 60) else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real tracks, photos and boundaries beside the project."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real data (../shared) is not beside the project")
    return SHARED


@pytest.fixture(scope="session")
def admin_dsn() -> str:
    """A cluster to make databases in: the one the environment names, else a private one that is left running."""
    given = os.environ.get("FENGXUN_TEST_DATABASE_URL")
    if given:
        return given
    return postgres.start(places.state() / "test" / "pg", durable=False).dsn


@pytest.fixture(scope="session")
def database_url(admin_dsn: str) -> Iterator[str]:
    """A freshly migrated database of this process's own, copied from a template."""
    import asyncio

    name = f"test_{os.getpid()}"
    yield asyncio.run(databases.migrated(admin_dsn, name))
    asyncio.run(databases.execute(admin_dsn, f'drop database if exists "{name}" with (force)'))


@pytest.fixture(scope="session")
def object_store() -> ObjectStore:
    """The store the environment names, else the embedded one, which is left running."""
    given = os.environ.get("FENGXUN_TEST_S3_ENDPOINT")
    if given:
        return ObjectStore(given, os.environ["FENGXUN_TEST_S3_ACCESS_KEY"], os.environ["FENGXUN_TEST_S3_SECRET_KEY"])
    from infra.dev import objects

    started = objects.start(places.state() / "test" / "s3")
    return ObjectStore(started.endpoint, started.access_key, started.secret_key)


@pytest.fixture
async def conn(database_url: str) -> AsyncIterator[Conn]:
    """A connection outside every fence, whose work is rolled back."""
    connection = await asyncpg.connect(database_url)
    await db.set_codecs(connection)
    transaction = connection.transaction()
    await transaction.start()
    yield connection
    await transaction.rollback()
    await connection.close()


class OneConnection:
    """A ``Database`` whose transactions are savepoints of the test's own connection."""

    def __init__(self, conn: Conn) -> None:
        import asyncio

        self._conn = conn
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self, context: Context, *, still: bool = False) -> AsyncIterator[Conn]:
        # A savepoint that is rolled back restores the role by itself; one that is kept must be told.
        async with self._turn, self._conn.transaction():
            await db.enter(self._conn, context)
            yield self._conn
            await self._conn.execute("select set_config('role', 'none', true)")


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(
        database_url=database_url,
        s3_endpoint=os.environ.get("S3_ENDPOINT", "127.0.0.1:1"),
        s3_access_key="unused",
        s3_secret_key="unused",
        demo=True,
        pwa_dist="no-such-folder",
    )


@cache
def _built(pwa_dist: str) -> tuple[Litestar, ASGIApp]:
    """An application and what answers its requests. Making its routes takes longer than most tests."""
    app = create_app(Settings(**_NOWHERE, demo=True, pwa_dist=pwa_dist))
    return app, app.asgi_handler


_NOWHERE = {"database_url": "", "s3_endpoint": "127.0.0.1:1", "s3_access_key": "-", "s3_secret_key": "-"}


@pytest.fixture
def app(conn: Conn, settings: Settings) -> Litestar:
    """One of this process's own, in which nothing of other tests is left."""
    app, app.asgi_handler = _built(settings.pwa_dist)
    furnish(app, settings, OneConnection(conn))
    return app


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[AsyncClient]:
    """Nobody signed in."""
    async with AsyncClient(transport=ASGITransport(app, raise_app_exceptions=False), base_url=ORIGIN) as c:
        yield c


class Person:
    """Somebody in a test: who they are, and a client signed in as them."""

    def __init__(self, id: UUID, name: str, client: AsyncClient) -> None:
        self.id = id
        self.name = name
        self.client = client


NewPerson = Callable[..., Awaitable[Person]]


@pytest.fixture
async def person(conn: Conn, app: Litestar) -> AsyncIterator[NewPerson]:
    """Make a person with a role in towns, signed in: ``await person(Role.OFFICER)``."""
    opened: list[AsyncClient] = []

    async def make(
        *roles: Role, towns: tuple[str, ...] = (FENGQIAO,), name: str = "", squad: str | None = None
    ) -> Person:
        person_id, token = uuid7(), os.urandom(16).hex()
        name = name or f"{roles[0]}-{person_id.hex[-6:]}"
        await conn.execute(
            """
            insert into people (id, name, display_name, password_hash, roles, town_codes, squad)
            values ($1, $2, $2, '-', $3, $4, $5)
            """,
            person_id, name, [r.value for r in roles], list(towns), squad,
        )  # fmt: skip
        await conn.execute(
            """
            insert into sessions (id, token_sha256, person_id, idle_until, ends_at)
            values ($1, $2, $3, now() + interval '1 hour', now() + interval '1 day')
            """,
            uuid7(), token_hash(token), person_id,
        )  # fmt: skip
        client = AsyncClient(
            transport=ASGITransport(app, raise_app_exceptions=False), base_url=ORIGIN, cookies={COOKIE: token}
        )
        opened.append(client)
        return Person(person_id, name, client)

    yield make
    for client in opened:
        await client.aclose()


@pytest.fixture
async def officer(person: NewPerson) -> Person:
    """队员01 of Fengqiao."""
    return await person(Role.OFFICER, name="队员01", squad="枫桥一组")


@pytest.fixture
async def grid_worker(person: NewPerson) -> Person:
    """网格员01 of Fengqiao."""
    return await person(Role.GRID_WORKER, name="网格员01")


@pytest.fixture
async def command_room(person: NewPerson) -> Person:
    """指挥员01 of Fengqiao."""
    return await person(Role.COMMAND_ROOM, name="指挥员01")


@pytest.fixture
async def stranger(person: NewPerson) -> Person:
    """指挥员02 of Diankou: the same rights in another town."""
    return await person(Role.COMMAND_ROOM, towns=(DIANKOU,), name="指挥员02")

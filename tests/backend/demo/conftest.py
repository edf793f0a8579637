"""A whole demonstration county in a database of its own, loaded once for all who look at it."""

import hashlib
import io
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import asyncpg
import pytest
from httpx import ASGITransport, AsyncClient
from litestar import Litestar
from msgspec import structs
from PIL import Image

from backend.app import create_app
from backend.core import db
from backend.core.db import PooledDatabase
from backend.core.storage import Store
from backend.demo import people, seed, stories
from backend.demo.pictures import photo
from backend.demo.pictures.photo import Files, Picture
from backend.settings import Settings
from tests.conftest import ORIGIN, ObjectStore
from tests.support import databases

SECRET = "a secret of this installation"


def _quick(picture: Picture) -> Files:
    """A photo of one colour, other for every picture: what is drawn has tests of its own."""
    colour = hashlib.sha256(repr(picture).encode()).digest()
    out = io.BytesIO()
    Image.new("RGB", (64, 48), tuple(colour[:3])).save(out, "JPEG", quality=90, comment=colour)
    return Files(out.getvalue(), out.getvalue())


class County:
    """A loaded demonstration: its application, and what loading it said."""

    def __init__(self, app: Litestar, config: Settings, database: PooledDatabase, said: list[str]) -> None:
        self.app = app
        self.config = config
        self.database = database
        self.said = said

    async def signed_in(self, name: str) -> AsyncClient:
        client = AsyncClient(transport=ASGITransport(self.app, raise_app_exceptions=False), base_url=ORIGIN)
        answer = await client.post("/api/session", json={"name": name, "password": people.password(SECRET, name)})
        assert answer.status_code == 201, answer.text
        return client

    async def get(self, name: str, path: str) -> Any:
        answer = await (await self.signed_in(name)).get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    @property
    def store(self) -> Store:
        found: Store = self.app.state.store
        return found


@contextmanager
def _small() -> Iterator[None]:
    """Fewer leads, and quick photos."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(photo, "take", _quick)
        patch.setattr(stories, "COUNT_BIG", 6)
        patch.setattr(stories, "COUNT_SMALL", 2)
        yield


@asynccontextmanager
async def _connected(config: Settings) -> AsyncIterator[PooledDatabase]:
    async with asyncpg.create_pool(config.database_url, init=db.set_codecs, min_size=1, max_size=8) as pool:
        yield PooledDatabase(pool)


@pytest.fixture(scope="session")
async def original(admin_dsn: str, object_store: ObjectStore) -> AsyncIterator[tuple[Settings, list[str]]]:
    """Loaded for real into a database of its own, which is only copied; and what loading it said."""
    name = f"test_demo_{os.getpid()}"
    config = Settings(
        database_url=await databases.migrated(admin_dsn, name),
        s3_endpoint=object_store.endpoint,
        s3_access_key=object_store.access_key,
        s3_secret_key=object_store.secret_key,
        s3_bucket=f"demo-{os.getpid()}",
        secret=SECRET,
        demo=True,
        pwa_dist="no-such-folder",
    )
    said: list[str] = []
    with _small():
        async with _connected(config) as database:
            await seed.seed(database, config, said.append)
    yield config, said
    await databases.execute(admin_dsn, f'drop database if exists "{name}" with (force)')


@pytest.fixture(scope="module")
async def loaded(admin_dsn: str, original: tuple[Settings, list[str]]) -> AsyncIterator[County]:
    """A copy for the tests of a file, which may change it."""
    source, said = original
    async with databases.copied(admin_dsn, source.database_url) as url:
        config = structs.replace(source, database_url=url)
        with _small():
            async with _connected(config) as database:
                yield County(create_app(config, database), config, database, said)

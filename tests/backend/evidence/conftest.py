"""A real object store under the application, and the worker run step by step."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

import pytest
from litestar import Litestar

from backend.core.storage import Store
from backend.evidence.worker import Worker
from backend.leads.service import announce
from backend.settings import Settings
from tests.backend.test_storage import emptied
from tests.conftest import ObjectStore

Work = Callable[[], Awaitable[None]]


@pytest.fixture(scope="session")
def store_settings(object_store: ObjectStore, database_url: str) -> Settings:
    return Settings(
        database_url=database_url,
        s3_endpoint=object_store.endpoint,
        s3_access_key=object_store.access_key,
        s3_secret_key=object_store.secret_key,
        s3_bucket=f"test-{os.getpid()}",
        demo=True,
        pwa_dist="no-such-folder",
    )


@pytest.fixture(scope="session")
async def bucket(store_settings: Settings) -> AsyncIterator[Store]:
    """The bucket of this test run, emptied in the end."""
    store = Store(store_settings)
    await store.make_bucket()
    yield store
    await emptied(store)


@pytest.fixture
def settings(store_settings: Settings, bucket: Store) -> Settings:
    return store_settings


@pytest.fixture
def work(app: Litestar) -> Work:
    """Let the worker do everything that is due."""
    worker = Worker(app.state.database, app.state.store, announce)

    async def run() -> None:
        while await worker.step():
            pass

    return run


def keys(store: Store, medium_id: str | UUID) -> list[str]:
    """What the store holds of a medium, wherever."""
    found = [*store.client.list_objects(store.bucket, recursive=True)]
    if store.client.bucket_exists(store.vault.bucket):
        found += store.client.list_objects(store.vault.bucket, recursive=True, include_version=True)
    return sorted(str(o.object_name) for o in found if str(medium_id) in str(o.object_name))

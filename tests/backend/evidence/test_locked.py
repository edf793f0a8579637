"""On a store that locks: an original is not deleted, nor lost under what is put over it, until its time is over."""

import io
import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import boto3
import pytest
from litestar import Litestar
from litestar.datastructures import State
from minio import S3Error

from backend.core import clock
from backend.core.db import Conn
from backend.core.storage import Refused, Store
from backend.core.vault import Keeping, Kept
from backend.evidence import rehashing
from backend.leads.retention import job
from backend.settings import Settings
from backend.system import objects
from tests.backend.evidence.conftest import Work
from tests.backend.evidence.test_originals import kept
from tests.backend.evidence.test_reading import WHY, taken_in
from tests.backend.leads.test_retention import medium as of_a_rejected_lead
from tests.conftest import ObjectStore, Person
from tests.support import hostile
from tests.support.locking_store import ACCESS_KEY, SECRET_KEY, locking_store

PHOTO = hostile.jpeg((64, 48))
due = of_a_rejected_lead


@pytest.fixture(scope="module")
def locking() -> Iterator[ObjectStore]:
    with locking_store() as endpoint:
        yield ObjectStore(endpoint, ACCESS_KEY, SECRET_KEY)


@pytest.fixture
async def settings(locking: ObjectStore, store_settings: Settings) -> Settings:
    made = Settings(
        database_url=store_settings.database_url, s3_endpoint=locking.endpoint, s3_access_key=locking.access_key,
        s3_secret_key=locking.secret_key, s3_bucket=f"locked-{os.getpid()}", demo=True, pwa_dist="no-such-folder",
    )  # fmt: skip
    store = Store(made)
    await store.make_bucket()
    store.close()
    return made


def versions(store: Store, where: Kept) -> list[str | None]:
    found = store.client.list_objects(store.vault.bucket, prefix=where.key, include_version=True)
    return [each.version_id for each in found]


def put_over(store: Store, where: Kept) -> None:
    store.client.put_object(store.vault.bucket, where.key, io.BytesIO(b"other"), 5)


async def test_a_locked_original_is_neither_overwritten_nor_deleted_and_every_start_says_so(
    officer: Person, work: Work, app: Litestar, conn: Conn, settings: Settings
) -> None:
    medium, store = await taken_in(officer, work, PHOTO), app.state.store
    where = await kept(conn, medium)
    await store.call(lambda: put_over(store, where))
    original = await officer.client.get(f"/api/media/{medium['id']}/original", params=WHY)
    assert original.content == PHOTO
    with pytest.raises(S3Error, match="AccessDenied"):
        store.client.remove_object(store.vault.bucket, where.key, version_id=where.version)
    with pytest.raises(Refused):
        await store.vault.remove(where)
    assert where.version in versions(store, where)
    shorter = await store.vault.lock(where, clock.now() + timedelta(days=1))
    assert shorter > clock.now() + timedelta(days=29)
    facts = (await officer.client.get(f"/api/media/{medium['id']}/facts")).json()
    assert (facts["above"], facts["locked_until"] > (clock.now() + timedelta(days=29)).isoformat()) == ("other", True)
    again, state = Store(settings), State()
    assert await objects.look(state, again)
    assert (await again.vault.ready(), state.originals) == (Keeping.LOCKED, "locked")
    again.close()


async def test_a_locked_leftover_of_an_attempt_that_was_cut_off_holds_nothing_up(
    officer: Person, work: Work, app: Litestar, conn: Conn
) -> None:
    medium, store = await taken_in(officer, work, PHOTO), app.state.store
    where = await kept(conn, medium)
    cut_off = await store.vault.put(where.key, PHOTO, "image/jpeg")
    await store.vault.lock(cut_off, clock.now() + timedelta(days=30))
    await conn.execute("update media set due_at = now(), preview = 'pending'")
    await work()
    assert await conn.fetchval("select preview from media") == "ready"
    assert set(versions(store, where)) == {where.version, cut_off.version}


async def test_what_is_due_stays_as_it_was_while_it_is_locked_and_goes_once_the_lock_is_over(
    due: dict[str, Any], app: Litestar, conn: Conn, locking: ObjectStore
) -> None:
    store, database, own = app.state.store, app.state.database, UUID(due["id"])
    where = await kept(conn, due)
    gone, locked = await job.erase(database, store, clock.now())
    assert (gone, [each.medium.id for each in locked]) == ([], [own])
    assert await conn.fetchval("select state from media") == "received"
    assert await conn.fetchval("select count(*) from media_tombstones") == 0
    assert await rehashing.audit(database, store) == []
    # As if its month had passed: an administrator of the store's may end a lock in governance mode.
    administrator = boto3.client(
        "s3", endpoint_url=f"http://{locking.endpoint}", region_name="us-east-1",
        aws_access_key_id=locking.access_key, aws_secret_access_key=locking.secret_key,
    )  # fmt: skip
    over = {"Mode": "GOVERNANCE", "RetainUntilDate": clock.now() - timedelta(days=1)}
    await store.call(lambda: administrator.put_object_retention(
        Bucket=store.vault.bucket, Key=where.key, VersionId=where.version, Retention=over,
        BypassGovernanceRetention=True))  # fmt: skip
    administrator.close()
    gone, locked = await job.erase(database, store, clock.now())
    assert ([each.medium.id for each in gone], locked) == ([own], [])
    assert versions(store, where) == []

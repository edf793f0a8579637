"""The object store itself, a real one: what it keeps, what it enforces, and what happens when it is away."""

import hashlib
import json
import os
import time
from collections.abc import AsyncIterator

import pytest
from litestar.datastructures import State

from backend import cli
from backend.core.errors import Unavailable
from backend.core.storage import PART, MissingObject, Store
from backend.settings import Settings
from backend.system import objects
from tests.conftest import ObjectStore


def settings(where: ObjectStore) -> Settings:
    return Settings(
        database_url="", s3_endpoint=where.endpoint, s3_access_key=where.access_key, s3_secret_key=where.secret_key,
        s3_bucket=f"storage-{os.getpid()}",
    )  # fmt: skip


AWAY = ObjectStore("127.0.0.1:1", "key", "secret")


async def emptied(store: Store) -> None:
    """Both buckets with all their versions gone, and the store closed."""

    def work() -> None:
        for bucket in (store.bucket, store.vault.bucket):
            if store.client.bucket_exists(bucket):
                for each in list(store.client.list_objects(bucket, recursive=True, include_version=True)):
                    store.client.remove_object(bucket, str(each.object_name), version_id=each.version_id)
                store.client.remove_bucket(bucket)

    await store.call(work)
    store.close()


@pytest.fixture(scope="module")
async def store(object_store: ObjectStore) -> AsyncIterator[Store]:
    made = Store(settings(object_store))
    await made.make_bucket()
    await made.make_bucket()
    yield made
    await emptied(made)


async def test_objects_joined_are_their_bytes_in_order_whatever_their_sizes(store: Store) -> None:
    parts = [os.urandom(size) for size in (1, PART - 1, PART + 7, 300_000)]
    for n, part in enumerate(parts):
        await store.put(f"joined/{n}", part)
    whole = b"".join(parts)
    joined = await store.vault.take([f"joined/{n}" for n in range(4)], "joined/whole", len(whole))
    found = await store.vault.fingerprint(joined)
    assert (found.sha256, found.size) == (hashlib.sha256(whole).hexdigest(), len(whole))
    assert found.head == whole[:4096]
    assert await store.fingerprint([f"joined/{n}" for n in range(4)]) == found
    alone = await store.vault.take(["joined/0"], "joined/alone", 1)
    assert await store.vault.read(alone) == parts[0]


async def test_a_part_of_an_object_can_be_read(store: Store) -> None:
    await store.put("part", bytes(range(100)))
    blocks = [block async for block in await store.open("part", 10, 5)]
    assert b"".join(blocks) == bytes(range(10, 15))


async def test_a_missing_object_is_missing_and_may_be_deleted(store: Store) -> None:
    with pytest.raises(MissingObject):
        await store.read("nothing")
    with pytest.raises(MissingObject):
        await store.open("nothing")
    await store.delete(["nothing"])
    await store.delete_below("nothing/")


async def test_the_bucket_is_private(store: Store) -> None:
    await store.put("secret", b"secret")
    url = store.client.get_presigned_url("GET", store.bucket, "secret").partition("?")[0]
    answer = await store.call(lambda: store.client._http.request("GET", url, retries=False))
    assert 400 <= answer.status < 500
    assert b"secret" not in answer.data


async def test_a_store_that_is_away_says_so_at_once() -> None:
    away = Store(settings(AWAY))
    began = time.monotonic()
    for work in (away.make_bucket(), away.read("x"), away.put("x", b"x"), away.open("x"), away.delete(["x"])):
        with pytest.raises(Unavailable):
            await work
    assert time.monotonic() - began < 10, "it is tried once"
    away.close()


async def test_health_tells_whether_the_store_is_there_and_what_was_proven(store: Store) -> None:
    state, away = State(), Store(settings(AWAY))
    assert await objects.look(state, away) is False
    assert "worm" not in state
    assert await objects.look(state, store) is True
    proven = (await store.probe()).object_lock
    assert state.worm == ("proven" if proven else "not available")
    assert state.originals == ("locked" if proven else "versioned")
    away.close()


async def test_a_lock_that_is_only_promised_is_not_believed(store: Store) -> None:
    """The embedded store accepts a lock and deletes all the same."""
    found = await store.probe()
    assert found.versioning is True
    assert found.checksums is True
    assert found.object_lock is False


def test_the_probe_is_a_chore_of_the_command_line(
    object_store: ObjectStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {
        "DATABASE_URL": "-", "S3_ENDPOINT": object_store.endpoint, "S3_ACCESS_KEY": object_store.access_key,
        "S3_SECRET_KEY": object_store.secret_key, "FENGXUN_DEMO": "1", "S3_BUCKET": f"storage-{os.getpid()}",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    assert cli.main(["probe-store"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"versioning", "object_lock", "checksums"}

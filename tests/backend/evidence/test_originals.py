"""An original is written once: whatever is put over it or deleted above it, what was received is what is read."""

import io
import logging
from typing import Any

import pytest
from litestar import Litestar
from litestar.datastructures import State
from minio import S3Error

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.storage import Store
from backend.core.vault import Keeping, Kept, Vault
from backend.evidence import rehashing
from backend.system import objects
from backend.tlog.auditing import Fault
from tests.backend.evidence.conftest import Work
from tests.backend.evidence.test_package import unzipped
from tests.backend.evidence.test_reading import WHY, taken_in
from tests.conftest import NewPerson, Person
from tests.support import hostile

PHOTO = hostile.jpeg((64, 48))


@pytest.fixture
async def medium(officer: Person, work: Work) -> dict[str, Any]:
    return await taken_in(officer, work, PHOTO)


async def kept(conn: Conn, medium: dict[str, Any]) -> Kept:
    row = await conn.fetchrow("select object_key, object_version, vaulted from media where id = $1", medium["id"])
    assert row
    assert row["vaulted"]
    return Kept(key=row["object_key"], version=row["object_version"])


def put_over(bucket: Store, key: str) -> None:
    bucket.client.put_object(bucket.vault.bucket, key, io.BytesIO(b"other"), 5)


def delete_above(bucket: Store, key: str) -> None:
    bucket.client.remove_object(bucket.vault.bucket, key)


async def facts(somebody: Person, medium: dict[str, Any]) -> dict[str, Any]:
    answer = await somebody.client.get(f"/api/media/{medium['id']}/facts")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def findings(app: Litestar) -> list[Fault]:
    return [found.fault for found in await rehashing.audit(app.state.database, app.state.store)]


@pytest.mark.parametrize(("tamper", "above"), [(put_over, "other"), (delete_above, "deleted")])
async def test_with_the_applications_own_credentials_an_original_is_neither_overwritten_nor_deleted(
    officer: Person, person: NewPerson, medium: dict[str, Any], bucket: Store, conn: Conn, app: Litestar,
    tamper: Any, above: str,
) -> None:  # fmt: skip
    reviewer = await person(Role.LEGAL_REVIEWER)
    where = await kept(conn, medium)
    assert where.version
    before = await facts(officer, medium)
    assert (before["object_version"], before["above"]) == (where.version, "same")
    assert await findings(app) == []
    await bucket.call(lambda: tamper(bucket, where.key))
    original = await officer.client.get(f"/api/media/{medium['id']}/original", params=WHY)
    assert original.content == PHOTO
    package = await reviewer.client.get(f"/api/leads/{medium['lead_id']}/package", params={"purpose": "行政复议"})
    assert PHOTO in unzipped(package.content).values()
    assert (await facts(officer, medium))["above"] == above
    assert await findings(app) == [Fault.OBJECT_HIDDEN]


async def test_a_version_cannot_be_deleted_where_the_store_locks_and_is_missed_where_it_does_not(
    medium: dict[str, Any], bucket: Store, conn: Conn, app: Litestar
) -> None:
    where = await kept(conn, medium)
    if await bucket.vault.ready() is Keeping.LOCKED:
        with pytest.raises(S3Error):
            bucket.client.remove_object(bucket.vault.bucket, where.key, version_id=where.version)
        return
    await bucket.vault.remove(where)
    assert await findings(app) == [Fault.OBJECT_MISSING]


async def test_how_originals_are_kept_is_reported_as_it_was_seen(
    medium: dict[str, Any], bucket: Store, conn: Conn, store_settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    fresh, state = Store(store_settings), State()
    with caplog.at_level(logging.INFO, "fengxun"):
        assert await objects.look(state, fresh)
    keeping = await fresh.vault.ready()
    assert state.originals == keeping.value
    assert f"originals in the bucket {fresh.vault.bucket} are {keeping.value}" in caplog.messages
    locked = await conn.fetchval("select locked_until > now() + interval '29 days' from media")
    assert bool(locked) == (keeping is Keeping.LOCKED)
    fresh.close()


async def test_a_store_without_versions_runs_on_and_is_reported_plain(
    bucket: Store, store_settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.core.vault.probes.versions_stay", lambda *_: False)
    monkeypatch.setattr("backend.core.vault._says_it_locks", lambda *_: False)
    fresh = Store(store_settings)
    vault = Vault(fresh)
    await bucket.put("piece", b"bytes")
    whole = await vault.take(["piece"], "original/plain/x", 5)
    assert (await vault.ready(), whole.version) == (Keeping.PLAIN, None) or whole.version
    assert await vault.read(whole) == b"bytes"
    fresh.close()


async def test_what_was_received_before_there_was_a_bucket_of_originals_is_read_where_it_lies(
    officer: Person, medium: dict[str, Any], bucket: Store, conn: Conn, app: Litestar
) -> None:
    await bucket.put(f"original/{medium['id']}/{medium['sha256']}", PHOTO)
    await conn.execute("update media set vaulted = false, object_version = null, locked_until = null")
    await conn.execute(
        "alter table audit_events disable trigger user; update audit_events set detail = detail - 'version'"
    )
    original = await officer.client.get(f"/api/media/{medium['id']}/original", params=WHY)
    assert original.content == PHOTO
    assert await findings(app) == []


async def test_an_interrupted_attempt_leaves_no_second_version(
    officer: Person, work: Work, bucket: Store, conn: Conn
) -> None:
    medium = await taken_in(officer, work, PHOTO)
    where = await kept(conn, medium)
    await conn.execute("update media set due_at = now()")
    await bucket.call(lambda: put_over(bucket, where.key))
    await work()
    found = bucket.client.list_objects(bucket.vault.bucket, prefix=where.key, include_version=True)
    assert [each.version_id for each in found] == [where.version]

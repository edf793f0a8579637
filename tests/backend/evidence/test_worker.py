"""What happens once the bytes are here: believed only after they were read back and hashed."""

import hashlib
import io
from typing import Any
from uuid import UUID

import pytest
from litestar import Litestar

from backend.core.db import Conn
from backend.core.storage import Store
from tests.backend.evidence.conftest import Work, keys
from tests.conftest import Person
from tests.support.hostile import jpeg
from tests.support.leads import a_medium, reported
from tests.support.tus import TUS, create, offset, send, upload

PHOTO = jpeg()
SHA = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
async def lead(officer: Person) -> dict[str, Any]:
    return await reported(officer.client, a_medium(PHOTO))


@pytest.fixture
def medium(lead: dict[str, Any]) -> str:
    return str(lead["media"][0]["id"])


async def state(somebody: Person, medium: str) -> dict[str, Any]:
    found: dict[str, Any] = (await somebody.client.get(f"/api/media/{medium}/state")).json()
    return found


async def test_a_medium_is_received_only_after_the_stored_object_was_hashed(
    officer: Person, lead: dict[str, Any], medium: str, work: Work, bucket: Store, conn: Conn
) -> None:
    await upload(officer.client, medium, PHOTO)
    waiting = await state(officer, medium)
    assert (waiting["state"], waiting["verified_at"]) == ("verifying", None)
    await work()
    done = await state(officer, medium)
    assert (done["state"], done["detected_mime"], done["preview"]) == ("received", "image/jpeg", "ready")
    assert done["verified_at"]
    assert (done["width"], done["height"]) == (640, 480)
    assert keys(bucket, medium) == [
        f"derived/{medium}/preview.jpg", f"derived/{medium}/thumbnail.jpg", f"original/{medium}/{SHA}",
    ]  # fmt: skip
    assert await bucket.read(f"original/{medium}/{SHA}", bucket.vault.bucket) == PHOTO
    assert await conn.fetchval("select stored_sha256 from media") == SHA
    assert await conn.fetchval("select count(*) from media_chunks") == 0
    seen = (await officer.client.get(f"/api/leads/{lead['id']}")).json()
    assert (seen["media_received"], seen["revision"]) == (1, lead["revision"])


async def test_watchers_are_told_of_every_change(
    officer: Person, medium: str, lead: dict[str, Any], work: Work, conn: Conn
) -> None:
    await upload(officer.client, medium, PHOTO)
    await work()
    told = await conn.fetch("select kind, subject, owner, town_code, body from live_events order by id")
    media = [t for t in told if t["kind"] == "media"]
    assert [(t["body"]["state"], t["body"]["preview"]) for t in media] == [
        ("uploading", "pending"), ("verifying", "pending"), ("received", "pending"), ("received", "ready"),
    ]  # fmt: skip
    assert {(t["owner"], t["town_code"], str(t["subject"])) for t in media} == {(officer.id, lead["town_code"], medium)}
    leads = [t["body"]["media_received"] for t in told if t["kind"] == "lead"]
    assert leads == [0, 1]


async def test_other_bytes_than_declared_are_kept_aside_and_sent_again(
    officer: Person, command_room: Person, medium: str, work: Work, bucket: Store, conn: Conn
) -> None:
    wrong = jpeg(colour="blue").ljust(len(PHOTO), b"x")[: len(PHOTO)]
    aside = f"mismatch/{medium}/{hashlib.sha256(wrong).hexdigest()}"
    await create(officer.client, medium, len(PHOTO))
    await send(officer.client, medium, 0, wrong[:100])
    await send(officer.client, medium, 100, wrong[100:])
    await work()
    for somebody in (officer, command_room):
        assert (await state(somebody, medium))["state"] == "mismatch"
    assert keys(bucket, medium) == [aside]
    assert await conn.fetchval("select count(*) from audit_events where action = 'medium.mismatch'") == 1
    assert (await officer.client.head(f"/api/media/{medium}", headers=TUS)).status_code == 404
    await upload(officer.client, medium, PHOTO)
    await work()
    assert (await state(officer, medium))["state"] == "received"
    assert aside in keys(bucket, medium)


async def test_bytes_that_the_store_lost_are_asked_for_again(
    officer: Person, medium: str, work: Work, bucket: Store
) -> None:
    await create(officer.client, medium, len(PHOTO))
    await send(officer.client, medium, 0, PHOTO[:500])
    await send(officer.client, medium, 500, PHOTO[500:])
    await bucket.delete(keys(bucket, medium)[:1])
    await work()
    assert (await state(officer, medium))["state"] == "mismatch"
    await upload(officer.client, medium, PHOTO)
    await work()
    assert (await state(officer, medium))["state"] == "received"


async def test_a_store_that_gives_back_other_bytes_is_not_believed_and_tried_again(
    officer: Person, medium: str, work: Work, bucket: Store, conn: Conn, app: Litestar
) -> None:
    class Forgetful(Store):
        def joined(self, keys: Any, bucket: str, into: str, size: int) -> str | None:
            return self.client.put_object(bucket, into, io.BytesIO(b"x" * size), size).version_id

    there, app.state.store = app.state.store, Forgetful(app.state.settings)
    await upload(officer.client, medium, PHOTO)
    from backend.evidence.worker import Worker
    from backend.leads.service import announce

    await Worker(app.state.database, app.state.store, announce).step()
    app.state.store = there
    assert (await state(officer, medium))["state"] == "verifying"
    await work()  # not due yet
    assert (await state(officer, medium))["state"] == "verifying"
    await conn.execute("update media set due_at = now() where id = $1", UUID(medium))
    await work()
    assert (await state(officer, medium))["state"] == "received"


async def test_work_that_a_killed_worker_left_is_done_by_another(
    officer: Person, medium: str, work: Work, conn: Conn
) -> None:
    await upload(officer.client, medium, PHOTO)
    taken = "update media set due_at = now() + interval '20 s', attempts = 1 where id = $1"
    await conn.execute(taken, UUID(medium))
    await work()
    assert (await state(officer, medium))["state"] == "verifying"
    await conn.execute("update media set due_at = now() where id = $1", UUID(medium))
    await work()
    assert (await state(officer, medium))["state"] == "received"


async def test_what_uploads_left_behind_is_swept_once_the_medium_is_received(
    officer: Person, medium: str, work: Work, bucket: Store
) -> None:
    await bucket.put(f"incoming/{medium}/000000000000000-orphan", b"of a process that was killed")
    await upload(officer.client, medium, PHOTO)
    await work()
    assert not [key for key in keys(bucket, medium) if key.startswith("incoming/")]


async def test_a_large_medium_in_many_pieces_becomes_one_object(
    officer: Person, work: Work, bucket: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.evidence.uploads.service.CHUNK", 2 << 20)
    data = hashlib.sha256(b"seed").digest() * (13 << 15)  # 13 MiB: more than one part of a multipart upload
    declared = a_medium(data, mime="video/mp4")
    await reported(officer.client, declared)
    await create(officer.client, declared["id"], len(data))
    await send(officer.client, declared["id"], 0, data[: 5 << 20])
    await send(officer.client, declared["id"], await offset(officer.client, declared["id"]), data[5 << 20 :])
    await work()
    found = await state(officer, declared["id"])
    assert found["state"] == "received"
    assert (await bucket.fingerprint([f"original/{found['id']}/{found['sha256']}"], bucket.vault.bucket)).size == len(
        data
    )

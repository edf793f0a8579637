"""The tus protocol, request by request: every byte that arrived counts, and none counts twice."""

import base64
import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from uuid import UUID

import pytest
from httpx import AsyncClient
from litestar import Litestar

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.core.storage import Store
from backend.settings import Settings
from tests.backend.evidence.conftest import Work, keys
from tests.conftest import NewPerson, Person
from tests.support.leads import a_medium, reported
from tests.support.tus import TUS, create, metadata, offset, send, upload

DATA = bytes(range(256)) * 40


@pytest.fixture
async def medium(officer: Person) -> str:
    """Declared by a lead of the officer's, not one byte sent."""
    declared = a_medium(DATA)
    await reported(officer.client, declared)
    return str(declared["id"])


async def test_anybody_may_ask_what_the_server_speaks(client: AsyncClient) -> None:
    for path in ("/api/media", f"/api/media/{uuid7()}"):
        answer = await client.options(path)
        assert answer.status_code == 204
        assert answer.headers["tus-version"] == "1.0.0"
        assert answer.headers["tus-extension"] == "creation,checksum,termination,expiration"
        assert answer.headers["tus-checksum-algorithm"] == "sha1,sha256"
        assert int(answer.headers["tus-max-size"]) == 500 << 20


async def test_a_client_of_another_version_is_refused_and_told_ours(officer: Person, medium: str) -> None:
    for headers in ({}, {"tus-resumable": "0.2.2"}):
        answer = await officer.client.head(f"/api/media/{medium}", headers=headers)
        assert (answer.status_code, answer.headers["tus-version"]) == (412, "1.0.0")
        assert answer.headers["tus-resumable"] == "1.0.0"


async def test_who_is_signed_out_or_may_not_upload_is_refused(
    client: AsyncClient, person: NewPerson, medium: str
) -> None:
    reviewer = await person(Role.LEGAL_REVIEWER)
    for somebody, status in ((client, 401), (reviewer.client, 403)):
        assert (await create(somebody, medium, len(DATA))).status_code == status
        assert (await somebody.head(f"/api/media/{medium}", headers=TUS)).status_code == status
        assert (await send(somebody, medium, 0, DATA)).status_code == status
        assert (await somebody.delete(f"/api/media/{medium}", headers=TUS)).status_code == status


async def test_a_medium_nobody_declared_or_of_somebody_else_is_not_found(
    officer: Person, grid_worker: Person, command_room: Person, medium: str
) -> None:
    await create(officer.client, medium, len(DATA))
    for somebody, wanted in ((officer, str(uuid7())), (grid_worker, medium), (command_room, medium)):
        assert (await create(somebody.client, wanted, len(DATA))).status_code == 404
        assert (await somebody.client.head(f"/api/media/{wanted}", headers=TUS)).status_code == 404
        assert (await send(somebody.client, wanted, 0, DATA)).status_code == 404
        assert (await somebody.client.delete(f"/api/media/{wanted}", headers=TUS)).status_code == 404
    assert await offset(officer.client, medium) == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"upload-length": "-1"}, 400),
        ({"upload-length": "x"}, 400),
        ({"upload-length": str(2**70)}, 400),
        ({"upload-length": str((500 << 20) + 1)}, 413),
        ({"upload-length": "7"}, 422),
        ({"upload-metadata": ""}, 422),
        ({"upload-metadata": "id"}, 422),
        ({"upload-metadata": "id !!!"}, 422),
        ({"upload-metadata": "id /////w=="}, 422),
        ({"upload-metadata": metadata("not a uuid")}, 422),
    ],
)
async def test_an_upload_that_cannot_be_is_refused(
    officer: Person, medium: str, headers: dict[str, str], status: int
) -> None:
    answer = await create(officer.client, medium, len(DATA), **headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["tus-resumable"] == "1.0.0"


async def test_an_upload_that_was_never_created_has_no_offset(officer: Person, medium: str) -> None:
    assert (await officer.client.head(f"/api/media/{medium}", headers=TUS)).status_code == 404
    assert (await send(officer.client, medium, 0, DATA)).status_code == 404


async def test_the_uploads_id_is_the_mediums_id_and_creating_it_again_changes_nothing(
    officer: Person, medium: str
) -> None:
    first = await create(officer.client, medium, len(DATA))
    await send(officer.client, medium, 0, DATA[:100])
    again = await create(officer.client, medium, len(DATA))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.headers["location"] == again.headers["location"] == f"/api/media/{medium}"
    assert await offset(officer.client, medium) == 100


async def test_an_unfinished_upload_says_when_it_expires(officer: Person, medium: str, conn: Conn) -> None:
    answer = await create(officer.client, medium, len(DATA))
    left = parsedate_to_datetime(answer.headers["upload-expires"]) - datetime.now(UTC)
    assert timedelta(days=6) < left <= timedelta(days=7)
    head = await officer.client.head(f"/api/media/{medium}", headers=TUS)
    assert head.headers["upload-expires"] == answer.headers["upload-expires"]
    assert head.headers["cache-control"] == "no-store"
    assert head.headers["upload-length"] == str(len(DATA))


async def test_bytes_come_in_any_number_of_requests(officer: Person, medium: str, work: Work, bucket: Store) -> None:
    await create(officer.client, medium, len(DATA))
    for start in range(0, len(DATA), 3000):
        answer = await send(officer.client, medium, start, DATA[start : start + 3000])
        assert answer.status_code == 204
        assert await offset(officer.client, medium) == min(start + 3000, len(DATA))
    assert "upload-expires" not in answer.headers
    await work()
    state = (await officer.client.get(f"/api/media/{medium}/state")).json()
    assert (state["state"], state["received_bytes"]) == ("received", len(DATA))
    assert await bucket.read(f"original/{medium}/{state['sha256']}", bucket.vault.bucket) == DATA
    assert keys(bucket, medium) == [f"original/{medium}/{state['sha256']}"]


async def test_bytes_at_the_wrong_place_are_refused_and_change_nothing(officer: Person, medium: str) -> None:
    await create(officer.client, medium, len(DATA))
    await send(officer.client, medium, 0, DATA[:100])
    for wrong in (0, 99, 101, len(DATA)):
        assert (await send(officer.client, medium, wrong, b"x")).status_code == 409
    assert await offset(officer.client, medium) == 100


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "image/jpeg"}, 415),
        ({"upload-offset": "x"}, 400),
        ({"upload-offset": str(2**70)}, 400),
        ({"upload-checksum": "crc32 AAAA"}, 400),
        ({"upload-checksum": "sha256 AAAA"}, 400),
        ({"upload-checksum": "sha256"}, 400),
    ],
)
async def test_headers_that_make_no_sense_are_refused(
    officer: Person, medium: str, headers: dict[str, str], status: int
) -> None:
    await create(officer.client, medium, len(DATA))
    answer = await send(officer.client, medium, 0, DATA, **headers)
    assert answer.status_code == status, answer.text
    assert await offset(officer.client, medium) == 0


async def test_more_bytes_than_declared_are_refused(officer: Person, medium: str) -> None:
    async def unannounced() -> AsyncIterator[bytes]:
        yield DATA
        yield b"x"

    await create(officer.client, medium, len(DATA))
    for body in (DATA + b"x", unannounced()):
        assert (await send(officer.client, medium, 0, body)).status_code == 413
        assert await offset(officer.client, medium) == 0


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
async def test_a_checksum_is_all_or_nothing(
    officer: Person, medium: str, algorithm: str, bucket: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.evidence.uploads.service.CHUNK", 1000)

    def checksum(data: bytes) -> str:
        return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"

    async def in_pieces(data: bytes) -> AsyncIterator[bytes]:
        for start in range(0, len(data), 500):
            yield data[start : start + 500]

    await create(officer.client, medium, len(DATA))
    wrong = await send(officer.client, medium, 0, in_pieces(DATA[:3000]), **{"upload-checksum": checksum(b"other")})
    assert wrong.status_code == 460
    assert await offset(officer.client, medium) == 0
    assert keys(bucket, medium) == []
    right = await send(officer.client, medium, 0, in_pieces(DATA[:3000]), **{"upload-checksum": checksum(DATA[:3000])})
    assert right.status_code == 204
    assert await offset(officer.client, medium) == 3000


async def test_every_byte_that_arrived_before_a_drop_counts(officer: Person, medium: str, work: Work) -> None:
    async def cut_off() -> AsyncIterator[bytes]:
        yield DATA[:1234]
        raise ConnectionError

    await create(officer.client, medium, len(DATA))
    await send(officer.client, medium, 0, cut_off())
    assert await offset(officer.client, medium) == 1234
    await send(officer.client, medium, 1234, DATA[1234:])
    await work()
    assert (await officer.client.get(f"/api/media/{medium}/state")).json()["state"] == "received"


async def test_of_two_requests_with_the_same_bytes_one_wins_and_nothing_is_doubled(
    officer: Person, medium: str, work: Work, bucket: Store
) -> None:
    async def overtaken() -> AsyncIterator[bytes]:
        yield DATA[:2000]
        assert (await send(officer.client, medium, 0, DATA[:3000])).status_code == 204

    await create(officer.client, medium, len(DATA))
    assert (await send(officer.client, medium, 0, overtaken())).status_code == 409
    assert await offset(officer.client, medium) == 3000
    assert len(keys(bucket, medium)) == 1
    await send(officer.client, medium, 3000, DATA[3000:])
    await work()
    assert (await officer.client.get(f"/api/media/{medium}/state")).json()["state"] == "received"


async def test_an_unfinished_upload_can_be_given_up_and_begun_again(
    officer: Person, medium: str, bucket: Store, conn: Conn
) -> None:
    await create(officer.client, medium, len(DATA))
    await send(officer.client, medium, 0, DATA[:100])
    assert (await officer.client.delete(f"/api/media/{medium}", headers=TUS)).status_code == 204
    assert keys(bucket, medium) == []
    assert (await officer.client.head(f"/api/media/{medium}", headers=TUS)).status_code == 404
    assert (await officer.client.get(f"/api/media/{medium}/state")).json()["state"] == "declared"
    await upload(officer.client, medium, DATA)


async def test_what_is_complete_cannot_be_given_up_or_added_to(officer: Person, medium: str, work: Work) -> None:
    await upload(officer.client, medium, DATA)
    for _ in range(2):
        assert (await officer.client.delete(f"/api/media/{medium}", headers=TUS)).status_code == 409
        assert (await send(officer.client, medium, 0, DATA)).status_code == 409
        assert (await send(officer.client, medium, len(DATA), b"x")).status_code == 413
        assert (await create(officer.client, medium, len(DATA))).status_code == 201
        assert await offset(officer.client, medium) == len(DATA)
        await work()


async def test_an_upload_that_stands_still_for_a_week_expires_and_can_begin_again(
    officer: Person, medium: str, work: Work, conn: Conn, bucket: Store
) -> None:
    await create(officer.client, medium, len(DATA))
    await send(officer.client, medium, 0, DATA[:100])
    await work()
    assert await offset(officer.client, medium) == 100
    await conn.execute("update media set due_at = now() where id = $1", UUID(medium))
    await work()
    assert (await officer.client.head(f"/api/media/{medium}", headers=TUS)).status_code == 404
    assert keys(bucket, medium) == []
    await upload(officer.client, medium, DATA)


async def test_while_the_store_is_away_the_phone_is_told_to_try_again_and_loses_nothing(
    officer: Person, medium: str, app: Litestar
) -> None:
    await create(officer.client, medium, len(DATA))
    await send(officer.client, medium, 0, DATA[:100])
    there = app.state.store
    app.state.store = Store(Settings(database_url="", s3_endpoint="127.0.0.1:1", s3_access_key="-", s3_secret_key="-"))
    answer = await send(officer.client, medium, 100, DATA[100:])
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    app.state.store = there
    assert await offset(officer.client, medium) == 100
    assert (await send(officer.client, medium, 100, DATA[100:])).status_code == 204

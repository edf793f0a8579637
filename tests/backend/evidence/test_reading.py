"""Looking at evidence: ours inline, theirs only as a file; hostile bytes are stored and never run."""

import base64
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from backend.auth.permissions import Role
from backend.core.ids import uuid7
from tests.backend.evidence.conftest import Work
from tests.conftest import NewPerson, Person
from tests.support import hostile
from tests.support.leads import a_medium, reported
from tests.support.tus import upload


async def taken_in(somebody: Person, work: Work, data: bytes, **other: Any) -> dict[str, Any]:
    """A medium that went the whole way, as its state tells of it."""
    declared = a_medium(data, **other)
    await reported(somebody.client, declared)
    await upload(somebody.client, declared["id"], data)
    await work()
    answer = await somebody.client.get(f"/api/media/{declared['id']}/state")
    found: dict[str, Any] = answer.json()
    assert found["state"] == "received"
    return found


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


WHY = {"purpose": "casework"}
KINDS = ("state", "thumbnail", "preview", "original")


async def test_a_medium_of_another_town_looks_missing(
    officer: Person, stranger: Person, grid_worker: Person, person: NewPerson, work: Work
) -> None:
    medium = await taken_in(officer, work, hostile.jpeg())
    auditor = await person(Role.AUDITOR)
    for kind in KINDS:
        missing = await stranger.client.get(f"/api/media/{uuid7()}/{kind}", params=WHY)
        for outsider in (stranger, grid_worker):
            answer = await outsider.client.get(f"/api/media/{medium['id']}/{kind}", params=WHY)
            assert (answer.status_code, answer.content) == (404, missing.content)
        assert (await auditor.client.get(f"/api/media/{medium['id']}/{kind}", params=WHY)).status_code == 403


async def test_before_a_medium_is_received_there_is_only_the_phones_thumbnail(
    officer: Person, command_room: Person
) -> None:
    small = hostile.jpeg((32, 24))
    with_one = a_medium(b"x", thumbnail=base64.b64encode(small).decode())
    without = a_medium(b"y")
    await reported(officer.client, with_one, without)
    seen = await command_room.client.get(f"/api/media/{with_one['id']}/thumbnail")
    assert (seen.status_code, seen.content) == (200, small)
    assert seen.headers["content-type"] == "image/jpeg"
    assert seen.headers["x-content-type-options"] == "nosniff"
    assert seen.headers["cache-control"] == "private, no-cache"
    assert (await command_room.client.get(f"/api/media/{without['id']}/thumbnail")).status_code == 404
    for kind in ("preview", "original"):
        assert (await command_room.client.get(f"/api/media/{with_one['id']}/{kind}", params=WHY)).status_code == 404


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("DSCN0010.jpg", (640, 480)),
        ("DSCN0042.jpg", (640, 480)),
        ("portrait_6.jpg", (450, 600)),
        ("sample.heif", (640, 426)),
        ("invalid_exif.jpg", (61, 58)),
    ],
)
async def test_a_real_photo_is_shown_upright_small_and_large_without_what_the_camera_wrote_into_it(
    officer: Person, command_room: Person, work: Work, shared: Path, name: str, size: tuple[int, int]
) -> None:
    data = (shared / "data" / "photos" / name).read_bytes()
    medium = await taken_in(officer, work, data)
    assert (medium["preview"], (medium["width"], medium["height"])) == ("ready", size)
    large = await command_room.client.get(f"/api/media/{medium['id']}/preview", params=WHY)
    small = await command_room.client.get(f"/api/media/{medium['id']}/thumbnail")
    assert picture(large.content).size == size
    assert max(picture(small.content).size) <= 320
    for answer, kept in ((large, "no-cache"), (small, "max-age=86400")):
        assert answer.headers["content-type"] == "image/jpeg"
        assert answer.headers["cache-control"] == f"private, {kept}"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert not picture(answer.content).getexif()
        assert b"Exif" not in answer.content
    kept = {"if-none-match": large.headers["etag"]}
    assert (
        await command_room.client.get(f"/api/media/{medium['id']}/preview", params=WHY, headers=kept)
    ).status_code == 304
    original = await command_room.client.get(f"/api/media/{medium['id']}/original", params=WHY)
    assert hashlib.sha256(original.content).hexdigest() == medium["sha256"]


@pytest.mark.parametrize(
    ("data", "reason", "served_as"),
    [
        (hostile.svg_with_script(), "not_an_image", "application/octet-stream"),
        (hostile.html(), "not_an_image", "application/octet-stream"),
        (hostile.png_of(50_000, 50_000), "too_many_pixels", "image/png"),
        (hostile.png_of(3_000, 3_000), "truncated", "image/png"),
        (b"\xff\xd8\xff\xe0 no photo at all", "truncated", "image/jpeg"),
        (b"GIF89a" + b"\x01\x00" * 20, "not_an_image", "application/octet-stream"),
        (b"%PDF-1.7\n%%EOF", "not_an_image", "application/pdf"),
        (hostile.mp4(), "video", "video/mp4"),
        (b"\x00", "not_an_image", "application/octet-stream"),
    ],
)
async def test_what_cannot_be_shown_is_stored_as_it_came_says_why_and_never_runs(
    officer: Person, command_room: Person, work: Work, data: bytes, reason: str, served_as: str
) -> None:
    medium = await taken_in(officer, work, data, filename="photo.jpg", mime="image/jpeg")
    assert (medium["preview"], medium["preview_reason"]) == ("none", reason)
    for kind in ("preview", "thumbnail"):
        assert (await command_room.client.get(f"/api/media/{medium['id']}/{kind}", params=WHY)).status_code == 404
    original = await command_room.client.get(f"/api/media/{medium['id']}/original", params=WHY)
    assert original.content == data
    assert original.headers["content-type"] == served_as
    assert original.headers["content-disposition"].startswith("attachment;")
    assert original.headers["content-security-policy"].startswith("sandbox;")
    assert original.headers["x-content-type-options"] == "nosniff"


async def test_a_photo_that_was_cut_off_is_kept_and_says_so(officer: Person, work: Work, shared: Path) -> None:
    medium = await taken_in(officer, work, (shared / "data" / "photos" / "truncated.jpg").read_bytes())
    assert (medium["preview"], medium["preview_reason"]) == ("none", "truncated")


async def test_a_page_hidden_behind_a_photo_does_not_reach_what_is_shown(officer: Person, work: Work) -> None:
    medium = await taken_in(officer, work, hostile.jpeg(behind=hostile.html()))
    for kind in ("preview", "thumbnail"):
        shown = await officer.client.get(f"/api/media/{medium['id']}/{kind}", params=WHY)
        assert b"script" not in shown.content


async def test_a_hostile_name_is_only_ever_a_name(officer: Person, work: Work) -> None:
    medium = await taken_in(officer, work, b"x", filename='..\\../a"\r\nSet-Cookie: x=1\u202egpj.照片.exe')
    original = await officer.client.get(f"/api/media/{medium['id']}/original", params=WHY)
    assert "set-cookie" not in original.headers
    assert medium["filename"] == 'a"Set-Cookie: x=1gpj.照片.exe'
    assert '"a' not in original.headers["content-disposition"]
    assert "\n" not in original.headers["content-disposition"]


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-9", 206, 0, 9),
        ("bytes=10-", 206, 10, 999),
        ("bytes=-10", 206, 990, 999),
        ("bytes=-5000", 206, 0, 999),
        ("bytes=990-5000", 206, 990, 999),
        ("bytes=1000-", 416, 0, 0),
        ("bytes=-0", 416, 0, 0),
        ("bytes=5-3", 200, 0, 999),
        ("bytes=0-1,5-6", 200, 0, 999),
        ("lines=0-1", 200, 0, 999),
        ("bytes=99999999999999999999-", 200, 0, 999),
    ],
)
async def test_parts_of_the_original_can_be_asked_for(
    officer: Person, work: Work, asked: str, status: int, start: int, end: int
) -> None:
    data = bytes(i % 251 for i in range(1000))
    medium = await taken_in(officer, work, data)
    answer = await officer.client.get(f"/api/media/{medium['id']}/original", params=WHY, headers={"range": asked})
    assert answer.status_code == status
    if status == 416:
        assert answer.headers["content-range"] == "bytes */1000"
        return
    assert answer.content == data[start : end + 1]
    assert answer.headers["content-length"] == str(end - start + 1)
    assert answer.headers.get("content-range") == (f"bytes {start}-{end}/1000" if status == 206 else None)

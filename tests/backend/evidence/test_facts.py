"""What is known about a file and what it states of itself, read where hostile bytes can do no harm."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.backend.evidence.conftest import Work
from tests.backend.evidence.test_reading import taken_in
from tests.conftest import NewPerson, Person
from tests.support import hostile
from tests.support.leads import a_medium, reported


async def facts(somebody: Person, medium_id: str) -> dict[str, Any]:
    answer = await somebody.client.get(f"/api/media/{medium_id}/facts")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_the_facts_of_another_towns_medium_look_missing(
    officer: Person, stranger: Person, person: NewPerson
) -> None:
    medium = a_medium(b"x")
    await reported(officer.client, medium)
    missing = await stranger.client.get(f"/api/media/{uuid7()}/facts")
    answer = await stranger.client.get(f"/api/media/{medium['id']}/facts")
    assert (answer.status_code, answer.content) == (404, missing.content)
    auditor = await person(Role.AUDITOR)
    assert (await auditor.client.get(f"/api/media/{medium['id']}/facts")).status_code == 403


async def test_an_id_that_is_none_is_not_found(officer: Person) -> None:
    assert (await officer.client.get("/api/media/nonsense/facts")).status_code == 404


async def test_a_real_photo_states_camera_time_and_place(
    officer: Person, command_room: Person, work: Work, shared: Path
) -> None:
    data = (shared / "data" / "photos" / "DSCN0010.jpg").read_bytes()
    medium = await taken_in(officer, work, data)
    found = await facts(command_room, medium["id"])
    assert found["exif_state"] == "read"
    exif = found["exif"]
    assert (exif["make"], exif["model"]) == ("NIKON", "COOLPIX P6000")
    assert exif["taken_at"] == "2008-10-22 16:28:39"
    assert exif["gps_at"] == "2008-10-23 14:27:07 UTC"
    assert (round(exif["lon"], 5), round(exif["lat"], 5)) == (11.88513, 43.46745)
    assert found["stored_sha256"] == found["sha256"] == medium["sha256"]
    assert (found["mime"], found["detected_mime"]) == ("image/jpeg", "image/jpeg")


@pytest.mark.parametrize(
    ("name", "state"),
    [("portrait_6.jpg", "read"), ("sample.heif", "read"), ("invalid_exif.jpg", "none"), ("truncated.jpg", "read")],
)
async def test_what_a_photo_does_not_state_is_left_open(
    officer: Person, work: Work, shared: Path, name: str, state: str
) -> None:
    data = (shared / "data" / "photos" / name).read_bytes()
    found = await facts(officer, (await taken_in(officer, work, data))["id"])
    assert found["exif_state"] == state
    assert (found["exif"] is None) == (state != "read")
    if found["exif"]:
        assert found["exif"]["lon"] is None


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (hostile.jpeg(), "none"),
        (hostile.html(), "not_a_picture"),
        (hostile.mp4(), "not_a_picture"),
        (b"\xff\xd8\xff\xe0 no photo at all", "unreadable"),
        (b"\xff\xd8\xff\xe1\x00\x20Exif\x00\x00II*\x00\xff\xff\xff\xff" + b"\xff" * 40, "not_a_picture"),
        (hostile.png_of(50_000, 50_000), "unreadable"),
    ],
)
async def test_bytes_that_make_no_sense_get_an_answer_not_a_failure(
    officer: Person, work: Work, data: bytes, state: str
) -> None:
    medium = await taken_in(officer, work, data)
    assert (await facts(officer, medium["id"]))["exif_state"] == state


def with_exif(exif: bytes) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=b"Exif\x00\x00" + exif)
    return out.getvalue()


@pytest.mark.parametrize(
    "exif",
    [
        b"no table at all",
        b"II*\x00" + b"\xff" * 60,
        b"II*\x00\x08\x00\x00\x00" + b"\xff\xff" + b"\x0f\x01\x02\x00\xff\xff\xff\x7f\x00\x00\x00\x00" * 3,
    ],
)
async def test_broken_exif_is_called_unreadable(officer: Person, work: Work, exif: bytes) -> None:
    medium = await taken_in(officer, work, with_exif(exif))
    assert (await facts(officer, medium["id"]))["exif_state"] == "unreadable"


async def test_a_hostile_camera_name_is_only_letters_and_a_place_off_the_earth_is_none(
    officer: Person, work: Work
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "<script>\x1b[31m" + "x" * 5000
    gps = {1: "N", 2: (400.0, 0.0, 0.0), 3: "E", 4: (11.0, 53.0, 6.0)}
    exif[ExifTags.IFD.GPSInfo] = gps
    found = (await facts(officer, (await taken_in(officer, work, with_exif(exif.tobytes()[6:])))["id"]))["exif"]
    assert found["model"].startswith("<script>[31mx")
    assert len(found["model"]) == 100
    assert (found["lon"], found["lat"]) == (None, None)


async def test_before_the_original_is_here_it_states_nothing(officer: Person, conn: Conn) -> None:
    medium = a_medium(b"x")
    await reported(officer.client, medium)
    found = await facts(officer, medium["id"])
    assert (found["exif_state"], found["exif"], found["stored_sha256"]) == ("not_here", None, None)

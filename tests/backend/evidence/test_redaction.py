"""Painting over what others are not to see makes a new medium; the original stays as it is."""

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.evidence.verifier.verdicts import Code, Verdict
from tests.backend.evidence.conftest import Work
from tests.backend.evidence.test_custody import story
from tests.backend.evidence.test_package import checked, unzipped
from tests.backend.evidence.test_reading import WHY, taken_in
from tests.conftest import NewPerson, Person
from tests.soak.packages.mutation import zipped
from tests.support.leads import a_medium, report

BOX = {"x": 0.25, "y": 0.25, "width": 0.5, "height": 0.5}


def sideways() -> bytes:
    """A white picture, 60 by 40 as it is stored and 40 by 60 as it is seen, with what a camera writes into it."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    Image.new("RGB", (60, 40), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
async def reviewer(person: NewPerson) -> Person:
    return await person(Role.LEGAL_REVIEWER)


@pytest.fixture
async def medium(officer: Person, work: Work) -> dict[str, Any]:
    return await taken_in(officer, work, sideways())


async def redact(somebody: Person, medium: dict[str, Any], made: str | None = None, **other: Any) -> Any:
    url = f"/api/leads/{medium['lead_id']}/redactions/{made or uuid7()}"
    body = {"of": medium["id"], "boxes": [BOX], "purpose": "publication"} | other
    return await somebody.client.put(url, json=body)


async def test_what_is_painted_over_is_gone_and_the_picture_is_upright_without_metadata(
    reviewer: Person, medium: dict[str, Any], work: Work
) -> None:
    made = await redact(reviewer, medium)
    assert made.status_code == 201, made.text
    told = made.json()
    assert (told["role"], told["derived_from"], told["captured_by"]) == ("redacted", medium["id"], str(reviewer.id))
    await work()
    for kind in ("original", "preview"):
        answer = await reviewer.client.get(f"/api/media/{told['id']}/{kind}", params=WHY)
        shown = Image.open(io.BytesIO(answer.content)).convert("L")
        assert shown.size == (40, 60)
        assert not Image.open(io.BytesIO(answer.content)).getexif()
        assert shown.crop((11, 16, 29, 44)).getextrema()[1] < 40
        assert shown.crop((0, 0, 40, 8)).getextrema()[0] > 200
    again = await reviewer.client.get(f"/api/media/{medium['id']}/original", params=WHY)
    assert again.content == sideways()


async def test_a_real_photo_at_its_borders(officer: Person, reviewer: Person, work: Work, shared: Path) -> None:
    medium = await taken_in(officer, work, (shared / "data" / "photos" / "DSCN0010.jpg").read_bytes())
    corners = [{"x": x, "y": y, "width": 0.3, "height": 0.3} for x in (0, 0.7) for y in (0, 0.7)]
    made = await redact(reviewer, medium, boxes=corners)
    assert made.status_code == 201, made.text
    answer = await reviewer.client.get(f"/api/media/{made.json()['id']}/original", params=WHY)
    shown = Image.open(io.BytesIO(answer.content)).convert("L")
    assert shown.size == (640, 480)
    for x in (0, 639):
        for y in (0, 479):
            assert shown.getpixel((x, y)) < 10


async def test_who_made_it_and_what_for_stands_in_the_story_of_both(reviewer: Person, medium: dict[str, Any]) -> None:
    made = (await redact(reviewer, medium)).json()
    (derived,) = [e for e in await story(reviewer, medium["id"]) if e["kind"] == "medium.derived"]
    assert (derived["actor"], derived["purpose"]) == (str(reviewer.id), "publication")
    assert derived["detail"] == {"medium": made["id"], "role": "redacted", "boxes": 1}
    assert [(e["kind"], e["actor"]) for e in await story(reviewer, made["id"])] == [
        ("made", str(reviewer.id)),
        ("medium.received", str(reviewer.id)),
    ]


async def test_sent_again_it_is_made_once_and_another_picture_under_its_id_is_refused(
    reviewer: Person, medium: dict[str, Any], conn: Conn
) -> None:
    made = str(uuid7())
    first = await redact(reviewer, medium, made)
    again = await redact(reviewer, medium, made)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["sha256"] == again.json()["sha256"]
    assert (await redact(reviewer, medium, made, boxes=[BOX | {"x": 0.1}])).status_code == 409
    assert (await redact(reviewer, medium, medium["id"])).status_code == 409
    assert await conn.fetchval("select count(*) from media where role = 'redacted'") == 1
    assert await conn.fetchval("select count(*) from audit_events where action = 'medium.derived'") == 1


async def test_sent_twice_at_once_it_is_made_once_and_neither_is_refused(
    reviewer: Person, medium: dict[str, Any], conn: Conn
) -> None:
    made = str(uuid7())
    both = await asyncio.gather(redact(reviewer, medium, made), redact(reviewer, medium, made))
    assert sorted(answer.status_code for answer in both) == [200, 201]
    assert await conn.fetchval("select count(*) from media where role = 'redacted'") == 1


async def test_only_an_original_picture_that_is_here_is_painted_over(
    officer: Person, reviewer: Person, medium: dict[str, Any], work: Work
) -> None:
    redacted = (await redact(reviewer, medium)).json()
    assert (await redact(reviewer, redacted)).status_code == 422
    words = await taken_in(officer, work, b"no picture")
    assert (await redact(reviewer, words)).status_code == 422
    broken = await taken_in(officer, work, sideways()[:60])
    assert (await redact(reviewer, broken)).status_code == 422
    assert (await redact(reviewer, medium | {"id": str(uuid7())})).status_code == 404
    assert (await redact(reviewer, words | {"id": medium["id"]})).status_code == 404
    for boxes in ([], [BOX | {"width": 0}], [BOX | {"x": -0.1}], [BOX] * 101):
        assert (await redact(reviewer, medium, boxes=boxes)).status_code == 422
    assert (await redact(officer, medium)).status_code == 403


async def test_a_package_leaves_out_what_has_a_redacted_copy_when_asked_to_and_says_so(
    reviewer: Person, medium: dict[str, Any], tmp_path: Path, conn: Conn
) -> None:
    made = (await redact(reviewer, medium)).json()
    url = f"/api/leads/{medium['lead_id']}/package"
    whole, covered = [
        (await reviewer.client.get(url, params={"purpose": "公开", "redacted": redacted})).content
        for redacted in ("false", "true")
    ]
    assert sideways() in unzipped(whole).values()
    assert sideways() not in unzipped(covered).values()
    assert f"originals/{made['id']}.jpg" in unzipped(covered)
    told = {result.item: result.code for result in checked(covered, tmp_path)}
    assert told[f"originals/{medium['id']}"] is Code.WITHHELD
    assert Verdict.FAIL not in {result.verdict for result in checked(covered, tmp_path)}
    packaged = "select detail -> 'withheld' from audit_events where action = 'lead.packaged' order by id"
    assert [row[0] for row in await conn.fetch(packaged)] == [0, 1]
    # Whoever leaves out another one and says so is not believed.
    index = json.loads(unzipped(whole)["index.json"])
    for item in index["items"]:
        item.update(file=None, withheld=True)
    stripped = {n: data for n, data in unzipped(whole).items() if not n.startswith("originals/")}
    false = zipped(stripped | {"index.json": json.dumps(index).encode()})
    told = {result.item: result.code for result in checked(false, tmp_path)}
    assert told[f"originals/{made['id']}"] is Code.ENTRY_MISSING


async def test_a_phone_sends_no_redacted_pictures(officer: Person) -> None:
    original = a_medium(b"a")
    answer = await report(officer.client, original, a_medium(b"b", role="redacted", derived_from=original["id"]))
    assert answer.status_code == 422

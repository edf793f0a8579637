"""Who looked at evidence, copied it or took it along, when and what for: each medium's story."""

import json
from pathlib import Path
from typing import Any

import pytest

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.evidence.verifier.verdicts import Code
from tests.backend.evidence.conftest import Work
from tests.backend.evidence.test_package import checked, packaged, seal, unzipped, worst
from tests.backend.evidence.test_reading import taken_in
from tests.conftest import NewPerson, Person
from tests.soak.packages.mutation import zipped
from tests.support import hostile
from tests.support.leads import a_medium, reported

LARGE = ("preview", "original")


@pytest.fixture
async def medium(officer: Person, work: Work) -> dict[str, Any]:
    return await taken_in(officer, work, hostile.jpeg())


@pytest.fixture
async def reviewer(person: NewPerson) -> Person:
    return await person(Role.LEGAL_REVIEWER)


async def looked(conn: Conn) -> list[tuple[str, Any, Any]]:
    rows = await conn.fetch(
        "select action, actor, detail ->> 'purpose' as purpose from audit_events"
        " where action in ('medium.viewed', 'medium.opened') order by id"
    )
    return [(row["action"], row["actor"], row["purpose"]) for row in rows]


async def story(somebody: Person, medium_id: str) -> list[dict[str, Any]]:
    answer = await somebody.client.get(f"/api/media/{medium_id}/custody")
    assert answer.status_code == 200, answer.text
    entries: list[dict[str, Any]] = answer.json()["entries"]
    return entries


@pytest.mark.parametrize("kind", LARGE)
async def test_nothing_large_is_shown_and_nothing_given_out_without_a_purpose(
    command_room: Person, medium: dict[str, Any], conn: Conn, kind: str
) -> None:
    for params, code in (({}, "purpose_required"), ({"purpose": "curiosity"}, "invalid")):
        answer = await command_room.client.get(f"/api/media/{medium['id']}/{kind}", params=params)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
        assert answer.json()["code"] == code
    assert await looked(conn) == []


@pytest.mark.parametrize(("kind", "action"), [("preview", "medium.viewed"), ("original", "medium.opened")])
async def test_each_look_stands_in_the_record_once_for_each_person_and_purpose_of_ten_minutes(
    command_room: Person, reviewer: Person, medium: dict[str, Any], conn: Conn, kind: str, action: str
) -> None:
    async def look(who: Person, purpose: str, **headers: str) -> None:
        answer = await who.client.get(f"/api/media/{medium['id']}/{kind}", params={"purpose": purpose}, headers=headers)
        assert answer.status_code in (200, 206, 304), answer.text

    await look(command_room, "casework")
    await look(command_room, "casework", range="bytes=50-")
    await look(command_room, "complaint")
    await look(reviewer, "casework", range="bytes=1-")
    await look(command_room, "casework")
    once = [
        (action, command_room.id, "casework"),
        (action, command_room.id, "complaint"),
        (action, reviewer.id, "casework"),
    ]
    assert await looked(conn) == once
    await conn.execute(
        "alter table audit_events disable trigger user; update audit_events set at = at - interval '11 minutes'"
    )
    await look(command_room, "casework")
    assert await looked(conn) == [*once, once[0]]


async def test_a_copy_that_a_browser_kept_is_asked_about_and_counts_as_a_look(
    command_room: Person, medium: dict[str, Any], conn: Conn
) -> None:
    url = f"/api/media/{medium['id']}/preview?purpose=review"
    first = await command_room.client.get(url)
    assert first.headers["cache-control"] == "private, no-cache"
    await conn.execute("alter table audit_events disable trigger user")
    await conn.execute("update audit_events set at = at - interval '1 hour'")
    again = await command_room.client.get(url, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert len(await looked(conn)) == 2


async def test_only_who_captured_it_looks_at_it_as_their_own(
    officer: Person, command_room: Person, medium: dict[str, Any], conn: Conn
) -> None:
    own = {"purpose": "own_capture"}
    for kind in LARGE:
        assert (await officer.client.get(f"/api/media/{medium['id']}/{kind}", params=own)).status_code == 200
        refused = await command_room.client.get(f"/api/media/{medium['id']}/{kind}", params=own)
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert {actor for _, actor, _ in await looked(conn)} == {officer.id}


async def test_thumbnails_and_facts_are_no_look(command_room: Person, medium: dict[str, Any], conn: Conn) -> None:
    for kind in ("thumbnail", "facts", "state"):
        assert (await command_room.client.get(f"/api/media/{medium['id']}/{kind}")).status_code == 200
    assert await looked(conn) == []


async def test_a_mediums_story_is_told_from_the_shutter_to_the_package_with_what_is_sealed(
    officer: Person, command_room: Person, reviewer: Person, medium: dict[str, Any], conn: Conn, tmp_path: Path
) -> None:
    await command_room.client.get(f"/api/media/{medium['id']}/preview", params={"purpose": "complaint"})
    await conn.execute("alter table audit_events disable trigger user; update audit_events set xid = '3'::xid8")
    await seal(conn, tmp_path)
    await reviewer.client.get(f"/api/media/{medium['id']}/original", params={"purpose": "review"})
    await reviewer.client.get(f"/api/leads/{medium['lead_id']}/package", params={"purpose": "行政复议"})
    told = await story(reviewer, medium["id"])
    assert [(e["kind"], e["actor_name"], e["purpose"], e["sealed"]) for e in told] == [
        ("captured", officer.name, None, False),
        ("declared", officer.name, None, False),
        ("medium.received", None, None, True),
        ("medium.viewed", command_room.name, "complaint", True),
        ("medium.opened", reviewer.name, "review", False),
        ("lead.packaged", reviewer.name, "行政复议", False),
    ]
    assert [e["event"] is None for e in told] == [True, True, False, False, False, False]
    assert told[2]["detail"]["sha256"] == medium["sha256"]


async def test_a_file_that_was_chosen_is_told_apart_from_what_the_camera_took(
    officer: Person, reviewer: Person
) -> None:
    camera, gallery = a_medium(b"camera"), a_medium(b"gallery", source="gallery")
    await reported(officer.client, camera, gallery)
    for medium in (camera, gallery):
        captured, declared = (await story(reviewer, medium["id"]))[:2]
        assert (captured["kind"], captured["detail"]) == ("captured", {"source": medium["source"]})
        assert (declared["kind"], declared["detail"]) == ("declared", {})


async def test_a_package_holds_each_mediums_story_and_the_verifier_holds_it_against_the_record(
    command_room: Person, reviewer: Person, medium: dict[str, Any], conn: Conn, tmp_path: Path
) -> None:
    await command_room.client.get(f"/api/media/{medium['id']}/preview", params={"purpose": "complaint"})
    await conn.execute("alter table audit_events disable trigger user; update audit_events set xid = '3'::xid8")
    await seal(conn, tmp_path)
    files = unzipped(await packaged(reviewer, str(medium["lead_id"])))
    name = f"custody/{medium['id']}.json"
    told = json.loads(files[name])
    assert [entry["kind"] for entry in told["entries"]] == [
        "captured", "declared", "medium.received", "medium.viewed",
    ]  # fmt: skip
    assert not worst(checked(zipped(files), tmp_path)) & {Code.CUSTODY, Code.FOREIGN_ENTRY}
    *most, viewed = told["entries"]
    false = [
        {"entries": most},
        {"entries": [*most, viewed | {"purpose": "review"}]},
        {"entries": [*most, viewed | {"actor": str(uuid7())}]},
        {"entries": [*most, viewed | {"at": "2026-11-26T06:00:00Z"}]},
        {"entries": [*most, viewed, viewed | {"event": 10**9}]},
        {"entries": [*most, viewed | {"event": None}]},
        {"entries": "none"},
        {"medium_id": str(uuid7())},
    ]
    for change in false:
        changed = files | {name: json.dumps(told | change).encode()}
        assert Code.CUSTODY in worst(checked(zipped(changed), tmp_path)), change
    strange = {f"custody/{uuid7()}.json": files[name]}
    assert Code.FOREIGN_ENTRY in worst(checked(zipped(files | strange), tmp_path))


async def test_a_copy_made_of_an_original_stands_in_the_originals_story(officer: Person, reviewer: Person) -> None:
    original = a_medium(b"original")
    stamped = a_medium(b"stamped", role="stamped", derived_from=original["id"])
    await reported(officer.client, stamped, original)
    (made,) = [e for e in await story(reviewer, original["id"]) if e["kind"] == "medium.derived"]
    assert (made["actor"], made["detail"]) == (str(officer.id), {"medium": stamped["id"], "role": "stamped"})


async def test_the_story_is_for_who_may_take_evidence_along(
    officer: Person, stranger: Person, reviewer: Person, medium: dict[str, Any]
) -> None:
    assert (await reviewer.client.get(f"/api/media/{uuid7()}/custody")).status_code == 404
    assert (await officer.client.get(f"/api/media/{medium['id']}/custody")).status_code == 403
    assert (await reviewer.client.get("/api/media/x/custody")).status_code in (400, 404, 422)

"""Entries of a chain: kept as the bytes that were signed, marked where something is missing, refused with a reason and
never thrown away."""

import base64
import contextlib
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.evidence.chain import manifests
from backend.evidence.chain.manifests import NoManifest
from backend.tlog import p256
from tests.conftest import NewPerson, Person
from tests.support.chains import Signing, enrolled, put
from tests.support.leads import a_medium, reported


@pytest.fixture
async def administrator(person: NewPerson) -> Person:
    return await person(Role.SYSTEM_ADMIN)


@pytest.fixture
async def key(conn: Conn, officer: Person) -> Signing:
    return await enrolled(conn, officer)


async def chain(somebody: Person, key: Signing) -> dict[int, str]:
    answer = await somebody.client.get("/api/evidence/entries", params={"key_id": str(key.id)})
    assert answer.status_code == 200, answer.text
    return {each["n"]: each["state"] for each in answer.json()}


async def aside(somebody: Person) -> list[tuple[int, str, int]]:
    answer = await somebody.client.get("/api/evidence/aside")
    return [(each["n"], each["fault"], each["times"]) for each in answer.json()]


async def test_an_entry_is_kept_as_it_was_signed_and_answered_the_same_for_ever(
    conn: Conn, officer: Person, key: Signing
) -> None:
    entry = key.capture(a_medium(), note="拍摄")
    first = await put(officer.client, key, entry)
    again = await put(officer.client, key, entry)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (first.json()["state"], first.json()["sha256"]) == ("whole", hashlib.sha256(entry).hexdigest())
    assert await conn.fetchval("select entry from chain_entries") == entry
    event = await conn.fetchrow("select subject, detail from audit_events where action = 'capture.signed'")
    assert event is not None
    assert str(event["subject"]) == json.loads(entry)["id"]
    assert event["detail"] == {
        "key": str(key.id), "n": 1, "prev": "0" * 64, "sha256": first.json()["sha256"], "state": "whole",
    }  # fmt: skip


async def test_other_bytes_under_a_number_are_a_conflict_and_the_first_stay(
    conn: Conn, officer: Person, key: Signing
) -> None:
    entry = key.capture(a_medium())
    await put(officer.client, key, entry)
    key.n, key.prev = 0, "0" * 64
    other = await put(officer.client, key, key.capture(a_medium()))
    assert (other.status_code, other.json()["code"]) == (409, "conflict")
    assert await conn.fetchval("select entry from chain_entries") == entry
    assert await aside(officer) == [(1, "other_bytes", 1)]


async def test_every_kind_of_entry_has_its_place_and_its_event(conn: Conn, officer: Person, key: Signing) -> None:
    medium = a_medium()
    entries = [
        key.capture(medium),
        key.entry("deleted", uuid7(), reason="拍摄模糊"),
        key.entry("confirmed", medium["id"], manifest="a" * 64),
    ]
    for n, entry in enumerate(entries, 1):
        assert (await put(officer.client, key, entry, n)).status_code == 201
    actions = await conn.fetch("select action from audit_events where action like 'capture.%' order by id")
    assert [row["action"] for row in actions] == ["capture.signed", "capture.deleted", "capture.confirmed"]
    assert set((await chain(officer, key)).values()) == {"whole"}


async def test_a_gap_is_marked_and_closes_when_the_missing_entry_comes(officer: Person, key: Signing) -> None:
    one, two, three = (key.capture(a_medium()) for _ in range(3))
    assert (await put(officer.client, key, three, 3)).json()["state"] == "gap"
    assert (await put(officer.client, key, one, 1)).json()["state"] == "whole"
    assert await chain(officer, key) == {1: "whole", 3: "gap"}
    assert (await put(officer.client, key, two, 2)).json()["state"] == "whole"
    assert await chain(officer, key) == {1: "whole", 2: "whole", 3: "whole"}
    assert (await put(officer.client, key, three, 3)).json()["state"] == "gap", "the answer stays the first one"


async def test_what_does_not_follow_from_the_entry_before_is_marked_broken(officer: Person, key: Signing) -> None:
    await put(officer.client, key, key.capture(a_medium()))
    key.prev = "a" * 64
    assert (await put(officer.client, key, key.capture(a_medium()))).json()["state"] == "broken"
    second = await chain(officer, key)
    key.n, key.prev = 4, "b" * 64
    later = key.capture(a_medium())
    await put(officer.client, key, later)
    key.n = 3
    await put(officer.client, key, key.capture(a_medium()))
    assert await chain(officer, key) == second | {4: "gap", 5: "broken"}


async def test_a_first_entry_that_names_one_before_it_is_broken(officer: Person, key: Signing) -> None:
    key.prev = "a" * 64
    assert (await put(officer.client, key, key.capture(a_medium()))).json()["state"] == "broken"


def high_s(sent: dict[str, str]) -> dict[str, str]:
    raw = p256.decode(sent["signature"])
    high = (p256.ORDER - int.from_bytes(raw[32:], "big")).to_bytes(32, "big")
    return {"signature": p256.encode(raw[:32] + high)}


async def test_a_signature_that_is_wrong_altered_or_of_other_bytes_is_refused_by_name_and_kept_aside(
    conn: Conn, officer: Person, administrator: Person, key: Signing
) -> None:
    entry = key.capture(a_medium())
    sent = key.sent(entry)
    trials: list[tuple[str, dict[str, str]]] = [
        ("malleated", high_s(sent)),
        ("signature", {"signature": key.sent(entry + b" ")["signature"]}),
        ("signature", {"signature": key.sign(entry)}),
        ("signature", {"signature": ""}),
        ("signature", {"signature": p256.encode(bytes(64))}),
        ("signature", {"signature": "=" * 86}),
    ]
    for code, change in trials:
        answer = await put(officer.client, key, entry, **change)
        assert (answer.status_code, answer.json()["code"]) == (422, code), change
    assert await chain(officer, key) == {}
    assert sorted(await aside(officer)) == sorted(await aside(administrator))
    assert sorted(await aside(officer)) == [(1, "malleated", 1), (1, "signature", 5)]
    assert await conn.fetchval("select count(*) from audit_events where action = 'capture.kept_aside'") == 2
    assert (await put(officer.client, key, entry)).status_code == 201


async def test_a_key_that_is_unknown_anothers_or_revoked_signs_nothing(
    conn: Conn, officer: Person, grid_worker: Person, key: Signing
) -> None:
    stranger, theirs = Signing(officer.id), await enrolled(conn, grid_worker)
    before = key.capture(a_medium())
    assert (await put(officer.client, key, before)).status_code == 201
    assert (await officer.client.post(f"/api/evidence/keys/{key.id}/revoke", json={"reason": "x"})).status_code == 200
    for signing, code in ((stranger, "unknown_key"), (theirs, "other_person"), (key, "revoked_key")):
        answer = await put(officer.client, signing, signing.capture(a_medium()))
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert {fault for _, fault, _ in await aside(officer)} == {"unknown_key", "other_person", "revoked_key"}
    assert await aside(grid_worker) == []
    assert (await put(officer.client, key, before, 1)).status_code == 200


Change = Callable[[dict[str, Any]], Any]
FORMS: dict[str, Change] = {
    "another key": lambda e: e.update(key=str(uuid7())),
    "another device": lambda e: e.update(device=str(uuid7())),
    "another number": lambda e: e.update(n=7),
    "another kind": lambda e: e.update(kind="watched"),
    "another version": lambda e: e.update(v=2),
    "no number": lambda e: e.pop("n"),
    "a number of 30 digits": lambda e: e.update(n=10**30),
    "a hash in capitals": lambda e: e.update(prev="A" * 64),
    "a place off the globe": lambda e: e["fix"].update(lat=91),
    "a time without an offset": lambda e: e.update(taken_at="2026-11-26T09:00:00"),
    "too few parts": lambda e: e["media"].update(size=3_000_000, part_size=1 << 20, parts=["a" * 64] * 2),
    "no officer": lambda e: e.update(officers=[]),
    "an id of another kind": lambda e: e.update(id="0190163d-8694-4b6e-8e4a-000000000000"),
}


@pytest.mark.parametrize("change", FORMS.values(), ids=FORMS)
async def test_what_is_well_signed_and_no_entry_is_kept_aside(officer: Person, key: Signing, change: Change) -> None:
    said = json.loads(key.capture(a_medium()))
    change(said)
    answer = await put(officer.client, key, json.dumps(said).encode())
    assert (answer.status_code, answer.json()["code"]) == (422, "form")
    assert await aside(officer) == [(1, "form", 1)]


@pytest.mark.parametrize(
    "entry",
    [
        b"{}", b"[" * 50_000, b'{"a":' * 30_000, b"\xff\xfe", b"null", b'{"v":NaN}', b'{"v":1,"v":1}', b"1" * 20_000,
        b'{"kind":"capture","v":1,"id":"\\ud800"}',
    ],
)  # fmt: skip
async def test_hostile_bytes_that_are_well_signed_are_no_entry(officer: Person, key: Signing, entry: bytes) -> None:
    answer = await put(officer.client, key, entry, 1)
    assert (answer.status_code, answer.json()["code"]) == (422, "form"), answer.text


def test_a_key_named_twice_is_no_entry() -> None:
    entry = Signing(uuid7()).entry("deleted", uuid7(), reason="x")
    assert manifests.read(entry)
    with pytest.raises(NoManifest):
        manifests.read(entry[:-1] + b', "n": 1}')


async def test_a_video_of_500_mb_in_parts_is_one_entry(officer: Person, key: Signing) -> None:
    parts = {"size": 500 << 20, "part_size": 1 << 20, "parts": ["a" * 64] * 500}
    medium = a_medium() | {"size": 500 << 20}
    entry = json.loads(key.capture(medium))
    entry["media"] |= parts
    assert (await put(officer.client, key, json.dumps(entry).encode())).status_code == 201


async def test_whoever_may_see_a_medium_sees_its_entry_and_nobody_else(
    officer: Person, command_room: Person, stranger: Person, grid_worker: Person, key: Signing
) -> None:
    medium = a_medium()
    await reported(officer.client, medium)
    await put(officer.client, key, key.capture(medium))
    assert await chain(command_room, key) == {1: "whole"}
    assert await chain(stranger, key) == {} == await chain(grid_worker, key)


async def test_a_thousand_entries_aside_are_enough(conn: Conn, officer: Person, key: Signing) -> None:
    await conn.execute(
        """
        insert into entries_aside (id, person_id, key_id, n, fault, entry, signature, sha256)
        select gen_random_uuid(), $1, $2, n, 'form', '{}', '', '' from generate_series(1, 1000) n
        """,
        officer.id, key.id,
    )  # fmt: skip
    assert (await put(officer.client, key, b"{}", 1)).status_code == 429
    assert (await put(officer.client, key, key.capture(a_medium()))).status_code == 201


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_reading_an_entry_never_raises_anything_else(data: bytes) -> None:
    with contextlib.suppress(NoManifest):
        manifests.read(data)


@settings(max_examples=40)
@given(st.binary(max_size=80), st.text(max_size=100))
def test_a_signature_is_64_bytes_written_in_one_way(raw: bytes, text: str) -> None:
    key = Signing(uuid7()).private.public_key()
    with pytest.raises(p256.BadSignature):
        p256.verify(key, raw, b"message")
    with contextlib.suppress(p256.BadSignature):
        assert p256.encode(p256.decode(text)) == text


def test_what_we_sign_openssl_and_browsers_check(tmp_path: Any) -> None:
    made = Signing(uuid7())
    for n in range(50):
        raw = p256.decode(made.sign(b"%d" % n))
        assert int.from_bytes(raw[32:], "big") <= p256.ORDER // 2
        p256.verify(p256.public_key(base64.b64decode(made.public)), raw, b"%d" % n)


async def test_what_is_said_of_a_medium_is_found_by_it_whoever_signed(
    conn: Conn, officer: Person, person: NewPerson, stranger: Person, key: Signing
) -> None:
    medium = a_medium()
    await reported(officer.client, medium)
    first = (await put(officer.client, key, key.capture(medium))).json()
    second = await person(Role.OFFICER)
    theirs = await enrolled(conn, second)
    assert (await said_of(second, medium["id"])) == [("capture", str(key.id), first["sha256"])]
    confirmed = theirs.entry("confirmed", medium["id"], manifest=first["sha256"])
    done = (await put(second.client, theirs, confirmed)).json()
    both = [("capture", str(key.id), first["sha256"]), ("confirmed", str(theirs.id), done["sha256"])]
    assert sorted(await said_of(officer, medium["id"])) == both
    assert await said_of(stranger, medium["id"]) == []
    assert (await officer.client.get("/api/evidence/entries")).status_code == 422


async def test_what_waits_for_the_second_officer_is_listed_until_they_have_said_so(
    conn: Conn, officer: Person, person: NewPerson, stranger: Person, key: Signing
) -> None:
    second, third = await person(Role.OFFICER), await person(Role.OFFICER)
    both = [str(officer.id), str(second.id)]
    medium, alone = a_medium(), a_medium()
    stamped = a_medium(role="stamped", derived_from=medium["id"])
    lead = await reported(officer.client, medium, alone, stamped)
    made = (await put(officer.client, key, key.capture(medium, officers=both))).json()
    await put(officer.client, key, key.capture(alone))
    await put(officer.client, key, key.capture(stamped, officers=both))
    told = await waiting(second)
    assert [(w["medium_id"], w["lead_id"], w["manifest"], w["officer_name"]) for w in told] == [
        (medium["id"], lead["id"], made["sha256"], officer.name)
    ]
    assert await waiting(officer) == await waiting(third) == await waiting(stranger) == []
    theirs = await enrolled(conn, second)
    await put(second.client, theirs, theirs.entry("confirmed", medium["id"], manifest=made["sha256"]))
    assert await waiting(second) == []


async def waiting(somebody: Person) -> list[dict[str, Any]]:
    answer = await somebody.client.get("/api/evidence/entries/waiting")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


async def said_of(somebody: Person, medium: str) -> list[tuple[str, str, str]]:
    answer = await somebody.client.get("/api/evidence/entries", params={"subject": medium})
    assert answer.status_code == 200, answer.text
    return [(each["kind"], each["key_id"], each["sha256"]) for each in answer.json()]


async def test_an_app_opened_anew_since_the_beacon_says_nothing_of_time_passed(officer: Person, key: Signing) -> None:
    entry = json.loads(key.capture(a_medium()))
    del entry["mono_ms"]
    assert (await put(officer.client, key, json.dumps(entry).encode())).json()["state"] == "whole"

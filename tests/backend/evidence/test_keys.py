"""Keys that phones sign with: enrolled by whoever holds them, approved by somebody else, revoked for good."""

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.tlog import p256
from tests.conftest import NewPerson, Person
from tests.support.chains import Signing, enrolled, with_device


@pytest.fixture
async def administrator(person: NewPerson) -> Person:
    return await person(Role.SYSTEM_ADMIN, name="系统管理员01")


async def events(conn: Conn, key: Signing) -> list[tuple[str, Any]]:
    rows = await conn.fetch("select action, detail from audit_events where subject = $1 order by id", key.id)
    return [(row["action"], row["detail"]["public_key"]) for row in rows]


async def test_a_key_is_enrolled_once_approved_by_a_second_person_and_revoked_for_good(
    conn: Conn, officer: Person, administrator: Person
) -> None:
    key = await enrolled(conn, officer)
    again = await officer.client.post("/api/evidence/keys", json=key.enrolment())
    assert (again.status_code, again.json()["state"]) == (200, "pending")
    path = f"/api/evidence/keys/{key.id}"
    assert (await officer.client.post(f"{path}/approve")).status_code == 403
    for _ in range(2):
        approved = (await administrator.client.post(f"{path}/approve")).json()
        assert (approved["state"], approved["approved_by_name"]) == ("approved", "系统管理员01")
    for reason in ("lost", "another reason"):
        revoked = (await officer.client.post(f"{path}/revoke", json={"reason": reason})).json()
        assert (revoked["state"], revoked["revoked_reason"]) == ("revoked", "lost")
    assert (await administrator.client.post(f"{path}/approve")).status_code == 409
    told = [f"capture_key.{what}" for what in ("enrolled", "approved", "revoked")]
    assert await events(conn, key) == [(action, key.public) for action in told]


async def test_nobody_approves_a_key_of_their_own(conn: Conn, administrator: Person) -> None:
    key = await enrolled(conn, administrator)
    answer = await administrator.client.post(f"/api/evidence/keys/{key.id}/approve")
    assert answer.status_code == 403, answer.text


async def test_everybody_sees_their_own_keys_and_an_administrator_all(
    conn: Conn, officer: Person, grid_worker: Person, administrator: Person
) -> None:
    keys = [await enrolled(conn, somebody) for somebody in (officer, grid_worker)]
    for somebody, seen in ((officer, keys[:1]), (grid_worker, keys[1:]), (administrator, keys)):
        answer = (await somebody.client.get("/api/evidence/keys")).json()
        assert {each["id"] for each in answer} == {str(key.id) for key in seen}
    missing = await grid_worker.client.post(f"/api/evidence/keys/{uuid7()}/revoke", json={"reason": "x"})
    answer = await grid_worker.client.post(f"/api/evidence/keys/{keys[0].id}/revoke", json={"reason": "x"})
    assert (answer.status_code, answer.content) == (404, missing.content)


async def test_an_id_holds_one_key_for_ever(conn: Conn, officer: Person, grid_worker: Person) -> None:
    first = await enrolled(conn, officer)
    for somebody in (officer, grid_worker):
        other = await with_device(conn, somebody)
        other.id = first.id
        assert (await somebody.client.post("/api/evidence/keys", json=other.enrolment())).status_code == 409


def of_another_curve() -> str:
    return base64.b64encode(p256.spki_of(ec.generate_private_key(ec.SECP384R1()).public_key())).decode()


def compressed(key: Signing) -> str:
    """The same point written in 33 bytes instead of 65."""
    spki = base64.b64decode(key.public)
    head = bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200")
    return base64.b64encode(head + bytes([2 + (spki[-1] & 1)]) + spki[-64:-32]).decode()


async def test_a_key_that_is_none_or_is_not_proven_is_refused_with_the_field(conn: Conn, officer: Person) -> None:
    key, other = await with_device(conn, officer), Signing(officer.id)
    proof = p256.decode(key.enrolment()["proof"])
    high = proof[:32] + (p256.ORDER - int.from_bytes(proof[32:], "big")).to_bytes(32, "big")
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("public_key", {"public_key": of_another_curve()}),
        ("public_key", {"public_key": compressed(key)}),
        ("public_key", {"public_key": key.public[:-8]}),
        ("public_key", {"public_key": "%%%"}),
        ("proof", {"proof": other.enrolment()["proof"]}),
        ("proof", {"proof": p256.encode(high)}),
        ("proof", {"proof": ""}),
        ("proof", {"proof": "ü" * 43}),
        ("device_id", {"device_id": str(uuid7())}),
        ("id", {"id": "0190163d-8694-4b6e-8e4a-000000000000"}),
    ]
    for field, change in wrong:
        answer = await officer.client.post("/api/evidence/keys", json=key.enrolment(**change))
        assert answer.status_code == 422, (change, answer.text)
        assert answer.json()["errors"][0]["field"] == field, change
    assert await conn.fetchval("select count(*) from capture_keys") == 0


async def test_too_many_keys_that_wait_are_a_mistake(conn: Conn, officer: Person) -> None:
    for _ in range(20):
        key = await enrolled(conn, officer)
    another = Signing(officer.id, key.device_id)
    assert (await officer.client.post("/api/evidence/keys", json=another.enrolment())).status_code == 409
    assert (await officer.client.post("/api/evidence/keys", json=key.enrolment())).status_code == 200


async def test_revoking_a_device_revokes_its_keys_and_no_other(
    conn: Conn, officer: Person, administrator: Person
) -> None:
    first = await enrolled(conn, officer, administrator)
    second = await enrolled(conn, officer)
    path = f"/api/people/{officer.id}/devices/{first.device_id}/revocation"
    assert (await administrator.client.put(path, json={"reason": "lost"})).status_code == 200
    answer = (await administrator.client.get("/api/evidence/keys")).json()
    states = {each["id"]: (each["state"], each["revoked_reason"]) for each in answer}
    assert states == {str(first.id): ("revoked", "lost"), str(second.id): ("pending", None)}
    assert (await events(conn, first))[-1] == ("capture_key.revoked", first.public)


async def test_a_key_that_waits_on_a_revoked_device_cannot_be_approved(
    conn: Conn, officer: Person, administrator: Person
) -> None:
    key = await enrolled(conn, officer)
    path = f"/api/people/{officer.id}/devices/{key.device_id}/revocation"
    assert (await administrator.client.put(path, json={"reason": "lost"})).status_code == 200
    (told,) = (await administrator.client.get("/api/evidence/keys", params={"person_id": str(officer.id)})).json()
    assert told["state"] == "revoked"
    assert (await administrator.client.post(f"/api/evidence/keys/{key.id}/approve")).status_code == 409

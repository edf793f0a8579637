"""Signing in: tokens are new, hashed, revocable at once; guessing is slowed down."""

import base64
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient

from backend.auth import passwords
from backend.auth.caller import COOKIE
from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.conftest import NewPerson, Person

GOOD = {"name": "队员09", "password": "correct horse battery"}


@pytest.fixture
async def somebody(conn: Conn) -> None:
    await conn.execute(
        """
        insert into people (id, name, display_name, password_hash, roles, town_codes)
        values ($1, '队员09', '队员09', $2, '{officer}', '{330681109}')
        """,
        uuid7(),
        await passwords.hashed(GOOD["password"]),
    )


async def test_nobody_is_signed_in_without_a_session(client: AsyncClient) -> None:
    answer = await client.get("/api/session")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_wrong_password_and_an_unknown_name_look_alike(client: AsyncClient, somebody: None) -> None:
    wrong = await client.post("/api/session", json={**GOOD, "password": "wrong"})
    unknown = await client.post("/api/session", json={**GOOD, "name": "nobody"})
    assert (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json())
    assert wrong.status_code == 401


async def test_an_unknown_field_is_refused(client: AsyncClient) -> None:
    answer = await client.post("/api/session", json={**GOOD, "admin": True})
    assert answer.status_code == 422


async def test_sign_in_gives_a_host_cookie_with_a_token_that_is_stored_only_as_a_hash(
    client: AsyncClient, conn: Conn, somebody: None
) -> None:
    answer = await client.post("/api/session", json={**GOOD, "device": {"id": str(uuid4()), "label": "phone"}})
    assert answer.status_code == 201, answer.text
    header = answer.headers["set-cookie"].lower()
    assert header.startswith("__host-fengxun=")
    assert all(word in header for word in ("secure", "httponly", "samesite=strict", "path=/"))
    token = answer.cookies[COOKIE]
    assert len(token) >= 43
    stored = await conn.fetchval("select encode(token_sha256, 'escape') from sessions")
    assert token not in stored
    me = (await client.get("/api/session")).json()
    assert me["name"] == "队员09"
    assert me["permissions"]["patrol.run"] == "own"
    assert me["towns"] == [{"code": "330681109", "name": "330681109"}]


async def test_every_sign_in_makes_a_new_token_and_ends_the_old_one(client: AsyncClient, somebody: None) -> None:
    first = (await client.post("/api/session", json=GOOD)).cookies[COOKIE]
    second = (await client.post("/api/session", json=GOOD)).cookies[COOKIE]
    assert first != second
    client.cookies.set(COOKIE, first)
    assert (await client.get("/api/session")).status_code == 401


async def test_signing_out_takes_effect_at_once(client: AsyncClient, somebody: None) -> None:
    token = (await client.post("/api/session", json=GOOD)).cookies[COOKIE]
    assert (await client.delete("/api/session")).status_code == 204
    client.cookies.set(COOKIE, token)
    assert (await client.get("/api/session")).status_code == 401


async def test_disabling_a_person_takes_effect_at_once(officer: Person, conn: Conn) -> None:
    assert (await officer.client.get("/api/session")).status_code == 200
    await conn.execute("update people set disabled = true where id = $1", officer.id)
    assert (await officer.client.get("/api/session")).status_code == 401


async def test_guessing_is_slowed_down_per_name_and_device_and_says_for_how_long(
    client: AsyncClient, somebody: None
) -> None:
    for _ in range(5):
        assert (await client.post("/api/session", json={**GOOD, "password": "wrong"})).status_code == 401
    blocked = await client.post("/api/session", json=GOOD)
    assert blocked.status_code == 429
    assert 0 < int(blocked.headers["retry-after"]) <= 30
    elsewhere = {**GOOD, "device": {"id": str(uuid4()), "label": "phone"}}
    assert (await client.post("/api/session", json=elsewhere)).status_code == 201


async def test_a_revoked_device_is_shut_out_and_cannot_sign_in_again(client: AsyncClient, somebody: None) -> None:
    device = str(uuid4())
    await client.post("/api/session", json={**GOOD, "device": {"id": device, "label": "phone"}})
    answer = await client.put(f"/api/devices/{device}/revocation", json={"reason": "lost"})
    assert answer.status_code == 200
    assert (await client.get("/api/session")).status_code == 401
    again = await client.post("/api/session", json={**GOOD, "device": {"id": device, "label": "phone"}})
    assert again.status_code == 401


async def test_a_device_was_last_used_when_it_was_last_heard_of_not_when_somebody_signed_in(
    client: AsyncClient, conn: Conn, somebody: None, person: NewPerson
) -> None:
    phone, other = ({"id": str(uuid4()), "label": label} for label in ("phone", "other"))
    await client.post("/api/session", json={**GOOD, "device": other})
    await client.post("/api/session", json={**GOOD, "device": phone})
    for table in ("devices", "sessions"):
        await conn.execute(f"update {table} set seen_at = seen_at - interval '2 days'")
    assert (await client.get("/api/session")).status_code == 200
    admin = await person(Role.SYSTEM_ADMIN)
    lines = (await admin.client.get("/api/people/devices", params={"q": "队员09", "order": "-seen_at"})).json()["items"]
    assert [line["label"] for line in lines] == ["phone", "other"]
    heard, long_ago = (datetime.fromisoformat(line["seen_at"]) for line in lines)
    assert heard - long_ago == timedelta(days=2), "and no other device of theirs"


async def test_the_right_password_gives_this_device_the_same_secret_each_time_and_another_device_another(
    client: AsyncClient, somebody: None
) -> None:
    device, other = ({"id": str(uuid4()), "label": "phone"} for _ in range(2))
    answers = [await client.post("/api/session", json={**GOOD, "device": d}) for d in (device, device, other)]
    first, again, elsewhere = (answer.json()["device_key"] for answer in answers)
    assert first == again != elsewhere
    assert len(base64.b64decode(first)) == 32
    assert (await client.post("/api/session", json=GOOD)).json()["device_key"] is None, "a desk keeps nothing"


async def test_a_revoked_device_is_told_so_and_may_be_let_in_again(
    client: AsyncClient, somebody: None, person: NewPerson
) -> None:
    sign_in: dict[str, Any] = {**GOOD, "device": {"id": str(uuid4()), "label": "phone"}}
    await client.post("/api/session", json=sign_in)
    await client.put(f"/api/devices/{sign_in['device']['id']}/revocation", json={"reason": "lost"})
    refused = await client.get("/api/session")
    assert (refused.status_code, refused.json()["code"]) == (401, "device_revoked")
    assert "不会丢失" in refused.json()["detail"]
    admin = await person(Role.SYSTEM_ADMIN, towns=())
    (line,) = (await admin.client.get("/api/people/devices", params={"revoked": True})).json()["items"]
    path = f"/api/people/{line['person_id']}/devices/{line['device_id']}/revocation"
    again = await admin.client.put(path, json={"reason": "again"})
    assert (again.status_code, again.json()["revoked_reason"]) == (200, "lost")
    auditor = await person(Role.AUDITOR, towns=())
    told = (await auditor.client.get("/api/audit", params={"subject": line["device_id"]})).json()
    assert [event["action"] for event in told] == ["device.revoked"], "revoked once, however often it is asked for"
    for _ in range(2):
        restored = await admin.client.delete(path)
        assert (restored.status_code, restored.json()["revoked_at"]) == (200, None)
    assert (await client.get("/api/session")).json()["code"] == "unauthenticated", "the old session stays ended"
    assert (await client.post("/api/session", json=sign_in)).status_code == 201
    assert (await client.get("/api/session")).status_code == 200


async def test_a_device_keeps_the_name_it_was_given_and_the_log_says_once_that_it_was(
    client: AsyncClient, somebody: None, person: NewPerson
) -> None:
    sign_in: dict[str, Any] = {**GOOD, "device": {"id": str(uuid4()), "label": "Android · Chrome"}}
    await client.post("/api/session", json=sign_in)
    for _ in range(2):
        named = await client.put(f"/api/devices/{sign_in['device']['id']}/name", json={"name": " 一号巡逻车平板 "})
        assert (named.status_code, named.json()["label"]) == (200, "一号巡逻车平板")
    await client.post("/api/session", json=sign_in)
    (session,) = (await client.get("/api/sessions")).json()
    assert session["device_label"] == "一号巡逻车平板", "signing in again does not take it away"
    admin, auditor = await person(Role.SYSTEM_ADMIN, towns=()), await person(Role.AUDITOR, towns=())
    (line,) = (await admin.client.get("/api/people/devices", params={"q": "一号巡逻"})).json()["items"]
    path = f"/api/people/{line['person_id']}/devices/{line['device_id']}/name"
    assert (await admin.client.put(path, json={"name": "备用机"})).json()["label"] == "备用机"
    told = (await auditor.client.get("/api/audit", params={"subject": line["device_id"]})).json()
    assert [event["action"] for event in told] == ["device.named", "device.named"]
    assert "备用机" not in str(told), "what it is called may be a person's name"


async def test_nobody_names_somebody_elses_device(officer: Person, client: AsyncClient, somebody: None) -> None:
    device = str(uuid4())
    await client.post("/api/session", json={**GOOD, "device": {"id": device, "label": "phone"}})
    assert (await officer.client.put(f"/api/devices/{device}/name", json={"name": "mine"})).status_code == 404
    assert (await client.put(f"/api/devices/{device}/name", json={"name": "   "})).status_code == 422


async def test_the_devices_secret_is_told_only_for_the_password(client: AsyncClient, somebody: None) -> None:
    device = {"id": str(uuid4()), "label": "phone"}
    secret = (await client.post("/api/session", json={**GOOD, "device": device})).json()["device_key"]
    for path in ("/api/session", "/api/sessions", "/api/devices"):
        assert secret not in (await client.get(path)).text
    await client.put(f"/api/devices/{device['id']}/revocation", json={"reason": "lost"})
    assert "device_key" not in (await client.post("/api/session", json={**GOOD, "device": device})).text


async def test_nobody_signs_out_a_session_of_somebody_else(officer: Person, grid_worker: Person) -> None:
    (session,) = (await grid_worker.client.get("/api/sessions")).json()
    assert (await officer.client.delete(f"/api/sessions/{session['id']}")).status_code == 404
    assert (await grid_worker.client.get("/api/session")).status_code == 200


async def test_a_page_of_another_origin_may_not_write(officer: Person) -> None:
    answer = await officer.client.delete("/api/session", headers={"origin": "https://elsewhere.test"})
    assert answer.status_code == 403
    assert (await officer.client.get("/api/session")).status_code == 200

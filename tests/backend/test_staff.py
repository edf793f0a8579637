"""People and their rights: three administrators, none of whom can do everything alone."""

from uuid import uuid4

import pytest

from backend.auth.permissions import Role
from backend.core.db import Conn
from tests.conftest import DIANKOU, FENGQIAO, NewPerson, Person

NEW = {"name": "队员77", "display_name": "队员77", "password": "a temporary password", "town_codes": [FENGQIAO]}


@pytest.fixture
async def system(person: NewPerson) -> Person:
    return await person(Role.SYSTEM_ADMIN, towns=(), name="系统管理员01")


@pytest.fixture
async def security(person: NewPerson) -> Person:
    return await person(Role.SECURITY_ADMIN, towns=(), name="安全管理员01")


async def test_a_missing_person_is_not_found(system: Person, security: Person) -> None:
    for client, what, body in (
        (security.client, "roles", {"roles": ["officer"]}),
        (security.client, "towns", {"town_codes": []}),
        (system.client, "squad", {"squad": None}),
        (system.client, "phone", {"phone": None}),
        (system.client, "disabled", {"disabled": True}),
        (system.client, "password", {"new": "a temporary password"}),
    ):
        answer = await client.put(f"/api/people/{uuid4()}/{what}", json=body)
        assert answer.status_code == 404, what


async def test_one_sees_the_people_of_ones_own_towns(officer: Person, command_room: Person, stranger: Person) -> None:
    names = {p["name"] for p in (await command_room.client.get("/api/people")).json()["items"]}
    assert {officer.name, command_room.name} <= names
    assert stranger.name not in names


async def test_a_number_is_read_within_reach_and_its_change_is_recorded_without_it(
    officer: Person, command_room: Person, stranger: Person, system: Person, conn: Conn
) -> None:
    number = "138 0000-0001"
    for refused in ("12", "call me", "138\n0000", "1" * 21, "+"):
        answer = await system.client.put(f"/api/people/{officer.id}/phone", json={"phone": refused})
        assert answer.status_code == 422, refused
    answer = await system.client.put(f"/api/people/{officer.id}/phone", json={"phone": number})
    assert answer.json()["phone"] == number
    assert (await command_room.client.put(f"/api/people/{officer.id}/phone", json={"phone": None})).status_code == 403
    assert number in (await command_room.client.get("/api/people?limit=200")).text
    assert number not in (await stranger.client.get("/api/people?limit=200")).text
    kept = await conn.fetchval("select detail::text from audit_events where action = 'person.phone_set'")
    assert kept == '{"removed": false}'
    added = await system.client.post("/api/people", json=NEW | {"phone": "+86 13800000002"})
    assert added.json()["phone"] == "+86 13800000002"


async def listed(who: Person, **asked: object) -> list[str]:
    answer = await who.client.get("/api/people", params={k: str(v) for k, v in asked.items()})
    assert answer.status_code == 200, answer.text
    return [p["name"] for p in answer.json()["items"]]


async def test_those_who_wait_for_a_role_are_listed_by_themselves(system: Person, security: Person) -> None:
    made = (await system.client.post("/api/people", json=NEW)).json()["name"]
    assert await listed(system, without_role=True, q=made) == [made]
    assert await listed(system, without_role=False, q=made) == []
    assert security.name in await listed(system, without_role=False, q=security.name)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sort": "password_hash"}, {"limit": 0}, {"limit": 201}, {"after": "nonsense"}, {"after": "bnVsbA"},
        {"role": "emperor"}, {"town_code": "1"}, {"disabled": "perhaps"}, {"q": "x" * 201},
    ],
)  # fmt: skip
async def test_a_list_asked_for_wrongly_is_refused(system: Person, wrong: dict[str, str]) -> None:
    answer = await system.client.get("/api/people", params=wrong)
    assert answer.status_code == 422
    assert [e["field"] for e in answer.json()["errors"]] == list(wrong)


async def test_people_are_found_by_name_squad_role_town_and_whether_they_are_disabled(
    system: Person, person: NewPerson
) -> None:
    await system.client.post("/api/people", json=NEW | {"squad": "百%分之一组"})
    clerk = await person(Role.COMMAND_ROOM, name="指挥员77", towns=(DIANKOU,))
    assert await listed(system, q="员77") == ["指挥员77", "队员77"]
    assert await listed(system, q="百%分") == ["队员77"]
    assert await listed(system, q="百%一") == []
    assert await listed(system, q="77", role="command_room") == [clerk.name]
    assert await listed(system, q="77", town_code=FENGQIAO) == ["队员77"]
    await system.client.put(f"/api/people/{clerk.id}/disabled", json={"disabled": True})
    assert await listed(system, q="77", disabled=True) == [clerk.name]
    assert await listed(system, q="77", disabled=False) == ["队员77"]


async def test_no_answer_holds_a_password(system: Person) -> None:
    created = await system.client.post("/api/people", json=NEW)
    listed = await system.client.get("/api/people")
    told = (created.text + listed.text).replace("must_change_password", "")
    assert "password" not in told
    assert "argon2" not in created.text + listed.text


async def test_a_system_administrator_creates_but_grants_nothing(system: Person, officer: Person) -> None:
    assert (await system.client.put(f"/api/people/{officer.id}/roles", json={"roles": []})).status_code == 403
    assert (await system.client.put(f"/api/people/{officer.id}/towns", json={"town_codes": []})).status_code == 403


async def test_a_security_administrator_grants_but_creates_nothing(security: Person, officer: Person) -> None:
    assert (await security.client.post("/api/people", json=NEW)).status_code == 403
    assert (await security.client.put(f"/api/people/{officer.id}/disabled", json={"disabled": True})).status_code == 403
    assert (await security.client.put(f"/api/people/{officer.id}/squad", json={"squad": "二组"})).status_code == 403
    reset = await security.client.put(f"/api/people/{officer.id}/password", json={"new": "a temporary password"})
    assert reset.status_code == 403


async def test_a_new_person_may_do_nothing_until_a_role_is_granted(system: Person, security: Person) -> None:
    created = await system.client.post("/api/people", json=NEW)
    assert created.status_code == 201, created.text
    assert created.json()["roles"] == []
    signed_in = await system.client.post("/api/session", json={"name": NEW["name"], "password": NEW["password"]})
    assert signed_in.status_code == 201
    assert signed_in.json()["permissions"] == {}
    assert signed_in.json()["must_change_password"] is True
    granted = await security.client.put(f"/api/people/{created.json()['id']}/roles", json={"roles": ["officer"]})
    assert granted.json()["roles"] == ["officer"]


async def test_a_sign_in_name_is_taken_once(system: Person, conn: Conn) -> None:
    assert (await system.client.post("/api/people", json=NEW)).status_code == 201
    again = await system.client.post("/api/people", json=NEW)
    assert again.status_code == 409
    assert "登录名" in again.json()["detail"]
    assert await conn.fetchval("select count(*) from people where name = $1", NEW["name"]) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short"},
        {"name": ""},
        {"name": "a\nb"},
        {"name": "a\n"},
        {"town_codes": ["330681"]},
        {"town_codes": ["330681109,330681104"]},
        {"roles": ["officer"]},
    ],
)
async def test_a_person_that_is_described_wrongly_is_refused(system: Person, wrong: dict[str, object]) -> None:
    answer = await system.client.post("/api/people", json=NEW | wrong)
    assert answer.status_code == 422
    assert answer.json()["errors"]


@pytest.mark.parametrize("wrong", [{}, {"squad": ""}, {"squad": "a\nb"}, {"squad": 2}, {"squad": "x" * 300}])
async def test_a_squad_that_is_no_name_is_refused(system: Person, officer: Person, wrong: dict[str, object]) -> None:
    answer = await system.client.put(f"/api/people/{officer.id}/squad", json=wrong)
    assert answer.status_code == 422, answer.text


async def test_somebody_changes_squads_and_their_phone_knows_it(system: Person, officer: Person, conn: Conn) -> None:
    moved = await system.client.put(f"/api/people/{officer.id}/squad", json={"squad": "枫桥二组"})
    assert (moved.status_code, moved.json()["squad"]) == (200, "枫桥二组")
    assert (await officer.client.get("/api/session")).json()["squad"] == "枫桥二组"
    out = await system.client.put(f"/api/people/{officer.id}/squad", json={"squad": None})
    assert out.json()["squad"] is None
    told = await conn.fetch("select action, actor from audit_events where subject = $1", officer.id)
    assert [tuple(row) for row in told] == [("person.squad_set", system.id)] * 2


async def test_nobody_changes_their_own_rights(security: Person, system: Person) -> None:
    assert (await security.client.put(f"/api/people/{security.id}/roles", json={"roles": []})).status_code == 403
    assert (await security.client.put(f"/api/people/{security.id}/towns", json={"town_codes": []})).status_code == 403
    assert (await system.client.put(f"/api/people/{system.id}/disabled", json={"disabled": True})).status_code == 403


@pytest.mark.parametrize("admin", ["system_admin", "security_admin", "auditor"])
async def test_an_administrators_role_is_held_alone(security: Person, officer: Person, admin: str) -> None:
    answer = await security.client.put(f"/api/people/{officer.id}/roles", json={"roles": ["officer", admin]})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "roles"
    assert (await officer.client.get("/api/session")).json()["roles"] == ["officer"]


async def test_an_unknown_role_is_refused(security: Person, officer: Person) -> None:
    answer = await security.client.put(f"/api/people/{officer.id}/roles", json={"roles": ["emperor"]})
    assert answer.status_code == 422


async def test_the_last_administrators_stay(security: Person, system: Person, person: NewPerson, conn: Conn) -> None:
    await conn.execute("update people set disabled = true where id <> all($1::uuid[])", [security.id, system.id])
    last_system = await security.client.put(f"/api/people/{system.id}/roles", json={"roles": ["officer"]})
    last_security = await system.client.put(f"/api/people/{security.id}/disabled", json={"disabled": True})
    assert (last_system.status_code, last_security.status_code) == (409, 409)
    await person(Role.SYSTEM_ADMIN, towns=())
    await person(Role.SECURITY_ADMIN, towns=())
    last_security = await system.client.put(f"/api/people/{security.id}/disabled", json={"disabled": True})
    assert last_security.status_code == 200
    assert (await security.client.get("/api/session")).status_code == 401


async def test_roles_and_towns_take_effect_with_the_next_request(security: Person, officer: Person) -> None:
    await security.client.put(f"/api/people/{officer.id}/roles", json={"roles": ["officer", "command_room"]})
    await security.client.put(f"/api/people/{officer.id}/towns", json={"town_codes": [DIANKOU, DIANKOU]})
    me = (await officer.client.get("/api/session")).json()
    assert me["roles"] == ["command_room", "officer"]
    assert [t["code"] for t in me["towns"]] == [DIANKOU]


async def test_whoever_becomes_an_administrator_signs_in_anew(security: Person, officer: Person) -> None:
    await security.client.put(f"/api/people/{officer.id}/roles", json={"roles": ["auditor"]})
    assert (await officer.client.get("/api/session")).status_code == 401


async def test_a_disabled_person_is_out_at_once_and_signs_in_anew_when_let_back(
    system: Person, officer: Person
) -> None:
    assert (await system.client.put(f"/api/people/{officer.id}/disabled", json={"disabled": True})).status_code == 200
    assert (await officer.client.get("/api/session")).status_code == 401
    let_in = await system.client.put(f"/api/people/{officer.id}/disabled", json={"disabled": False})
    assert let_in.json()["disabled"] is False
    assert (await officer.client.get("/api/session")).status_code == 401


async def test_a_temporary_password_signs_the_person_out_and_lets_them_in_again(
    system: Person, officer: Person
) -> None:
    reset = await system.client.put(f"/api/people/{officer.id}/password", json={"new": "a temporary password"})
    assert reset.status_code == 204
    assert (await officer.client.get("/api/session")).status_code == 401
    again = await officer.client.post("/api/session", json={"name": officer.name, "password": "a temporary password"})
    assert again.status_code == 201


async def test_no_administrator_can_take_over_another_by_a_new_password(
    system: Person, security: Person, person: NewPerson
) -> None:
    auditor = await person(Role.AUDITOR, towns=())
    for other in (security, auditor, system):
        answer = await system.client.put(f"/api/people/{other.id}/password", json={"new": "a temporary password"})
        assert answer.status_code == 403
    assert (await security.client.get("/api/session")).status_code == 200


async def test_every_change_leaves_a_trace_and_tells_open_sockets(
    system: Person, security: Person, officer: Person, conn: Conn
) -> None:
    await security.client.put(f"/api/people/{officer.id}/roles", json={"roles": ["squad_leader"]})
    await security.client.put(f"/api/people/{officer.id}/towns", json={"town_codes": [DIANKOU]})
    await system.client.put(f"/api/people/{officer.id}/password", json={"new": "a temporary password"})
    await system.client.put(f"/api/people/{officer.id}/disabled", json={"disabled": True})
    await system.client.put(f"/api/people/{officer.id}/disabled", json={"disabled": False})
    rows = await conn.fetch("select action, actor from audit_events where subject = $1 order by id", officer.id)
    assert [(r["action"], r["actor"]) for r in rows] == [
        ("person.roles_granted", security.id),
        ("person.towns_assigned", security.id),
        ("password.reset", system.id),
        ("person.disabled", system.id),
        ("person.enabled", system.id),
    ]
    told = await conn.fetchval("select count(*) from live_events where kind = 'revoked' and subject = $1", officer.id)
    assert told == 5

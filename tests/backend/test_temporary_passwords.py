"""A password that somebody else knows opens nothing but the way to change it."""

import pytest
from httpx import AsyncClient

from backend.auth import fence
from backend.auth.permissions import Permission, Role
from backend.core.db import Conn
from tests.conftest import FENGQIAO, NewPerson, Person
from tests.support.operations import OPERATIONS
from tests.support.world import world_of

TEMPORARY, OWN = "a temporary password", "a password of my own"
NEW = {"name": "队员77", "display_name": "队员77", "password": TEMPORARY, "town_codes": [FENGQIAO]}
EARLY = {"GET /api/session", "DELETE /api/session", "PUT /api/session/password"}


@pytest.fixture
async def system(person: NewPerson) -> Person:
    return await person(Role.SYSTEM_ADMIN, towns=(), name="系统管理员01")


async def change(client: AsyncClient, current: str, new: str) -> int:
    return (await client.put("/api/session/password", json={"current": current, "new": new})).status_code


async def create(system: Person, conn: Conn) -> str:
    """An officer with a temporary password."""
    created = await system.client.post("/api/people", json=NEW)
    assert created.json()["must_change_password"] is True
    await conn.execute("update people set roles = '{officer}' where id = $1", created.json()["id"])
    return str(created.json()["id"])


async def sign_in(client: AsyncClient, password: str) -> dict[str, object]:
    answer = await client.post("/api/session", json={"name": NEW["name"], "password": password})
    assert answer.status_code == 201, answer.text
    me: dict[str, object] = answer.json()
    return me


async def test_until_it_is_changed_every_other_handler_refuses_with_its_own_code(database_url: str) -> None:
    async with world_of(database_url) as world:
        await world.conn.execute("update people set must_change_password = true")
        unchanged = await world.fingerprint()
        ops = [op for op in OPERATIONS if op.name not in EARLY and op.may != "public"]
        assert len(ops) > 30
        for op in ops:
            who = op.may[0]
            if op.method == "WS":
                assert await world.knock(who, "/api/live") == 403
                continue
            answer = await world.send(who, op.method, op.url(world.own[who]), **op.send(world.own[who]))
            assert answer.status_code == 403, (op.name, answer.text)
            if op.method != "HEAD":
                assert answer.json()["code"] == "password_change_required", op.name
        assert await world.fingerprint() == unchanged


async def test_only_three_handlers_answer_before_the_change(database_url: str) -> None:
    async with world_of(database_url) as world:
        early = {
            f"{method} {path}"
            for path, handler in fence.handlers(world.app)
            for method in getattr(handler, "http_methods", [])
            if handler.opt.get("before_password_change") and fence.demanded(handler) is not Permission.PUBLIC
        }
    assert early == EARLY


async def test_somebody_new_changes_the_password_and_is_let_in(system: Person, client: AsyncClient, conn: Conn) -> None:
    await create(system, conn)
    assert (await sign_in(client, TEMPORARY))["must_change_password"] is True
    assert (await client.get("/api/areas")).status_code == 403
    assert await change(client, "wrong password", OWN) == 401
    assert await change(client, TEMPORARY, TEMPORARY) == 422
    assert await change(client, TEMPORARY, "short") == 422
    assert (await client.get("/api/devices")).json()["code"] == "password_change_required"
    assert await change(client, TEMPORARY, OWN) == 204
    assert (await client.get("/api/session")).json()["must_change_password"] is False
    assert (await client.get("/api/devices")).status_code == 200
    assert (await sign_in(client, OWN))["must_change_password"] is False


async def test_somebody_without_a_role_changes_the_password_and_signs_out(
    system: Person, client: AsyncClient, conn: Conn
) -> None:
    person_id = await create(system, conn)
    await conn.execute("update people set roles = '{}' where id = $1", person_id)
    await sign_in(client, TEMPORARY)
    assert await change(client, TEMPORARY, OWN) == 204
    told = (await client.get("/api/session")).json()
    assert (told["roles"], told["must_change_password"], told["permissions"]) == ([], False, {})
    assert (await client.get("/api/devices")).status_code == 403
    assert (await client.delete("/api/session")).status_code == 204
    assert (await sign_in(client, OWN))["must_change_password"] is False


async def test_a_reset_password_has_to_be_changed_again(system: Person, client: AsyncClient, conn: Conn) -> None:
    person_id = await create(system, conn)
    await sign_in(client, TEMPORARY)
    assert await change(client, TEMPORARY, OWN) == 204
    assert (await system.client.put(f"/api/people/{person_id}/password", json={"new": TEMPORARY})).status_code == 204
    assert (await sign_in(client, TEMPORARY))["must_change_password"] is True
    assert (await client.get("/api/areas")).status_code == 403


async def test_whoever_has_a_temporary_password_can_still_sign_out(
    system: Person, client: AsyncClient, conn: Conn
) -> None:
    await create(system, conn)
    await sign_in(client, TEMPORARY)
    assert (await client.delete("/api/session")).status_code == 204
    assert (await client.get("/api/session")).status_code == 401

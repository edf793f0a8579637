"""Administrators are made, and given new passwords, by whoever runs the server."""

import pytest
from httpx import AsyncClient

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.errors import Conflict, Invalid
from backend.staff.administrators import administrator
from tests.conftest import OneConnection, Person

NAME = "系统管理员09"


async def test_other_roles_are_not_made_on_the_server(conn: Conn) -> None:
    with pytest.raises(Invalid):
        await administrator(OneConnection(conn), Role.OFFICER, NAME)


async def test_the_name_of_somebody_else_is_refused(conn: Conn, officer: Person) -> None:
    with pytest.raises(Conflict):
        await administrator(OneConnection(conn), Role.SYSTEM_ADMIN, officer.name)
    assert await conn.fetchval("select roles from people where id = $1", officer.id) == ["officer"]


async def test_the_first_administrator_signs_in_changes_the_password_and_creates_people(
    conn: Conn, client: AsyncClient
) -> None:
    password = await administrator(OneConnection(conn), Role.SYSTEM_ADMIN, NAME)
    answer = await client.post("/api/session", json={"name": NAME, "password": password})
    assert (answer.status_code, answer.json()["roles"]) == (201, ["system_admin"])
    change = {"current": password, "new": "a password of my own"}
    assert (await client.put("/api/session/password", json=change)).status_code == 204
    new = {"name": "队员09", "display_name": "队员09", "password": "correct horse battery"}
    assert (await client.post("/api/people", json=new)).status_code == 201
    actions = [row["action"] for row in await conn.fetch("select action from audit_events where actor is null")]
    assert actions == ["person.created"]


async def test_a_new_password_ends_the_old_one_and_every_session(conn: Conn, client: AsyncClient) -> None:
    first = await administrator(OneConnection(conn), Role.AUDITOR, NAME)
    await client.post("/api/session", json={"name": NAME, "password": first})
    second = await administrator(OneConnection(conn), Role.AUDITOR, NAME)
    assert (await client.get("/api/session")).status_code == 401
    for password, status in ((first, 401), (second, 201)):
        answer = await client.post("/api/session", json={"name": NAME, "password": password})
        assert answer.status_code == status

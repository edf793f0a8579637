"""Access keys: made once, kept as a hash, open map layers for reading and nothing else, until they end."""

import base64
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from httpx import ASGITransport, AsyncClient, Response
from litestar import Litestar, post

from backend.app import create_app
from backend.auth import fence, passwords
from backend.auth.fence import needs
from backend.auth.permissions import Permission, Role
from backend.core.db import Conn
from backend.core.errors import Misconfigured
from backend.settings import Settings
from tests.conftest import ORIGIN, NewPerson, Person

PASSWORD = "correct horse battery"
LAYERS = "/api/ogc/collections"


@pytest.fixture
async def surveyor(person: NewPerson, conn: Conn) -> Person:
    made = await person(Role.OFFICER, name="测绘员01")
    await conn.execute("update people set password_hash = $2 where id = $1", made.id, await passwords.hashed(PASSWORD))
    return made


async def issue(who: Person, **other: Any) -> Response:
    return await who.client.post("/api/keys", json={"label": "QGIS", "password": PASSWORD, **other})


@pytest.fixture
async def program(app: Litestar) -> AsyncIterator[AsyncClient]:
    """A program without cookies."""
    async with AsyncClient(transport=ASGITransport(app, raise_app_exceptions=False), base_url=ORIGIN) as client:
        yield client


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def basic(key: str, name: str = "测绘员01") -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{name}:{key}".encode()).decode()}


async def test_a_key_needs_the_password_once_more(surveyor: Person) -> None:
    answer = await issue(surveyor, password="wrong")
    assert answer.status_code == 401
    for wrong in ({"days": 0}, {"days": 367}, {"label": ""}):
        assert (await issue(surveyor, **wrong)).status_code == 422


async def test_a_key_is_told_once_and_kept_as_a_hash(surveyor: Person, conn: Conn) -> None:
    answer = await issue(surveyor, days=30)
    assert answer.status_code == 201, answer.text
    key = answer.json()["key"]
    assert key.startswith("fx_")
    assert len(key) > 40
    (listed,) = (await surveyor.client.get("/api/keys")).json()
    assert "key" not in listed
    assert listed["label"] == "QGIS"
    assert listed["used_at"] is None
    stored = await conn.fetchval("select to_jsonb(access_keys)::text || encode(key_sha256, 'escape') from access_keys")
    assert key not in stored
    assert await conn.fetchval("select action from audit_events where subject = $1", UUID(listed["id"])) == "key.issued"


@pytest.mark.parametrize("said", [bearer, basic])
async def test_a_key_reads_layers_with_its_persons_rights(
    surveyor: Person, program: AsyncClient, conn: Conn, said: Any
) -> None:
    key = (await issue(surveyor)).json()["key"]
    answer = await program.get(LAYERS, headers=said(key))
    assert [layer["id"] for layer in answer.json()["collections"]] == ["zones", "leads", "patrols"]
    assert (await surveyor.client.get("/api/keys")).json()[0]["used_at"] is not None
    await conn.execute("update people set roles = '{auditor}' where id = $1", surveyor.id)
    assert (await program.get(f"{LAYERS}/patrols/items", headers=said(key))).status_code == 403


async def test_a_key_opens_nothing_else(surveyor: Person, program: AsyncClient) -> None:
    key = (await issue(surveyor)).json()["key"]
    asked = [
        ("GET", "/api/session"), ("GET", "/api/keys"), ("GET", "/api/leads"), ("GET", "/api/patrols/page"),
        ("POST", "/api/keys"), ("DELETE", "/api/session"), ("GET", "/api/leads/export"),
    ]  # fmt: skip
    for method, path in asked:
        answer = await program.request(method, path, headers=bearer(key))
        assert answer.status_code == 403, (path, answer.text)
        assert "图层" in answer.json()["detail"]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer fx_wrong",
        "Basic",
        "Basic !",
        "Basic /w==",
        "Basic YQ==",
        "Digest x",
        "Bearer " + "x" * 5000,
    ],
)
async def test_whoever_has_no_key_is_asked_for_one(program: AsyncClient, header: str) -> None:
    answer = await program.get(LAYERS, headers={"authorization": header})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic ")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "www-authenticate" not in (await program.get("/api/session")).headers, "no browser asks in the app's place"


async def test_a_revoked_key_is_shut_out_at_once(surveyor: Person, program: AsyncClient, conn: Conn) -> None:
    made = (await issue(surveyor)).json()
    assert (await program.get(LAYERS, headers=bearer(made["key"]))).status_code == 200
    assert (await surveyor.client.delete(f"/api/keys/{made['id']}")).status_code == 204
    assert (await program.get(LAYERS, headers=bearer(made["key"]))).status_code == 401
    assert (await surveyor.client.delete(f"/api/keys/{made['id']}")).status_code == 404
    actions = await conn.fetch("select action from audit_events where subject = $1 order by id", UUID(made["id"]))
    assert [row["action"] for row in actions] == ["key.issued", "key.revoked"]


async def test_nobody_revokes_the_key_of_another(surveyor: Person, officer: Person) -> None:
    made = (await issue(surveyor)).json()
    assert (await officer.client.delete(f"/api/keys/{made['id']}")).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        "update access_keys set ends_at = now() - interval '1 second'",
        "update people set disabled = true where id = $1::uuid",
    ],
)
async def test_a_key_ends_by_itself_and_with_its_person(
    surveyor: Person, program: AsyncClient, conn: Conn, change: str
) -> None:
    key = (await issue(surveyor)).json()["key"]
    await conn.execute(change, *([surveyor.id] if "$1" in change else []))
    assert (await program.get(LAYERS, headers=bearer(key))).status_code == 401


async def test_a_new_password_and_a_disabled_account_end_every_key(
    surveyor: Person, program: AsyncClient, person: NewPerson
) -> None:
    admin = await person(Role.SYSTEM_ADMIN)
    key = (await issue(surveyor)).json()["key"]
    change = {"current": PASSWORD, "new": "another long password"}
    assert (await surveyor.client.put("/api/session/password", json=change)).status_code == 204
    assert (await program.get(LAYERS, headers=bearer(key))).status_code == 401
    key = (await issue(surveyor, password=change["new"])).json()["key"]
    for disabled in (True, False):
        path = f"/api/people/{surveyor.id}/disabled"
        assert (await admin.client.put(path, json={"disabled": disabled})).status_code == 200
    assert (await program.get(LAYERS, headers=bearer(key))).status_code == 401


async def test_there_are_no_more_than_twenty_at_a_time(surveyor: Person, conn: Conn) -> None:
    await conn.execute(
        """
        insert into access_keys (id, person_id, key_sha256, label, ends_at)
        select gen_random_uuid(), $1, n::text::bytea, 'x', now() + interval '1 day' from generate_series(1, 20) as n
        """,
        surveyor.id,
    )
    answer = await issue(surveyor)
    assert answer.status_code == 409
    assert "20" in answer.json()["detail"]


def test_a_key_that_could_write_stops_the_start(settings: Settings) -> None:
    @post("/", opt=needs(Permission.ACCOUNT, by_key=True))
    async def write() -> None: ...

    app = create_app(settings)
    app.register(write)
    with pytest.raises(Misconfigured, match="key"):
        fence.refuse_unfenced(app)

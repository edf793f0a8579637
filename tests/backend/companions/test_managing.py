"""Companions are made by an administrator, shown once, revoked at once; looking at what stands aside leaves a trace."""

from datetime import timedelta
from uuid import uuid4

import pytest

from backend.companions import forgetting, service
from backend.core import clock
from backend.core.db import Conn
from tests.backend.companions.conftest import Maker, Phone, ago, aside, fixes_of, on_duty, owntracks, traccar
from tests.conftest import OneConnection, Person


@pytest.fixture
def phone(officer: Person) -> Phone:
    return Phone(officer.client)


async def test_a_secret_is_told_once_and_kept_as_a_digest(companion: Maker, admin: Person, conn: Conn) -> None:
    app = await companion("owntracks")
    listed = await admin.client.get(f"/api/people/{app.person}/companions")
    assert app.secret not in listed.text
    assert [c["id"] for c in listed.json()] == [app.id]
    everything = await conn.fetchval("select string_agg(to_jsonb(c)::text, '') from companions c")
    assert app.secret not in everything
    assert len(app.secret) >= 32
    actions = await conn.fetch("select action, subject, actor from audit_events where action like 'companion.%'")
    assert [(r[0], str(r[1]), r[2]) for r in actions] == [("companion.created", app.id, admin.id)]


async def test_nobody_who_is_not_there_gets_a_companion(admin: Person) -> None:
    answer = await admin.client.post(f"/api/people/{uuid4()}/companions", json={"kind": "traccar", "label": "a"})
    assert answer.status_code == 404


async def test_a_revoked_companion_is_refused_and_nothing_of_it_is_stored(
    phone: Phone, companion: Maker, admin: Person, conn: Conn
) -> None:
    patrol, app, other = await on_duty(phone), await companion("owntracks"), await companion("traccar")
    await app.owntracks(owntracks(ago(60)))
    path = f"/api/people/{app.person}/companions/{app.id}/revocation"
    for reason in ("手机遗失", "again"):
        answer = await admin.client.put(path, json={"reason": reason})
        assert (answer.status_code, answer.json()["revoked_reason"]) == (200, "手机遗失")
    refused = await app.owntracks(owntracks(ago(30)))
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Basic realm="companions"')
    assert (await app.owntracks(b"nonsense")).status_code == 401
    assert len(await fixes_of(conn, patrol)) == 1
    assert await aside(admin) == []
    assert (await other.traccar(traccar(ago(20)))).status_code == 200
    revoked = "select count(*) from audit_events where action = 'companion.revoked'"
    assert await conn.fetchval(revoked) == 1


async def test_a_secret_that_is_nobodys_is_refused(companion: Maker) -> None:
    app = await companion("owntracks")
    for secret in ("wrong", " ", "队员"):
        assert (await app.owntracks(owntracks(ago(60)), secret)).status_code == 401
    bare = await app.client.post("/api/companions/owntracks", content=b"{}")
    assert bare.status_code == 401


async def test_a_secret_opens_the_door_of_its_own_app_only(phone: Phone, companion: Maker) -> None:
    await on_duty(phone)
    app = await companion("owntracks")
    assert (await app.traccar(traccar(ago(60)))).status_code == 401


async def test_whoever_is_shut_out_has_no_companion_either(phone: Phone, companion: Maker, conn: Conn) -> None:
    await on_duty(phone)
    app = await companion("owntracks")
    await conn.execute("update people set disabled = true where id = $1::text::uuid", app.person)
    assert (await app.owntracks(owntracks(ago(60)))).status_code == 401


async def test_what_stands_aside_is_read_with_a_trace_and_settled(
    phone: Phone, companion: Maker, admin: Person, conn: Conn
) -> None:
    await on_duty(phone)
    app = await companion("owntracks")
    await app.owntracks(b'{"_type":"new","word":"\x00\xff"}')
    [kept] = await aside(admin)
    path = f"/api/companions/aside/{kept['id']}"
    assert "new" in (await admin.client.get(path)).json()["content"]
    for _ in range(2):
        assert (await admin.client.put(f"{path}/settlement")).json()["settled_at"]
    assert await aside(admin) == []
    assert [a["id"] for a in await aside(admin, settled=True)] == [kept["id"]]
    actions = await conn.fetch("select action from audit_events where subject = $1::text::uuid order by id", kept["id"])
    assert [r[0] for r in actions] == ["companion.aside_read", "companion.aside_settled"]


async def test_when_too_much_stands_aside_the_app_keeps_the_rest(phone: Phone, companion: Maker, conn: Conn) -> None:
    await on_duty(phone)
    app = await companion("owntracks")
    await conn.execute(
        """
        insert into kept_aside (id, companion_id, reason, sha256, size)
        select gen_random_uuid(), $1::text::uuid, 'unreadable', int4send(n), 1 from generate_series(1, $2) n
        """,
        app.id, service.MOST_UNSETTLED - 1,
    )  # fmt: skip
    assert [(await app.owntracks(word)).status_code for word in (b"a", b"b")] == [200, 503]


async def test_what_cannot_be_stored_just_now_stays_with_the_app(phone: Phone, companion: Maker, conn: Conn) -> None:
    patrol = await on_duty(phone)
    app = await companion("owntracks")
    await conn.execute("alter table track_batches rename to out_of_reach")
    assert (await app.owntracks(owntracks(ago(60)))).status_code >= 500
    await conn.execute("alter table out_of_reach rename to track_batches")
    assert (await app.owntracks(owntracks(ago(60)))).status_code == 200
    assert len(await fixes_of(conn, patrol)) == 1


@pytest.mark.parametrize(
    ("settled", "days", "track_days", "stays"),
    [
        (False, 89, 90, True), (False, 91, 90, False), (False, 4000, 0, True),
        (True, 29, 90, True), (True, 31, 90, False), (True, 31, 0, False),
    ],
)  # fmt: skip
async def test_content_that_stands_aside_is_kept_no_longer_than_tracks_or_a_month_once_settled(
    phone: Phone, companion: Maker, admin: Person, conn: Conn,
    settled: bool, days: int, track_days: int, stays: bool,
) -> None:  # fmt: skip
    app = await companion("owntracks")
    await on_duty(phone)
    await app.owntracks(b"nonsense")
    [kept] = await aside(admin)
    if settled:
        await admin.client.put(f"/api/companions/aside/{kept['id']}/settlement")
    now = clock.now() + timedelta(days=days)
    assert await forgetting.forget(OneConnection(conn), now, track_days) == (0 if stays else 1)
    assert await forgetting.forget(OneConnection(conn), now, track_days) == 0, "once is enough"
    row = await conn.fetchrow("select body, reason, octet_length(sha256) as hash from kept_aside")
    assert (row["body"] == (b"nonsense" if stays else None), row["hash"]) == (True, 32)
    told = await conn.fetch("select detail from audit_events where action = 'companion.aside_forgotten'")
    assert [each["detail"] for each in told] == ([] if stays else [{"messages": 1}])

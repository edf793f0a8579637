"""Two real servers over one database and one store: whatever is cut, any of them carries on."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from httpx import AsyncClient

from backend.auth.permissions import Role
from backend.core.ids import uuid7
from backend.core.storage import Store
from backend.settings import Settings
from tests.support.committed import committed, until, until_received
from tests.support.hostile import jpeg
from tests.support.leads import a_lead, a_medium, reported
from tests.support.live import Stage, Watching, listening
from tests.support.nginx import nginx
from tests.support.tus import create, offset, send

PHOTO = jpeg(behind=bytes(range(256)) * 3000)


@pytest.fixture(scope="module")
async def house(admin_dsn: str, database_url: str) -> AsyncIterator[Stage]:
    async with committed(admin_dsn, database_url) as made:
        yield made


@pytest.fixture(scope="module")
async def ports(house: Stage, store_settings: Settings, bucket: Store) -> AsyncIterator[list[int]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(house.server(store_settings)) for _ in range(2)]


@pytest.fixture
async def phone(house: Stage) -> Watching:
    return await house.person(Role.OFFICER)


@pytest.fixture
async def doors(ports: list[int], phone: Watching) -> AsyncIterator[list[AsyncClient]]:
    """The same officer at each of the servers."""
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=phone.cookie))
            for port in ports
        ]


async def begin_to_send(port: int, who: Watching, medium: str, data: bytes, after: int) -> asyncio.StreamWriter:
    """Announce all of it, and send some of it."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    head = (
        f"PATCH /api/media/{medium} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nTus-Resumable: 1.0.0\r\n"
        f"Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n"
        f"Content-Length: {len(data)}\r\nCookie: {who.cookie['Cookie']}\r\n\r\n"
    )
    writer.write(head.encode() + data[:after])
    await writer.drain()
    return writer


async def drop_in_the_middle(port: int, who: Watching, medium: str, data: bytes, after: int) -> None:
    """Announce all of it, send some of it, and cut the connection."""
    writer = await begin_to_send(port, who, medium, data, after)
    writer.transport.abort() if after % 2 else writer.close()


async def until_offset(client: AsyncClient, medium: str, least: int) -> int:
    return await until(lambda: offset(client, medium), lambda found: found >= least)


@pytest.mark.parametrize("after", [100_000, 300_001])
async def test_a_dropped_connection_keeps_its_bytes_and_the_other_process_takes_the_rest(
    doors: list[AsyncClient], ports: list[int], phone: Watching, after: int
) -> None:
    declared = a_medium(PHOTO)
    await reported(doors[0], declared)
    await create(doors[0], declared["id"], len(PHOTO))
    await drop_in_the_middle(ports[0], phone, declared["id"], PHOTO, after)
    # What an aborted connection had on the way may be lost in the kernel; what is said to be there, is there.
    here = await until_offset(doors[1], declared["id"], 1)
    assert here <= after
    if after % 2 == 0:
        assert here == after
    await send(doors[1], declared["id"], here, PHOTO[here:])
    found = await until_received(doors[0], declared["id"])
    assert found["sha256"] == hashlib.sha256(PHOTO).hexdigest()


async def test_behind_a_proxy_a_dropped_connection_keeps_its_bytes_too(
    doors: list[AsyncClient], ports: list[int], phone: Watching, tmp_path: Path
) -> None:
    declared = a_medium(PHOTO)
    await reported(doors[0], declared)
    with nginx(tmp_path, ports) as port:
        async with AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=phone.cookie) as door:
            await create(door, declared["id"], len(PHOTO))
            await drop_in_the_middle(port, phone, declared["id"], PHOTO, 300_000)
            # What the proxy had not passed on yet is lost with the line: a buffer or two, not the whole request.
            here = await until_offset(door, declared["id"], 200_000)
            assert here <= 300_000
            await send(door, declared["id"], here, PHOTO[here:])
            found = await until_received(door, declared["id"])
    assert found["sha256"] == hashlib.sha256(PHOTO).hexdigest()


async def test_what_came_counts_when_a_phone_falls_silent_without_hanging_up(
    doors: list[AsyncClient], ports: list[int], phone: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.evidence.uploads.service._QUIET_S", 0.1)
    declared = a_medium(PHOTO)
    await reported(doors[0], declared)
    await create(doors[0], declared["id"], len(PHOTO))
    line = await begin_to_send(ports[0], phone, declared["id"], PHOTO, 300_000)
    assert await until_offset(doors[1], declared["id"], 300_000) == 300_000
    await send(doors[1], declared["id"], 300_000, PHOTO[300_000:])
    await until_received(doors[0], declared["id"])
    line.close()


async def test_the_same_bytes_sent_through_both_at_once_are_taken_once(doors: list[AsyncClient], house: Stage) -> None:
    declared = a_medium(PHOTO)
    await reported(doors[0], declared)
    await asyncio.gather(*(create(door, declared["id"], len(PHOTO)) for door in doors))
    answers = await asyncio.gather(*(send(door, declared["id"], 0, PHOTO) for door in doors * 3))
    assert sorted(a.status_code for a in answers) == [204] + [409] * 5
    await until_received(doors[1], declared["id"])


@pytest.mark.parametrize("bodies", [1, 2])
async def test_a_lead_sent_through_both_at_once_is_stored_once(
    doors: list[AsyncClient], house: Stage, bodies: int
) -> None:
    lead_id = uuid7()
    sent = [a_lead(note=f"version {n}", media=[]) for n in range(bodies)]
    answers = await asyncio.gather(
        *(door.put(f"/api/leads/{lead_id}", json=sent[n % bodies]) for n, door in enumerate(doors * 4))
    )
    codes = sorted(a.status_code for a in answers)
    assert codes == ([200] * 7 + [201] if bodies == 1 else [200] * 3 + [201] + [409] * 4)
    assert await house.pool.fetchval("select count(*) from leads where id = $1", lead_id) == 1
    assert await house.pool.fetchval("select count(*) from lead_steps where lead_id = $1", lead_id) == 1


async def test_the_command_room_sees_lead_photo_and_count_without_asking(
    doors: list[AsyncClient], ports: list[int], house: Stage
) -> None:
    room = await house.person(Role.COMMAND_ROOM)
    media = [a_medium(PHOTO + bytes([n])) for n in range(3)]
    async with listening(ports[1], room) as ear:
        lead = await reported(doors[0], *media)
        for n, medium in enumerate(media):
            await create(doors[0], medium["id"], medium["size"])
            await send(doors[0], medium["id"], 0, PHOTO + bytes([n]))
        counts, ready = [], 0
        while ready < 3:
            told = await ear.frame(15)
            if told["type"] == "lead" and told["lead"]["id"] == lead["id"]:
                counts.append(told["lead"]["media_received"])
            if told["type"] == "media" and told["media"]["lead_id"] == lead["id"]:
                ready += told["media"]["preview"] == "ready"
    assert counts == [0, 1, 2, 3]


async def test_steps_taken_at_once_on_the_same_revision_are_one(
    doors: list[AsyncClient], house: Stage, ports: list[int]
) -> None:
    lead = await reported(doors[0])
    rooms = [await house.person(Role.COMMAND_ROOM) for _ in range(4)]

    async def decide(n: int, who: Watching) -> int:
        async with AsyncClient(base_url=f"http://127.0.0.1:{ports[n % 2]}", headers=who.cookie) as client:
            body = {"kind": "accept", "at": lead["received_at"], "revision": 1}
            return (await client.put(f"/api/leads/{lead['id']}/steps/{uuid7()}", json=body)).status_code

    codes = await asyncio.gather(*(decide(n, who) for n, who in enumerate(rooms)))
    assert sorted(codes) == [200, 409, 409, 409]


async def test_the_servers_say_that_the_store_is_there_and_what_it_enforces(doors: list[AsyncClient]) -> None:
    async def ask() -> dict[str, str]:
        health: dict[str, str] = (await doors[0].get("/api/health")).json()
        return health

    health = await until(ask, lambda found: found["objects"] == "ok")
    assert health["worm"] in {"proven", "not available"}

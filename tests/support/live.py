"""For stories about the live line: a committed database of its own, real servers, people and sockets."""

import asyncio
import json
import os
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import uvicorn
from msgspec import Struct, structs
from websockets.asyncio.client import ClientConnection, connect

from backend.app import create_app
from backend.auth.caller import COOKIE
from backend.auth.permissions import Role
from backend.auth.service import token_hash
from backend.command.hub import again_and_again
from backend.core import db, live, wake
from backend.core.db import SYSTEM, Conn
from backend.core.ids import uuid7
from backend.patrols.tracks.queries import save_positions
from backend.patrols.tracks.structs import Position
from backend.settings import Settings
from tests.conftest import FENGQIAO


class Told(Struct, frozen=True, kw_only=True):
    """The body of an event in these stories."""

    word: str


class Watching(Struct, frozen=True):
    """Somebody with a session in the committed database."""

    id: UUID
    session_id: UUID
    token: str

    @property
    def cookie(self) -> dict[str, str]:
        return {"Cookie": f"{COOKIE}={self.token}"}


class Walker(Struct, frozen=True):
    """Somebody on patrol."""

    id: UUID
    patrol_id: UUID
    town: str


class Stage:
    """A committed database; everything here commits unless said otherwise."""

    def __init__(self, url: str, pool: Any, committed: Callable[[], None] = lambda: None) -> None:
        self.url = url
        self.pool = pool
        self.database = db.PooledDatabase(pool, committed)

    async def person(self, *roles: Role, towns: tuple[str, ...] = (FENGQIAO,)) -> Watching:
        made = Watching(uuid7(), uuid7(), os.urandom(16).hex())
        await self.pool.execute(
            """
            insert into people (id, name, display_name, password_hash, roles, town_codes)
            values ($1, $2, $2, '-', $3, $4)
            """,
            made.id, f"{roles[0]}-{made.id.hex[-8:]}", [r.value for r in roles], list(towns),
        )  # fmt: skip
        await self.pool.execute(
            """
            insert into sessions (id, token_sha256, person_id, idle_until, ends_at)
            values ($1, $2, $3, now() + interval '1 hour', now() + interval '1 day')
            """,
            made.session_id, token_hash(made.token), made.id,
        )  # fmt: skip
        return made

    async def tell(self, word: str, *, town: str | None = FENGQIAO, owner: UUID | None = None) -> None:
        async with self.database.transaction(SYSTEM) as conn:
            await tell(conn, word, town=town, owner=owner)

    async def on_duty(self, *, town: str = FENGQIAO) -> Walker:
        """An officer on patrol of whom no place is known yet."""
        person = await self.person(Role.OFFICER, towns=(town,))
        made = Walker(person.id, uuid7(), town)
        await self.pool.execute(
            """
            insert into patrols (id, person_id, person_name, town_code, squad, state, started_at, sent_sha256)
            values ($1, $2, 'somebody', $3, '-', 'running', now() - interval '1 hour', '-')
            """,
            made.patrol_id, made.id, town,
        )  # fmt: skip
        return made

    async def walk(self, walker: Walker, lon: float, lat: float, at: datetime | None = None) -> None:
        async with self.database.transaction(SYSTEM) as conn:
            await walk(conn, walker, lon, lat, at)

    @asynccontextmanager
    async def server(self, store: Settings | None = None) -> AsyncIterator[int]:
        """An application process's worth of server, with a pool and a hub of its own; gives its port.

        ``store`` names the object store; without it there is none.
        """
        settings = Settings(
            database_url=self.url, s3_endpoint="127.0.0.1:1", s3_access_key="-", s3_secret_key="-", demo=True,
            pwa_dist="no-such-folder",
        )  # fmt: skip
        if store:
            settings = structs.replace(store, database_url=self.url)
        config = uvicorn.Config(create_app(settings), port=0, log_level="error", timeout_graceful_shutdown=5)
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve())
        while not server.started:
            if running.done():
                running.result()
            await asyncio.sleep(0.02)
        try:
            yield server.servers[0].sockets[0].getsockname()[1]
        finally:
            server.should_exit = True
            await running


async def tell(conn: Conn, word: str, *, town: str | None = FENGQIAO, owner: UUID | None = None) -> None:
    """Publish a lead that is only a word."""
    await live.publish(conn, "lead", uuid7(), Told(word=word), town_code=town, owner=owner)


async def walk(conn: Conn, walker: Walker, lon: float, lat: float, at: datetime | None = None) -> None:
    """Somebody is seen somewhere, now unless said otherwise."""
    position = Position(
        person_id=walker.id, patrol_id=walker.patrol_id, town_code=walker.town, lon=lon, lat=lat,
        at=at or datetime.now(UTC), accuracy_m=4.5, speed_ms=None, heading_deg=None, battery=80,
    )  # fmt: skip
    await save_positions(conn, [position])


class Place(NamedTuple):
    """An officer's place as it was told."""

    patrol: UUID
    lon: float
    lat: float
    at: datetime
    accuracy_m: float | None
    battery: int | None


PATIENCE_S = 60
AT_ONCE_S = 10
"""Sooner than a line looks again by itself: it was told. How soon, says `bench live` on a machine at rest."""
Names = dict[int, tuple[UUID, UUID]]


class TheirPlaces(NamedTuple):
    """One binary frame."""

    seq: int
    cursor: str
    places: dict[UUID, Place]


def places_of(frame: bytes, names: Names) -> TheirPlaces:
    """Read by what decision 0030 says, not by the server's own code. ``names`` are those of the line so far."""
    seq, version, told_of, new_names, count, base = struct.unpack_from("<IHHIId", frame)
    assert version == 1
    cursor = frame[24 : 24 + told_of].decode().rstrip()
    at = 24 + told_of
    for index, person, patrol in struct.iter_unpack("<I16s16s", frame[at : at + 36 * new_names]):
        names[index] = (UUID(bytes=person), UUID(bytes=patrol))
    at += 36 * new_names
    assert len(frame) == at + 24 * count
    found: dict[UUID, Place] = {}
    for index, lon, lat, ms, accuracy, _, _, battery, _ in struct.iter_unpack("<IiiiHHHBB", frame[at:]):
        person, patrol = names[index]
        assert person not in found
        when = datetime.fromtimestamp((base + ms) / 1000, UTC)
        sure = None if accuracy == 65535 else accuracy / 10
        found[person] = Place(patrol, lon / 1e7, lat / 1e7, when, sure, None if battery == 255 else battery)
    return TheirPlaces(seq, cursor, found)


class Ear:
    """One client of the live line, which checks of every frame that its number follows."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.seq = 0
        self.cursor = ""
        self.places: dict[UUID, Place] = {}
        self._names: Names = {}

    async def frame(self, within: float = PATIENCE_S) -> dict[str, Any]:
        """The next frame of text; places that come before it are noted."""
        async with asyncio.timeout(within):
            while isinstance(told := await self._next(), set):
                pass
        return told

    async def moved(self, within: float = PATIENCE_S) -> set[UUID]:
        """The next frame of places: of whom it tells. Text before it is passed over."""
        async with asyncio.timeout(within):
            while not isinstance(told := await self._next(), set):
                pass
        return told

    async def look(self, *box: float) -> None:
        await self.socket.send(json.dumps({"type": "view", "box": box or None}))

    async def _next(self) -> dict[str, Any] | set[UUID]:
        told = await self.socket.recv()
        self.seq += 1
        if isinstance(told, bytes):
            return self._note(told)
        text: dict[str, Any] = json.loads(told)
        assert text["seq"] == self.seq
        self.cursor = text["cursor"]
        return text

    def _note(self, frame: bytes) -> set[UUID]:
        told = places_of(frame, self._names)
        assert told.seq == self.seq
        self.cursor = told.cursor
        self.places |= told.places
        return set(told.places)

    async def word(self, within: float = PATIENCE_S) -> str:
        """The next event's word; anything else than an event is wrong here."""
        told = await self.frame(within)
        assert told["type"] == "lead", told
        return str(told["lead"]["word"])

    async def words(self, how_many: int) -> list[str]:
        return [await self.word() for _ in range(how_many)]


Listen = Callable[..., Awaitable[Ear]]


@asynccontextmanager
async def listening(port: int, who: Watching, cursor: str | None = None) -> AsyncIterator[Ear]:
    """An open line that has said hello."""
    query = f"?cursor={cursor}" if cursor is not None else ""
    async with connect(f"ws://127.0.0.1:{port}/api/live{query}", additional_headers=who.cookie) as socket:
        ear = Ear(socket)
        assert (await ear.frame())["type"] == "hello"
        yield ear


@asynccontextmanager
async def stage(url: str, wake_url: str = "") -> AsyncIterator[Stage]:
    """``wake_url``: events are announced by Redis instead of the database."""
    waking = wake.of(wake_url, url)
    settings = wake.SPARED if wake_url else {}
    async with asyncpg.create_pool(url, init=db.set_codecs, min_size=1, max_size=6, server_settings=settings) as pool:
        carrying = asyncio.create_task(again_and_again(waking.carry))
        yield Stage(url, pool, waking.tell)
        carrying.cancel()

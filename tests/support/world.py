"""A small county with one of everything, made through the application itself, and seen by people of every role."""

import asyncio
import base64
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
from httpx import ASGITransport, AsyncClient, Response
from litestar import Litestar
from msgspec import Struct

from backend.app import create_app
from backend.auth.caller import COOKIE
from backend.auth.permissions import Role
from backend.auth.service import token_hash
from backend.command.hub import Hub
from backend.core import db
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.core.wake import NotifyWake
from backend.settings import Settings
from tests.conftest import DIANKOU, FENGQIAO, ORIGIN, OneConnection
from tests.support.chains import Signing
from tests.support.pieces import MemoryStore, a_lead, jpeg, tus

LETTERS = {
    "G": Role.GRID_WORKER,
    "O": Role.OFFICER,
    "L": Role.SQUAD_LEADER,
    "C": Role.COMMAND_ROOM,
    "V": Role.LEGAL_REVIEWER,
    "D": Role.COUNTY_DEPARTMENT,
    "W": Role.GUIDANCE_OFFICE,
    "A": Role.AUDITOR,
    "S": Role.SYSTEM_ADMIN,
    "X": Role.SECURITY_ADMIN,
}
_SPKI = base64.b64decode(Signing(uuid7()).public)
_PARTS = ("track_batches_", "patrol_paths_")
"""Partitions: what is in them is in their parents."""
OUT = ("anonymous", "disabled", "expired", "revoked device")
"""Whoever is not, or no longer, signed in."""


class Things(Struct, frozen=True):
    """One of everything that belongs to one person."""

    person_id: UUID
    session_id: UUID
    device_id: UUID
    lead_id: UUID
    medium_id: UUID
    photo_id: UUID
    patrol_id: UUID
    import_id: UUID
    event_id: UUID
    step_id: UUID
    alarm_id: UUID
    key_id: UUID
    companion_id: UUID
    aside_id: UUID
    rule_id: UUID
    capture_key_id: UUID


def missing() -> Things:
    return Things(*(uuid7() for _ in Things.__struct_fields__))


class World:
    """``tokens`` and ``own`` are keyed by role letter, ``0`` (signed in, no role) and the words of ``OUT``."""

    def __init__(self, conn: Conn, settings: Settings) -> None:
        self.conn = conn
        self.app: Litestar = create_app(settings, OneConnection(conn))
        self.app.state.store = MemoryStore()
        self.app.state.hub = Hub(self.app.state.database, NotifyWake(""))
        self.client = AsyncClient(transport=ASGITransport(self.app, raise_app_exceptions=False), base_url=ORIGIN)
        self.tokens: dict[str, str] = {}
        self.own: dict[str, Things] = {}
        self.assigned: dict[str, Things] = {}

    async def build(self) -> None:
        for town, west in ((FENGQIAO, 120.2), (DIANKOU, 120.3)):
            await self._town(town, west)
        self.import_id = await self._import()
        self.town = await self._settle("colleague", FENGQIAO)
        self.other = await self._settle("stranger", DIANKOU)
        for letter in [*LETTERS, "0"]:
            self.own[letter] = await self._settle(letter, FENGQIAO)
            self.assigned[letter] = await self._assign(letter)
            await self._become(letter)
        for word in OUT[1:]:
            await self._person(word, FENGQIAO, uuid7(), uuid7(), uuid7())
        await self.conn.execute("update people set disabled = true where name = 'disabled'")
        await self._expire()
        self.tokens["anonymous"] = ""

    async def _town(self, code: str, west: float) -> None:
        await self.conn.execute(
            """
            insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
            values ($1, 'town', $2, $2, $2, '2020-01-01', st_multi(st_makeenvelope($3, 29.7, $4, 29.8, 4490)), 1)
            """,
            uuid7(), code, west, west + 0.1,
        )  # fmt: skip

    async def _import(self) -> UUID:
        import_id = uuid7()
        await self.conn.execute(
            """
            insert into area_imports (id, kind, valid_from, filename, sha256, file, state, report, shapes)
            values ($1, 'duty_zone', '2026-01-01', 'zones.geojson', repeat('0', 64), '\\x7b7d', 'checked', $2, '\\x90')
            """,
            import_id, {"features": [], "problems": []},
        )  # fmt: skip
        return import_id

    async def _person(self, name: str, town: str, person_id: UUID, session_id: UUID, device_id: UUID) -> None:
        self.tokens[name] = os.urandom(16).hex()
        await self.conn.execute(
            """
            insert into people (id, name, display_name, password_hash, roles, town_codes, squad)
            values ($1, $2, $2, '-', '{officer}', $3, 'squad')
            """,
            person_id, name, [town],
        )  # fmt: skip
        await self.conn.execute(
            "insert into devices (person_id, id, label) values ($1, $2, 'phone')", person_id, device_id
        )
        await self.conn.execute(
            """
            insert into sessions (id, token_sha256, person_id, device_id, idle_until, ends_at)
            values ($1, $2, $3, $4, now() + interval '1 hour', now() + interval '1 day')
            """,
            session_id, token_hash(self.tokens[name]), person_id, device_id,
        )  # fmt: skip

    async def _settle(self, name: str, town: str) -> Things:
        """An officer with a patrol, a track and a lead with two media, one of which has been received."""
        made = missing()
        await self._person(name, town, made.person_id, made.session_id, made.device_id)
        await self.conn.execute(
            """
            insert into access_keys (id, person_id, key_sha256, label, ends_at)
            values ($1, $2, $3, 'QGIS', now() + interval '1 day')
            """,
            made.key_id, made.person_id, token_hash(name),
        )  # fmt: skip
        await self._patrol(name, made)
        await self._lead(name, town, made)
        alarm = {"kind": "sos", "at": datetime.now(UTC).isoformat(), "patrol_id": str(made.patrol_id)}
        await self._do(name, "PUT", f"/api/alarms/{made.alarm_id}", json=alarm)
        await self._companion(made)
        await self._chain(made)
        await self.conn.execute(
            """
            insert into alarm_rules (id, town_code, name, from_min, to_min, low_battery, updated_by)
            values ($1, $2, 'rule', 0, 1440, 20, $3)
            """,
            made.rule_id, town, made.person_id,
        )  # fmt: skip
        return Things(**{f: getattr(made, f) for f in Things.__struct_fields__} | {"import_id": self.import_id})

    async def _companion(self, made: Things) -> None:
        """Another app that tells where the person is, and something of it that could not be read."""
        await self.conn.execute(
            """
            insert into companions (id, person_id, kind, label, secret_sha256, created_by)
            values ($1, $2, 'owntracks', 'companion', $3, $2)
            """,
            made.companion_id, made.person_id, os.urandom(32),
        )  # fmt: skip
        await self.conn.execute(
            """
            insert into kept_aside (id, companion_id, reason, sha256, size, body)
            values ($1, $2, 'unreadable', '\\x00', 3, 'abc')
            """,
            made.aside_id, made.companion_id,
        )  # fmt: skip

    async def _chain(self, made: Things) -> None:
        """A key that waits for approval, an entry of its chain, and one that stands aside."""
        await self.conn.execute(
            """
            insert into capture_keys (id, person_id, device_id, label, public_key) values ($1, $2, $3, 'phone', $4)
            """,
            made.capture_key_id, made.person_id, made.device_id, _SPKI,
        )  # fmt: skip
        await self.conn.execute(
            """
            insert into chain_entries (key_id, n, person_id, kind, subject, entry, signature, sha256, prev, arrived_as,
                                       state)
            values ($1, 1, $2, 'capture', $3, '{}', '\\x00', repeat('a', 64), repeat('0', 64), 'whole', 'whole')
            """,
            made.capture_key_id, made.person_id, made.photo_id,
        )  # fmt: skip
        await self.conn.execute(
            """
            insert into entries_aside (id, person_id, key_id, n, fault, entry, signature, sha256)
            values ($1, $2, $3, 2, 'form', '{}', 'x', repeat('b', 64))
            """,
            uuid7(), made.person_id, made.capture_key_id,
        )  # fmt: skip

    async def _patrol(self, name: str, made: Things) -> None:
        begun = datetime.now(UTC) - timedelta(hours=1)
        millis = int(begun.timestamp() * 1000)
        path = f"/api/patrols/{made.patrol_id}"
        await self._do(name, "PUT", path, json={"squad": "squad", "started_at": begun.isoformat()})
        columns = {c: [100, 100] for c in ("accuracy_dm", "speed_cms", "heading_ddeg")}
        track = {"first_seq": 0, "t0": millis, "sent_at": millis, "dt": [0, 10_000], "flags": [0, 0], **columns}
        place = {"lon": [1_202_500_000] * 2, "lat": [297_500_000, 297_500_500]}
        await self._do(name, "POST", f"{path}/track", json=track | place)
        pause = {"kind": "pause", "at": (begun + timedelta(minutes=30)).isoformat()}
        await self._do(name, "PUT", f"{path}/events/{made.event_id}", json=pause)

    async def _lead(self, name: str, town: str, made: Things) -> None:
        now = datetime.now(UTC).isoformat()
        media = [
            {
                "id": str(i), "sha256": "0" * 64, "size": 3, "mime": "image/jpeg", "source": "camera",
                "captured_at": now, "thumbnail": base64.b64encode(jpeg()).decode(),
            }
            for i in (made.medium_id, made.photo_id)
        ]  # fmt: skip
        lead = {**a_lead(town), "captured_at": now, "media": media}
        await self._do(name, "PUT", f"/api/leads/{made.lead_id}", json=lead)
        await self._do(name, "POST", "/api/media", headers=tus(made.medium_id) | {"upload-length": "3"})
        await self.conn.execute(
            """
            update media set state = 'received', preview = 'ready', received_bytes = size, verified_at = now()
            where id = $1
            """,
            made.photo_id,
        )
        await self.conn.execute("insert into media_receipts values ($1, 'text', $2)", made.photo_id, "A" * 86)
        await self.conn.execute("insert into media_chunks values ($1, 0, 3, 'key')", made.photo_id)

    async def _assign(self, letter: str) -> Things:
        """A lead of another town that has been given to this person."""
        made = missing()
        await self._lead("stranger", DIANKOU, made)
        person_id = self.own[letter].person_id
        await self.conn.execute("update leads set assigned_to = $2 where id = $1", made.lead_id, person_id)
        return made

    async def _become(self, letter: str) -> None:
        roles = [LETTERS[letter]] if letter in LETTERS else []
        await self.conn.execute("update people set roles = $2 where id = $1", self.own[letter].person_id, roles)

    async def _expire(self) -> None:
        of = "where person_id = (select id from people where name = $1)"
        await self.conn.execute(f"update sessions set idle_until = now() - interval '1 second' {of}", "expired")
        await self.conn.execute(f"update devices set revoked_at = now() {of}", "revoked device")

    async def _do(self, who: str, method: str, path: str, **more: Any) -> None:
        answer = await self.send(who, method, path, **more)
        assert answer.status_code < 300, (method, path, answer.text)

    async def send(self, who: str, method: str, path: str, **more: Any) -> Response:
        headers = {"cookie": f"{COOKIE}={self.tokens[who]}"} if self.tokens[who] else {}
        return await self.client.request(method, path, headers={**more.pop("headers", {}), **headers}, **more)

    async def knock(self, who: str, path: str) -> int:
        """Open a WebSocket: 101, or the refusal's close code less 4000."""
        cookie = f"{COOKIE}={self.tokens[who]}".encode()
        scope = {
            "type": "websocket", "path": path, "raw_path": path.encode(), "query_string": b"", "scheme": "wss",
            "headers": [(b"host", b"fengxun.test"), (b"cookie", cookie)], "subprotocols": [], "root_path": "",
            "server": ("fengxun.test", 443), "client": ("127.0.0.1", 1), "http_version": "1.1", "extensions": {},
            "asgi": {"version": "3.0", "spec_version": "2.4"}, "state": {},
        }  # fmt: skip
        said: list[dict[str, Any]] = []
        spoken = asyncio.Event()
        opening = [{"type": "websocket.connect"}]

        async def receive() -> dict[str, Any]:
            if opening:
                return opening.pop()
            await spoken.wait()
            return {"type": "websocket.disconnect", "code": 1000}

        async def send(message: dict[str, Any]) -> None:
            said.append(message)
            if message["type"] != "websocket.accept":
                spoken.set()

        await self.app(scope, receive, send)  # type: ignore[arg-type]
        return 101 if said[1]["type"] == "websocket.send" else int(said[1]["code"]) - 4000

    async def fingerprint(self) -> str:
        return str(await self.conn.fetchval(await self._fingerprint_sql()))

    async def _fingerprint_sql(self) -> str:
        if not hasattr(self, "_sql"):
            names = await self.conn.fetch("select tablename from pg_tables where schemaname = 'public' order by 1")
            parts = [
                # A minute after the last request, any request moves on how long its session lives.
                f"(select coalesce(sum(hashtextextended((to_jsonb(t) - 'seen_at' - 'idle_until')::text, 0)), 0)::text"
                f" from {r[0]} t)"
                for r in names
                if r[0] not in ("spatial_ref_sys", "alembic_version") and not r[0].startswith(_PARTS)
            ]
            self._sql = "select " + " || ',' || ".join(parts)
        return self._sql

    async def close(self) -> None:
        await self.client.aclose()


@asynccontextmanager
async def world_of(database_url: str) -> AsyncIterator[World]:
    """Built in one transaction, which is rolled back in the end."""
    settings = Settings(
        database_url=database_url, s3_endpoint="-", s3_access_key="-", s3_secret_key="-", demo=True, pwa_dist="no"
    )
    conn = await asyncpg.connect(database_url)
    await db.set_codecs(conn)
    transaction = conn.transaction()
    await transaction.start()
    made = World(conn, settings)
    await made.build()
    yield made
    await made.close()
    await transaction.rollback()
    await conn.close()

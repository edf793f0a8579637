"""An officer's companions, made by an administrator, and what the apps really send."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from httpx import AsyncClient, Response

from backend.auth.permissions import Role
from backend.core.db import Conn
from geo import fixes, pack
from geo.fixes import Batch, Fixes
from tests.backend.patrols.conftest import Phone
from tests.conftest import NewPerson, Person

__all__ = ["Phone"]
ANDROID = (
    b'{"_type":"location","acc":8,"alt":12,"batt":87,"bs":1,"BSSID":"02:00:00:00:00:00","cog":90,"conn":"m",'
    b'"created_at":%(sent)d,"lat":29.7005,"lon":120.2501,"m":1,"t":"u","tid":"ZJ","tst":%(at)d,"vac":3,"vel":4,'
    b'"_id":"a4f10c2e"}'
)
IPHONE = (
    b'{"tst":%(at)d,"acc":5,"_type":"location","alt":11,"lon":120.2501,"vac":4,"vel":-1,"SSID":"",'
    b'"p":101.3,"lat":29.7005,"topic":"owntracks\\/u\\/d","batt":64,"conn":"w","tid":"IP","bs":2,"cog":-1,"m":2,'
    b'"created_at":%(sent)d,"t":"t"}'
)
TRACCAR = (
    '{"location":{"event":"motionchange","is_moving":true,"uuid":"3f9c","timestamp":"%(at)s","odometer":120.5,'
    '"coords":{"latitude":29.7005,"longitude":120.2501,"accuracy":5,"speed":1.2,"speed_accuracy":0.5,"heading":90,'
    '"heading_accuracy":10,"altitude":12,"ellipsoidal_altitude":12},"activity":{"type":"walking","confidence":100},'
    '"battery":{"is_charging":false,"level":0.79},"mock":false,"extras":{}},"device_id":"whatever"}'
)


class Companion:
    """One of them: its secret, and the three doors."""

    def __init__(self, client: AsyncClient, made: dict[str, Any]) -> None:
        self.client, self.secret = client, made["secret"]
        self.id, self.person = made["companion"]["id"], made["companion"]["person_id"]

    async def owntracks(self, body: bytes, secret: str | None = None) -> Response:
        basic = base64.b64encode(f"{self.id}:{secret or self.secret}".encode()).decode()
        headers = {
            "authorization": f"Basic {basic}", "content-type": "application/json; charset=utf-8",
            "x-limit-u": self.id, "x-limit-d": "phone", "user-agent": "Owntracks-Android/gms/420502000",
        }  # fmt: skip
        return await self.client.post("/api/companions/owntracks", content=body, headers=headers)

    async def traccar(self, body: str | bytes, kind: str = "application/json; charset=UTF-8") -> Response:
        path = f"/api/companions/traccar/{self.secret}"
        return await self.client.post(path, content=body, headers={"content-type": kind})

    async def osmand(self, *, method: str = "GET", **sent: Any) -> Response:
        path = f"/api/companions/osmand/{self.secret}"
        if method == "GET":
            return await self.client.get(path, params=sent)
        return await self.client.post(path, data=sent)


@pytest.fixture
async def admin(person: NewPerson) -> Person:
    return await person(Role.SYSTEM_ADMIN, name="系统管理员01")


class Maker:
    def __init__(self, admin: Person, officer: Person, client: AsyncClient) -> None:
        self.admin, self.officer, self.client = admin, officer, client

    async def __call__(self, kind: str) -> Companion:
        path = f"/api/people/{self.officer.id}/companions"
        answer = await self.admin.client.post(path, json={"kind": kind, "label": "工作手机"})
        assert answer.status_code == 201, answer.text
        return Companion(self.client, answer.json())


@pytest.fixture
def companion(admin: Person, officer: Person, client: AsyncClient) -> Maker:
    return Maker(admin, officer, client)


_moment = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """The whole of a long run may lie between when this was read and when a test begins."""
    global _moment
    _moment = datetime.now(UTC).replace(microsecond=0)


def now() -> datetime:
    """When this test began."""
    return _moment


def ago(seconds: float) -> datetime:
    return now() - timedelta(seconds=seconds)


def owntracks(at: datetime, sent: datetime | None = None, form: bytes = ANDROID) -> bytes:
    return form % {b"at": int(at.timestamp()), b"sent": int((sent or at).timestamp())}


def traccar(at: datetime) -> str:
    return TRACCAR % {"at": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")}


def gpslogger(at: datetime) -> dict[str, Any]:
    return {
        "id": "phone", "lat": "29.7005", "lon": "120.2501", "timestamp": str(int(at.timestamp())), "accuracy": "5.0",
        "speed_mps": "1.2", "bearing": "90.0", "altitude": "12.0", "batt": "79.0",
    }  # fmt: skip


async def on_duty(phone: Phone, since: datetime | None = None) -> str:
    return await phone.start(started_at=(since or ago(3600)).isoformat())


async def fixes_of(conn: Conn, patrol: str) -> Fixes:
    rows = await conn.fetch("select first_seq, t0, laid, zone_runs from track_batches where patrol_id = $1", patrol)
    return fixes.of([Batch(r[0], int(r[1].timestamp() * 1000), pack.lift(r[2]), r[3]) for r in rows])


async def aside(admin: Person, **query: Any) -> list[dict[str, Any]]:
    answer = await admin.client.get("/api/companions/aside", params=query)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = msgspec.json.decode(answer.content)
    return found

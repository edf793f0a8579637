"""A phone in a test: it starts patrols and sends batches."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient, Response

from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.patrols.rules import millis
from geo import pack
from geo.pack import Header
from tests.conftest import FENGQIAO, Person

PACKED = "application/vnd.fengxun.track"
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai."""


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def batch(
    first_seq: int = 0,
    count: int = 3,
    *,
    at: datetime | None = None,
    step_s: float = 10,
    lon: float = 120.25,
    lat: float = 29.7,
    sent_at: datetime | None = None,
    **columns: Sequence[int],
) -> bytes:
    """Packed fixes going north 11 m a step; the first at its sequence number times the step after the start."""
    t0 = at or after(first_seq * step_s)
    body = pack.write(
        [round(i * step_s * 1000) for i in range(count)],
        [round(lon * pack.DEGREE)] * count,
        [round(lat * pack.DEGREE) + (first_seq + i) * 1000 for i in range(count)],
        **columns,
    )
    return pack.pack(Header(first_seq, millis(t0), millis(sent_at or datetime.now(UTC))), body)


class Phone:
    """One officer's phone."""

    def __init__(self, client: AsyncClient) -> None:
        self.client = client

    async def start(self, patrol_id: UUID | None = None, **changes: Any) -> str:
        patrol_id = patrol_id or uuid7()
        body = {"squad": "枫桥一组", "started_at": START.isoformat(), **changes}
        answer = await self.client.put(f"/api/patrols/{patrol_id}", json=body)
        assert answer.status_code == 201, answer.text
        return str(patrol_id)

    async def send(self, patrol_id: str, body: bytes, **headers: str) -> Response:
        headers = {"content-type": PACKED, **{k.replace("_", "-"): v for k, v in headers.items()}}
        return await self.client.post(f"/api/patrols/{patrol_id}/track", content=body, headers=headers)

    async def event(self, patrol_id: str, kind: str, at: datetime, event_id: UUID | None = None) -> Response:
        path = f"/api/patrols/{patrol_id}/events/{event_id or uuid4()}"
        return await self.client.put(path, json={"kind": kind, "at": at.isoformat()})

    async def get(self, path: str, **params: Any) -> Any:
        answer = await self.client.get(f"/api/patrols{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
def phone(officer: Person) -> Phone:
    return Phone(officer.client)


async def make_zone(
    conn: Conn, code: str, west: float, south: float, east: float, north: float, town: str = FENGQIAO, **dates: Any
) -> tuple[UUID, int]:
    """A duty zone that is a box; the answer is its id and number."""
    row = await conn.fetchrow(
        """
        insert into areas (id, kind, code, name, town_code, valid_from, valid_to, geom, area_m2)
        values ($1, 'duty_zone', $2, $3, $4, $5, $6, st_multi(st_makeenvelope($7, $8, $9, $10, 4490)), 1)
        returning id, number
        """,
        uuid7(), code, f"责任区{code}", town, dates.get("valid_from", datetime(2000, 1, 1)), dates.get("valid_to"),
        west, south, east, north,
    )  # fmt: skip
    assert row is not None
    return row["id"], row["number"]

"""Alarms as a phone would send them."""

from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response

from backend.core.ids import uuid7
from tests.support.leads import AT, a_fix


def an_alarm(**other: Any) -> dict[str, Any]:
    return {"kind": "sos", "at": AT, "patrol_id": None, "fix": a_fix(), "battery": 63, "note": ""} | other


async def call(client: AsyncClient, alarm_id: UUID | None = None, **other: Any) -> Response:
    return await client.put(f"/api/alarms/{alarm_id or uuid7()}", json=an_alarm(**other))


async def called(client: AsyncClient, **other: Any) -> dict[str, Any]:
    """An alarm that is in."""
    answer = await call(client, **other)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def step(client: AsyncClient, alarm_id: str, kind: str, step_id: UUID | None = None, **other: Any) -> Response:
    body = {"kind": kind, "at": AT} | other
    return await client.put(f"/api/alarms/{alarm_id}/steps/{step_id or uuid7()}", json=body)


async def close(client: AsyncClient, alarm_id: str, **other: Any) -> Response:
    return await step(client, alarm_id, "close", **({"outcome": "handled"} | other))


async def cancel(client: AsyncClient, alarm_id: str, reason: str = "误触") -> Response:
    return await client.put(f"/api/alarms/{alarm_id}/cancellation", json={"at": AT, "reason": reason})

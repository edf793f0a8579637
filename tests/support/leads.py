"""Leads and media as a phone would send them."""

import hashlib
from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response

from backend.core.ids import uuid7

AT = "2026-11-23T01:02:03Z"
FENGQIAO_PLACE = (120.390, 29.800)


def a_fix(**other: Any) -> dict[str, Any]:
    return {"lon": 120.39, "lat": 29.8, "accuracy_m": 8.5, "altitude_m": None, "age_ms": 900, "at": AT} | other


def a_medium(data: bytes = b"bytes", **other: Any) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "mime": "image/jpeg",
        "filename": "IMG_0001.jpg",
        "source": "camera",
        "captured_at": AT,
        "fix": a_fix(),
        "thumbnail": None,
    } | other


def a_lead(*media: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {
        "category": "beyond_storefront_trading",
        "place": {"type": "Point", "coordinates": list(FENGQIAO_PLACE)},
        "place_source": "own_fix",
        "fix": a_fix(),
        "address": "枫桥镇步森大道",
        "note": "店外经营",
        "captured_at": AT,
        "patrol_id": None,
        "media": list(media),
        "app_build": "test",
    } | other


async def report(client: AsyncClient, *media: dict[str, Any], lead_id: UUID | None = None, **other: Any) -> Response:
    return await client.put(f"/api/leads/{lead_id or uuid7()}", json=a_lead(*media, **other))


async def reported(client: AsyncClient, *media: dict[str, Any], **other: Any) -> dict[str, Any]:
    """A lead that is in."""
    answer = await report(client, *media, **other)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def step(client: AsyncClient, lead_id: str, kind: str, step_id: UUID | None = None, **other: Any) -> Response:
    body = {"kind": kind, "at": AT} | other
    return await client.put(f"/api/leads/{lead_id}/steps/{step_id or uuid7()}", json=body)

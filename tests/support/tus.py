"""The client's side of tus 1.0.0, request by request."""

import base64
from typing import Any

from httpx import AsyncClient, Response

TUS = {"tus-resumable": "1.0.0"}


def metadata(medium_id: str) -> str:
    return f"filename {base64.b64encode(b'x.jpg').decode()},id {base64.b64encode(medium_id.encode()).decode()}"


async def create(client: AsyncClient, medium_id: str, size: int, **other: str) -> Response:
    headers = {**TUS, "upload-length": str(size), "upload-metadata": metadata(medium_id)} | other
    return await client.post("/api/media", headers=headers)


async def send(client: AsyncClient, medium_id: str, offset: int, data: Any, **other: str) -> Response:
    headers = {**TUS, "upload-offset": str(offset), "content-type": "application/offset+octet-stream"} | other
    return await client.patch(f"/api/media/{medium_id}", content=data, headers=headers)


async def offset(client: AsyncClient, medium_id: str) -> int:
    answer = await client.head(f"/api/media/{medium_id}", headers=TUS)
    assert answer.status_code == 200, answer.status_code
    return int(answer.headers["upload-offset"])


async def upload(client: AsyncClient, medium_id: str, data: bytes) -> None:
    """All of it, in one request."""
    assert (await create(client, medium_id, len(data))).status_code == 201
    answer = await send(client, medium_id, 0, data)
    assert answer.status_code == 204, answer.text
    assert answer.headers["upload-offset"] == str(len(data))

"""Parts of requests, and a stand-in for the object store."""

import base64
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

from PIL import Image

from tests.conftest import DIANKOU, FENGQIAO

PLACES = {FENGQIAO: (120.299, 29.75), DIANKOU: (120.301, 29.75)}
"""200 m apart, on two sides of the towns' border."""


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "JPEG")
    return out.getvalue()


class MemoryStore:
    """As much of an object store as answering requests needs."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    async def put(self, key: str, data: bytes, content_type: str = "") -> None:
        self.objects[key] = data

    async def read(self, key: str) -> bytes:
        return self.objects.get(key, jpeg())

    async def open(self, key: str, offset: int = 0, length: int = 0) -> AsyncIterator[bytes]:
        async def blocks() -> AsyncIterator[bytes]:
            yield b"x" * length

        return blocks()

    async def download(self, key: str, path: Path) -> None:
        path.write_bytes(self.objects.get(key, jpeg()))

    async def delete(self, keys: Any) -> None:
        for key in keys:
            self.objects.pop(key, None)


def a_lead(town: str) -> dict[str, Any]:
    place = {"type": "Point", "coordinates": list(PLACES[town])}
    return {"category": "unlicensed_outdoor_trading", "place": place, "place_source": "pin", "note": "secret"}


def tus(medium_id: UUID) -> dict[str, str]:
    metadata = "id " + base64.b64encode(str(medium_id).encode()).decode()
    return {"tus-resumable": "1.0.0", "upload-metadata": metadata}

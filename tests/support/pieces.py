"""Parts of requests, and a stand-in for the object store."""

import base64
import io
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from PIL import Image

from backend.core.vault import Above, Kept
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
        self.vault = MemoryVault(self)

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


class MemoryVault:
    """As much of the bucket of originals."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def put(self, key: str, data: bytes, content_type: str) -> Kept:
        self._store.objects[key] = data
        return Kept(key=key)

    async def lock(self, kept: Kept, until: datetime) -> None:
        pass

    async def above(self, kept: Kept) -> Above:
        return Above.SAME

    async def read(self, kept: Kept) -> bytes:
        return await self._store.read(kept.key)

    async def open(self, kept: Kept, offset: int = 0, length: int = 0) -> AsyncIterator[bytes]:
        return await self._store.open(kept.key, offset, length)

    async def download(self, kept: Kept, path: Path) -> None:
        await self._store.download(kept.key, path)


def a_lead(town: str) -> dict[str, Any]:
    place = {"type": "Point", "coordinates": list(PLACES[town])}
    return {"category": "unlicensed_outdoor_trading", "place": place, "place_source": "pin", "note": "secret"}


def tus(medium_id: UUID) -> dict[str, str]:
    metadata = "id " + base64.b64encode(str(medium_id).encode()).decode()
    return {"tus-resumable": "1.0.0", "upload-metadata": metadata}

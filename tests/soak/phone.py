"""A simulated phone: it keeps everything until the server has said that it has it, and tries again until then."""

import asyncio
import base64
import hashlib
import io
import random
import struct
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
from PIL import Image

from backend.core.ids import uuid7
from tests.soak.ledger import Ledger, Made

RETRY = {408, 423, 429, 500, 502, 503, 504}
START = (120.30, 29.79)
POINTS = 100


class TooManyRefusals(Exception):
    """A phone has been told no so often that going on proves nothing more."""


class Phone:
    """One officer with one device. ``base_url`` leads through the fault proxy."""

    def __init__(
        self,
        base_url: str,
        cookie: dict[str, str],
        ledger: Ledger,
        seed: int,
        *,
        photos: bool = True,
        rest_s: float = 0,
    ) -> None:
        one_shot = httpx.Limits(max_keepalive_connections=0)
        self.client = httpx.AsyncClient(base_url=base_url, cookies=cookie, timeout=10, limits=one_shot)
        self.ledger = ledger
        self.rng = random.Random(seed)
        self.started = datetime.now(UTC) - timedelta(hours=2)
        self.patrol = uuid7()
        self.app_build = "soak"
        self.photos = photos
        self.rest_s = rest_s

    async def work(self, captures: int) -> None:
        """A patrol with its track, and captures with photos in between, in whatever order the network allows."""
        await self.send("PUT", f"/api/patrols/{self.patrol}", json=self._patrol())
        await asyncio.sleep(self.rest_s)
        jobs: list[Callable[[], Awaitable[None]]] = [self._track(n) for n in range(max(2, captures // 2))]
        jobs += [self._capture(n) for n in range(captures)]
        self.rng.shuffle(jobs)
        lanes = [jobs[i::3] for i in range(3)]
        await asyncio.gather(*(self._lane(lane) for lane in lanes))
        await self.client.aclose()

    async def _lane(self, jobs: list[Callable[[], Awaitable[None]]]) -> None:
        for job in jobs:
            await job()

    def _patrol(self) -> dict[str, Any]:
        return {"squad": "一组", "duty_zone_id": None, "vehicle": None, "started_at": self.started.isoformat()}

    def _track(self, n: int) -> Callable[[], Awaitable[None]]:
        t0 = int((self.started.timestamp() + n * POINTS) * 1000)
        lon, lat = (round(v * 1e7) for v in START)
        records = b"".join(
            struct.pack("<IiiHHHH", i * 1000, lon + n * 900 + i * 9, lat + i * 5, 80, 120, 900, 0x5000)
            for i in range(POINTS)
        )
        body = b"FXT1" + struct.pack("<Iqq", n * POINTS, t0, int(time.time() * 1000)) + records
        self.ledger.points[self.patrol] = self.ledger.points.get(self.patrol, 0) + POINTS

        async def run() -> None:
            headers = {"content-type": "application/vnd.fengxun.track"}
            await self.send("POST", f"/api/patrols/{self.patrol}/track", content=body, headers=headers)

        return run

    def _capture(self, n: int) -> Callable[[], Awaitable[None]]:
        photos = {uuid7(): self._photo() for _ in range(self.rng.choice((0, 1, 1, 2)) * self.photos)}
        lead_id = uuid7()
        made = Made(lead_id, f"{self.patrol}/{n}", {i: hashlib.sha256(b).hexdigest() for i, b in photos.items()})
        self.ledger.captures.append(made)

        async def run() -> None:
            await self.send("PUT", f"/api/leads/{lead_id}", json=self._lead(made, photos))
            made.acknowledged = True
            for medium_id, data in photos.items():
                await self._upload(lead_id, medium_id, data)

        return run

    def _photo(self) -> bytes:
        """A real JPEG with random bytes behind its end, so that every photo differs."""
        out = io.BytesIO()
        Image.new("RGB", (64, 48), tuple(self.rng.randbytes(3))).save(out, "JPEG")
        return out.getvalue() + self.rng.randbytes(self.rng.randint(20_000, 400_000))

    def _lead(self, made: Made, photos: dict[UUID, bytes]) -> dict[str, Any]:
        at = datetime.now(UTC).isoformat()
        return {
            "category": "beyond_storefront_trading",
            "place": {"type": "Point", "coordinates": list(START)},
            "place_source": "own_fix",
            "fix": {"lon": START[0], "lat": START[1], "accuracy_m": 8.0, "altitude_m": None, "age_ms": 900, "at": at},
            "address": "",
            "note": made.note,
            "captured_at": self.started.isoformat(),
            "patrol_id": str(self.patrol),
            "app_build": self.app_build,
            "media": [
                {
                    "id": str(i), "sha256": made.media[i], "size": len(data), "mime": "image/jpeg",
                    "filename": f"{i}.jpg", "source": "camera", "captured_at": self.started.isoformat(),
                    "fix": None, "thumbnail": None,
                }
                for i, data in photos.items()
            ],
        }  # fmt: skip

    async def _upload(self, lead_id: UUID, medium_id: UUID, data: bytes) -> None:
        name = base64.b64encode(str(medium_id).encode()).decode()
        create = {"tus-resumable": "1.0.0", "upload-length": str(len(data)), "upload-metadata": f"id {name}"}
        tus = {"tus-resumable": "1.0.0"}
        path = f"/api/media/{medium_id}"
        await self.send("POST", "/api/media", headers=create)
        while True:
            head = await self.send("HEAD", path, headers=tus)
            offset = int(head.headers["upload-offset"])
            if offset >= len(data):
                break
            part = data[offset : offset + self.rng.choice((64_000, 150_000, len(data)))]
            headers = {**tus, "upload-offset": str(offset), "content-type": "application/offset+octet-stream"}
            await self.try_once("PATCH", path, content=part, headers=headers)
        while True:
            state = (await self.send("GET", f"{path}/state")).json()["state"]
            if state == "received":
                return
            if state == "mismatch":
                self.ledger.refusals.append(f"{medium_id} mismatch")
                return
            await asyncio.sleep(0.3)

    async def try_once(self, method: str, path: str, **what: Any) -> httpx.Response | None:
        try:
            return await self.client.request(method, path, **what)
        except httpx.HTTPError:
            await asyncio.sleep(self.rng.random() * 0.2)
            return None

    async def send(self, method: str, path: str, **what: Any) -> httpx.Response:
        """Try until the server has said yes. Sometimes says it twice at once, as an impatient phone does."""
        wait = 0.1
        while True:
            tries = 2 if method in {"PUT", "POST"} and self.rng.random() < 0.25 else 1
            answers = await asyncio.gather(*(self.try_once(method, path, **what) for _ in range(tries)))
            for answer in answers:
                if answer is not None and answer.status_code < 300:
                    return answer
            for answer in answers:
                if answer is not None and answer.status_code not in RETRY:
                    self.ledger.refusals.append(f"{method} {path} {answer.status_code} {answer.text[:300]}")
                    if len(self.ledger.refusals) > 200:
                        raise TooManyRefusals
            await asyncio.sleep(wait * (0.5 + self.rng.random()))
            wait = min(wait * 2, 2.0)

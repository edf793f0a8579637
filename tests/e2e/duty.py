"""An officer on duty without a browser: what a phone would send, where no story needs to see the phone."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from httpx import AsyncClient

from backend.core.ids import uuid7
from tests.e2e.county import PASSWORD
from tests.support.ground import Ground


class Duty:
    """A running patrol of 队员01, begun five minutes ago."""

    def __init__(self, client: AsyncClient) -> None:
        self.client, self.patrol, self.sent = client, uuid7(), 0

    async def stand(self, lon: float, lat: float, seconds_ago: int = 0) -> None:
        now = int(time.time() * 1000)
        fix = {
            "first_seq": self.sent, "t0": now - seconds_ago * 1000, "sent_at": now, "dt": [0],
            "lon": [round(lon * 1e7)], "lat": [round(lat * 1e7)], "accuracy_dm": [80], "speed_cms": [100],
            "heading_ddeg": [900], "flags": [80 << 8],
        }  # fmt: skip
        answer = await self.client.post(f"/api/patrols/{self.patrol}/track", json=fix)
        assert answer.status_code == 201, answer.text
        self.sent += 1


@asynccontextmanager
async def on_duty(ground: Ground, duty_zone_id: UUID | None = None) -> AsyncIterator[Duty]:
    async with AsyncClient(base_url=ground.url(0)) as client:
        signed_in = await client.post("/api/session", json={"name": "队员01", "password": PASSWORD})
        client.headers["cookie"] = signed_in.headers["set-cookie"].split(";")[0]
        duty = Duty(client)
        begun = (datetime.now(UTC) - timedelta(minutes=5)).isoformat()
        body = {"squad": "枫桥一组", "started_at": begun}
        zone = {"duty_zone_id": str(duty_zone_id)} if duty_zone_id else {}
        answer = await client.put(f"/api/patrols/{duty.patrol}", json=body | zone)
        assert answer.status_code == 201, answer.text
        yield duty

"""What a simulated phone's app does with what its disk holds: every step of the protocol, again until it is done.

Patrol, key, track, lead, entry of the chain, creation of an upload, offset, bytes, verdict, receipt.
"""

import asyncio
import base64
import json
import re
import struct
from typing import TYPE_CHECKING
from uuid import UUID

from backend.tlog import p256

if TYPE_CHECKING:
    from tests.soak.phone import Job, Phone

POINTS = 100
JSON = {"content-type": "application/json"}
TUS = {"tus-resumable": "1.0.0"}

_STEPS = {
    "patrol": r"PUT /api/patrols/[^/]+",
    "key": r"POST /api/evidence/keys",
    "track": r"POST /api/patrols/[^/]+/track",
    "lead": r"PUT /api/leads/[^/]+",
    "entry": r"PUT /api/evidence/entries/.+",
    "create": r"POST /api/media",
    "offset": r"HEAD /api/media/[^/]+",
    "bytes": r"PATCH /api/media/[^/]+",
    "verdict": r"GET /api/media/[^/]+/state",
    "receipt": r"GET /api/media/[^/]+/receipt",
}
STEPS = tuple(_STEPS)


def step_of(head: bytes) -> str:
    """Which step a request is, by how it begins; empty: none of a capture's."""
    line = head.split(b" HTTP/", 1)[0].decode("ascii", "replace")
    return next((name for name, form in _STEPS.items() if re.fullmatch(form, line)), "")


class Delivery:
    """The app, from when it is opened until it dies; what it knows besides the disk goes with it."""

    def __init__(self, phone: "Phone") -> None:
        self._phone, self._wire, self._dice = phone, phone.wire, phone.dice

    async def begin(self) -> None:
        phone, wire = self._phone, self._wire
        patrol = {"squad": "一组", "duty_zone_id": None, "vehicle": None, "started_at": phone.started.isoformat()}
        told = await wire.send("GET", "/api/evidence/receipt-key")
        self._receipts = p256.public_key(base64.b64decode(told.json()["public_key"]))
        if "patrol" not in phone.begun:
            await wire.send("PUT", f"/api/patrols/{phone.patrol}", content=json.dumps(patrol), headers=JSON)
        phone.begun.add("patrol")
        phone.ledger.patrols.add(phone.patrol)
        if "key" not in phone.begun:
            await wire.send("POST", "/api/evidence/keys", content=json.dumps(phone.key.enrolment()), headers=JSON)
        phone.begun.add("key")

    async def deliver(self, job: "Job") -> None:
        """Returns when nothing of it has to be kept any more."""
        if job.track is not None:
            await self._track(job.track)
        made = job.capture
        if made is None:
            return
        if "lead" not in job.done:
            await self._wire.send("PUT", f"/api/leads/{made.lead_id}", content=job.body, headers=JSON)
            made.acknowledged = True
            self._phone.noted(job, "lead")
        for medium in list(job.media):
            await self._medium(job, medium)

    async def _track(self, n: int) -> None:
        """Recorded by the patrol's time; the time of sending is the phone's, right or wrong."""
        phone = self._phone
        t0 = int((phone.started.timestamp() + n * POINTS) * 1000)
        lon, lat = 1_203_000_000, 297_900_000
        records = b"".join(
            struct.pack("<IiiHHHH", i * 1000, lon + n * 900 + i * 9, lat + i * 5, 80, 120, 900, 0x5000)
            for i in range(POINTS)
        )
        body = b"FXT1" + struct.pack("<Iqq", n * POINTS, t0, int(phone.now().timestamp() * 1000)) + records
        headers = {"content-type": "application/vnd.fengxun.track"}
        await self._wire.send("POST", f"/api/patrols/{phone.patrol}/track", content=body, headers=headers)

    async def _medium(self, job: "Job", medium: UUID) -> None:
        """Its entry, its bytes, the server's verdict and its receipt; only then is it freed."""
        if f"{medium} entry" not in job.done:
            n, body = job.entries[medium]
            await self._wire.send("PUT", f"/api/evidence/entries/{self._phone.key.id}/{n}", content=body, headers=JSON)
            self._phone.noted(job, f"{medium} entry")
        while await self._state(medium) != "received":
            if medium not in job.media:
                return  # freed too early: there is nothing to send again
            await self._upload(medium, job.media[medium])
            if self._phone.habits.frees_early:
                self._free(job, medium)
        if medium in job.media:
            await self._receipt(job, medium)
            self._free(job, medium)

    def _free(self, job: "Job", medium: UUID) -> None:
        assert job.capture
        del job.media[medium]
        job.capture.freed.add(medium)

    async def _state(self, medium: UUID) -> str:
        wait = 0.7  # as long as the app waits, and then ever longer
        while True:
            answer = await self._wire.send("GET", f"/api/media/{medium}/state")
            state: str = answer.json()["state"]
            if state != "verifying":
                return state
            await asyncio.sleep(wait)
            wait = min(wait * 1.5, 10.0)

    async def _upload(self, medium: UUID, data: bytes) -> None:
        path, name = f"/api/media/{medium}", base64.b64encode(str(medium).encode()).decode()
        create = {**TUS, "upload-length": str(len(data)), "upload-metadata": f"id {name}"}
        await self._wire.send("POST", "/api/media", headers=create)
        while True:
            head = await self._wire.send("HEAD", path, also={404}, headers=TUS)
            if head.status_code == 404:
                return  # what came was not what was sent, and was thrown away
            offset = int(head.headers["upload-offset"])
            if offset >= len(data):
                return
            piece = self._piece(data[offset : offset + self._dice.choice((64_000, 150_000, 3_000_000, len(data)))])
            headers = {**TUS, "upload-offset": str(offset), "content-type": "application/offset+octet-stream"}
            await self._wire.attempt("PATCH", path, content=piece, headers=headers)

    def _piece(self, piece: bytes) -> bytes:
        if self._dice.random() >= self._phone.habits.alters:
            return piece
        self._phone.happened["bytes_altered"] += 1
        at = self._dice.randrange(len(piece))
        return piece[:at] + bytes([piece[at] ^ 1]) + piece[at + 1 :]

    async def _receipt(self, job: "Job", medium: UUID) -> None:
        assert job.capture
        told = (await self._wire.send("GET", f"/api/media/{medium}/receipt")).json()
        try:
            p256.verify(self._receipts, p256.decode(told["signature"]), told["text"].encode())
        except p256.BadSignature as exc:
            self._wire.refused(f"receipt of {medium}: {exc}")
        named = told["text"].split("\n")
        if named[1:3] != [str(medium), job.capture.media[medium]]:
            self._wire.refused(f"receipt of {medium} speaks of something else: {named}")

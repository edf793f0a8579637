"""One capture at a time on its way through the server, which is struck once, at one step, in one manner.

The steps are found by letting one capture through unharmed: every commit and every call of the store on the way is one.
The phone here is the least there is: it does the next thing only when the last was acknowledged, and never goes back.
"""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
from httpx import ASGITransport, AsyncClient, Response
from msgspec import Struct

from backend.app import create_app
from backend.auth.permissions import Role
from backend.core.ids import uuid7
from backend.core.storage import Store
from backend.core.vault import Kept
from backend.evidence.uploads import service as uploads
from backend.evidence.worker import Worker
from backend.leads.service import announce
from backend.settings import Settings
from tests.conftest import ORIGIN
from tests.soak.mortal import Blow, Killed, Mortal, MortalDatabase, MortalStore
from tests.support import tus
from tests.support.committed import until
from tests.support.hostile import jpeg, mp4
from tests.support.leads import a_medium, report
from tests.support.live import Stage, Watching

MOST_TRIES = 30
PIECE = 100_000


class Lost(Exception):
    """The server has forgotten what it had acknowledged."""


class Verdict(Struct, frozen=True):
    blow: Blow | None
    problems: list[str]
    """Empty when all is well."""


class House:
    """A server that can die, over a database and a store that cannot."""

    def __init__(self, stage: Stage, settings: Settings, store: Store, who: Watching, *, hasty: bool = False) -> None:
        self.stage, self.store, self.who = stage, store, who
        self.mortal = Mortal()
        self.database = MortalDatabase(stage.database, self.mortal, hasty)
        self.app = create_app(settings, self.database)
        self.app.state.store = self.mortal_store = MortalStore(store, self.mortal)
        self.client = AsyncClient(transport=ASGITransport(self.app), base_url=ORIGIN, headers=who.cookie)

    async def ask(self, act: str, request: Callable[[], Awaitable[Response]]) -> Response | None:
        """The answer; None when none came. Whoever waits too long asks again, while the first is still at work."""
        self.mortal.act = act
        try:
            first = asyncio.ensure_future(request())
            waiting = asyncio.ensure_future(self.mortal.waiting.wait())
            await asyncio.wait({first, waiting}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            impatient = [] if first.done() else [request()]
            *_, last = await asyncio.gather(first, *impatient)
            if last.status_code < 500:
                await self.database.settle()
        except Killed:
            last = None
        if self.mortal.dead:
            await self.restarted()
            return None
        return last

    async def work(self) -> None:
        """The worker, until nothing is due. A second one looks too while the first is kept waiting."""
        for _ in range(MOST_TRIES):
            self.mortal.act = "worker"
            worker = Worker(self.database, self.mortal_store, announce)  # type: ignore[arg-type]
            try:
                first = asyncio.ensure_future(worker.step())
                waiting = asyncio.ensure_future(self.mortal.waiting.wait())
                await asyncio.wait({first, waiting}, return_when=asyncio.FIRST_COMPLETED)
                waiting.cancel()
                if not first.done():
                    await worker.step()
                if not await first and not await self.time_passes():
                    return
            except Killed:
                await self.restarted()
            except asyncpg.PostgresError:
                await self.time_passes()  # as ``Worker.run`` does: the database may be away; it comes back

    async def restarted(self) -> None:
        self.mortal.revive()
        await self.time_passes()

    async def time_passes(self) -> bool:
        """Leases run out and what was put off is due. Whether there was any."""
        later = "update media set due_at = now() where state in ('verifying', 'received') and due_at > now()"
        return (await self.stage.pool.execute(later)) != "UPDATE 0"


class Capture:
    """``picture``: a photo, of which previews are made too, which takes longer."""

    def __init__(self, house: House, *, picture: bool) -> None:
        self.house = house
        self.data = (jpeg() if picture else mp4()) + os.urandom(2 * PIECE + PIECE // 2)
        self.medium = a_medium(self.data, mime="image/jpeg" if picture else "video/mp4")
        self.id, self.lead = str(self.medium["id"]), uuid7()
        self.picture = picture

    async def deliver(self) -> None:
        """Raises: Lost: what had been acknowledged is not there; or it never ended."""
        client = self.house.client
        await self.until("send lead", lambda: report(client, self.medium, lead_id=self.lead), {200, 201})
        await self.until("create upload", lambda: tus.create(client, self.id, len(self.data)), {201})
        await self.upload()
        await self.house.work()
        state = await self.until("verdict", lambda: client.get(f"/api/media/{self.id}/state"), {200})
        if state.json()["state"] != "received":
            raise Lost(f"the medium is {state.json()['state']} in the end")

    async def upload(self) -> None:
        client, offset = self.house.client, 0
        for _ in range(MOST_TRIES):
            end = offset + PIECE if offset == 0 else len(self.data)
            part, at = self.data[offset:end], offset
            sent = await self.house.ask("PATCH", lambda: tus.send(client, self.id, at, part))  # noqa: B023
            if sent is not None and sent.status_code == 204:
                offset = int(sent.headers["upload-offset"])
            else:
                where = await self.until("HEAD", lambda: client.head(f"/api/media/{self.id}", headers=tus.TUS), {200})
                offset = int(where.headers["upload-offset"])
            if offset == len(self.data):
                return
        raise Lost("the upload never ended")

    async def until(self, act: str, request: Callable[[], Awaitable[Response]], good: set[int]) -> Response:
        for _ in range(MOST_TRIES):
            answer = await self.house.ask(act, request)
            if answer is not None and answer.status_code in good:
                return answer
            if answer is not None and answer.status_code < 500:
                raise Lost(f"{act}: {answer.status_code} {answer.text[:200]}")
        raise Lost(f"{act}: no answer")

    async def problems(self) -> list[str]:
        """What is not as it has to be afterwards: everything once, nothing left over."""
        pool, medium = self.house.stage.pool, UUID(self.id)
        counts = {
            "leads": "select count(*) from leads where id = $1",
            "first steps": "select count(*) from lead_steps where lead_id = $1",
            "records of the lead": "select count(*) from audit_events where subject = $1 and action = 'lead.reported'",
        }
        found = {name: await pool.fetchval(sql, self.lead) for name, sql in counts.items()}
        received = "select count(*) from audit_events where subject = $1 and action = 'medium.received'"
        told = "select count(*) from live_events where subject = $1 and body->>'state' = 'received'"
        found["records of the medium"] = await pool.fetchval(received, medium)
        wrong = [f"{n} {name}" for name, n in found.items() if n != 1]
        if await pool.fetchval(told, medium) < 1:
            wrong.append("nobody was told that it was received")
        if await pool.fetchval("select count(*) from media_chunks where medium_id = $1", medium):
            wrong.append("chunks are left")
        return wrong + await self._stored()

    async def _stored(self) -> list[str]:
        store, sha = self.house.store, hashlib.sha256(self.data).hexdigest()
        derived = [f"derived/{self.id}/preview.jpg", f"derived/{self.id}/thumbnail.jpg"] * self.picture
        expected = sorted([f"original/{self.id}/{sha}", *derived])
        try:
            # A busy store lists a little later what it holds already.
            await until(lambda: asyncio.to_thread(self._listed), lambda found: found == expected)
        except TimeoutError:
            return [f"the store holds {self._listed()}"]
        kept = Kept(key=f"original/{self.id}/{sha}")
        return [] if (await store.vault.fingerprint(kept)).sha256 == sha else ["other bytes"]

    def _listed(self) -> list[str]:
        """Every version of everything of this medium."""
        store = self.house.store
        return sorted(
            str(each.object_name)
            for bucket, versions in ((store.bucket, False), (store.vault.bucket, True))
            for folder in ("original", "incoming", "derived", "mismatch")
            for each in store.client.list_objects(
                bucket, prefix=f"{folder}/{self.id}/", recursive=True, include_version=versions
            )
        )


async def struck(house: House, blow: Blow | None, *, picture: bool) -> tuple[Verdict, list[str]]:
    """One capture through that blow. What was wrong afterwards, and the points it came by."""
    house.mortal.begin(blow)
    capture = Capture(house, picture=picture)
    try:
        async with asyncio.timeout(60):
            await capture.deliver()
            await house.work()
        problems = await capture.problems()
    except (Lost, TimeoutError) as exc:
        problems = [str(exc) or "it never ended"]
    points = house.mortal.points
    if blow is not None and not house.mortal.struck:
        problems.append("the blow never fell")
    return Verdict(blow, problems), points


async def points(house: House, *, picture: bool) -> list[str]:
    """Every step of a capture that nothing happens to.

    Raises:
        AssertionError: something is wrong even so.
    """
    verdict, found = await struck(house, None, picture=picture)
    assert not verdict.problems, verdict
    return found


@asynccontextmanager
async def house_of(stage: Stage, settings: Settings, store: Store, *, hasty: bool = False) -> AsyncIterator[House]:
    """Pieces of an upload are stored as they are small here, so that one request has several."""
    usual, uploads.CHUNK = uploads.CHUNK, PIECE
    made = House(stage, settings, store, await stage.person(Role.OFFICER), hasty=hasty)
    try:
        yield made
    finally:
        uploads.CHUNK = usual
        await made.client.aclose()

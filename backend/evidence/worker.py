"""What happens to a medium once its bytes are here: checked against its hash, then made visible.

Work is found by state in the database, taken under a lease, and every step can be done twice: a worker that is
killed leaves nothing behind but work that is due again.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from uuid import UUID

from litestar import Litestar

from backend.audit import queries as audit
from backend.core import clock
from backend.core.beside import beside
from backend.core.db import SYSTEM, Conn, Database
from backend.core.errors import Unavailable
from backend.core.storage import Fingerprint, MissingObject, Refused, Store
from backend.core.vault import Kept
from backend.evidence import previews, queries, rehashing, rules, service
from backend.evidence.structs import Chunk, Job, MediumState
from backend.evidence.uploads import queries as uploading
from backend.evidence.uploads import service as uploads

log = logging.getLogger("fengxun")

Announce = Callable[[Conn, UUID], Awaitable[None]]
"""Tells watchers that something about this lead has changed; leads are not known here."""

_AT_ONCE = 2
_LOOK_EVERY_S = 2.0


class Worker:
    def __init__(self, database: Database, store: Store, announce_lead: Announce) -> None:
        self._database = database
        self._store = store
        self._announce_lead = announce_lead

    async def step(self) -> bool:
        """Do what is due for one medium. False when nothing is."""
        async with self._database.transaction(SYSTEM) as conn:
            job = await queries.take_due(conn, rules.LEASE)
        if job is None:
            return False
        try:
            await self._do(job)
        except Exception as exc:  # one file that breaks us must not stop the others
            away = isinstance(exc, Unavailable)
            log.log(logging.WARNING if away else logging.ERROR, "medium %s: %s", job.id, exc, exc_info=not away)
            wait = rules.wait_before_next_try(job.attempts, away)
            async with self._database.transaction(SYSTEM) as conn:
                await queries.put_off(conn, job.id, job.attempts, wait)
        return True

    async def _do(self, job: Job) -> None:
        if job.state == MediumState.UPLOADING:
            await self._expire(job)
        elif job.state == MediumState.VERIFYING:
            await self._verify(job)
        elif job.state == MediumState.RECEIVED:
            await self._show(job)

    async def _expire(self, job: Job) -> None:
        async with self._database.transaction(SYSTEM) as conn:
            chunks = await uploading.chunks(conn, job.id)
            if not await uploading.forget_upload(conn, job.id, job.received_bytes):
                return
            await uploading.forget_chunks(conn, job.id)
            await audit.record(conn, None, "upload.expired", job.id, received_bytes=job.received_bytes)
            await service.announce(conn, job.id)
        await uploads.discard(self._store, chunks)

    async def _verify(self, job: Job) -> None:
        """Say "received" only of bytes that were read back from the store and have the declared hash."""
        async with self._database.transaction(SYSTEM) as conn:
            chunks = await uploading.chunks(conn, job.id)
        keys = [chunk.object_key for chunk in chunks]
        vault = self._store.vault
        try:
            whole = await vault.take(keys, rehashing.original(job.id, job.sha256), job.size)
            stored = await vault.fingerprint(whole)
            if stored.sha256 == job.sha256 and stored.size == job.size:
                await self._accept(job, whole, stored)
                return
            sent = await self._store.fingerprint(keys)
        except MissingObject:
            # The store has lost bytes it had accepted. The phone still has them: it sends them again.
            await self._reject(job, chunks, None, "")
            return
        if sent.sha256 == job.sha256:
            raise Unavailable("存储内容不一致。", "The store gave back other bytes than it was given.")
        aside = f"mismatch/{job.id}/{sent.sha256}"
        await vault.set_aside(whole, aside)
        if await self._reject(job, chunks, aside, sent.sha256):
            await vault.remove(whole)

    async def _accept(self, job: Job, whole: Kept, stored: Fingerprint) -> None:
        """Locked before it is said to be safe."""
        locked_until = await self._store.vault.lock(whole, clock.now() + rules.FIRST_LOCK)
        async with self._database.transaction(SYSTEM) as conn:
            if not await queries.accept(conn, job, whole, locked_until, rules.sniff(stored.head), stored.sm3):
                return
            await uploading.forget_chunks(conn, job.id)
            signed = await queries.signed(conn, job.id)
            await audit.record(
                conn, None, "medium.received", job.id,
                sha256=job.sha256, sm3=stored.sm3, size=job.size, chain=signed.chain.value, manifest=signed.manifest,
                version=whole.version,
            )  # fmt: skip
            medium = await service.announce(conn, job.id)
            await self._announce_lead(conn, medium.lead_id)

    async def _reject(self, job: Job, chunks: list[Chunk], object_key: str | None, sha256: str) -> bool:
        """False when another worker was faster, whose word counts."""
        async with self._database.transaction(SYSTEM) as conn:
            if not await queries.reject(conn, job, object_key, sha256):
                return False
            await uploading.forget_chunks(conn, job.id)
            await audit.record(conn, None, "medium.mismatch", job.id, sha256=sha256, object_key=object_key)
            await service.announce(conn, job.id)
        await uploads.discard(self._store, chunks)
        return True

    async def _show(self, job: Job) -> None:
        """Tidy up what the upload left behind, then make the pictures."""
        await self._store.delete_below(uploads.folder(job.id))
        if job.vaulted:
            with suppress(Refused):  # an attempt that was cut off had locked its own: it goes with the evidence
                await self._store.vault.remove_others(job.kept)
        made = await previews.make(self._store, job)
        async with self._database.transaction(SYSTEM) as conn:
            if made.reason:
                changed = await queries.preview_none(conn, job, made.reason)
            else:
                changed = await queries.preview_ready(conn, job, made.width, made.height)
            if changed:
                await service.announce(conn, job.id)

    async def run(self, due: asyncio.Event) -> None:
        """Work until cancelled; look for more when ``due`` is set, and now and then anyway."""
        while True:
            try:
                due.clear()
                while await self.step():
                    pass
            except Exception as exc:  # noqa: BLE001 - the database may be away; it comes back
                log.warning("the evidence worker waits: %s", exc)
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_EVERY_S):
                    await due.wait()


def beside_requests(announce_lead: Announce) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    """A lifespan in which workers of this process take part in the work of all."""

    @asynccontextmanager
    async def work(app: Litestar) -> AsyncIterator[None]:
        worker = Worker(app.state.database, app.state.store, announce_lead)
        app.state.media_due = asyncio.Event()
        async with beside(*(worker.run(app.state.media_due) for _ in range(_AT_ONCE))):
            yield

    return work

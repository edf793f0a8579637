"""The bucket of originals: what lies in it is written once, and kept as well as the store can keep it.

Every version has an id, by which it is read: whatever is put over it later, or deleted above it, what was received is
still what is read.
"""

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from minio import Minio, S3Error
from minio.commonconfig import GOVERNANCE, CopySource
from minio.retention import Retention
from msgspec import Struct

from backend.core import probes

if TYPE_CHECKING:
    from backend.core.storage import Fingerprint, Store

log = logging.getLogger("fengxun")
_GONE = {"NoSuchKey", "NoSuchVersion", "MethodNotAllowed"}


class Keeping(StrEnum):
    """What was seen to hold for originals; a promise of the store's alone does not count."""

    LOCKED = "locked"  # a version cannot be deleted before its time is over
    VERSIONED = "versioned"  # overwriting and deleting leave what was there; who means to can delete a version
    PLAIN = "plain"  # an object like any other


class Kept(Struct, frozen=True, kw_only=True):
    """Where an original lies. ``version``: that very one; none in a store without versions.

    ``vaulted``: in the bucket of originals; what was received before there was one lies in the working bucket.
    """

    key: str
    version: str | None = None
    vaulted: bool = True


class Above(StrEnum):
    """What the store hands out for an original's key to whoever does not know its version."""

    SAME = "same"
    OTHER = "other"  # something was put over it
    DELETED = "deleted"


class Vault:
    def __init__(self, store: "Store") -> None:
        self._store = store
        self.bucket = f"{store.bucket}-originals"
        self._keeping: Keeping | None = None
        self._looking = asyncio.Lock()

    async def ready(self) -> Keeping:
        """Make the bucket if it is missing, and see once what it keeps.

        Raises:
            Unavailable: the store is away.
        """
        async with self._looking:
            if self._keeping is None:
                scratch = f"{self._store.bucket}-probe"
                self._keeping = await self._store.call(lambda: _secured(self._store.client, self.bucket, scratch))
                log.info("originals in the bucket %s are %s", self.bucket, self._keeping.value)
        return self._keeping

    async def take(self, keys: Sequence[str], into: str, size: int) -> Kept:
        """Make one original of ``size`` bytes out of objects of the working bucket, in order."""
        await self.ready()
        version = await self._store.call(lambda: self._store.joined(keys, self.bucket, into, size))
        return await self._as_kept(into, version)

    async def put(self, key: str, data: bytes, content_type: str) -> Kept:
        await self.ready()

        def work() -> str | None:
            made = self._store.client.put_object(self.bucket, key, io.BytesIO(data), len(data), content_type)
            return made.version_id

        return await self._as_kept(key, await self._store.call(work))

    async def _as_kept(self, key: str, version: str | None) -> Kept:
        """Some stores do not say the version of what came in parts."""
        if version is None and self._keeping is not Keeping.PLAIN:
            version = await self._store.call(lambda: self._store.client.stat_object(self.bucket, key).version_id)
        return Kept(key=key, version=version)

    async def lock(self, kept: Kept, until: datetime) -> datetime | None:
        """Nobody deletes it before then (governance mode: an administrator of the store's still could).

        Only ever longer. None where the store does not keep locks: then nothing is promised.
        """
        if await self.ready() is not Keeping.LOCKED or not kept.vaulted:
            return None
        client, key, version = self._store.client, kept.key, kept.version

        def work() -> datetime:
            there = _locked_until(client, self.bucket, key, version)
            if there and there >= until:
                return there
            client.set_object_retention(self.bucket, key, Retention(GOVERNANCE, until), version)
            return until

        return await self._store.call(work)

    async def fingerprint(self, kept: Kept) -> "Fingerprint":
        return await self._store.fingerprint([kept.key], self._bucket(kept), kept.version)

    async def read(self, kept: Kept) -> bytes:
        return await self._store.read(kept.key, self._bucket(kept), kept.version)

    async def open(self, kept: Kept, offset: int = 0, length: int = 0) -> AsyncIterator[bytes]:
        return await self._store.open(kept.key, offset, length, self._bucket(kept), kept.version)

    async def download(self, kept: Kept, path: Path) -> None:
        await self._store.download(kept.key, path, self._bucket(kept), kept.version)

    async def set_aside(self, kept: Kept, into: str) -> None:
        """A copy in the working bucket."""
        source = CopySource(self._bucket(kept), kept.key, version_id=kept.version)
        await self._store.call(lambda: self._store.client.copy_object(self._store.bucket, into, source))

    async def above(self, kept: Kept) -> Above:
        """Whether somebody has put something over it, or deleted it, as far as the store shows."""

        def work() -> Above:
            try:
                current = self._store.client.stat_object(self._bucket(kept), kept.key).version_id
            except S3Error as exc:
                if exc.code in _GONE:
                    return Above.DELETED
                raise
            return Above.SAME if kept.version in (None, current) else Above.OTHER

        return await self._store.call(work)

    async def remove(self, kept: Kept) -> None:
        """That version, for good.

        Raises:
            Refused: it is locked.
        """

        def work() -> None:
            try:
                self._store.client.remove_object(self._bucket(kept), kept.key, version_id=kept.version)
            except S3Error as exc:  # what is not there need not be deleted
                if exc.code not in _GONE:
                    raise

        await self._store.call(work)

    async def remove_others(self, kept: Kept) -> None:
        """What an interrupted attempt has left under the same key.

        Raises:
            Refused: some of it is locked.
        """

        def work() -> None:
            found = self._store.client.list_objects(self.bucket, prefix=kept.key, recursive=True, include_version=True)
            for each in list(found):
                if each.object_name == kept.key and each.version_id != kept.version:
                    self._store.client.remove_object(self.bucket, kept.key, version_id=each.version_id)

        if kept.version is not None:
            await self._store.call(work)

    def _bucket(self, kept: Kept) -> str:
        return self.bucket if kept.vaulted else self._store.bucket


def _secured(client: Minio, bucket: str, scratch: str) -> Keeping:
    probes.make_bucket(client, bucket, lock=True)
    if _says_it_locks(client, bucket):
        probes.make_bucket(client, scratch, lock=True)
        if probes.lock_holds(client, scratch):
            return Keeping.LOCKED
    return Keeping.VERSIONED if probes.versions_stay(client, bucket) else Keeping.PLAIN


def _locked_until(client: Minio, bucket: str, key: str, version: str | None) -> datetime | None:
    """By the head of the object: asked for the retention alone, some stores answer nothing, or the whole object."""
    until = (client.stat_object(bucket, key, version_id=version).metadata or {}).get(
        "x-amz-object-lock-retain-until-date"
    )
    return datetime.fromisoformat(until) if until else None


def _says_it_locks(client: Minio, bucket: str) -> bool:
    """A bucket that was made before its store could lock, or that only seemed to be made with a lock, has none."""
    try:
        client.get_object_lock_config(bucket)
    except S3Error:
        return False
    return True

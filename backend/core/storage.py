"""The object store. Only this, ``vault.py`` and ``probes.py`` know minio; everyone else says ``Store``.

The client blocks, so every call runs in a small pool of threads of its own, with short timeouts: a store that is
away becomes ``Unavailable`` (503), which phones answer by trying again.
"""

import asyncio
import hashlib
import io
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar, cast

import urllib3
from cryptography.hazmat.primitives import hashes
from minio import Minio, S3Error
from minio.commonconfig import CopySource
from minio.deleteobjects import DeleteObject
from minio.error import MinioException
from msgspec import Struct

from backend.core import probes
from backend.core.errors import NotFound, Unavailable
from backend.core.vault import Vault
from backend.settings import Settings

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

T = TypeVar("T")

logging.getLogger("urllib3.connectionpool").setLevel(logging.ERROR)  # that the store is away, we say ourselves, once

PART = 8 << 20
"""Bytes per part of a multipart upload; at most one is in memory."""
_BLOCK = 256 << 10
_THREADS = 16
_HEAD = 4096


class MissingObject(NotFound):
    """The store answers, but has no object of this key."""


class Refused(Unavailable):
    """The store answers, and will not do it."""


class Fingerprint(Struct, frozen=True):
    """What reading an object once tells: its SHA-256 and SM3 (hex), its size in bytes, and how it begins."""

    sha256: str
    sm3: str
    size: int
    head: bytes


class Capabilities(Struct, frozen=True):
    """What the store was seen to enforce; what it only claims is not here."""

    versioning: bool
    object_lock: bool
    checksums: bool


class Store:
    """One private bucket to work in, and beside it the ``vault`` of originals.

    Making a ``Store`` does no I/O; keys are ours, never a person's words. What reads takes the working bucket and the
    current version, unless others are named.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.bucket = settings.s3_bucket
        self.vault = Vault(self)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="objects")

    @cached_property
    def client(self) -> Minio:
        pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=2, read=20),
            maxsize=_THREADS,
            retries=urllib3.Retry(total=1, connect=1, read=1, backoff_factor=0.1, status_forcelist=(502, 503)),
        )
        s = self._settings
        return Minio(
            s.s3_endpoint, s.s3_access_key, s.s3_secret_key, secure=s.s3_secure, region="us-east-1", http_client=pool
        )

    async def call(self, work: Callable[[], T]) -> T:
        """Run blocking work with the client.

        Raises:
            MissingObject, Unavailable.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, _translated, work)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def make_bucket(self) -> None:
        """Create the bucket if it is missing. New buckets are private: no policy is ever set."""

        def work() -> None:
            probes.make_bucket(self.client, self.bucket)

        await self.call(work)

    async def probe(self) -> Capabilities:
        """Try, in a bucket beside ours, what the store enforces. Some stores say yes to a lock and do not keep it."""
        bucket = f"{self.bucket}-probe"
        await self.call(lambda: probes.make_bucket(self.client, bucket, lock=True))
        return Capabilities(
            object_lock=await self.call(lambda: probes.lock_holds(self.client, bucket)),
            versioning=await self.call(lambda: probes.versions_stay(self.client, bucket)),
            checksums=await self.call(lambda: probes.wrong_checksum_is_refused(self.client, bucket)),
        )

    async def put(self, key: str, data: bytes, content_type: str = "application/octet-stream") -> None:
        await self.call(lambda: self.client.put_object(self.bucket, key, io.BytesIO(data), len(data), content_type))

    def joined(self, keys: Sequence[str], bucket: str, into: str, size: int) -> str | None:
        """Make one object of ``size`` bytes out of several in order, a part at a time; its version where it is said."""
        if len(keys) == 1:
            return self.client.copy_object(bucket, into, CopySource(self.bucket, keys[0])).version_id
        blocks = cast("BinaryIO", _Joined(self._get(key) for key in keys))
        made = self.client.put_object(bucket, into, blocks, size, part_size=PART, num_parallel_uploads=1)
        return made.version_id

    async def fingerprint(
        self, keys: Iterable[str], bucket: str | None = None, version: str | None = None
    ) -> Fingerprint:
        """Read objects, one after the other, as they are stored now, and hash what was read."""

        def work() -> Fingerprint:
            digest, sm3, size, head = hashlib.sha256(), hashes.Hash(hashes.SM3()), 0, b""
            for key in keys:
                for block in self._get(key, bucket, version):
                    digest.update(block)
                    sm3.update(block)
                    size += len(block)
                    head += block[: _HEAD - len(head)]
            return Fingerprint(digest.hexdigest(), sm3.finalize().hex(), size, head)

        return await self.call(work)

    async def download(self, key: str, path: Path, bucket: str | None = None, version: str | None = None) -> None:
        await self.call(lambda: self.client.fget_object(bucket or self.bucket, key, str(path), version_id=version))

    async def open(
        self, key: str, offset: int = 0, length: int = 0, bucket: str | None = None, version: str | None = None
    ) -> AsyncIterator[bytes]:
        """Blocks of an object, ``length`` bytes from ``offset`` (0: to its end). A missing object raises here."""

        def work() -> "BaseHTTPResponse":
            return self.client.get_object(bucket or self.bucket, key, offset, length, version_id=version)

        response = await self.call(work)

        async def blocks() -> AsyncIterator[bytes]:
            try:
                while block := await self.call(lambda: response.read(_BLOCK)):
                    yield block
            finally:
                response.close()
                response.release_conn()

        return blocks()

    async def read(self, key: str, bucket: str | None = None, version: str | None = None) -> bytes:
        """A small object, whole."""
        return await self.call(lambda: b"".join(self._get(key, bucket, version)))

    async def delete(self, keys: Iterable[str]) -> None:
        """Delete objects. Missing ones are fine."""

        def work() -> None:
            for error in self.client.remove_objects(self.bucket, [DeleteObject(key) for key in keys]):
                if error.code != "NoSuchKey":
                    raise Refused("存储服务拒绝了请求。", f"The object store refused to delete ({error.code}).")

        await self.call(work)

    async def delete_below(self, prefix: str) -> None:
        """Delete every object whose key begins so."""
        await self.delete(await self.call(lambda: self._keys(prefix)))

    def _keys(self, prefix: str) -> list[str]:
        found = self.client.list_objects(self.bucket, prefix=prefix, recursive=True)
        return [o.object_name for o in found if o.object_name]

    def _get(self, key: str, bucket: str | None = None, version: str | None = None) -> Iterable[bytes]:
        response: BaseHTTPResponse = self.client.get_object(bucket or self.bucket, key, version_id=version)
        try:
            yield from response.stream(_BLOCK)
        finally:
            response.close()
            response.release_conn()


class _Joined:
    """Several streams read as one. What minio wants of a stream is only ``read``."""

    def __init__(self, streams: Iterable[Iterable[bytes]]) -> None:
        self._blocks = (block for stream in streams for block in stream)
        self._rest = b""

    def read(self, wanted: int) -> bytes:
        got = bytearray(self._rest)
        for block in self._blocks if len(got) < wanted else ():
            got += block
            if len(got) >= wanted:
                break
        self._rest = bytes(got[wanted:])
        return bytes(got[:wanted])


def _translated(work: Callable[[], T]) -> T:
    try:
        return work()
    except S3Error as exc:
        if exc.code in {"NoSuchKey", "NoSuchVersion"}:
            raise MissingObject("存储中没有这个对象。", "The store has no such object.") from exc
        if exc.response.status < 500:
            raise Refused("存储服务拒绝了请求。", f"The object store refused ({exc.code}).", retry_after=2) from exc
        raise _away(exc) from exc
    except (MinioException, urllib3.exceptions.HTTPError, OSError) as exc:
        raise _away(exc) from exc


def _away(exc: Exception) -> Unavailable:
    return Unavailable(
        "存储服务暂时不可用,请稍后再试。", f"The object store failed ({type(exc).__name__}).", retry_after=2
    )

"""The object store. The only place that knows minio; everyone else says ``Store``.

The client blocks, so every call runs in a small pool of threads of its own, with short timeouts: a store that is
away becomes ``Unavailable`` (503), which phones answer by trying again.
"""

import asyncio
import base64
import hashlib
import io
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar, cast

import urllib3
from cryptography.hazmat.primitives import hashes
from minio import Minio, S3Error
from minio.commonconfig import ENABLED, GOVERNANCE, CopySource
from minio.deleteobjects import DeleteObject
from minio.error import MinioException
from minio.retention import Retention
from minio.versioningconfig import VersioningConfig
from msgspec import Struct

from backend.core import clock
from backend.core.errors import NotFound, Unavailable
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
    """One private bucket. Making a ``Store`` does no I/O; keys are ours, never a person's words."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.bucket = settings.s3_bucket
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
            _make_bucket(self.client, self.bucket)

        await self.call(work)

    async def probe(self) -> Capabilities:
        """Try, in a bucket beside ours, what the store enforces. Some stores say yes to a lock and do not keep it."""
        bucket = f"{self.bucket}-probe"
        await self.call(lambda: _make_bucket(self.client, bucket, lock=True))
        return Capabilities(
            object_lock=await self.call(lambda: _lock_holds(self.client, bucket)),
            versioning=await self.call(lambda: _versions_stay(self.client, bucket)),
            checksums=await self.call(lambda: _wrong_checksum_is_refused(self.client, bucket)),
        )

    async def put(self, key: str, data: bytes, content_type: str = "application/octet-stream") -> None:
        await self.call(lambda: self.client.put_object(self.bucket, key, io.BytesIO(data), len(data), content_type))

    async def join(self, keys: Sequence[str], into: str, size: int) -> None:
        """Make one object of ``size`` bytes out of several in order, a part at a time."""

        def work() -> None:
            if len(keys) == 1:
                self.client.copy_object(self.bucket, into, CopySource(self.bucket, keys[0]))
                return
            joined = cast("BinaryIO", _Joined(self._get(key) for key in keys))
            self.client.put_object(self.bucket, into, joined, size, part_size=PART, num_parallel_uploads=1)

        await self.call(work)

    async def copy(self, key: str, into: str) -> None:
        await self.call(lambda: self.client.copy_object(self.bucket, into, CopySource(self.bucket, key)))

    async def fingerprint(self, keys: Iterable[str]) -> Fingerprint:
        """Read objects, one after the other, as they are stored now, and hash what was read."""

        def work() -> Fingerprint:
            digest, sm3, size, head = hashlib.sha256(), hashes.Hash(hashes.SM3()), 0, b""
            for key in keys:
                for block in self._get(key):
                    digest.update(block)
                    sm3.update(block)
                    size += len(block)
                    head += block[: _HEAD - len(head)]
            return Fingerprint(digest.hexdigest(), sm3.finalize().hex(), size, head)

        return await self.call(work)

    async def download(self, key: str, path: Path) -> None:
        await self.call(lambda: self.client.fget_object(self.bucket, key, str(path)))

    async def open(self, key: str, offset: int = 0, length: int = 0) -> AsyncIterator[bytes]:
        """Blocks of an object, ``length`` bytes from ``offset`` (0: to its end). A missing object raises here."""
        response = await self.call(lambda: self.client.get_object(self.bucket, key, offset, length))

        async def blocks() -> AsyncIterator[bytes]:
            try:
                while block := await self.call(lambda: response.read(_BLOCK)):
                    yield block
            finally:
                response.close()
                response.release_conn()

        return blocks()

    async def read(self, key: str) -> bytes:
        """A small object, whole."""
        return await self.call(lambda: b"".join(self._get(key)))

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

    def _get(self, key: str) -> Iterable[bytes]:
        response: BaseHTTPResponse = self.client.get_object(self.bucket, key)
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


def _make_bucket(client: Minio, bucket: str, lock: bool = False) -> None:
    if client.bucket_exists(bucket):
        return
    try:
        client.make_bucket(bucket, object_lock=lock)
    except S3Error as exc:
        if exc.code not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
            raise


def _lock_holds(client: Minio, bucket: str) -> bool:
    """Put under retention, delete that very version: it must fail, and the bytes must still be there."""
    key, data, until = f"lock-{secrets.token_hex(8)}", secrets.token_bytes(64), clock.now() + timedelta(minutes=1)
    try:
        retention = Retention(GOVERNANCE, until)
        version = client.put_object(bucket, key, io.BytesIO(data), len(data), retention=retention).version_id
    except S3Error:
        return False
    try:
        client.remove_object(bucket, key, version_id=version)
    except S3Error:
        return _body(client, bucket, key, version) == data
    return False


def _versions_stay(client: Minio, bucket: str) -> bool:
    """What was overwritten can still be read."""
    key = f"version-{secrets.token_hex(8)}"
    try:
        client.set_bucket_versioning(bucket, VersioningConfig(ENABLED))
        first = client.put_object(bucket, key, io.BytesIO(b"first"), 5).version_id
        second = client.put_object(bucket, key, io.BytesIO(b"second"), 6).version_id
        kept = bool(first) and _body(client, bucket, key, first) == b"first"
        for version in (first, second):
            client.remove_object(bucket, key, version_id=version)
    except S3Error:
        return False
    return kept


def _wrong_checksum_is_refused(client: Minio, bucket: str) -> bool:
    """A right checksum is accepted and a wrong one is not."""

    def accepted(described: bytes) -> bool:
        checksum = base64.b64encode(hashlib.sha256(described).digest()).decode()
        key = f"checksum-{secrets.token_hex(8)}"
        try:
            client.put_object(bucket, key, io.BytesIO(b"bytes"), 5, metadata={"x-amz-checksum-sha256": checksum})
        except S3Error:
            return False
        client.remove_object(bucket, key)
        return True

    return accepted(b"bytes") and not accepted(b"other bytes")


def _body(client: Minio, bucket: str, key: str, version: str | None) -> bytes:
    response = client.get_object(bucket, key, version_id=version)
    try:
        return response.read()
    finally:
        response.close()
        response.release_conn()


def _translated(work: Callable[[], T]) -> T:
    try:
        return work()
    except S3Error as exc:
        if exc.code == "NoSuchKey":
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

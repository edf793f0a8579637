"""Trying out what an object store enforces, on scratch objects. What it only claims counts for nothing."""

import base64
import hashlib
import io
import secrets
from datetime import timedelta

from minio import Minio, S3Error
from minio.commonconfig import ENABLED, GOVERNANCE
from minio.retention import Retention
from minio.versioningconfig import VersioningConfig

from backend.core import clock

_THERE = {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}


def make_bucket(client: Minio, bucket: str, lock: bool = False) -> None:
    """Unless it is there. ``lock``: able to lock objects, where the store can."""
    if client.bucket_exists(bucket):
        return
    try:
        client.make_bucket(bucket, object_lock=lock)
    except S3Error as exc:
        if exc.code in _THERE:
            return
        if not lock:
            raise
        make_bucket(client, bucket)


def lock_holds(client: Minio, bucket: str) -> bool:
    """Put under retention, delete that very version: it must fail, and the bytes must still be there.

    In two steps, as the vault does it: some stores take a retention with the bytes only beside a checksum of theirs.
    """
    key, data, until = f"lock-{secrets.token_hex(8)}", secrets.token_bytes(64), clock.now() + timedelta(minutes=1)
    try:
        version = client.put_object(bucket, key, io.BytesIO(data), len(data)).version_id
        client.set_object_retention(bucket, key, Retention(GOVERNANCE, until), version)
    except S3Error:
        return False
    try:
        client.remove_object(bucket, key, version_id=version)
    except S3Error:
        return _body(client, bucket, key, version) == data
    return False


def versions_stay(client: Minio, bucket: str) -> bool:
    """What was overwritten can still be read."""
    key = f"version-{secrets.token_hex(8)}"
    try:
        if client.get_bucket_versioning(bucket).status != ENABLED:
            client.set_bucket_versioning(bucket, VersioningConfig(ENABLED))
        first = client.put_object(bucket, key, io.BytesIO(b"first"), 5).version_id
        second = client.put_object(bucket, key, io.BytesIO(b"second"), 6).version_id
        kept = bool(first) and _body(client, bucket, key, first) == b"first"
        for version in (first, second):
            client.remove_object(bucket, key, version_id=version)
    except S3Error:
        return False
    return kept


def wrong_checksum_is_refused(client: Minio, bucket: str) -> bool:
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

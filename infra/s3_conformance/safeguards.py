"""What the store enforces by itself. We hash every object again after storing it, so none of this is required."""

import base64
import hashlib
import io
import secrets
from datetime import UTC, datetime, timedelta

from minio.commonconfig import ENABLED, GOVERNANCE, Tags
from minio.retention import Retention
from minio.versioningconfig import VersioningConfig

from infra.s3_conformance.basics import get, put
from infra.s3_conformance.trial import Trial, expect, optional, refusal


def _sha256(data: bytes) -> str:
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


@optional("an upload whose signed SHA-256 checksum is wrong is refused and not stored")
def checksum(t: Trial) -> None:
    right, headers = b"G" * 5000, {"x-amz-checksum-sha256": _sha256(b"G" * 5000)}
    address = t.presigned("PUT", "checked", headers)
    bad = t.http.request("PUT", address, body=b"B" * 5000, headers=headers).status
    expect(bad == 400, f"a wrong body: status {bad}")
    expect(refusal(lambda: t.client.stat_object(t.bucket, "checked")) == "NoSuchKey", "the wrong body was stored")
    good = t.http.request("PUT", address, body=right, headers=headers).status
    expect(good == 200, f"the right body: status {good}")


@optional("a signed checksum cannot be left out or changed")
def checksum_is_bound(t: Trial) -> None:
    address = t.presigned("PUT", "bound", {"x-amz-checksum-sha256": _sha256(b"good")})
    without = t.http.request("PUT", address, body=b"bad").status
    other = t.http.request("PUT", address, body=b"bad", headers={"x-amz-checksum-sha256": _sha256(b"bad")}).status
    expect((without, other) == (403, 403), f"left out: {without}, changed: {other}")


@optional("what was overwritten or deleted can still be read (versioning)")
def versioning(t: Trial) -> None:
    with Trial(t.endpoint, t.access_key, t.secret_key, t.secure) as other:
        client, bucket = other.client, other.bucket
        client.set_bucket_versioning(bucket, VersioningConfig(ENABLED))
        first = client.put_object(bucket, "v", io.BytesIO(b"first"), 5).version_id
        put(other, "v", b"second")
        client.remove_object(bucket, "v")
        response = client.get_object(bucket, "v", version_id=first)
        kept = response.read()
        response.close()
        response.release_conn()
        expect(kept == b"first", f"read {kept!r}")


@optional("an object under retention cannot be deleted (WORM)")
def lock(t: Trial) -> None:
    bucket, until = f"{t.bucket}-lock", datetime.now(UTC) + timedelta(seconds=20)
    t.client.make_bucket(bucket, object_lock=True)
    data, retention = secrets.token_bytes(64), Retention(GOVERNANCE, until)
    version = t.client.put_object(bucket, "worm", io.BytesIO(data), 64, retention=retention).version_id
    locked = Trial(t.endpoint, t.access_key, t.secret_key, t.secure, bucket)
    try:
        refusal(lambda: t.client.remove_object(bucket, "worm", version_id=version))
        expect(get(locked, "worm") == data, "the bytes changed")
    finally:
        locked.clean()


@optional("objects can carry tags")
def tags(t: Trial) -> None:
    put(t, "tagged", b"x")
    wanted = Tags.new_object_tags()
    wanted["state"] = "received"
    t.client.set_object_tags(t.bucket, "tagged", wanted)
    expect(t.client.get_object_tags(t.bucket, "tagged") == wanted and get(t, "tagged") == b"x", "tags differ")

"""Buckets and objects."""

import io
import os
from concurrent.futures import ThreadPoolExecutor

from minio.commonconfig import CopySource
from minio.deleteobjects import DeleteObject

from infra.s3_conformance.trial import Trial, expect, optional, refusal, required


def put(t: Trial, key: str, data: bytes, content_type: str = "application/octet-stream") -> None:
    t.client.put_object(t.bucket, key, io.BytesIO(data), len(data), content_type)


def get(t: Trial, key: str, offset: int = 0, length: int = 0) -> bytes:
    response = t.client.get_object(t.bucket, key, offset, length)
    try:
        return bytes(response.read())
    finally:
        response.close()
        response.release_conn()


@required("a bucket that exists is known, one that does not is not")
def buckets(t: Trial) -> None:
    expect(t.client.bucket_exists(t.bucket), "the new bucket is unknown")
    expect(not t.client.bucket_exists(f"{t.bucket}-none"), "a bucket nobody made exists")


@required("bytes come back as they were put, with type and size")
def round_trip(t: Trial) -> None:
    data = os.urandom(100_000)
    put(t, "a/one", data, "image/jpeg")
    expect(get(t, "a/one") == data, "other bytes came back")
    stat = t.client.stat_object(t.bucket, "a/one")
    expect((stat.size, stat.content_type) == (len(data), "image/jpeg"), f"stat says {stat.size} {stat.content_type}")


@required("an empty object is an object")
def empty(t: Trial) -> None:
    put(t, "empty", b"")
    expect(t.client.stat_object(t.bucket, "empty").size == 0 and get(t, "empty") == b"", "not empty")


@required("keys may hold Chinese, spaces and signs")
def names(t: Trial) -> None:
    key = "枫桥/照片 1 (+&=%).jpg"
    put(t, key, b"x")
    found = [o.object_name for o in t.client.list_objects(t.bucket, prefix="枫桥/", recursive=True)]
    expect(found == [key] and get(t, key) == b"x", f"listed as {found}")


@required("metadata is kept")
def metadata(t: Trial) -> None:
    t.client.put_object(t.bucket, "meta", io.BytesIO(b"x"), 1, metadata={"x-amz-meta-lead": "42"})
    kept = t.client.stat_object(t.bucket, "meta").metadata or {}
    expect({k.lower(): v for k, v in kept.items()}.get("x-amz-meta-lead") == "42", f"kept {dict(kept)}")


@required("a missing object is NoSuchKey")
def missing(t: Trial) -> None:
    code = refusal(lambda: t.client.stat_object(t.bucket, "never"))
    expect(code == "NoSuchKey", f"stat says {code}")
    code = refusal(lambda: get(t, "never"))
    expect(code == "NoSuchKey", f"get says {code}")


@required("a range is exactly that range")
def ranges(t: Trial) -> None:
    put(t, "range", bytes(range(256)))
    expect(get(t, "range", 10, 5) == bytes(range(10, 15)), "the middle is wrong")
    last = t.http.request("GET", t.presigned_get("range"), headers={"Range": "bytes=-6"})
    expect((last.status, last.data) == (206, bytes(range(250, 256))), f"the end is {last.status} {last.data[:20]!r}")


@required("an object can be overwritten, and the new bytes are read at once")
def overwrite(t: Trial) -> None:
    for n in range(8):
        put(t, "again", b"%d" % n)
        expect(get(t, "again") == b"%d" % n, f"stale after write {n}")


@required("listing finds every object below a prefix, over pages")
def listing(t: Trial) -> None:
    wanted = {f"list/{n:04d}" for n in range(30)} | {"list/deep/er/1"}
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda key: put(t, key, b"x"), wanted))
    found: set[str] = set()
    for page in t.boto.get_paginator("list_objects_v2").paginate(
        Bucket=t.bucket, Prefix="list/", PaginationConfig={"PageSize": 12}
    ):
        found |= {entry["Key"] for entry in page.get("Contents", [])}
    expect(found == wanted, f"{len(wanted - found)} missing, {len(found - wanted)} too many")


@required("many writers at once lose nothing")
def parallel(t: Trial) -> None:
    bodies = {f"many/{n}": os.urandom(50_000) for n in range(32)}
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda item: put(t, *item), bodies.items()))
        back = dict(zip(bodies, threads.map(lambda key: get(t, key), bodies), strict=True))
    expect(back == bodies, "bytes differ")


@required("a copy is equal and stands by itself")
def copy(t: Trial) -> None:
    put(t, "first", b"as it was", "text/plain")
    t.client.copy_object(t.bucket, "second", CopySource(t.bucket, "first"))
    t.client.remove_object(t.bucket, "first")
    kind = t.client.stat_object(t.bucket, "second").content_type
    expect(get(t, "second") == b"as it was" and kind == "text/plain", f"the copy differs, type {kind}")


@required("deleting deletes, and deleting what is not there is fine")
def delete(t: Trial) -> None:
    for key in ("gone/1", "gone/2"):
        put(t, key, b"x")
    t.client.remove_object(t.bucket, "gone/1")
    errors = list(t.client.remove_objects(t.bucket, [DeleteObject("gone/2"), DeleteObject("gone/never")]))
    expect(all(e.code == "NoSuchKey" for e in errors), f"errors {[e.code for e in errors]}")
    left = [o.object_name for o in t.client.list_objects(t.bucket, prefix="gone/", recursive=True)]
    expect(not left, f"still there: {left}")


@optional("a write may demand that nothing is there yet (If-None-Match: *)")
def only_once(t: Trial) -> None:
    put(t, "once", b"first")
    headers = {"If-None-Match": "*"}
    status = t.http.request("PUT", t.presigned("PUT", "once"), body=b"second", headers=headers).status
    expect(status in {409, 412} and get(t, "once") == b"first", f"status {status}")


@optional("an unchanged object need not be sent again (304)")
def not_modified(t: Trial) -> None:
    put(t, "etag", b"x")
    etag = t.client.stat_object(t.bucket, "etag").etag
    status = t.http.request("GET", t.presigned_get("etag"), headers={"If-None-Match": f'"{etag}"'}).status
    expect(status == 304, f"status {status}")


@optional("today's default uploads of the AWS client are understood (trailing checksums)")
def trailing_checksum(t: Trial) -> None:
    t.boto.put_object(Bucket=t.bucket, Key="trailer", Body=b"abc")
    expect(get(t, "trailer") == b"abc", "the chunk framing was stored with the bytes")

"""Multipart uploads."""

import io
import os
from typing import Any

from infra.s3_conformance.basics import get
from infra.s3_conformance.trial import Trial, expect, optional, refusal, required

_PART = 5 << 20
"""The least that S3 allows of any part but the last."""


def begin(t: Trial, key: str) -> dict[str, Any]:
    begun = t.boto.create_multipart_upload(Bucket=t.bucket, Key=key)
    return {"Bucket": t.bucket, "Key": key, "UploadId": begun["UploadId"]}


def send(t: Trial, upload: dict[str, Any], number: int, data: bytes) -> dict[str, Any]:
    etag = t.boto.upload_part(**upload, PartNumber=number, Body=data)["ETag"]
    return {"PartNumber": number, "ETag": etag}


@required("a large object goes up in parts and comes back whole")
def large(t: Trial) -> None:
    data = os.urandom(2 * _PART + 1234)
    t.client.put_object(t.bucket, "large", io.BytesIO(data), len(data), part_size=_PART)
    expect(get(t, "large") == data, "other bytes came back")
    expect(get(t, "large", _PART - 3, 10) == data[_PART - 3 : _PART + 7], "a range over the seam is wrong")


@required("a part that is sent again replaces the first")
def resent(t: Trial) -> None:
    upload = begin(t, "resent")
    send(t, upload, 1, b"a" * _PART)
    parts = [send(t, upload, 1, b"b" * _PART), send(t, upload, 2, b"end")]
    listed = t.boto.list_parts(**upload)["Parts"]
    expect([p["Size"] for p in listed] == [_PART, 3], f"listed {[p['Size'] for p in listed]}")
    t.boto.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})
    expect(get(t, "resent") == b"b" * _PART + b"end", "other bytes came back")


@required("nothing is visible before the upload is complete")
def invisible(t: Trial) -> None:
    upload = begin(t, "unfinished")
    send(t, upload, 1, b"a" * _PART)
    code = refusal(lambda: t.client.stat_object(t.bucket, "unfinished"))
    found = [o.object_name for o in t.client.list_objects(t.bucket, prefix="unfinished", recursive=True)]
    t.boto.abort_multipart_upload(**upload)
    expect(code == "NoSuchKey" and not found, f"code {code}, listed {found}")


@required("an upload that was given up leaves nothing")
def aborted(t: Trial) -> None:
    upload = begin(t, "aborted")
    part = send(t, upload, 1, b"a" * _PART)
    t.boto.abort_multipart_upload(**upload)
    code = refusal(lambda: t.boto.complete_multipart_upload(**upload, MultipartUpload={"Parts": [part]}))
    expect(code == "NoSuchUpload", f"code {code}")


@required("completing with a part that was never sent is refused")
def wrong_part(t: Trial) -> None:
    upload = begin(t, "wrong-part")
    send(t, upload, 1, b"a" * 10)
    lie = [{"PartNumber": 1, "ETag": '"' + "0" * 32 + '"'}]
    code = refusal(lambda: t.boto.complete_multipart_upload(**upload, MultipartUpload={"Parts": lie}))
    t.boto.abort_multipart_upload(**upload)
    expect(code == "InvalidPart", f"code {code}")


@optional("a small part in the middle is refused")
def small_part(t: Trial) -> None:
    upload = begin(t, "small-part")
    parts = [send(t, upload, n, b"a" * 10) for n in (1, 2)]
    code = refusal(lambda: t.boto.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts}))
    t.boto.abort_multipart_upload(**upload)
    expect(code == "EntityTooSmall", f"code {code}")


@optional("unfinished uploads are listed")
def listed(t: Trial) -> None:
    upload = begin(t, "listed/1")
    found = [u["Key"] for u in t.boto.list_multipart_uploads(Bucket=t.bucket).get("Uploads", [])]
    t.boto.abort_multipart_upload(**upload)
    expect("listed/1" in found, f"listed {found}")

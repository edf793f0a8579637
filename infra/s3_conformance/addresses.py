"""Presigned addresses: what a browser may do without our keys, and what it may not."""

import time

from minio import Minio

from infra.s3_conformance.basics import get, put
from infra.s3_conformance.trial import REGION, Trial, expect, optional, refusal, required

_ORIGIN = "https://fengxun.example"


@required("without a signature nothing is served and nothing is stored")
def anonymous(t: Trial) -> None:
    put(t, "private", b"x")
    for method in ("GET", "HEAD", "PUT", "DELETE"):
        status = t.http.request(method, f"{t.url}/{t.bucket}/private").status
        expect(400 <= status < 500, f"{method} answers {status}")
    listing = t.http.request("GET", f"{t.url}/{t.bucket}").status
    expect(400 <= listing < 500, f"listing answers {listing}")
    expect(get(t, "private") == b"x", "the object was changed")


@required("a wrong secret is refused")
def wrong_secret(t: Trial) -> None:
    thief = Minio(t.endpoint, access_key=t.access_key, secret_key="0" * 40, secure=t.secure, region=REGION)
    code = refusal(lambda: thief.stat_object(t.bucket, "private"))
    expect(code in {"SignatureDoesNotMatch", "AccessDenied", "InvalidAccessKeyId"}, f"code {code}")


@required("a presigned address reads one object, as an attachment if asked")
def read(t: Trial) -> None:
    put(t, "shown", b"y" * 1000, "image/png")
    wanted = 'attachment; filename="e.png"'
    answer = t.http.request("GET", t.presigned_get("shown", response_content_disposition=wanted))
    expect((answer.status, len(answer.data)) == (200, 1000), f"status {answer.status}")
    expect(answer.headers.get("content-disposition") == wanted, f"says {answer.headers.get('content-disposition')}")


@required("a presigned address is good for that object only")
def other_object(t: Trial) -> None:
    put(t, "shown", b"x")
    put(t, "other", b"x")
    status = t.http.request("GET", t.presigned_get("shown").replace("/shown?", "/other?")).status
    expect(status == 403, f"status {status}")


@required("a presigned address ends")
def expired(t: Trial) -> None:
    put(t, "shown", b"x")
    address = t.presigned_get("shown", seconds=1)
    time.sleep(2.1)
    status = t.http.request("GET", address).status
    expect(status in {400, 401, 403}, f"status {status}")


@required("a presigned address for reading does not write")
def read_only(t: Trial) -> None:
    put(t, "shown", b"x")
    status = t.http.request("PUT", t.presigned_get("shown"), body=b"z").status
    expect(status == 403 and get(t, "shown") == b"x", f"status {status}")


@required("a presigned address writes")
def write(t: Trial) -> None:
    status = t.http.request("PUT", t.presigned("PUT", "sent"), body=b"z" * 1000).status
    expect(status == 200 and get(t, "sent") == b"z" * 1000, f"status {status}")


@optional("browsers of other origins may be allowed to upload (CORS)")
def cors(t: Trial) -> None:
    rule = {"AllowedMethods": ["PUT"], "AllowedOrigins": [_ORIGIN], "AllowedHeaders": ["*"], "ExposeHeaders": ["ETag"]}
    t.boto.put_bucket_cors(Bucket=t.bucket, CORSConfiguration={"CORSRules": [rule]})
    headers = {"Origin": _ORIGIN, "Access-Control-Request-Method": "PUT"}
    answer = t.http.request("OPTIONS", t.presigned("PUT", "cors"), headers=headers)
    expect(answer.headers.get("access-control-allow-origin") in {_ORIGIN, "*"}, f"status {answer.status}")

"""What a check works with, how checks are named, and how one is run."""

import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

import boto3
import urllib3
from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from minio import Minio
from minio.error import S3Error

REGION = "us-east-1"
Work = Callable[["Trial"], None]


class Unmet(Exception):
    """The store answered otherwise than expected."""


def expect(condition: object, otherwise: str) -> None:
    if not condition:
        raise Unmet(otherwise)


def refusal(work: Callable[[], object]) -> str:
    """The error code with which the store refuses.

    Raises:
        Unmet: it did not refuse.
    """
    try:
        work()
    except S3Error as error:
        return str(error.code)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    raise Unmet("the store accepted what it should refuse")


@dataclass
class Trial:
    """A store under trial: clients, and a scratch bucket that is removed at the end."""

    endpoint: str
    access_key: str
    secret_key: str
    secure: bool = False
    bucket: str = field(default_factory=lambda: f"conformance-{secrets.token_hex(6)}")

    @cached_property
    def client(self) -> Minio:
        return Minio(self.endpoint, self.access_key, self.secret_key, secure=self.secure, region=REGION)

    @cached_property
    def http(self) -> urllib3.PoolManager:
        """Without a signature of its own: what a browser would do."""
        return urllib3.PoolManager(timeout=30, retries=False)

    @cached_property
    def boto(self) -> Any:
        """A second client, by other hands."""
        return boto3.client(
            "s3", endpoint_url=self.url, aws_access_key_id=self.access_key, aws_secret_access_key=self.secret_key,
            region_name=REGION, config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
        )  # fmt: skip

    @property
    def url(self) -> str:
        return f"{'https' if self.secure else 'http'}://{self.endpoint}"

    def presigned(self, method: str, key: str, headers: Mapping[str, str] | None = None, seconds: int = 300) -> str:
        """An address for one request that must carry exactly these headers."""
        request = AWSRequest(method, f"{self.url}/{self.bucket}/{key}", headers=dict(headers or {}))
        credentials = Credentials(self.access_key, self.secret_key)
        S3SigV4QueryAuth(credentials, "s3", REGION, expires=seconds).add_auth(request)
        return str(request.url)

    def presigned_get(self, key: str, seconds: int = 300, **answer: str) -> str:
        headers: dict[str, str | list[str] | tuple[str]] = {k.replace("_", "-"): v for k, v in answer.items()}
        life = timedelta(seconds=seconds)
        return str(self.client.presigned_get_object(self.bucket, key, life, response_headers=headers or None))

    def __enter__(self) -> "Trial":
        self.client.make_bucket(self.bucket)
        return self

    def __exit__(self, *_: object) -> None:
        self.clean()

    def clean(self) -> None:
        """Remove what was made. An object under retention stays until that is over; the bucket with it."""
        with suppress(S3Error):
            for found in self.client.list_objects(self.bucket, recursive=True, include_version=True):
                if found.object_name:
                    self.client.remove_object(self.bucket, found.object_name, version_id=found.version_id)
            self.client.remove_bucket(self.bucket)


@dataclass(frozen=True)
class Check:
    """A sentence that is true of a store, or not."""

    sentence: str
    required: bool
    work: Work


@dataclass(frozen=True)
class Outcome:
    check: Check
    passed: bool
    reason: str
    seconds: float


CHECKS: list[Check] = []


def required(sentence: str) -> Callable[[Work], Work]:
    """The application relies on it."""
    return _register(sentence, required=True)


def optional(sentence: str) -> Callable[[Work], Work]:
    """Good to have; nothing may rely on it unless it was proven."""
    return _register(sentence, required=False)


def _register(sentence: str, *, required: bool) -> Callable[[Work], Work]:
    def keep(work: Work) -> Work:
        CHECKS.append(Check(sentence, required, work))
        return work

    return keep


def run(check: Check, trial: Trial) -> Outcome:
    """Run one check. A store may fail in any way, so any error is an outcome."""
    begun = time.monotonic()
    try:
        check.work(trial)
        passed, reason = True, ""
    except Exception as error:  # noqa: BLE001
        passed, reason = False, f"{type(error).__name__}: {error}".splitlines()[0][:200]
    return Outcome(check, passed, reason, time.monotonic() - begun)

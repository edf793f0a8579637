"""The tus protocol 1.0.0 (resumable uploads): its headers, read and written. No I/O.

Source: tus.io/protocols/resumable-upload, extensions creation, checksum, termination, expiration.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from backend.core.errors import Malformed, Problem, UnsupportedType, invalid
from backend.evidence.structs import MAX_SIZE

VERSION = "1.0.0"
BODY_TYPE = "application/offset+octet-stream"
ALGORITHMS = ("sha1", "sha256")

RESUMABLE = {"tus-resumable": VERSION}
ABILITIES = {
    **RESUMABLE,
    "tus-version": VERSION,
    "tus-extension": "creation,checksum,termination,expiration",
    "tus-checksum-algorithm": ",".join(ALGORITHMS),
    "tus-max-size": str(MAX_SIZE),
}


class WrongVersion(Problem):
    status = 412
    code = "wrong_protocol_version"


class ChecksumMismatch(Problem):
    status = 460
    code = "checksum_mismatch"


class Checksum(Struct, frozen=True):
    algorithm: str
    digest: bytes

    def start(self) -> Any:
        return hashlib.new(self.algorithm, usedforsecurity=False)


def demand_version(headers: Mapping[str, str]) -> None:
    """Raises: WrongVersion: the client speaks another version of the protocol, or none."""
    if headers.get("tus-resumable") != VERSION:
        problem = WrongVersion("上传协议版本不受支持。", f"This server speaks tus {VERSION}.")
        problem.headers = {"tus-version": VERSION}
        raise problem


def demand_body_type(headers: Mapping[str, str]) -> None:
    if headers.get("content-type", "").partition(";")[0].strip().lower() != BODY_TYPE:
        raise UnsupportedType("上传内容类型不正确。", f"Bytes are sent as {BODY_TYPE}.")


def number(headers: Mapping[str, str], name: str) -> int:
    """A header that is a byte count.

    Raises: Malformed: missing, or not a plain number.
    """
    text = headers.get(name, "")
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise Malformed(f"请求头 {name} 缺失或有误。", f"The header {name} is missing or not a number.")
    return int(text)


def medium_id(headers: Mapping[str, str]) -> UUID:
    """The id the upload is to have, from ``Upload-Metadata: id <base64 of the UUID>``.

    Raises: Invalid: it is not there or not a UUID.
    """
    for pair in headers.get("upload-metadata", "").split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "id":
            try:
                return UUID(base64.b64decode(value, validate=True).decode("ascii"))
            except (ValueError, binascii.Error, UnicodeError):
                break
    raise invalid("upload-metadata.id", "缺少媒体编号。", "The metadata must hold the medium's id.")


def checksum(headers: Mapping[str, str]) -> Checksum | None:
    """Raises: Malformed: an unknown algorithm, or a digest that cannot be one."""
    sent = headers.get("upload-checksum")
    if sent is None:
        return None
    algorithm, _, value = sent.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error):
        digest = b""
    if algorithm not in ALGORITHMS or len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size:
        raise Malformed("校验和有误。", f"Upload-Checksum is wrong; known algorithms: {', '.join(ALGORITHMS)}.")
    return Checksum(algorithm, digest)


def expires(at: datetime | None) -> dict[str, str]:
    return {"upload-expires": format_datetime(at, usegmt=True)} if at else {}

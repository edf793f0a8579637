"""What the log commits to about an event: a salted hash, so that nothing personal stands in it and an event that may
be kept no longer can go with its salt. Pure."""

import hashlib

import msgspec

from backend.tlog.merkle import leaf_hash
from backend.tlog.structs import Event

_LEAF = b"fengxun/leaf/v1\n"
SALT = 32


def body(event: Event) -> bytes:
    """The event as JSON, the same bytes whenever it is asked for. Never parsed to be written again: hashed as it is."""
    return msgspec.json.encode({"v": 1, **msgspec.structs.asdict(event)}, order="deterministic")


def leaf(event: Event, salt: bytes) -> bytes:
    """The hash that stands in the tree."""
    return leaf_hash(entry(body(event), salt))


def entry(body_bytes: bytes, salt: bytes) -> bytes:
    return _LEAF + hashlib.sha256(salt + body_bytes).digest()

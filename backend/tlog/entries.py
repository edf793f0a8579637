"""What the log commits to about an event: a salted hash, so that nothing personal stands in it and an event that may
be kept no longer can go with its salt. Pure."""

import msgspec

from backend.tlog.commitments import entry
from backend.tlog.merkle import leaf_hash
from backend.tlog.structs import Event

SALT = 32


def body(event: Event) -> bytes:
    """The event as JSON, the same bytes whenever it is asked for. Never parsed to be written again: hashed as it is."""
    said = {name: getattr(event, name) for name in Event.__struct_fields__}
    return msgspec.json.encode({"v": 1, **said}, order="deterministic")


def leaf(event: Event, salt: bytes) -> bytes:
    """The hash that stands in the tree."""
    return leaf_hash(entry(body(event), salt))

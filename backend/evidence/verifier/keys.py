"""The keys that captures in a package are signed with, as the record vouches for them. A pure part of the verifier."""

import base64
from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from backend.evidence.verifier.archive import Archive, strict_json
from backend.evidence.verifier.verdicts import INCOMPLETE, Code, Rejected
from backend.tlog import p256

KEYS = "chain/keys.json"
_OF_KEY = ("public_key", "person_id", "device_id")


class Told(Protocol):
    """An entry of the record, why it is not believed, and its place in the log (-1: none)."""

    @property
    def said(self) -> dict[str, Any]: ...
    @property
    def code(self) -> Code | None: ...
    @property
    def place(self) -> int: ...


class Key(NamedTuple):
    """``approved`` and ``revoked``: events that are believed."""

    public: EllipticCurvePublicKey
    person: object
    device: object
    approved: Told | None
    revoked: Told | None


def listed(archive: Archive) -> dict[str, dict[str, Any]]:
    """What the package says of the keys, by their ids.

    Raises:
        Rejected: it says it in another form.
    """
    if KEYS not in archive.names():
        return {}
    keys = strict_json(archive.text(KEYS), KEYS).get("keys")
    if not isinstance(keys, list) or not all(isinstance(k, dict) and isinstance(k.get("id"), str) for k in keys):
        raise Rejected(Code.INDEX, KEYS)
    return {key["id"]: key for key in keys}


def key_of(line: Mapping[str, Any], events: Mapping[int, Told]) -> Key | None:
    """None: the record does not show that this key was enrolled, by this person on this device."""
    found: dict[str, Told] = {}
    enrolled: dict[str, Any] | None = None
    for _, event in sorted(events.items()):
        action, detail = str(event.said.get("action")), event.said.get("detail")
        if event.said.get("subject") != line["id"] or not believed(event) or not isinstance(detail, dict):
            continue
        if action == "capture_key.enrolled" and enrolled is None:
            enrolled = detail
        found.setdefault(action, event)
    if enrolled is None or any(line.get(word) != enrolled.get(word) for word in _OF_KEY):
        return None
    try:
        public = p256.public_key(base64.b64decode(str(line["public_key"]), validate=True))
    except ValueError:
        return None
    approved, revoked = found.get("capture_key.approved"), found.get("capture_key.revoked")
    if approved and approved.said.get("actor") == enrolled["person_id"]:
        approved = None  # nobody vouches for themselves
    return Key(public, enrolled["person_id"], enrolled["device_id"], approved, revoked)


def believed(event: Told) -> bool:
    """That it stands in the log, or that nothing speaks against it."""
    return event.code is None or event.code in INCOMPLETE

"""Chains of signed captures in a package: who signed what, in which order, and what is missing. A pure part of the
verifier.

Of numbers that lie between the package's own entries only the events are there: they carry ``prev`` and ``sha256``.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from backend.evidence.verifier.archive import Archive, strict_json
from backend.evidence.verifier.policy import Policy
from backend.evidence.verifier.receipts import beacon_holds
from backend.evidence.verifier.verdicts import INCOMPLETE, Code, Rejected, Result
from backend.tlog import p256
from backend.tlog.p256 import BadSignature, Malleated

KEYS = "chain/keys.json"
_ENTRY = re.compile(r"chain/([0-9a-f-]{36})/([1-9][0-9]{0,15})\.json")
_FIRST = "0" * 64
_OF_KEY = ("public_key", "person_id", "device_id")
_ACTIONS = {"capture.signed", "capture.deleted", "capture.confirmed"}


class Told(Protocol):
    """An entry of the record, why it is not believed, and its place in the log (-1: none)."""

    @property
    def said(self) -> dict[str, Any]: ...
    @property
    def code(self) -> Code | None: ...
    @property
    def place(self) -> int: ...


class _Key(NamedTuple):
    """``approved`` and ``revoked``: events that are believed."""

    public: EllipticCurvePublicKey
    approved: Told | None
    revoked: Told | None


class _Link(NamedTuple):
    """A number of a chain as the record has it."""

    event: Told
    subject: str
    sha256: str
    prev: str


Chains = dict[str, dict[int, _Link]]


def names(archive: Archive) -> dict[str, tuple[str, int]]:
    """Key and number of each entry that is there whole."""
    found = {name: _ENTRY.fullmatch(name) for name in archive.names()}
    return {name: (match[1], int(match[2])) for name, match in sorted(found.items()) if match}


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


def files(archive: Archive, keys: Mapping[str, Any]) -> set[str]:
    """Names of files that have their place here."""
    whole = {name for name, (key, _) in names(archive).items() if key in keys}
    return {KEYS} | whole | {name.removesuffix("json") + "sig" for name in whole}


def of_keys(said: dict[str, Any], keys: Mapping[str, Any]) -> bool:
    """Whether an event says that one of these keys has signed."""
    detail = said.get("detail")
    return said.get("action") in _ACTIONS and isinstance(detail, dict) and detail.get("key") in keys


def manifests(events: Mapping[int, Told]) -> dict[str, set[str]]:
    """Hashes of the entries about each medium, as the record has them."""
    found: dict[str, set[str]] = {}
    for chain in _links(events).values():
        for link in chain.values():
            found.setdefault(link.subject, set()).add(link.sha256)
    return found


def judged(archive: Archive, index: dict[str, Any], events: Mapping[int, Told], policy: Policy) -> list[Result]:
    """One result for each entry, each gap or break, each medium that nobody signed."""
    try:
        lines = listed(archive)
    except Rejected as exc:
        return [Result(exc.where, exc.code)]
    keys = {key: _key(line, events) for key, line in lines.items()}
    links, here = _links(events), names(archive)
    items = {item["id"]: item for item in index["items"]}
    results = [_entry(archive, name, keys, links, items, policy) for name in here]
    for key, chain in sorted(links.items()):
        own = {n for k, n in here.values() if k == key}
        told = {number for number, link in chain.items() if link.subject in items}
        results += [Result(f"chain/{key}/{number}.json", Code.ENTRY_MISSING) for number in sorted(told - own)]
        results += _standing(key, chain, own)
    signed = {link.subject for chain in links.values() for link in chain.values()}
    for item, manifest in _asked(events):
        if item in items and item not in signed:
            results.append(Result(f"chain/{item}", Code.ENTRY_MISSING if manifest else Code.NO_MANIFEST))
    return results


def _asked(events: Mapping[int, Told]) -> Iterator[tuple[str, object]]:
    """Media of which the record says that it was looked how they were signed, and the entry that was found."""
    for event in events.values():
        detail = event.said.get("detail")
        if event.said.get("action") == "medium.received" and isinstance(detail, dict) and "chain" in detail:
            yield str(event.said.get("subject")), detail.get("manifest")


def _key(line: Mapping[str, Any], events: Mapping[int, Told]) -> _Key | None:
    """None: the record does not show that this key was enrolled, by this person on this device."""
    found: dict[str, Told] = {}
    enrolled: dict[str, Any] | None = None
    for _, event in sorted(events.items()):
        action, detail = str(event.said.get("action")), event.said.get("detail")
        if event.said.get("subject") != line["id"] or not _believed(event) or not isinstance(detail, dict):
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
    return _Key(public, found.get("capture_key.approved"), found.get("capture_key.revoked"))


def _believed(event: Told) -> bool:
    return event.code is None or event.code in INCOMPLETE


def _links(events: Mapping[int, Told]) -> Chains:
    chains: Chains = {}
    for _, event in sorted(events.items()):
        detail = event.said.get("detail")
        if event.said.get("action") not in _ACTIONS or not isinstance(detail, dict) or not _believed(event):
            continue
        key, n, sha256, prev = (detail.get(word) for word in ("key", "n", "sha256", "prev"))
        if isinstance(key, str) and type(n) is int:
            link = _Link(event, str(event.said.get("subject")), str(sha256), str(prev))
            chains.setdefault(key, {}).setdefault(n, link)
    return chains


def _entry(
    archive: Archive,
    name: str,
    keys: Mapping[str, _Key | None],
    links: Chains,
    items: Mapping[str, Any],
    policy: Policy,
) -> Result:
    key_id, n = names(archive)[name]
    key, link = keys.get(key_id), links.get(key_id, {}).get(n)
    if key is None:
        return Result(name, Code.KEY_UNKNOWN)
    try:
        data = archive.text(name)
        p256.verify(key.public, archive.text(name.removesuffix("json") + "sig"), b"fengxun/manifest/v1\n" + data)
        said = strict_json(data, name)
    except Malleated:
        return Result(name, Code.MALLEATED)
    except BadSignature:
        return Result(name, Code.SIGNATURE)
    except Rejected as exc:
        return Result(name, exc.code)
    if link is None or link.sha256 != hashlib.sha256(data).hexdigest() or link.subject != said.get("id"):
        return Result(name, Code.EVENT)
    if (said.get("key"), said.get("n"), said.get("prev")) != (key_id, n, link.prev):
        return Result(name, Code.CHAIN)
    if key.revoked is not None and _before(key.revoked, link.event):
        return Result(name, Code.KEY_REVOKED)
    item = items.get(link.subject)
    if said.get("kind") == "capture" and item is not None and not _says(said.get("media"), item):
        return Result(name, Code.MANIFEST)
    if key.approved is None:
        return Result(name, Code.KEY_NOT_APPROVED)
    return Result(name, None if beacon_holds(said.get("beacon"), policy) else Code.BEACON)


def _says(media: object, item: Mapping[str, Any]) -> bool:
    return isinstance(media, dict) and (media.get("sha256"), media.get("size")) == (item["sha256"], item["size"])


def _before(one: Told, two: Told) -> bool:
    """By their places in the log; by their numbers while one of them has none."""
    if one.place >= 0 and two.place >= 0:
        return one.place < two.place
    return bool(one.said["id"] < two.said["id"])


def _standing(key: str, chain: Mapping[int, _Link], own: set[int]) -> list[Result]:
    """Where a number does not stand on the one before, and which are missing. Before the lowest is nothing to ask,
    unless it is an entry of the package: the one before that would be told."""
    found, numbers = [], sorted(chain)
    expected = 1 if numbers[0] in own else numbers[0]
    for n in numbers:
        if n > expected:
            missing = f"{expected}-{n - 1}" if n - 1 > expected else str(expected)
            found.append(Result(f"chain/{key}/{missing}", Code.CHAIN_GAP))
        elif chain[n].prev != (_FIRST if n == 1 else chain[n - 1].sha256 if n - 1 in chain else chain[n].prev):
            found.append(Result(f"chain/{key}/{n}", Code.CHAIN))
        expected = n + 1
    return found

"""Chains of signed captures in a package: who signed what, in which order, and what is missing. A pure part of the
verifier.

Of numbers that lie between the package's own entries only the events are there: they carry ``prev`` and ``sha256``.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from backend.evidence.verifier import confirmed
from backend.evidence.verifier.archive import Archive, strict_json
from backend.evidence.verifier.keys import KEYS, Key, Told, believed, key_of, listed
from backend.evidence.verifier.policy import Policy
from backend.evidence.verifier.receipts import beacon_holds
from backend.evidence.verifier.verdicts import INCOMPLETE, Code, Rejected, Result
from backend.tlog import p256
from backend.tlog.p256 import BadSignature, Malleated

_ENTRY = re.compile(r"chain/([0-9a-f-]{36})/([1-9][0-9]{0,15})\.json")
_FIRST = "0" * 64
_SAME = ("sha256", "size", "role")
_CAPTURED = "capture.signed"
_ACTIONS = {_CAPTURED, "capture.deleted", "capture.confirmed"}


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


def files(archive: Archive, keys: Mapping[str, Any]) -> set[str]:
    """Names of files that have their place here."""
    whole = {name for name, (key, _) in names(archive).items() if key in keys}
    return {KEYS} | whole | {name.removesuffix("json") + "sig" for name in whole}


def of_keys(said: dict[str, Any], keys: Mapping[str, Any]) -> bool:
    """Whether an event says that one of these keys has signed."""
    detail = said.get("detail")
    return said.get("action") in _ACTIONS and isinstance(detail, dict) and detail.get("key") in keys


def manifests(events: Mapping[int, Told]) -> dict[str, set[str]]:
    """Hashes of the entries that were made when each medium was captured, as the record has them."""
    found: dict[str, set[str]] = {}
    for chain in _links(events).values():
        for link in chain.values():
            if link.event.said.get("action") == _CAPTURED:
                found.setdefault(link.subject, set()).add(link.sha256)
    return found


def judged(archive: Archive, index: dict[str, Any], events: Mapping[int, Told], policy: Policy) -> list[Result]:
    """One result for each entry, second officer, gap or break, and medium that nobody signed."""
    try:
        lines = listed(archive)
    except Rejected as exc:
        return [Result(exc.where, exc.code)]
    keys = {key: key_of(line, events) for key, line in lines.items()}
    links, here = _links(events), names(archive)
    items = {item["id"]: item for item in index["items"]}
    signed = manifests(events)
    results = [_entry(archive, name, keys, links, signed, items, policy) for name in here]
    results += confirmed.judged(list(_read(archive, results, keys)))
    for key, chain in sorted(links.items()):
        own = {n for k, n in here.values() if k == key}
        told = {number for number, link in chain.items() if link.subject in items}
        results += [Result(f"chain/{key}/{number}.json", Code.ENTRY_MISSING) for number in sorted(told - own)]
        results += _standing(key, chain, own)
    for item, manifest in _asked(events):
        if item in items and item not in signed:
            results.append(Result(f"chain/{item}", Code.ENTRY_MISSING if manifest else Code.NO_MANIFEST))
    return results


def _read(archive: Archive, results: Sequence[Result], keys: Mapping[str, Key | None]) -> Iterator[confirmed.Signed]:
    """Each entry of which nothing wrong was found so far."""
    for name, code, _ in results:
        key = keys[names(archive)[name][0]] if code is None or code in INCOMPLETE else None
        if key:
            data = archive.text(name)
            yield confirmed.Signed(strict_json(data, name), hashlib.sha256(data).hexdigest(), key.person, code)


def _asked(events: Mapping[int, Told]) -> Iterator[tuple[str, object]]:
    """Media of which the record says that it was looked how they were signed, and the entry that was found."""
    for event in events.values():
        detail = event.said.get("detail")
        if event.said.get("action") == "medium.received" and isinstance(detail, dict) and "chain" in detail:
            yield str(event.said.get("subject")), detail.get("manifest")


def _links(events: Mapping[int, Told]) -> Chains:
    chains: Chains = {}
    for _, event in sorted(events.items()):
        detail = event.said.get("detail")
        if event.said.get("action") not in _ACTIONS or not isinstance(detail, dict) or not believed(event):
            continue
        key, n, sha256, prev = (detail.get(word) for word in ("key", "n", "sha256", "prev"))
        if isinstance(key, str) and type(n) is int:
            link = _Link(event, str(event.said.get("subject")), str(sha256), str(prev))
            chains.setdefault(key, {}).setdefault(n, link)
    return chains


def _entry(
    archive: Archive,
    name: str,
    keys: Mapping[str, Key | None],
    links: Chains,
    captures: Mapping[str, set[str]],
    items: Mapping[str, Any],
    policy: Policy,
) -> Result:
    key_id, n = names(archive)[name]
    key, link = keys.get(key_id), links.get(key_id, {}).get(n)
    if key is None:
        return Result(name, Code.KEY_UNKNOWN)
    try:
        data, said = _signed(archive, name, key)
    except Rejected as exc:
        return Result(name, exc.code)
    if link is None or link.sha256 != hashlib.sha256(data).hexdigest() or link.subject != said.get("id"):
        return Result(name, Code.EVENT)
    if (said.get("key"), said.get("n"), said.get("prev")) != (key_id, n, link.prev):
        return Result(name, Code.CHAIN)
    held = None if beacon_holds(said.get("beacon"), policy) else Code.BEACON
    open_yet = Code.KEY_NOT_APPROVED if key.approved is None else link.event.code
    wrong = _vouched(key, link, said, items) or _confirms(said, captures)
    return Result(name, wrong or held or open_yet)


def _signed(archive: Archive, name: str, key: Key) -> tuple[bytes, dict[str, Any]]:
    """
    Raises:
        Rejected: not there, not JSON, or not signed by this key.
    """
    data = archive.text(name)
    try:
        p256.verify(key.public, archive.text(name.removesuffix("json") + "sig"), b"fengxun/manifest/v1\n" + data)
    except Malleated as exc:
        raise Rejected(Code.MALLEATED, name) from exc
    except BadSignature as exc:
        raise Rejected(Code.SIGNATURE, name) from exc
    return data, strict_json(data, name)


def _vouched(key: Key, link: _Link, said: Mapping[str, Any], items: Mapping[str, Any]) -> Code | None:
    """Whether the key may speak for what is said, and says it of what is here."""
    capture, item = said.get("kind") == "capture", items.get(link.subject)
    if said.get("device") != key.device or (capture and _first(said) != key.person):
        return Code.KEY_UNKNOWN
    if key.revoked is not None and _before(key.revoked, link.event):
        return Code.KEY_REVOKED
    return Code.MANIFEST if capture and item is not None and not _says(said.get("media"), item) else None


def _confirms(said: Mapping[str, Any], captures: Mapping[str, set[str]]) -> Code | None:
    """A confirmation names the entry of a capture of the same medium."""
    if said.get("kind") != "confirmed":
        return None
    return None if str(said.get("manifest")) in captures.get(str(said.get("id")), set()) else Code.MANIFEST


def _first(said: Mapping[str, Any]) -> object:
    """The officer whose capture it says it is."""
    officers = said.get("officers")
    return officers[0] if isinstance(officers, list) and officers else None


def _says(media: object, item: Mapping[str, Any]) -> bool:
    return isinstance(media, dict) and all(media.get(word) == item.get(word) for word in _SAME)


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

"""Every item of a package against its proof, and every proof against a policy. Standard library, ``cryptography`` and
the log's own pure modules: all of it fits into one file that runs anywhere."""

import re
from contextlib import closing
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from backend.evidence.verifier import chain, custody, derived, keys, receipts, stamps
from backend.evidence.verifier.archive import Archive, strict_json
from backend.evidence.verifier.policy import Policy
from backend.evidence.verifier.stamps import Believed
from backend.evidence.verifier.verdicts import INCOMPLETE, Code, Rejected, Result
from backend.tlog import commitments, merkle, notes
from backend.tlog.notes import BadNote, Checkpoint

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_RECEIVED, _DERIVED = "medium.received", "medium.derived"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class _Event(NamedTuple):
    """An entry of the record; ``code`` when it is not shown to stand in the log under the checkpoint ``point``."""

    said: dict[str, Any]
    code: Code | None
    point: Checkpoint | None = None
    place: int = -1


def verify(path: Path, policy: Policy) -> list[Result]:
    """One result for each original, copy and entry of the record, and one for the package as a whole. Never raises for
    what is in the package."""
    try:
        with closing(Archive(path)) as archive:
            return _results(archive, _index(archive), policy)
    except Rejected as exc:
        return [Result(exc.where, exc.code)]


def _results(archive: Archive, index: dict[str, Any], policy: Policy) -> list[Result]:
    results, events = [], {}
    believed = cache(partial(_believed, policy))
    for number in index["events"]:
        event = _event(archive, number, believed)
        events[number] = event
        results.append(Result(f"events/{number}.json", event.code))
    results += [_item(archive, item, events) for item in index["items"]]
    if policy.authorities:
        point = max((event.point for event in events.values() if event.point), key=lambda p: p.size, default=None)
        last = max(event.place for event in events.values()) if events else -1
        results.append(stamps.stamped(archive, policy.authorities, believed, point, last))
    results += derived.judged(index["items"], events)
    results += chain.judged(archive, index, events, policy)
    results += receipts.judged(archive, index, chain.manifests(events), policy)
    results += custody.judged(archive, events)
    return [*results, Result("index.json", _whole(archive, index, events))]


def _index(archive: Archive) -> dict[str, Any]:
    index: dict[str, Any] = strict_json(archive.text("index.json"), "index.json")
    items, events = index.get("items"), index.get("events")
    if not _first(index) or not isinstance(items, list) or not isinstance(events, list):
        raise Rejected(Code.INDEX, "index.json")
    numbers = [n for n in events if type(n) is int and 0 <= n < 10**18]
    if len(numbers) != len(events) or sorted(set(numbers)) != numbers or not _is(index.get("subject"), _UUID):
        raise Rejected(Code.INDEX, "index.json")
    if not all(isinstance(item, dict) and _is_item(item) for item in items):
        raise Rejected(Code.INDEX, "index.json")
    if len({item["id"] for item in items}) != len(items):
        raise Rejected(Code.INDEX, "index.json")
    return index


def _is_item(item: dict[str, Any]) -> bool:
    file, event, size = item.get("file"), item.get("event"), item.get("size")
    named = file is None or (isinstance(file, str) and file.startswith(f"originals/{item.get('id')}."))
    return (
        _is(item.get("id"), _UUID)
        and _is(item.get("sha256"), _SHA256)
        and type(size) is int
        and named
        and (event is None or type(event) is int)
    )


def _first(said: dict[str, Any]) -> bool:
    return type(said.get("v")) is int and said["v"] == 1


def _is(value: object, form: re.Pattern[str]) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _event(archive: Archive, number: int, believed: Believed) -> _Event:
    try:
        body = archive.text(f"events/{number}.json")
        said = strict_json(body, f"events/{number}.json")
        if not _first(said) or said.get("id") != number:
            return _Event(said, Code.EVENT)
        if f"events/{number}.tlog-proof" not in archive.names():
            return _Event(said, Code.NOT_SEALED)
        return _Event(said, *_proven(body, archive.text(f"events/{number}.tlog-proof"), believed))
    except Rejected as exc:
        return _Event({}, exc.code)


def _proven(body: bytes, proof_text: bytes, believed: Believed) -> tuple[Code | None, Checkpoint | None, int]:
    try:
        proof = notes.proof(proof_text.decode())
    except (BadNote, UnicodeDecodeError):
        return Code.PROOF, None, -1
    if proof.extra is None:
        return Code.PROOF, None, -1
    point, witnessed = believed(proof.note)
    if point is None:
        return Code.CHECKPOINT, None, -1
    leaf = merkle.leaf_hash(commitments.entry(body, proof.extra))
    if not merkle.includes(leaf, proof.index, point.size, proof.hashes, point.root):
        return Code.NOT_IN_LOG, point, -1
    return None if witnessed else Code.WITNESSES, point, proof.index


def _believed(policy: Policy, note: str) -> tuple[Checkpoint | None, bool]:
    """The checkpoint if its own log has signed it, and whether enough witnesses have."""
    try:
        text, signatures = notes.opened(note, [*policy.logs, *policy.witnesses])
        point = notes.checkpoint(text)
    except BadNote:
        return None, False
    if not any(s.key in policy.logs and s.key.name == point.origin for s in signatures):
        return None, False
    return point, len({s.key for s in signatures if s.key in policy.witnesses}) >= policy.quorum


def _item(archive: Archive, item: dict[str, Any], events: dict[int, _Event]) -> Result:
    name = item["file"] or f"originals/{item['id']}"
    if item["file"] is None:
        return Result(name, _why_missing(item, events))
    try:
        digest = archive.digest(item["file"], item["size"])
    except Rejected as exc:
        return Result(name, exc.code)
    event = events.get(item["event"])
    if event is None or (event.code is not None and event.code not in INCOMPLETE):
        return Result(name, event.code if event else Code.EVENT)
    detail = event.said.get("detail")
    if event.said.get("action") != _RECEIVED or event.said.get("subject") != item["id"]:
        return Result(name, Code.EVENT)
    if not isinstance(detail, dict) or (detail.get("sha256"), detail.get("size")) != (digest, item["size"]):
        return Result(name, Code.HASH)
    return Result(name, event.code if digest == item["sha256"] else Code.HASH)


def _why_missing(item: dict[str, Any], events: dict[int, _Event]) -> Code:
    """What the record says of an original that is not in the package; the index alone is not believed."""
    done = {e.said.get("action") for e in events.values() if e.said.get("subject") == item["id"]}
    if "medium.erased" in done:
        return Code.ERASED
    if item.get("withheld") is True and _is_covered(item, events):
        return Code.WITHHELD
    return Code.ENTRY_MISSING if _RECEIVED in done else Code.NOT_RECEIVED


def _is_covered(item: dict[str, Any], events: dict[int, _Event]) -> bool:
    """By the record a redacted copy was made of it, or of what it shows; the copy itself is never withheld."""
    made = [(e.said.get("subject"), e.said.get("detail")) for e in events.values() if e.said.get("action") == _DERIVED]
    copies = {d.get("medium"): of for of, d in made if isinstance(d, dict) and d.get("role") == "redacted"}
    return item["id"] not in copies and (item.get("derived_from") or item["id"]) in copies.values()


def _whole(archive: Archive, index: dict[str, Any], events: dict[int, _Event]) -> Code | None:
    """Nothing in it that the index does not name, nothing about anything else than its lead, and nothing left out that
    the record speaks of."""
    files = {"README.txt", "index.json", "lead.json"}
    files |= {f"events/{n}.{end}" for n in events for end in ("json", "tlog-proof")}
    files |= set(stamps.FILES)
    files |= {item["file"] for item in index["items"] if item["file"]}
    about = {index["subject"], *(item["id"] for item in index["items"])}
    try:
        listed = keys.listed(archive)
    except Rejected as exc:
        return exc.code
    if (
        archive.names()
        - files
        - chain.files(archive, listed)
        - receipts.files(archive, about)
        - custody.files(archive, about)
    ):
        return Code.FOREIGN_ENTRY
    about |= listed.keys()
    strangers = [e for e in events.values() if e.code not in INCOMPLETE | {None}
                 or (e.said.get("subject") not in about and not chain.of_keys(e.said, listed))]  # fmt: skip
    if strangers:
        return Code.EVENT
    try:
        archive.text("README.txt")
        if strict_json(archive.text("lead.json"), "lead.json").get("id") != index["subject"]:
            return Code.INDEX
    except Rejected as exc:
        return exc.code
    roots = {(point.origin, point.size): point.root for e in events.values() if (point := e.point)}
    if any(roots[e.point.origin, e.point.size] != e.point.root for e in events.values() if e.point):
        return Code.FORKED
    return Code.OMITTED if _omits(index, events) else None


def _omits(index: dict[str, Any], events: dict[int, _Event]) -> bool:
    """Every report and every step of a lead says how many media came with it; what was made here came with none."""
    made = derived.made_here(events)
    own = [e.said for e in events.values() if e.said.get("subject") == index["subject"]]
    told = [said["detail"].get("media") for said in own if isinstance(said.get("detail"), dict)
            and said.get("action") != "lead.packaged"]  # fmt: skip
    reported = any(said.get("action") == "lead.reported" for said in own)
    came = sum(item["id"] not in made for item in index["items"])
    return not reported or sum(n for n in told if type(n) is int) > came

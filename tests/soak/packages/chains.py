"""What phones signed and what they were given for it: altered, swapped between packages, left out; and what phones and
whoever stands behind the service may do wrong from the beginning."""

import base64
import json
from collections.abc import Callable
from typing import Any

from backend.evidence.verifier.verdicts import Code
from backend.tlog import p256
from backend.tlog.structs import Sealed
from tests.soak.packages.mutation import (
    ANYWHERE,
    Bench,
    Kind,
    Mutated,
    body_of,
    by_hand,
    flipped,
    kind,
    mutated,
    proof_of,
    without,
)
from tests.soak.packages.phones import private, sign
from tests.soak.packages.swaps import reindexed
from tests.soak.packages.town import Files, Town

KEYS = "chain/keys.json"


def _one(bench: Bench, begin: str, end: str, files: Files | None = None) -> str:
    names = [n for n in files or bench.made.files if n.startswith(begin) and n.endswith(end) and n != KEYS]
    return bench.dice.choice(names)


@by_hand
def a_bit_of_a_signed_entry(bench: Bench) -> Mutated:
    return _flip(bench, _one(bench, "chain/", ".json"), Code.SIGNATURE)


@by_hand
def a_bit_of_a_captures_signature(bench: Bench) -> Mutated:
    return _flip(bench, _one(bench, "chain/", ".sig"), Code.SIGNATURE)


@by_hand
def a_bit_of_a_receipt(bench: Bench) -> Mutated:
    return _flip(bench, _one(bench, "receipts/", ".txt"), Code.RECEIPT)


@by_hand
def a_bit_of_a_receipts_signature(bench: Bench) -> Mutated:
    return _flip(bench, _one(bench, "receipts/", ".sig"), Code.RECEIPT)


def _flip(bench: Bench, name: str, code: Code) -> Mutated:
    data = bench.made.files[name]
    changed = flipped(data, bench.dice.randrange(len(data)), bench.dice.randrange(8))
    end = ".json" if name.startswith("chain/") else ".txt"
    return mutated(bench.made.files | {name: changed}, name.rpartition(".")[0] + end, code)


@by_hand
def the_other_right_signature_of_a_capture(bench: Bench) -> Mutated:
    name = _one(bench, "chain/", ".sig")
    return mutated(bench.made.files | {name: _high(bench.made.files[name])}, name[:-3] + "json", Code.MALLEATED)


@by_hand
def the_other_right_signature_of_a_receipt(bench: Bench) -> Mutated:
    name = _one(bench, "receipts/", ".sig")
    return mutated(bench.made.files | {name: _high(bench.made.files[name])}, name[:-3] + "txt", Code.RECEIPT)


def _high(signature: bytes) -> bytes:
    s = p256.ORDER - int.from_bytes(signature[32:], "big")
    return signature[:32] + s.to_bytes(32, "big")


@kind
def an_entry_of_a_chain_from_another_package(bench: Bench) -> Mutated:
    own, theirs = _one(bench, "chain/", ".json"), _one(bench, "chain/", ".json", bench.other.files)
    files = bench.other.files
    changed = {own: files[theirs], own[:-4] + "sig": files[theirs[:-4] + "sig"]}
    return mutated(bench.made.files | changed, own, Code.SIGNATURE, Code.EVENT)


@by_hand
def a_signature_of_another_capture(bench: Bench) -> Mutated:
    own, theirs = _one(bench, "chain/", ".sig"), _one(bench, "chain/", ".sig", bench.other.files)
    return mutated(bench.made.files | {own: bench.other.files[theirs]}, own[:-3] + "json", Code.SIGNATURE)


@by_hand
def a_receipt_of_another_package(bench: Bench) -> Mutated:
    own, theirs = _one(bench, "receipts/", ".txt"), _one(bench, "receipts/", ".txt", bench.other.files)
    files = bench.other.files
    changed = {own: files[theirs], own[:-3] + "sig": files[theirs[:-3] + "sig"]}
    return mutated(bench.made.files | changed, own, Code.RECEIPT)


@by_hand
def a_receipt_by_another_key(bench: Bench) -> Mutated:
    name = _one(bench, "receipts/", ".txt")
    changed = {name[:-3] + "sig": sign(private(bench.dice), bench.made.files[name])}
    return mutated(bench.made.files | changed, name, Code.RECEIPT)


@kind
def a_receipt_of_another_time_signed_by_whoever_wanted_it(bench: Bench) -> Mutated:
    name = _one(bench, "receipts/", ".txt")
    text = bench.made.files[name].replace(b"2026", b"2025")
    changed = {name: text, name[:-3] + "sig": sign(private(bench.dice), text)}
    return mutated(bench.made.files | changed, name, Code.RECEIPT)


@kind
def captures_signed_anew_by_another_key(bench: Bench) -> Mutated:
    """Which the package itself vouches for."""
    key, files = private(bench.dice), dict(bench.made.files)
    names = [n for n in files if n.startswith("chain/") and n.endswith(".json") and n != KEYS]
    for name in names:
        files[name[:-4] + "sig"] = sign(key, b"fengxun/manifest/v1\n" + files[name])
    public = base64.b64encode(p256.spki_of(key.public_key())).decode()
    return mutated(_keys(files, lambda line: line.update(public_key=public)), names[0], Code.KEY_UNKNOWN)


@kind
def a_key_of_somebody_else(bench: Bench) -> Mutated:
    field = bench.dice.choice(["person_id", "device_id"])
    files = _keys(bench.made.files, lambda line: line.update({field: str(bench.other.known.lead.id)}))
    return mutated(files, _one(bench, "chain/", ".json"), Code.KEY_UNKNOWN)


@kind
def no_keys(bench: Bench) -> Mutated:
    return mutated(without(bench.made.files, KEYS), _one(bench, "chain/", ".json"), Code.KEY_UNKNOWN)


def _keys(files: Files, change: Callable[[Any], object]) -> Files:
    keys = json.loads(files[KEYS])
    for line in keys["keys"]:
        change(line)
    return files | {KEYS: json.dumps(keys).encode()}


def _forgotten(bench: Bench, gone: list[Sealed], files: Files | None = None) -> Files:
    """Without these events, and an index that agrees."""
    numbers = {event.id for event in gone}
    kept = without(files or bench.made.files, *map(body_of, gone), *map(proof_of, gone))
    return reindexed(kept, lambda index: index.update(events=[n for n in index["events"] if n not in numbers]))


def _events(bench: Bench, action: str) -> list[Sealed]:
    return [event for event in bench.made.known.events if event.action == action]


@kind
def an_enrolment_left_out(bench: Bench) -> Mutated:
    files = _forgotten(bench, _events(bench, "capture_key.enrolled"))
    return mutated(files, _one(bench, "chain/", ".json"), Code.KEY_UNKNOWN)


@kind
def an_approval_left_out(bench: Bench) -> Mutated:
    files = _forgotten(bench, _events(bench, "capture_key.approved"))
    return mutated(files, _one(bench, "chain/", ".json"), Code.KEY_NOT_APPROVED)


@kind
def a_signed_entry_left_out(bench: Bench) -> Mutated:
    name = _one(bench, "chain/", ".json")
    return mutated(without(bench.made.files, name, name[:-4] + "sig"), name, Code.ENTRY_MISSING)


@kind
def a_signed_entry_left_out_with_its_event(bench: Bench) -> Mutated:
    event = bench.dice.choice([e for e in _events(bench, "capture.signed") if _is_own(bench, e)])
    name = f"chain/{event.detail['key']}/{event.detail['n']}."
    files = _forgotten(bench, [event], without(bench.made.files, name + "json", name + "sig"))
    return mutated(files, f"chain/{event.subject}", Code.ENTRY_MISSING)


@kind
def the_capture_before_left_out(bench: Bench) -> Mutated | None:
    """Somebody else's, of which only the event would be there. The one after the last is told, and may be left out."""
    signed = [event for event in bench.made.known.events if event.action in ("capture.signed", "capture.confirmed")]
    own = {(event.detail["key"], event.detail["n"]) for event in signed if _is_own(bench, event)}
    others = [event for event in _events(bench, "capture.signed") if not _is_own(bench, event)]
    before = [event for event in others if (event.detail["key"], event.detail["n"] + 1) in own]
    return mutated(_forgotten(bench, before[:1]), ANYWHERE, Code.CHAIN_GAP) if before else None


def _is_own(bench: Bench, event: Sealed) -> bool:
    return event.subject in {medium.id for medium in bench.made.known.media}


def _from_the_beginning(fault: str, *codes: Code) -> Kind:
    """A town of its own whose phones, or whoever takes their entries in past the service, do something wrong."""

    def make(bench: Bench) -> Mutated:
        town = Town(f"{bench.dice.random()} {fault}", 3, fault=fault)
        made = town.package(bench.dice.randrange(3), bench.folder)
        return Mutated(made.data, ANYWHERE, frozenset(codes), town.policy)

    return make


for _fault, _said, _name in (
    ("revoked", Code.KEY_REVOKED, "a_key_revoked_before_the_capture_stood_in_the_log"),
    ("manifest", Code.MANIFEST, "an_entry_of_another_hash"),
    ("prev", Code.CHAIN, "an_entry_that_follows_from_nothing"),
    ("gap", Code.CHAIN_GAP, "captures_that_were_dropped_on_the_phone"),
    ("beacon", Code.BEACON, "an_earliest_time_that_nobody_signed"),
    ("erased", Code.ERASED, "an_original_whose_time_was_over"),
    ("unconfirmed", Code.NOT_CONFIRMED, "a_capture_that_the_second_officer_has_not_confirmed"),
    ("unsigned", Code.NO_MANIFEST, "a_capture_that_no_phone_signed"),
):
    _make = _from_the_beginning(_fault, _said)
    _make.__name__ = _name
    kind(_make)

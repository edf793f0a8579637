"""Bits that flip: in an original, in an entry of the record, in each part of a proof."""

import json
from typing import Any

from backend.evidence.verifier.verdicts import Code
from tests.soak.packages.mutation import Bench, Mutated, body_of, by_hand, flipped, kind, mutated, proof_of


@by_hand
def a_bit_of_an_original(bench: Bench) -> Mutated:
    name = bench.original()
    data = bench.made.files[name]
    changed = flipped(data, bench.dice.randrange(len(data)), bench.dice.randrange(8))
    return mutated(bench.made.files | {name: changed}, name, Code.HASH)


@kind
def an_original_cut_or_longer(bench: Bench) -> Mutated:
    name = bench.original()
    data = bench.made.files[name]
    changed = data + bench.dice.randbytes(3) if bench.dice.random() < 0.5 else data[:-1]
    return mutated(bench.made.files | {name: changed}, name, Code.SIZE)


@by_hand
def a_bit_of_an_entry(bench: Bench) -> Mutated:
    event = bench.event()
    data = bench.made.files[body_of(event)]
    changed = flipped(data, bench.dice.randrange(len(data)), bench.dice.randrange(8))
    return mutated(bench.made.files | {body_of(event): changed}, body_of(event), _said_of(changed, event.id))


def _said_of(body: bytes, number: int) -> Code:
    """What an entry is before it is held against the tree, worked out another way than the verifier does."""
    seen: list[list[str]] = []

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen.append([key for key, _ in pairs])
        return dict(pairs)

    try:
        said = json.JSONDecoder(object_pairs_hook=members).decode(str(body, "utf-8"))
    except ValueError:
        return Code.NO_JSON
    if any(len(keys) != len(set(keys)) for keys in seen):
        return Code.KEY_TWICE
    return Code.NOT_IN_LOG if (said.get("v"), said.get("id")) == (1, number) else Code.EVENT


_HEAD = frozenset({Code.PROOF, Code.NOT_IN_LOG})
_SIGNED = frozenset({Code.CHECKPOINT})


def _in_part(bench: Bench, begin: bytes, end: bytes, codes: frozenset[Code]) -> Mutated:
    """A bit flips between two places of a proof."""
    event = bench.event()
    name = proof_of(event)
    data = bench.made.files[name]
    first = data.index(begin)
    last = data.index(end, first + len(begin)) if end else len(data)
    changed = flipped(data, bench.dice.randrange(first, last), bench.dice.randrange(8))
    try:
        changed.decode()
    except UnicodeDecodeError:
        codes = frozenset({Code.PROOF})
    return mutated(bench.made.files | {name: changed}, body_of(event), *codes)


@kind
def a_bit_of_a_proofs_first_line(bench: Bench) -> Mutated:
    return _in_part(bench, b"c2sp.org", b"\nextra ", frozenset({Code.PROOF}))


@by_hand
def a_bit_of_the_salt(bench: Bench) -> Mutated:
    return _in_part(bench, b"extra ", b"\nindex ", _HEAD)


@by_hand
def a_bit_of_a_proofs_hashes(bench: Bench) -> Mutated:
    return _in_part(bench, b"\nindex ", b"\n\n", _HEAD)


@by_hand
def a_bit_of_the_checkpoint(bench: Bench) -> Mutated:
    return _in_part(bench, bench.log.signer.name.encode(), b"\n\n", _SIGNED)


@kind
def a_bit_of_the_logs_signature(bench: Bench) -> Mutated:
    return _in_part(bench, "\n— ".encode() + bench.log.signer.name.encode(), "\n— county".encode(), _SIGNED)


@kind
def a_bit_of_a_witness_signature(bench: Bench) -> Mutated:
    return _in_part(bench, "— county".encode(), b"", frozenset({Code.CHECKPOINT, Code.WITNESSES}))

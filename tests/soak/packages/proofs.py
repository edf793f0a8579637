"""Keys, proofs, checkpoints, signatures and times that are not what they must be."""

import json
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import structs

from backend.evidence.verifier.verdicts import Code
from backend.tlog import entries, notes
from backend.tlog.notes import Signer
from backend.tlog.structs import Sealed
from tests.soak.packages.log import leaf
from tests.soak.packages.mutation import (
    Bench,
    Mutated,
    body_of,
    by_hand,
    edited,
    kind,
    mutated,
    noted,
    proof_of,
)
from tests.support.merkle import Tree

ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of the group of Ed25519."""


def _signatures(note: str) -> tuple[str, list[str]]:
    text, _, tail = note.rpartition("\n\n")
    return text + "\n", tail.splitlines(keepends=True)


@by_hand
def another_key_by_the_logs_name(bench: Bench) -> Mutated:
    false = Signer(bench.log.signer.name, Ed25519PrivateKey.from_private_bytes(bench.dice.randbytes(32)))
    return _under_another_log(bench, false)


@by_hand
def the_logs_key_by_another_name(bench: Bench) -> Mutated:
    return _under_another_log(bench, bench.log.signer._replace(name="other.example/log"))


def _under_another_log(bench: Bench, signer: Signer) -> Mutated:
    def change(note: str) -> str:
        text = _signatures(note)[0].replace(bench.log.signer.name, signer.name)
        return notes.signed(text, signer) + "".join(notes.cosigned(text, w, 1_764_000_000) for w in bench.log.witnesses)

    return mutated(noted(bench, change), body_of(bench.event()), Code.CHECKPOINT)


@by_hand
def a_package_of_another_town(bench: Bench) -> Mutated:
    return mutated(bench.strange.files, body_of(bench.strange.known.events[0]), Code.CHECKPOINT)


@by_hand
def the_logs_signature_left_out(bench: Bench) -> Mutated:
    return mutated(noted(bench, lambda note: _without_line(note, 0)), body_of(bench.event()), Code.CHECKPOINT)


@by_hand
def a_witness_left_out(bench: Bench) -> Mutated:
    which = bench.dice.choice((1, 2))
    return mutated(noted(bench, lambda note: _without_line(note, which)), body_of(bench.event()), Code.WITNESSES)


def _without_line(note: str, number: int) -> str:
    text, lines = _signatures(note)
    del lines[number]
    return text + "\n" + "".join(lines)


@by_hand
def a_witness_twice_in_place_of_two(bench: Bench) -> Mutated:
    def change(note: str) -> str:
        text, lines = _signatures(note)
        again = notes.cosigned(text, bench.log.witnesses[0], 1_764_000_001)
        return text + "\n" + lines[0] + lines[1] + again

    return mutated(noted(bench, change), body_of(bench.event()), Code.WITNESSES)


@by_hand
def a_stranger_by_a_witness_name(bench: Bench) -> Mutated:
    false = Signer(bench.log.witnesses[1].name, Ed25519PrivateKey.from_private_bytes(bench.dice.randbytes(32)))

    def change(note: str) -> str:
        text, lines = _signatures(note)
        return text + "\n" + "".join(lines[:2]) + notes.cosigned(text, false, 1_764_000_000)

    return mutated(noted(bench, change), body_of(bench.event()), Code.WITNESSES)


@by_hand
def a_shortened_proof(bench: Bench) -> Mutated:
    event = bench.event()
    hashes = list(notes.proof(bench.made.files[proof_of(event)].decode()).hashes)
    del hashes[bench.dice.randrange(len(hashes))]
    return mutated(edited(bench, event, hashes=hashes), body_of(event), Code.NOT_IN_LOG)


@by_hand
def a_lengthened_proof(bench: Bench) -> Mutated:
    event = bench.event()
    hashes = list(notes.proof(bench.made.files[proof_of(event)].decode()).hashes)
    hashes.insert(bench.dice.randrange(len(hashes) + 1), bench.dice.choice([*hashes, bench.dice.randbytes(32)]))
    return mutated(edited(bench, event, hashes=hashes), body_of(event), Code.NOT_IN_LOG)


@by_hand
def a_reordered_proof(bench: Bench) -> Mutated:
    event = bench.event()
    hashes = list(notes.proof(bench.made.files[proof_of(event)].decode()).hashes)
    one, two = bench.dice.sample(range(len(hashes)), 2)
    hashes[one], hashes[two] = hashes[two], hashes[one]
    return mutated(edited(bench, event, hashes=hashes), body_of(event), Code.NOT_IN_LOG)


@by_hand
def another_place_in_the_log(bench: Bench) -> Mutated:
    event = bench.event()
    size = len(bench.log.sealed)
    other = bench.dice.choice([n for n in (*range(size), size, size + 7, 10**17) if n != event.index])
    return mutated(edited(bench, event, index=other), body_of(event), Code.NOT_IN_LOG)


@by_hand
def another_salt(bench: Bench) -> Mutated:
    event = bench.event()
    return mutated(edited(bench, event, extra=bench.dice.randbytes(32)), body_of(event), Code.NOT_IN_LOG)


@kind
def no_salt(bench: Bench) -> Mutated:
    event = bench.event()
    return mutated(edited(bench, event, extra=None), body_of(event), Code.PROOF)


@by_hand
def an_older_checkpoint_of_the_same_log(bench: Bench) -> Mutated:
    """Really signed, and from before the entry was in it."""
    event = bench.event()
    size = bench.dice.randrange(1, (event.index or 0) + 1) if event.index else 0
    return mutated(edited(bench, event, note=bench.log.signed(size)), body_of(event), Code.NOT_IN_LOG)


def _fork(bench: Bench) -> tuple[Sealed, Sealed, Tree]:
    """An entry, what the insider makes of it, and the tree in which it stands like that."""
    event = bench.event()
    back = structs.replace(event, at=event.at - timedelta(days=bench.dice.randrange(1, 9)))
    leaves = [leaf(each) for each in bench.log.sealed]
    assert event.index is not None
    leaves[event.index] = leaf(back)
    return event, back, Tree(leaves)


@by_hand
def a_fork_by_the_real_key_under_the_proofs_of_the_log(bench: Bench) -> Mutated:
    _, _, tree = _fork(bench)
    note = bench.log.signed(len(bench.log.sealed), tree)
    return mutated(noted(bench, lambda _: note), body_of(bench.event()), Code.NOT_IN_LOG)


@by_hand
def a_fork_by_the_real_key_that_no_witness_signs(bench: Bench) -> Mutated:
    """Whole in itself: only the witnesses show it."""
    event, back, tree = _fork(bench)
    note = bench.log.signed(len(bench.log.sealed), tree, witnessed=False)
    files = bench.made.files | {body_of(event): entries.body(back)}
    for each in bench.made.known.events:
        files[proof_of(each)] = bench.log.proof(each, note, tree).encode()
    return mutated(files, body_of(event), Code.WITNESSES)


@by_hand
def a_fork_with_the_witnesses_lines_of_the_log(bench: Bench) -> Mutated:
    event, _, tree = _fork(bench)
    forked = bench.log.signed(len(bench.log.sealed), tree, witnessed=False)
    lines = "".join(_signatures(bench.log.note)[1][1:])
    return mutated(noted(bench, lambda _: forked + lines), body_of(event), Code.CHECKPOINT)


@kind
def two_histories_in_one_package(bench: Bench) -> Mutated | None:
    """Where no witness is asked for, each proof alone is right."""
    if len(bench.made.known.events) < 2:
        return None
    event, back, tree = _fork(bench)
    note = bench.log.signed(len(bench.log.sealed), tree)
    files = bench.made.files | {body_of(event): entries.body(back)}
    files[proof_of(event)] = bench.log.proof(event, note, tree).encode()
    return mutated(files, "index.json", Code.FORKED, policy=bench.town.policy._replace(witnesses=[], quorum=0))


@by_hand
def an_entry_of_another_time(bench: Bench) -> Mutated:
    event = bench.event()
    moved = timedelta(microseconds=bench.dice.choice((1, 10**6, 3_600 * 10**6, 10**13)) * bench.dice.choice((1, -1)))
    changed = entries.body(structs.replace(event, at=event.at + moved))
    return mutated(bench.made.files | {body_of(event): changed}, body_of(event), Code.NOT_IN_LOG)


@by_hand
def an_entry_by_somebody_else(bench: Bench) -> Mutated:
    event = bench.event()
    changed = entries.body(structs.replace(event, actor=bench.other.known.lead.id))
    return mutated(bench.made.files | {body_of(event): changed}, body_of(event), Code.NOT_IN_LOG)


@by_hand
def a_cosignature_of_another_time(bench: Bench) -> Mutated:
    return mutated(noted(bench, lambda note: _resigned(note, 1, _later)), body_of(bench.event()), Code.CHECKPOINT)


def _later(data: bytes) -> bytes:
    return data[:4] + (int.from_bytes(data[4:12], "big") + 3_600).to_bytes(8, "big") + data[12:]


@by_hand
def a_malleated_signature(bench: Bench) -> Mutated:
    """The same point, and a number that is larger by the order of the group: once a second valid signature."""
    which = bench.dice.randrange(3)
    return mutated(noted(bench, lambda note: _resigned(note, which, _larger)), body_of(bench.event()), Code.CHECKPOINT)


def _larger(data: bytes) -> bytes:
    s = int.from_bytes(data[-32:], "little") + ORDER
    return data[:-32] + s.to_bytes(32, "little")


@by_hand
def a_signature_of_noughts(bench: Bench) -> Mutated:
    files = noted(bench, lambda note: _resigned(note, bench.dice.randrange(3), lambda data: data[:-64] + bytes(64)))
    return mutated(files, body_of(bench.event()), Code.CHECKPOINT)


def _resigned(note: str, number: int, change: object) -> str:
    text, lines = _signatures(note)
    dash, name, base64 = lines[number].split()
    lines[number] = f"{dash} {name} {notes.encode(change(notes.decode(base64)))}\n"  # type: ignore[operator]
    return text + "\n" + "".join(lines)


@kind
def base64_with_bits_to_spare(bench: Bench) -> Mutated:
    """Decodes to the same bytes, and is another text: no two files may say the same."""
    event = bench.event()
    proof = bench.made.files[proof_of(event)].decode()
    old = next(line for line in proof.splitlines() if line.startswith("extra "))
    changed = old[:-2] + chr(ord(old[-2]) + 1) + old[-1]
    files = bench.made.files | {proof_of(event): proof.replace(old, changed).encode()}
    return mutated(files, body_of(event), Code.PROOF)


@kind
def a_key_twice(bench: Bench) -> Mutated:
    event = bench.event()
    name = bench.dice.choice([body_of(event), "index.json", "lead.json"])
    data = bench.made.files[name].strip()
    key, value = bench.dice.choice(list(json.loads(data).items()))
    value = bench.dice.choice([value, None])
    changed = data[:-1] + f",{json.dumps(key)}:{json.dumps(value)}}}".encode()
    return mutated(bench.made.files | {name: changed}, name if "/" in name else "index.json", Code.KEY_TWICE)


@kind
def a_key_twice_deep_inside(bench: Bench) -> Mutated:
    event = bench.report()
    changed = bench.made.files[body_of(event)].replace(b'"detail":{', b'"detail":{"media":9,')
    return mutated(bench.made.files | {body_of(event): changed}, body_of(event), Code.KEY_TWICE)


@kind
def json_that_readers_differ_on(bench: Bench) -> Mutated:
    event = bench.event()
    name = bench.dice.choice([body_of(event), "index.json", "lead.json"])
    data = bench.made.files[name].strip()
    changed = bench.dice.choice(
        [
            data[:-1] + b',"x":NaN}', data[:-1] + b',"x":-Infinity}', b"\xef\xbb\xbf" + data,
            data.decode().encode("utf-16"), data.decode().encode("utf-32-le"), b"[" * 100_000, b"", b"[1]", b"null",
            data + b"x", data[:-1], data[:-1] + b",}", data.replace(b'"', b"'"), data + b"\x00", b"\xff" + data,
        ]
    )  # fmt: skip
    return mutated(bench.made.files | {name: changed}, name if "/" in name else "index.json", Code.NO_JSON)

"""What a mutation is, and what most of them are made with."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from backend.evidence.verifier.policy import Policy
from backend.evidence.verifier.verdicts import Code
from backend.tlog import notes
from backend.tlog.notes import Proof
from backend.tlog.structs import Sealed
from tests.soak.packages.log import Log
from tests.soak.packages.town import Files, Made, Town


class Mutated(NamedTuple):
    """``where`` is the item that must be said to be wrong, and ``codes`` what may be said of it."""

    data: bytes
    where: str
    codes: frozenset[Code]
    policy: Policy | None = None


class Bench(NamedTuple):
    """Two packages of one town, the same of another's, and the dice."""

    town: Town
    made: Made
    other: Made
    strange: Made
    dice: random.Random
    folder: Path

    @property
    def log(self) -> Log:
        return self.town.log

    def event(self) -> Sealed:
        return self.dice.choice(self.made.known.events)

    def theirs(self) -> Sealed:
        """An event of the other package that is none of this one's, nor one of the same chain, which it may tell of."""
        keys = {str(key.id) for key in self.made.known.keys}
        own = {event.id for event in self.made.known.events}
        strange = [e for e in self.other.known.events if e.id not in own and e.detail.get("key") not in keys]
        return self.dice.choice(strange)

    def report(self) -> Sealed:
        return next(event for event in self.made.known.events if event.action == "lead.reported")

    def original(self) -> str:
        return self.dice.choice([name for name in self.made.files if name.startswith("originals/")])


ANYWHERE = "*"
"""Instead of an item: whatever it is said of."""
Kind = Callable[[Bench], Mutated | None]
"""``None`` where the package has nothing that this could be done to."""
KINDS: dict[str, Kind] = {}
BY_HAND: set[str] = set()
"""Kinds that show without reading the index and the form of the ZIP, which the shell's verifier does not."""


def kind(make: Kind) -> Kind:
    KINDS[make.__name__] = make
    return make


def by_hand(make: Kind) -> Kind:
    BY_HAND.add(make.__name__)
    return kind(make)


def mutated(files: Files, where: str, *codes: Code, policy: Policy | None = None) -> Mutated:
    return Mutated(zipped(files), where, frozenset(codes), policy)


def zipped(files: Files) -> bytes:
    """In the form in which the server writes it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, data in files.items():
            file.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def without(files: Files, *names: str) -> Files:
    return {name: data for name, data in files.items() if name not in names}


def body_of(event: Sealed) -> str:
    return f"events/{event.id}.json"


def proof_of(event: Sealed) -> str:
    return f"events/{event.id}.tlog-proof"


def flipped(data: bytes, at: int, bit: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


def edited(bench: Bench, event: Sealed, **other: Any) -> Files:
    """The package with something else in the proof of an event."""
    name = proof_of(event)
    old = notes.proof(bench.made.files[name].decode())
    parts = {"index": old.index, "hashes": old.hashes, "note": old.note, "extra": old.extra} | other
    return bench.made.files | {name: str(Proof(**parts)).encode()}


def noted(bench: Bench, change: Callable[[str], str]) -> Files:
    """The package with another note under every proof."""
    files = dict(bench.made.files)
    for name in [name for name in files if name.endswith("proof")]:
        old = notes.proof(files[name].decode())
        files[name] = str(Proof(old.index, old.hashes, change(old.note), old.extra)).encode()
    return files

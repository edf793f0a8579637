"""A log of invented events, made as the sealer makes it but in memory and from a seed: the same again each time."""

import random
from datetime import UTC, datetime, timedelta
from functools import cached_property
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.evidence.verifier.policy import Policy
from backend.tlog import entries, merkle, notes
from backend.tlog.notes import Checkpoint, Proof, Signer
from backend.tlog.structs import Sealed
from tests.support.merkle import Tree

BEGUN = datetime(2026, 11, 26, 0, 0, tzinfo=UTC)


def an_id(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62) | (7 << 76) | (2 << 62))


def signer(dice: random.Random, name: str) -> Signer:
    return Signer(name, Ed25519PrivateKey.from_private_bytes(dice.randbytes(32)))


class Log:
    """``origin``'s log with two witnesses. Events are added, then it is ``closed`` under its last checkpoint."""

    def __init__(self, dice: random.Random, origin: str) -> None:
        self._dice = dice
        self.signer = signer(dice, origin)
        self.witnesses = [signer(dice, f"county.example/w{n}") for n in (1, 2)]
        self.sealed: list[Sealed] = []
        self._number = dice.randrange(1, 1_000_000)
        self._at = BEGUN
        self.tree = Tree([])

    @cached_property
    def policy(self) -> Policy:
        return Policy([self.signer.key()], [w.key(notes.COSIGNATURE) for w in self.witnesses], len(self.witnesses))

    def add(self, action: str, subject: UUID, actor: UUID | None, **detail: object) -> int:
        """Its number."""
        self._number += self._dice.choice((1, 1, 1, 2))
        self._at += timedelta(milliseconds=self._dice.randrange(1, 90_000))
        event = Sealed(
            id=self._number, at=self._at, actor=actor, action=action, subject=subject, detail=detail,
            index=len(self.sealed), salt=self._dice.randbytes(entries.SALT),
        )  # fmt: skip
        self.sealed.append(event)
        return self._number

    def closed(self) -> "Log":
        self.tree = Tree([leaf(event) for event in self.sealed])
        return self

    @cached_property
    def note(self) -> str:
        return self.signed(len(self.sealed))

    def signed(self, size: int, tree: Tree | None = None, *, witnessed: bool = True) -> str:
        """A checkpoint, of another history if a tree is given."""
        text = Checkpoint(self.signer.name, size, (tree or self.tree).root(size)).text
        lines = [notes.cosigned(text, w, int(self._at.timestamp()) + 60) for w in self.witnesses if witnessed]
        return notes.signed(text, self.signer) + "".join(lines)

    def proof(self, event: Sealed, note: str | None = None, tree: Tree | None = None) -> str:
        assert event.index is not None
        hashes = (tree or self.tree).answer(merkle.inclusion(event.index, len(self.sealed)))
        return str(Proof(event.index, hashes, note or self.note, event.salt))


def leaf(event: Sealed) -> bytes:
    assert event.salt is not None
    return entries.leaf(event, event.salt)

"""Signed notes, checkpoints, cosignatures and proofs as text: C2SP signed-note, tlog-checkpoint, tlog-cosignature,
tlog-proof. Pure; the signatures are those of ``cryptography``.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from backend.tlog.merkle import HASH

ED25519, COSIGNATURE = 0x01, 0x04
MAX_NOTE = 64 << 10
_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
_NAME = re.compile(r"[^\s+\x00-\x1f]{1,200}")
_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_PROOF = "c2sp.org/tlog-proof@v1"


class BadNote(ValueError):
    """This text is no note, or not signed as it must be."""


class Key(NamedTuple):
    """Who may have signed: a name, the kind of signature, the 32 bytes of an Ed25519 public key."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        """As a vkey: ``name+id+key``."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"


class Signer(NamedTuple):
    name: str
    private: Ed25519PrivateKey

    def key(self, kind: int = ED25519) -> Key:
        return Key(self.name, kind, self.private.public_key().public_bytes_raw())


class Signature(NamedTuple):
    """A signature line that was found right; ``at`` in epoch seconds when it is a cosignature."""

    key: Key
    line: str
    at: int | None


class Checkpoint(NamedTuple):
    """How large a log is and under which root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{encode(self.root)}\n"


@dataclass(frozen=True)
class Proof:
    """That the entry ``index`` is in the tree of the note; ``extra`` vouches for nothing."""

    index: int
    hashes: list[bytes]
    note: str
    extra: bytes | None = None

    def __str__(self) -> str:
        extra = f"extra {encode(self.extra)}\n" if self.extra is not None else ""
        hashes = "".join(f"{encode(each)}\n" for each in self.hashes)
        return f"{_PROOF}\n{extra}index {self.index}\n{hashes}\n{self.note}"


def encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def decode(text: str) -> bytes:
    """
    Raises:
        BadNote: not base64, or base64 that says the same as another text would.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as exc:
        raise BadNote("not base64") from exc
    if encode(data) != text:
        raise BadNote("base64 with bits to spare")
    return data


def key_of(vkey: str) -> Key:
    """
    Raises:
        BadNote: not a vkey, of another kind than Ed25519, or with an id that is not its own.
    """
    name, _, rest = vkey.strip().partition("+")
    short, _, long = rest.partition("+")
    data = decode(long)
    if not _NAME.fullmatch(name) or len(data) != 33 or data[0] not in (ED25519, COSIGNATURE):
        raise BadNote("not the vkey of an Ed25519 key")
    key = Key(name, data[0], data[1:])
    if key.id.hex() != short:
        raise BadNote("the vkey's id is not that of its key")
    return key


def signed(text: str, signer: Signer) -> str:
    """The text as a note with one signature."""
    signature = signer.private.sign(text.encode())
    return f"{text}\n{_line(signer.key(), signature)}"


def cosigned(text: str, signer: Signer, at: int) -> str:
    """The signature line of a witness under the text; ``at`` epoch seconds."""
    signature = signer.private.sign(_cosigned_text(text, at))
    return _line(signer.key(COSIGNATURE), at.to_bytes(8, "big") + signature)


def _cosigned_text(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _line(key: Key, signature: bytes) -> str:
    return f"— {key.name} {encode(key.id + signature)}\n"


def opened(note: str, keys: Iterable[Key]) -> tuple[str, list[Signature]]:
    """The text of a note and the signatures of known keys under it; those of others are passed over.

    Raises:
        BadNote: not a note, a known key's signature is wrong, or none is there.
    """
    text, lines = _parts(note)
    known = {(key.name, key.id): key for key in keys}
    found = []
    for line in lines:
        matched = _LINE.fullmatch(line)
        if not matched:
            raise BadNote("a line of signatures is none")
        data = decode(matched[2])
        key = known.get((matched[1], data[:4]))
        if key is not None:
            found.append(Signature(key, line + "\n", _proven(key, text, data[4:])))
    if not found:
        raise BadNote("no known key has signed")
    return text, found


def _parts(note: str) -> tuple[str, list[str]]:
    if len(note) > MAX_NOTE or any(c < " " and c != "\n" for c in note):
        raise BadNote("too long, or with control characters")
    text, blank, tail = note.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise BadNote("no text, blank line and signatures")
    return text + "\n", tail[:-1].split("\n")


def _proven(key: Key, text: str, signature: bytes) -> int | None:
    at = None
    message = text.encode()
    if key.kind == COSIGNATURE:
        if len(signature) != 72 or signature[0] & 0x80:
            raise BadNote("a cosignature has a time and 64 bytes")
        at = int.from_bytes(signature[:8], "big")
        message, signature = _cosigned_text(text, at), signature[8:]
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError) as exc:
        raise BadNote(f"the signature of {key.name} is wrong") from exc
    return at


def checkpoint(text: str) -> Checkpoint:
    """
    Raises:
        BadNote: not the text of a checkpoint.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
        raise BadNote("a checkpoint has three lines at least")
    origin, size, root = lines[:3]
    if not _NUMBER.fullmatch(size):
        raise BadNote("the size of a checkpoint is a number")
    return Checkpoint(origin, int(size), _hash(root))


def proof(text: str) -> Proof:
    """
    Raises:
        BadNote: not a proof; whether it proves anything is not asked here.
    """
    head, blank, note = text.partition("\n\n")
    lines = head.split("\n")
    if not blank or lines.pop(0) != _PROOF or not lines:
        raise BadNote("not a tlog-proof")
    extra = decode(lines.pop(0)[6:]) if lines[0].startswith("extra ") else None
    if not lines or not lines[0].startswith("index ") or not _NUMBER.fullmatch(lines[0][6:]):
        raise BadNote("a proof says its index")
    if len(lines) > 64:
        raise BadNote("a proof has at most 63 hashes")
    return Proof(int(lines[0][6:]), hashes(lines[1:]), note, extra)


def hashes(lines: Sequence[str]) -> list[bytes]:
    return [_hash(line) for line in lines]


def _hash(text: str) -> bytes:
    data = decode(text)
    if len(data) != HASH:
        raise BadNote("a hash has 32 bytes")
    return data

"""The log on the wire, and rows of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct


class Event(Struct, frozen=True, kw_only=True):
    """An audit event as the sealer reads it."""

    id: int
    at: datetime
    actor: UUID | None
    action: str
    subject: UUID
    detail: dict[str, Any]


class Sealed(Event, frozen=True, kw_only=True):
    """An event with its place in the log, as far as it has one."""

    index: int | None
    salt: bytes | None


class Leaf(Struct, frozen=True, kw_only=True):
    """``hash`` is the leaf's in the tree; with the salt and the event it can be worked out again."""

    index: int
    event: int
    salt: bytes
    hash: bytes


class Tile(Struct, frozen=True, kw_only=True):
    """A full subtree of 256**level leaves."""

    level: int
    index: int
    hash: bytes


class SignedHead(Struct, frozen=True, kw_only=True):
    """The checkpoint of a size as it was signed; ``note`` is the text with the log's signature."""

    size: int
    root: bytes
    note: str
    signed_at: datetime


class Cosigned(Struct, frozen=True, kw_only=True):
    """A witness's line under a checkpoint."""

    size: int
    witness: str
    line: str
    at: datetime


class Stamp(Struct, frozen=True, kw_only=True):
    """An authority's answer (RFC 3161, DER) about a checkpoint; ``at`` by its clock, ``stamped_at`` by ours."""

    size: int
    note: str
    token: bytes
    at: datetime
    stamped_at: datetime


class Stamped(Struct, frozen=True, kw_only=True):
    """``growth``: the hashes that show that the newest checkpoint grew from the one that was stamped."""

    note: str
    token: bytes
    growth: list[bytes]


class Hash(Struct, frozen=True, kw_only=True):
    hash: bytes


class Counted(Struct, frozen=True, kw_only=True):
    count: int


class Turn(Struct, frozen=True, kw_only=True):
    """Whether the sealer's turn was got, and up to which transaction everything is committed or gone."""

    mine: bool
    settled: str


class LogState(Struct, frozen=True, kw_only=True):
    """How far the log is sealed: ``size`` entries under the newest checkpoint, ``waiting`` events without a place.

    ``vkey``: by which its signatures are checked; empty where nothing is sealed. ``stamped_at``: the newest time stamp
    of an authority, by its clock.
    """

    vkey: str
    size: int
    signed_at: datetime | None
    witnesses: list[str]
    waiting: int
    stamped_at: datetime | None


class SignedText(Struct, frozen=True, kw_only=True):
    """A text that the server answers for; ``signature`` is by its receipt key, 64 bytes in base64url."""

    text: str
    signature: str


class Consistency(Struct, frozen=True, kw_only=True):
    """Hashes, base64, that show that the tree of ``old`` entries is the beginning of that of ``new`` (RFC 6962)."""

    old: int
    new: int
    hashes: list[str]


class EntryProof(Struct, frozen=True, kw_only=True):
    """What shows anybody that an event stands in the log.

    ``body`` is the event as it was committed to, ``salt`` base64; the entry is ``fengxun/leaf/v1``, a newline and the
    SHA-256 of salt and body. ``proof`` is a C2SP tlog-proof, ``None`` until the event is under a checkpoint.
    """

    event: str
    body: str
    salt: str
    proof: str | None

"""Evidence on the wire: what a phone declares of a photo or film, and how far the server has got with it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from backend.core.geojson import Fix, Moment
from backend.core.text import Sha256
from backend.core.vault import Above, Kept

MAX_SIZE = 500 << 20
"""Bytes of one medium."""
MAX_THUMBNAIL = 60 << 10

Mime = Annotated[str, Meta(max_length=100, pattern=r"^[a-z]+/[a-z0-9][a-z0-9.+-]*(; ?[a-z0-9=.,+\"-]+)*$")]
Thumbnail = Annotated[bytes, Meta(min_length=4, max_length=MAX_THUMBNAIL, description="JPEG, base64")]


class MediumSource(StrEnum):
    """Where the bytes came from: the app's own camera is worth more as evidence than a file of unknown age."""

    CAMERA = "camera"
    GALLERY = "gallery"
    FILE = "file"


class MediumRole(StrEnum):
    """What a medium is to its lead. The last three were made of an original, and never stand in for it as evidence."""

    ORIGINAL = "original"  # 原件
    VOICE = "voice"  # 语音说明
    STAMPED = "stamped"  # 加盖时间地点的副本
    ANNOTATED = "annotated"  # 加了标注或遮挡的副本
    REDACTED = "redacted"  # 遮挡版:made here, of an original


DERIVED = frozenset({MediumRole.STAMPED, MediumRole.ANNOTATED, MediumRole.REDACTED})


class MediumState(StrEnum):
    DECLARED = "declared"  # known by its hash, no byte asked for yet
    UPLOADING = "uploading"
    VERIFYING = "verifying"  # every byte is here, the stored object is read again and hashed
    RECEIVED = "received"  # the stored bytes have the declared hash: the phone may drop its copy
    MISMATCH = "mismatch"  # they have another hash: kept aside, to be sent again
    ERASED = "erased"  # 到期删除:its time was over; what it was is still known, by hash


class PreviewState(StrEnum):
    PENDING = "pending"
    READY = "ready"
    NONE = "none"


class NewMedia(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a device declares of one medium when it is captured, before a single byte is sent.

    ``derived_from``: the original that a stamped or annotated picture was made of; a medium of the same lead.
    """

    id: UUID
    sha256: Sha256
    size: Annotated[int, Meta(ge=1, le=MAX_SIZE)]
    mime: Mime
    filename: Annotated[str, Meta(max_length=1000)] = ""
    source: MediumSource
    captured_at: Moment
    fix: Fix | None = None
    thumbnail: Thumbnail | None = None
    role: MediumRole = MediumRole.ORIGINAL
    derived_from: UUID | None = None


class Media(Struct, frozen=True, kw_only=True):
    """One medium (电子证据) as everyone within reach sees it. Mirrors table ``media``."""

    id: UUID
    lead_id: UUID
    captured_by: UUID
    state: MediumState
    sha256: str
    size: int
    received_bytes: int
    mime: str
    detected_mime: str | None
    filename: str
    source: MediumSource
    role: MediumRole
    derived_from: UUID | None
    captured_at: datetime
    fix: Fix | None
    preview: PreviewState
    preview_reason: str | None
    width: int | None
    height: int | None
    verified_at: datetime | None


class Made(Struct, frozen=True, kw_only=True):
    """A picture that was made here of an original of the same lead."""

    id: UUID
    lead_id: UUID
    derived_from: UUID
    sha256: str
    size: int
    mime: str
    filename: str
    at: datetime


class Upload(Struct, frozen=True, kw_only=True):
    """What taking bytes needs to know. ``due_at`` is when an unfinished upload expires."""

    id: UUID
    state: MediumState
    size: int
    received_bytes: int
    due_at: datetime | None


class Job(Struct, frozen=True, kw_only=True):
    """A medium with something to do, as the worker took it. ``attempts`` proves that it is still ours."""

    id: UUID
    state: MediumState
    sha256: str
    size: int
    received_bytes: int
    object_key: str | None
    object_version: str | None
    vaulted: bool
    detected_mime: str | None
    attempts: int

    @property
    def kept(self) -> Kept:
        return Kept(key=self.object_key or "", version=self.object_version, vaulted=self.vaulted)


class Chunk(Struct, frozen=True, kw_only=True):
    """Bytes ``start`` to ``start + size`` of an unfinished upload, stored under ``object_key``."""

    start: int
    size: int
    object_key: str


class Surroundings(Struct, frozen=True, kw_only=True):
    """Whose medium it is and where: who may watch it live."""

    lead_id: UUID
    town_code: str | None
    owner: UUID


class Thumb(Struct, frozen=True, kw_only=True):
    """What there is to show small."""

    sha256: str
    captured_by: UUID
    preview: PreviewState
    phone_thumbnail: bytes | None


class Rendered(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Two JPEGs without any metadata, and the upright size of the original; or why there are none."""

    reason: str | None = None
    width: int = 0
    height: int = 0
    thumbnail: bytes = b""
    preview: bytes = b""


class ExifState(StrEnum):
    """What has become of reading a file's own statements about itself."""

    READ = "read"
    NONE = "none"  # the file says nothing
    UNREADABLE = "unreadable"
    NOT_A_PICTURE = "not_a_picture"
    NOT_HERE = "not_here"  # the original has not been received


class Exif(Struct, frozen=True, kw_only=True):
    """Stated by the file, not verified by anybody.

    ``taken_at`` is the camera's clock as written, mostly without an offset; ``lon`` and ``lat`` are degrees.
    """

    make: str | None
    model: str | None
    software: str | None
    taken_at: str | None
    taken_offset: str | None
    lon: float | None
    lat: float | None
    altitude_m: float | None
    gps_at: str | None


class StatedFacts(Struct, frozen=True, kw_only=True):
    state: ExifState
    exif: Exif | None = None


class Stored(Struct, frozen=True, kw_only=True):
    """Where the bytes of a received medium lie, and the hash they had when they were read back."""

    id: UUID
    sha256: str
    stored_sha256: str | None
    stored_sm3: str | None
    object_key: str | None
    object_version: str | None
    vaulted: bool
    locked_until: datetime | None

    @property
    def kept(self) -> Kept:
        return Kept(key=self.object_key or "", version=self.object_version, vaulted=self.vaulted)


class ChainState(StrEnum):
    """How the capture of a medium was signed on the phone (``chain/``), the worst that can be said of it."""

    UNSIGNED = "unsigned"
    MISMATCH = "mismatch"  # the entry says another hash, size, type or role than the medium has
    BROKEN = "broken"
    GAP = "gap"
    KEY_NOT_APPROVED = "key_not_approved"
    SIGNED = "signed"


class Signed(Struct, frozen=True, kw_only=True):
    """``manifest``: the SHA-256 of the entry; ``number``: its place in the chain."""

    chain: ChainState
    manifest: str | None
    number: int | None


class MediaFacts(Media, frozen=True, kw_only=True):
    """A medium with the hashes of the bytes that were read back from the store, how its capture was signed, and what
    the file states.

    ``object_version`` is what is read, whatever is put over it; ``above`` says whether something was. Until
    ``locked_until`` the store itself refuses to delete it; null where it does not.
    """

    stored_sha256: str | None
    stored_sm3: str | None
    object_version: str | None
    locked_until: datetime | None
    above: Above | None
    chain: ChainState
    chain_number: int | None
    exif_state: ExifState
    exif: Exif | None

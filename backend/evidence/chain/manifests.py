"""What phones sign: one entry of a chain, read without being written again. Pure.

Fields that are not known yet are passed over: a newer app may say more, and the bytes are kept as they came.
"""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from backend.core.geojson import Latitude, Longitude, Moment
from backend.core.requests import refuse_repeated_keys
from backend.core.text import Sha256
from backend.evidence.structs import MAX_SIZE, MediumRole, Mime

MAX_ENTRY = 200_000
"""Bytes of one entry: hashes of 1,024 parts are 70,000."""
FIRST = "0" * 64
_Number = Annotated[int, Meta(ge=1, le=2**53)]
_Millis = Annotated[float, Meta(ge=0, le=2**53)]


class NoManifest(ValueError):
    """These bytes are no entry of a chain."""


class Beacon(Struct, frozen=True):
    text: Annotated[str, Meta(max_length=500)]
    signature: Annotated[str, Meta(max_length=100)]


class CapturedMedia(Struct, frozen=True):
    sha256: Sha256
    size: Annotated[int, Meta(ge=1, le=MAX_SIZE)]
    mime: Mime
    role: MediumRole
    derived_from: UUID | None = None
    part_size: Annotated[int, Meta(ge=1, le=MAX_SIZE)] | None = None
    parts: Annotated[list[Sha256], Meta(max_length=1024)] | None = None


class CaptureFix(Struct, frozen=True):
    lon: Longitude
    lat: Latitude
    accuracy_m: Annotated[float, Meta(ge=0, le=1_000_000)]
    age_ms: _Millis


class Entry(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """``n`` counts from 1; ``prev`` is the SHA-256 of the bytes of the entry before; ``id`` the medium's.

    ``mono_ms``: left out when the app was opened anew after the beacon was fetched, for then nothing has counted on.
    """

    v: Literal[1]
    id: UUID
    key: UUID
    device: UUID
    n: _Number
    prev: Sha256
    taken_at: Moment
    mono_ms: _Millis | None = None
    beacon: Beacon | None = None


class Capture(Entry, frozen=True, kw_only=True, tag="capture"):
    lead: UUID
    media: CapturedMedia
    source: Literal["camera", "gallery", "file", "bodycam", "companion"]
    fix: CaptureFix | None = None
    officers: Annotated[list[UUID], Meta(min_length=1, max_length=2)]
    app: Annotated[str, Meta(max_length=200)]


class Deleted(Entry, frozen=True, kw_only=True, tag="deleted"):
    """Captured, and thrown away before it was sent."""

    reason: Annotated[str, Meta(max_length=1000)]


class Confirmed(Entry, frozen=True, kw_only=True, tag="confirmed"):
    """The second officer stands by a capture, whose entry has the hash ``manifest``."""

    manifest: Sha256


Manifest = Capture | Deleted | Confirmed
_DECODER: msgspec.json.Decoder[Manifest] = msgspec.json.Decoder(Manifest)


def read(entry: bytes) -> Manifest:
    """
    Raises:
        NoManifest: not JSON, names a key twice, or says other things than an entry does.
    """
    try:
        found = _DECODER.decode(entry)
        refuse_repeated_keys(entry)
    except Exception as exc:  # whatever hostile JSON can make two parsers raise
        raise NoManifest(str(exc)[:200]) from exc
    if found.id.version != 7:
        raise NoManifest("the id is no UUID of version 7")
    if isinstance(found, Capture) and not _parts_fit(found.media):
        raise NoManifest("the parts do not come to the size")
    return found


def _parts_fit(media: CapturedMedia) -> bool:
    if not media.parts:
        return True
    return media.part_size is not None and len(media.parts) == -(-media.size // media.part_size)

"""What is accepted, shown and retried. No I/O: every function is a table of inputs and outcomes."""

import re
import unicodedata
from datetime import timedelta

import puremagic

UPLOAD_LIFE = timedelta(days=7)
"""An upload that has not moved for so long is forgotten; the phone still has the bytes and starts again."""

LEASE = timedelta(seconds=20)
"""How long a worker has a medium for itself, and 1 s more per 2 MB; then another one may try."""

FIRST_LOCK = timedelta(days=30)
"""For how long the store keeps a new original from deletion; short, and made longer as long as it has to be kept, so
that nothing personal is locked for longer than the law wants it kept."""

IMAGES = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"})
_SERVED_AS_ITSELF = IMAGES | {"video/mp4", "video/webm", "audio/mp4", "audio/webm", "application/pdf"}
_SERVED_AS = {"audio/x-m4a": "audio/mp4", "audio/m4a": "audio/mp4", "video/x-m4v": "video/mp4"}
_OTHER = "application/octet-stream"


def sniff(head: bytes) -> str:
    """The type of a file by how it begins; what its sender calls it counts for nothing."""
    try:
        found: list[str] = [match.mime_type for match in puremagic.magic_string(head) if match.mime_type]
    except (puremagic.PureError, ValueError):
        return _OTHER
    known = [mime for mime in found if served_as(mime) != _OTHER]
    return _voice(head, (known or found or [_OTHER])[0])


_PICTURED = {"video/mp4": rb"(?s)hdlr.{8}vide", "video/webm": rb"V_(?:VP8|VP9|AV1|MPEG)"}
_SPOKEN = {
    "video/mp4": (rb"(?s)hdlr.{8}soun", "audio/mp4"),
    "video/webm": (rb"A_(?:OPUS|VORBIS|PCM|AAC)", "audio/webm"),
}
"""How the header of a recording names a track of pictures, and one of sound."""


def _voice(head: bytes, mime: str) -> str:
    """A recording in a film's wrapping that names a track of sound and none of pictures is a voice."""
    if mime not in _SPOKEN or re.search(_PICTURED[mime], head):
        return mime
    mark, spoken = _SPOKEN[mime]
    return spoken if re.search(mark, head) else mime


def served_as(detected: str | None) -> str:
    """The content type an original is downloaded with: from a short list, never one a browser would run."""
    mime = _SERVED_AS.get(detected or "", detected or "")
    return mime if mime in _SERVED_AS_ITSELF else _OTHER


def no_preview_because(detected: str | None, size: int) -> str | None:
    """Why there will be no picture of this file; None where one is to be tried."""
    kind = (detected or "").partition("/")[0]
    if detected in IMAGES:
        return "too_large" if size > MAX_RENDERED else None
    return kind if kind in {"video", "audio"} else "not_an_image"


MAX_RENDERED = 64 << 20
"""Bytes of an image that is worth a preview; cameras make less."""

_JPEG = b"\xff\xd8\xff"


def is_jpeg(data: bytes) -> bool:
    return data.startswith(_JPEG)


def clean_filename(sent: str) -> str:
    """A name fit to be shown: no folders, no control characters, nothing that turns the reading direction."""
    last = re.split(r"[/\\]", sent)[-1]
    kept = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    return kept.strip(" .")[-120:] or "unnamed"


def wait_before_next_try(attempts: int, store_is_away: bool) -> timedelta:
    """Doubles from 1 s. A store that is away comes back, so it is asked more often than a file that breaks us."""
    longest = 15 if store_is_away else 300
    return timedelta(seconds=min(2 ** min(attempts, 10), longest))


def byte_range(header: str | None, size: int) -> tuple[int, int] | None:
    """First and last byte asked for by a Range header (RFC 9110, one range); None: the whole.

    Raises:
        ValueError: nothing of it lies within the file.
    """
    found = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", header or "")
    if not found or found.group() == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last or size - 1), size - 1)
        if last and int(last) < start:
            return None
    if start >= size or start > end:
        raise ValueError("outside the file")
    return start, end

"""Looking at evidence under ``/api/media``: how far it is, small, large, and the original bytes as they were sent."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import files
from backend.core.db import Conn, Context
from backend.evidence import facts, reading
from backend.evidence.custody.structs import EvidencePurpose
from backend.evidence.reading import Original, Picture
from backend.evidence.structs import Media, MediaFacts

_KEEP = "private, max-age=86400"
_ASK_ANEW = "private, no-cache"
_NEVER_RUN = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"

AnyRequest = Request[Any, Any, Any]


@get("/{medium_id:uuid}/state", opt=needs(Permission.MEDIA_READ), summary="How far is a medium?")
async def read_state(conn: NamedDependency[Conn], medium_id: FromPath[UUID]) -> Media:
    return await reading.state(conn, medium_id)


@get("/{medium_id:uuid}/facts", opt=needs(Permission.MEDIA_READ), summary="What is known about a medium's bytes")
async def read_facts(state: State, fence: NamedDependency[Context], medium_id: FromPath[UUID]) -> MediaFacts:
    """What was declared, what was found, and what the file states of itself (EXIF), which nobody has verified."""
    return await facts.facts(state.database, state.store, fence, medium_id)


def _picture(request: AnyRequest, picture: Picture) -> Response[bytes]:
    headers = {
        "etag": f'"{picture.tag}"',
        "cache-control": _KEEP if picture.final else _ASK_ANEW,
        "content-security-policy": _NEVER_RUN,
    }
    if f'"{picture.tag}"' in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    return Response(picture.jpeg, media_type="image/jpeg", headers=headers)


@get(
    "/{medium_id:uuid}/thumbnail", opt=needs(Permission.MEDIA_READ), summary="A medium, small", media_type="image/jpeg"
)
async def read_thumbnail(
    request: AnyRequest, state: State, fence: NamedDependency[Context], medium_id: FromPath[UUID]
) -> Response[bytes]:
    """At most 320 pixels, upright. Until ours is made, the one the phone sent along."""
    return _picture(request, await reading.thumbnail(state.database, state.store, fence, medium_id))


@get("/{medium_id:uuid}/preview", opt=needs(Permission.MEDIA_READ), summary="A medium, large", media_type="image/jpeg")
async def read_preview(
    request: AnyRequest,
    state: State,
    fence: NamedDependency[Context],
    medium_id: FromPath[UUID],
    purpose: FromQuery[EvidencePurpose | None] = None,
) -> Response[bytes]:
    """At most 2048 pixels, upright, made by us, without metadata. Refused without a purpose (``purpose_required``);
    that it was looked at stands in the record with it."""
    return _picture(request, await reading.preview(state.database, state.store, fence, medium_id, purpose))


def _headers(original: Original) -> dict[str, str]:
    headers = {
        "content-disposition": files.attachment(original.filename, "medium"),
        "content-security-policy": _NEVER_RUN,
        "cache-control": _ASK_ANEW,
        "accept-ranges": "bytes",
        "etag": f'"{original.sha256}"',
        "content-length": str(original.end - original.start + 1),
    }
    if original.partial:
        headers["content-range"] = f"bytes {original.start}-{original.end}/{original.size}"
    return headers


@get(
    "/{medium_id:uuid}/original",
    opt=needs(Permission.MEDIA_READ),
    summary="The bytes as they were sent",
)
async def read_original(
    request: AnyRequest,
    state: State,
    fence: NamedDependency[Context],
    medium_id: FromPath[UUID],
    purpose: FromQuery[EvidencePurpose | None] = None,
) -> Stream:
    """To be saved, never shown as a page. Parts of it by Range. Refused without a purpose (``purpose_required``)."""
    asked = request.headers.get("range")
    original = await reading.original(state.database, state.store, fence, medium_id, asked, purpose)
    return Stream(
        original.blocks,
        status_code=206 if original.partial else 200,
        media_type=original.content_type,
        headers=_headers(original),
    )


router = Router(
    "/media", route_handlers=[read_state, read_facts, read_thumbnail, read_preview, read_original], tags=["media"]
)

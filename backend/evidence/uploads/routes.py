"""The tus door: creating, continuing and giving up uploads under ``/api/media``."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, delete, head, patch, post, route
from litestar.connection import ASGIConnection
from litestar.datastructures import MutableScopeHeaders, State
from litestar.di import NamedDependency
from litestar.enums import HttpMethod, ScopeType
from litestar.handlers import BaseRouteHandler
from litestar.middleware import ASGIMiddleware
from litestar.params import FromPath
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Conn, Context
from backend.evidence.structs import MAX_SIZE, MediumState, Upload
from backend.evidence.uploads import service, tus

AnyRequest = Request[Any, Any, Any]


class SpeaksTus(ASGIMiddleware):
    """Every answer, a refusal too, says which version of the protocol it speaks."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        async def send_with_version(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableScopeHeaders.from_message(message).setdefault("tus-resumable", tus.VERSION)
            await send(message)

        await next_app(scope, receive, send_with_version)


async def demand_version(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    if connection.scope.get("method") != HttpMethod.OPTIONS:
        tus.demand_version(connection.headers)


def _progress(upload: Upload) -> dict[str, str]:
    unfinished = upload.state == MediumState.UPLOADING
    return {"upload-offset": str(upload.received_bytes)} | tus.expires(upload.due_at if unfinished else None)


@route(["/", "/{medium_id:uuid}"], http_method=[HttpMethod.OPTIONS], opt=needs(Permission.PUBLIC), status_code=204,
       summary="What this server speaks")  # fmt: skip
async def list_abilities() -> Response[None]:
    return Response(None, status_code=204, headers=tus.ABILITIES)


@post("/", opt=needs(Permission.MEDIA_UPLOAD), summary="Create an upload")
async def create_upload(
    request: AnyRequest, conn: NamedDependency[Conn], caller: NamedDependency[Caller]
) -> Response[None]:
    """The upload's id is the medium's id, sent base64 as ``Upload-Metadata: id ...``; its lead has declared it."""
    medium_id = tus.medium_id(request.headers)
    upload = await service.create(conn, caller.id, medium_id, tus.number(request.headers, "upload-length"))
    return Response(None, status_code=201, headers={"location": f"/api/media/{medium_id}", **_progress(upload)})


@head("/{medium_id:uuid}", opt=needs(Permission.MEDIA_UPLOAD), summary="How far is an upload?")
async def read_offset(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], medium_id: FromPath[UUID]
) -> Response[None]:
    upload = await service.find(conn, caller.id, medium_id)
    headers = {"upload-length": str(upload.size), "cache-control": "no-store", **_progress(upload)}
    return Response(None, headers=headers)


@patch(
    "/{medium_id:uuid}",
    opt=needs(Permission.MEDIA_UPLOAD),
    status_code=204,
    request_max_body_size=MAX_SIZE,
    summary="Send the next bytes",
)
async def send_bytes(
    request: AnyRequest, state: State, fence: NamedDependency[Context], medium_id: FromPath[UUID]
) -> Response[None]:
    tus.demand_body_type(request.headers)
    offset = tus.number(request.headers, "upload-offset")
    checksum = tus.checksum(request.headers)
    upload = await service.receive(
        state.database, state.store, fence, medium_id, offset, checksum, request.stream(), request.content_length or 0
    )
    if upload.state == MediumState.VERIFYING and "media_due" in state:
        state.media_due.set()
    return Response(None, status_code=204, headers=_progress(upload))


@delete("/{medium_id:uuid}", opt=needs(Permission.MEDIA_UPLOAD), summary="Give up an unfinished upload")
async def terminate_upload(state: State, fence: NamedDependency[Context], medium_id: FromPath[UUID]) -> None:
    await service.terminate(state.database, state.store, fence, medium_id)


router = Router(
    "/media",
    route_handlers=[list_abilities, create_upload, read_offset, send_bytes, terminate_upload],
    guards=[demand_version],
    middleware=[SpeaksTus()],
    tags=["uploads"],
)

"""The short way for the one request that comes by the hundred thousand: a packed batch that is as it should be.

The route is declared, fenced and documented like every other (``routes.add_track``); this stands before the framework
and answers for it what would be answered there, byte for byte, in a third of the time. Whatever is unusual in any way
goes the ordinary way from the start, with the body that was read: there, and only there, a refusal finds its words.
That is safe because a batch is stored once, however often it is handed in.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

import msgspec
from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, ReceiveMessage, Scope, Send

from backend.auth import fence, recognition
from backend.auth.caller import AnyConnection, Caller, token_of
from backend.auth.service import token_hash
from backend.core import clock, headers
from backend.core.db import Conn
from backend.core.errors import Problem
from backend.patrols.structs import TrackReceipt
from backend.patrols.tracks import wire
from backend.patrols.tracks.ingest import Ingest, store_whole
from backend.patrols.tracks.routes import add_track
from backend.patrols.tracks.wire import SentBatch
from backend.zones import assigning
from backend.zones.assigning import Assigner
from geo import pack

_BEFORE, _AFTER = "/api/patrols/", "/track"
_LENGTH = len(_BEFORE) + 36 + len(_AFTER)
_PACKED = wire.MEDIA_TYPE.encode()
_ALWAYS = [(b"content-type", b"application/json"), *headers.RAW, headers.RAW_NO_STORE]


class Express:
    """Wraps the framework's own handler; ``ordinary`` is that handler."""

    def __init__(self, ordinary: ASGIApp) -> None:
        self.ordinary = ordinary

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        patrol_id = _patrol(scope)
        if patrol_id is None:
            await self.ordinary(scope, receive, send)
            return
        came: list[ReceiveMessage] = []
        try:
            receipt = await _stored(scope, patrol_id, await _body(receive, came))
        except Exception:  # noqa: BLE001 - said, and logged, by the ordinary way
            await self.ordinary(scope, _again(came, receive), send)
            return
        await _answer(receipt, send)


def install(app: Litestar) -> None:
    app.asgi_handler = Express(app.asgi_handler)


def _patrol(scope: Scope) -> UUID | None:
    """The patrol a packed, uncompressed batch of bounded size is sent to; nothing for every other request."""
    if scope["type"] != ScopeType.HTTP or len(scope["path"]) != _LENGTH:
        return None
    if scope["method"] != "POST" or scope["root_path"]:
        return None
    path, said = scope["path"], dict(scope["headers"])
    if not (path.startswith(_BEFORE) and path.endswith(_AFTER)) or b"content-encoding" in said:
        return None
    length = said.get(b"content-length", b"")
    if said.get(b"content-type") != _PACKED or not length.isdigit() or int(length) > pack.MAX_BYTES:
        return None
    try:
        return UUID(path[len(_BEFORE) : -len(_AFTER)])
    except ValueError:
        return None


async def _body(receive: Receive, came: list[ReceiveMessage]) -> bytes:
    """The whole body; every message of it is kept in ``came``.

    Raises:
        ConnectionError: the sender has gone.
    """
    body, more = b"", True
    while more:
        message = await receive()
        came.append(message)
        if message["type"] != "http.request":
            raise ConnectionError
        body += message["body"]
        more = message["more_body"]
    return body


def _again(came: list[ReceiveMessage], receive: Receive) -> Receive:
    rest: Iterator[ReceiveMessage] = iter(came)

    async def receive_again() -> ReceiveMessage:
        message = next(rest, None)
        return await receive() if message is None else message

    return receive_again


class Handed(NamedTuple):
    """A batch as it was handed in, by whom is not known yet."""

    connection: AnyConnection
    token_sha256: bytes
    patrol_id: UUID
    body: bytes
    received_at: datetime


async def _stored(scope: Scope, patrol_id: UUID, body: bytes) -> TrackReceipt:
    """
    Raises:
        Problem: nobody, somebody who may not, or a batch that cannot be stored.
        LookupError: no token.
    """
    received_at = clock.now()
    connection: AnyConnection = ASGIConnection(scope)
    token = token_of(connection)
    if token is None:
        raise LookupError
    handed = Handed(connection, token_hash(token), patrol_id, body, received_at)
    return await _groups(connection.app.state).submit(handed)


def _groups(state: State) -> Ingest[Handed, TrackReceipt]:
    """The process's own, made on first use."""
    if "express" not in state:
        state.express = Ingest(state.database, assigning.of(state), _store)
    return cast(Ingest[Handed, TrackReceipt], state.express)


async def _store(conn: Conn, assigner: Assigner, group: Sequence[Handed]) -> list[TrackReceipt | Problem]:
    """Who they are is asked in the transaction that stores: one for both, however many came together."""
    callers = await recognition.look_up(conn, [each.token_sha256 for each in group])
    read = [_read(each, caller) for each, caller in zip(group, callers, strict=True)]
    batches = [each for each in read if isinstance(each, SentBatch)]
    outcomes = iter(await store_whole(conn, assigner, batches))
    return [next(outcomes) if isinstance(each, SentBatch) else each for each in read]


def _read(handed: Handed, caller: Caller | None) -> SentBatch | Problem:
    try:
        fence.admit(handed.connection, caller, add_track)
        assert caller is not None  # the fence lets nobody through without one
        return wire.read(handed.patrol_id, caller.id, wire.MEDIA_TYPE, "", handed.body, handed.received_at)
    except Problem as problem:
        return problem


async def _answer(receipt: TrackReceipt, send: Send) -> None:
    body = msgspec.json.encode(receipt)
    status = 200 if receipt.duplicate else 201
    told = [*_ALWAYS, (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body, "more_body": False})

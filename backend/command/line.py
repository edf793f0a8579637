"""One open socket: hello, what was missed, then everything as it happens, with a sign of life every 15 seconds.

Events are text, positions binary; one number runs over both.
"""

import asyncio
import logging
from typing import Any

import msgspec
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect

from backend.command import cursors, places, rules
from backend.command.cursors import Cursor
from backend.command.hub import Hub
from backend.command.watcher import TRY_AGAIN, Frame, Watcher
from backend.core import clock
from backend.core.wake import DOWN

log = logging.getLogger("fengxun")
PING_S = 15.0
_CLOSING_S = 3.0
AnySocket = WebSocket[Any, Any, Any]


class Line:
    """Sends one watcher's frames, numbered 1, 2, 3, ... so that a hole shows."""

    def __init__(self, socket: AnySocket, hub: Hub, watcher: Watcher) -> None:
        self._socket = socket
        self._hub = hub
        self._watcher = watcher
        self._seq = 0

    async def serve(self, since: str | None) -> None:
        """Until the client leaves, falls behind, or may no longer watch; the socket is closed then.

        ``since`` is the cursor the client came with; one that cannot be resumed is answered with a reset.
        """
        try:
            head = await self._hub.attach(self._watcher)
            await self._until_one_ends(self._talk(since, head), self._listen(), self._watcher.ended())
        except WebSocketDisconnect:
            return
        except DOWN as exc:
            # Either the client is gone, which ends it anyway, or the database is: then it is to try again.
            log.info("a live line was cut short: %s", exc)
            self._watcher.end(TRY_AGAIN)
        finally:
            self._hub.detach(self._watcher)
        await self._close()

    async def _until_one_ends(self, *parts: Any) -> None:
        tasks = [asyncio.ensure_future(part) for part in parts]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            task.result()

    async def _talk(self, since: str | None, head: Cursor) -> None:
        start = cursors.read(since) if since is not None else head
        if start is None or not cursors.resumable(start, head):
            await self._say("hello", head, server_time=clock.now())
            await self._say("reset", head)
        else:
            await self._say("hello", start, server_time=clock.now())
            async for tail in self._hub.missed(self._watcher, start, head):
                await self._send(tail)
        while True:
            await self._send_next()

    async def _send_next(self) -> None:
        try:
            async with asyncio.timeout(PING_S):
                frame = await self._watcher.next()
        except TimeoutError:
            await self._say("ping", self._hub.head)
            return
        await self._send(frame)

    async def _say(self, kind: str, cursor: Cursor, **more: Any) -> None:
        words = msgspec.json.encode({"type": kind, "cursor": str(cursor), **more}).decode()
        await self._send(words.removeprefix("{"))

    async def _send(self, frame: Frame) -> None:
        self._seq += 1
        if isinstance(frame, bytes):
            await self._socket.send_data(places.numbered(frame, self._seq), mode="binary")
        else:
            await self._socket.send_data(rules.frame(self._seq, frame))

    async def _listen(self) -> None:
        """The client says where it looks, and goodbye; anything else is passed over."""
        while (message := await self._socket.receive())["type"] != "websocket.disconnect":
            word = rules.look(str(message.get("text") or ""))
            if word:
                self._watcher.view.look(word.box)

    async def _close(self) -> None:
        if self._watcher.code is None:
            return
        try:
            async with asyncio.timeout(_CLOSING_S):
                await self._socket.close(self._watcher.code)
        except (OSError, RuntimeError, TimeoutError, WebSocketDisconnect) as exc:
            log.info("a live line was already gone: %s", exc)

"""One open socket's side of the hub: what waits to be sent, and whether it must end."""

import asyncio

from backend.auth.caller import Caller

TRY_AGAIN = 1013
"""RFC 6455's registry: try again later. The client resumes by its cursor."""
SIGNED_OUT = 4401
NOT_ALLOWED = 4403
_WAITING = 1_000


class Watcher:
    """Frames in order for one caller. A socket too slow for them is closed, and resumes by its cursor."""

    def __init__(self, caller: Caller, waiting: int = _WAITING) -> None:
        self.caller = caller
        self.frames: asyncio.Queue[str] = asyncio.Queue(waiting)
        self.code: int | None = None
        self._ended = asyncio.Event()

    def offer(self, tail: str) -> None:
        """Never waits: one slow socket must not hold up the others."""
        if self.code is not None:
            return
        try:
            self.frames.put_nowait(tail)
        except asyncio.QueueFull:
            self.end(TRY_AGAIN)

    def end(self, code: int) -> None:
        """The socket is to be closed with this code; the first reason stays."""
        if self.code is None:
            self.code = code
            self._ended.set()

    async def ended(self) -> None:
        await self._ended.wait()

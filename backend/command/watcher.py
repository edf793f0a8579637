"""One open socket's side of the hub: what waits to be sent, and whether it must end."""

import asyncio

from backend.auth.caller import Caller
from backend.command.places import View

TRY_AGAIN = 1013
"""RFC 6455's registry: try again later. The client resumes by its cursor."""
SIGNED_OUT = 4401
NOT_ALLOWED = 4403
_WAITING = 1_000
Frame = str | bytes
"""The tail of an event as JSON, or a frame of places; the line numbers both."""


class Watcher:
    """Frames in order for one caller. A socket too slow for them is closed, and resumes by its cursor."""

    def __init__(self, caller: Caller, waiting: int = _WAITING) -> None:
        self.caller = caller
        self.view = View()
        self._frames: asyncio.Queue[Frame] = asyncio.Queue(waiting)
        self._places_waiting = False
        self.code: int | None = None
        self._ended = asyncio.Event()

    @property
    def wants_places(self) -> bool:
        """One frame of places waits at most: a socket too slow for every second gets them all the same, newest only."""
        return self.code is None and not self._places_waiting

    def offer(self, frame: Frame) -> None:
        """Never waits: one slow socket must not hold up the others."""
        if self.code is not None:
            return
        try:
            self._frames.put_nowait(frame)
            self._places_waiting |= isinstance(frame, bytes)
        except asyncio.QueueFull:
            self.end(TRY_AGAIN)

    async def next(self) -> Frame:
        frame = await self._frames.get()
        if isinstance(frame, bytes):
            self._places_waiting = False
        return frame

    def end(self, code: int) -> None:
        """The socket is to be closed with this code; the first reason stays."""
        if self.code is None:
            self.code = code
            self._ended.set()

    async def ended(self) -> None:
        await self._ended.wait()

"""The live map: what stands now, and one line for what changes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Router, WebSocket, get, websocket
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromQuery

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.command import service
from backend.command.hub import Hub
from backend.command.line import Line
from backend.command.structs import LiveSnapshot
from backend.command.watcher import Watcher
from backend.core.beside import beside


@get("/snapshot", opt=needs(Permission.LIVE_WATCH), summary="Everything on the live map now")
async def read_snapshot(state: State, caller: NamedDependency[Caller]) -> LiveSnapshot:
    """Open the socket with its cursor: nothing falls between the two, and nothing comes twice."""
    async with state.database.transaction(caller.context(Permission.LIVE_WATCH), still=True) as conn:
        return await service.snapshot(conn, caller)


@websocket("/", opt=needs(Permission.LIVE_WATCH))
async def watch(socket: WebSocket[Caller, Any, State], cursor: FromQuery[str | None] = None) -> None:
    """Frames of JSON text with ``seq``, ``type`` and ``cursor``, and binary ones of positions (``command/places.py``).

    The client may say which part of the map it looks at: ``{"type": "view", "box": [west, south, east, north]}``. What
    moves outside of it comes every ten seconds instead of every second. Closed with 4401 or 4403 when the right ends.
    """
    await socket.accept()
    await Line(socket, socket.app.state.hub, Watcher(socket.user)).serve(cursor)


@asynccontextmanager
async def hub(app: Litestar) -> AsyncIterator[None]:
    """Keep this process's hub running."""
    app.state.hub = Hub(app.state.database, app.state.wake)
    async with beside(app.state.hub.run()):
        yield


router = Router("/live", route_handlers=[read_snapshot, watch], tags=["live"])

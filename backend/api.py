"""Every room's door: routers under ``/api``, and what runs beside the requests."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from litestar import Litestar
from litestar.types import ControllerRouterHandler

from backend.audit.routes import router as audit
from backend.auth.routes import router as auth
from backend.command.routes import hub
from backend.command.routes import router as command
from backend.patrols.routes import router as patrols
from backend.patrols.tracks import paths
from backend.system import objects
from backend.system.routes import read_health

ROUTERS: list[ControllerRouterHandler] = [auth, audit, command, patrols, read_health]

LIFESPANS: list[Callable[[Litestar], AbstractAsyncContextManager[None]]] = [objects.watch, paths.keep_fresh, hub]
"""Work beside the requests, started once the database is there."""

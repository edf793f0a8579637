"""Every room's door: routers under ``/api``, and what runs beside the requests."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from litestar import Litestar
from litestar.types import ControllerRouterHandler

from backend.audit.routes import router as audit
from backend.auth.routes import router as auth
from backend.system import objects
from backend.system.routes import read_health

ROUTERS: list[ControllerRouterHandler] = [auth, audit, read_health]

LIFESPANS: list[Callable[[Litestar], AbstractAsyncContextManager[None]]] = [objects.watch]
"""Work beside the requests, started once the database is there."""

"""Put the application together: routers, dependencies, error handlers, security headers. Nothing else."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from litestar import Litestar, Router
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.middleware import DefineMiddleware

from backend import api, settings
from backend.auth import fence
from backend.auth.permissions import Permission
from backend.core import db, headers, logs, openapi, problems, sockets, wake
from backend.core.db import Database
from backend.core.requests import StrictRequest
from backend.core.storage import Store
from backend.patrols.tracks import express
from backend.settings import Settings
from backend.system.pages import ASSETS, pages

MAX_BODY = 1 << 20
"""Bytes of an ordinary request. Handlers that take files say so themselves."""

_PACKED = ["/api/media", "/api/map/packages", "/api/tiles", ASSETS]
"""Sent as they are: photos, packages, tiles and built assets are compressed already; a phone shows how much is here."""

_SERVER = {"jit": "off"}
"""Compiling the fence's conditions takes longer than any of our statements runs."""


def create_app(config: Settings, database: Database | None = None) -> Litestar:
    """Build the application. ``database`` is given by tests; otherwise a pool is opened at start.

    Raises:
        Misconfigured: a handler names no permission.
    """

    @asynccontextmanager
    async def connect(app: Litestar) -> AsyncIterator[None]:
        if database is not None:
            yield
            return
        _collect_rarely()
        spared = wake.SPARED if config.wake_url else {}
        pool = asyncpg.create_pool(
            config.database_url, init=db.set_codecs, reset=db.leave_nothing, min_size=2, max_size=16,
            command_timeout=30, server_settings=_SERVER | spared,
        )  # fmt: skip
        async with pool:
            app.state.database = db.PooledDatabase(pool, app.state.wake.tell)
            yield

    app = Litestar(
        [Router("/api", route_handlers=api.ROUTERS), *pages(config.pwa_dist)],
        guards=[fence.guard],
        middleware=[sockets.SayWhy(), DefineMiddleware(fence.Authentication), headers.SecurityHeaders()],
        dependencies={
            "caller": Provide(fence.provide_caller),
            "fence": Provide(fence.provide_fence),
            "conn": Provide(fence.provide_transaction),
        },
        exception_handlers=problems.HANDLERS,
        lifespan=[connect, *api.LIFESPANS],
        request_class=StrictRequest,
        request_max_body_size=MAX_BODY,
        openapi_config=openapi.config(fence.needs(Permission.ACCOUNT)),
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=6, exclude=_PACKED),
        logging_config=logs.config(),
        debug=False,
    )
    furnish(app, config, database)
    fence.refuse_unfenced(app)
    express.install(app)
    return app


def furnish(app: Litestar, config: Settings, database: Database | None) -> None:
    """What requests find in the application's state at first. Nothing of what they left in it before stays."""
    app.state = State()
    app.state.settings = config
    app.state.wake = wake.of(config.wake_url, config.database_url)
    app.state.database = database
    app.state.store = Store(config)


def _collect_rarely() -> None:
    """What is loaded by now stays for good, and requests leave few cycles: looking for them every 700 objects took a
    tenth of the time of a busy server."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def from_environment() -> Litestar:
    """The entry for an ASGI server: ``uvicorn --factory backend.app:from_environment``."""
    return create_app(settings.from_environment())

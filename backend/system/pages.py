"""The PWA's files. Built assets carry their hash in the name and stay for a year; all else is asked for anew."""

from pathlib import Path

from litestar import Response, asgi
from litestar.exceptions import NotFoundException
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler, Receive, Scope, Send
from servestatic import ServeStaticASGI

from backend.auth.fence import needs
from backend.auth.permissions import Permission

ASSETS = "/assets"
_FOR_ANYBODY = {**needs(Permission.PUBLIC), "exclude_from_auth": True}
"""Whoever asks gets the same bytes: no session is looked up for each of a page's files."""


def pages(dist: str) -> list[ControllerRouterHandler]:
    """Routers for the built PWA; none when it has not been built, so that the interface alone can run.

    Assets go out as they were packed by the build (brotli or gzip), known by name from the start; a page may be
    replaced under a running server, and is read when it is asked for.
    """
    root = Path(dist)
    if not (root / "index.html").exists():
        return []
    files = ServeStaticASGI(
        _missing, root=root / "assets", allow_all_origins=False, immutable_file_test=lambda *_: True
    )

    @asgi(ASSETS, is_mount=True, copy_scope=True, opt=_FOR_ANYBODY, name="assets")
    async def assets(scope: Scope, receive: Receive, send: Send) -> None:
        # A mount's path comes with a stroke at its end, which no file has.
        await files({**scope, "path": scope["path"].rstrip("/")}, receive, send)

    return [
        assets,
        create_static_files_router(
            "/", directories=[root], html_mode=True, opt=_FOR_ANYBODY, name="pages", after_request=_ask_anew
        ),
    ]


async def _missing(*_: object) -> None:
    raise NotFoundException


def _ask_anew(response: Response[object]) -> Response[object]:
    response.headers["cache-control"] = "no-cache"
    return response

"""The PWA's files. Built assets carry their hash in the name and stay for a year; all else is asked for anew."""

from pathlib import Path

from litestar import Response
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler

from backend.auth.fence import needs
from backend.auth.permissions import Permission

_YEAR = "public, max-age=31536000, immutable"


def pages(dist: str) -> list[ControllerRouterHandler]:
    """Routers for the built PWA; none when it has not been built, so that the interface alone can run."""
    root = Path(dist)
    if not (root / "index.html").exists():
        return []
    return [
        create_static_files_router(
            "/assets", directories=[root / "assets"], opt=needs(Permission.PUBLIC), name="assets", after_request=_keep
        ),
        create_static_files_router(
            "/", directories=[root], html_mode=True, opt=needs(Permission.PUBLIC), name="pages", after_request=_ask_anew
        ),
    ]


def _keep(response: Response[object]) -> Response[object]:
    response.headers["cache-control"] = _YEAR
    return response


def _ask_anew(response: Response[object]) -> Response[object]:
    response.headers["cache-control"] = "no-cache"
    return response

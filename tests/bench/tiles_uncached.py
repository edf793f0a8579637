"""Our server with no room for tiles in memory: every one is drawn."""

from litestar import Litestar

from backend import app
from backend.tiles import service


def from_environment() -> Litestar:
    service.ROOM = 0
    return app.from_environment()

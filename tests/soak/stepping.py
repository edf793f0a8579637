"""A server, or its sealer, whose clock can be set while it runs: the file ``SOAK_CLOCK`` says by how many seconds.

``uvicorn --factory tests.soak.stepping:app`` and ``python -m tests.soak.stepping CHORE``. The database's clock is set
by ``House``.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from litestar import Litestar

from backend import cli
from backend.app import from_environment
from backend.core import clock


def follow() -> None:
    file = Path(os.environ["SOAK_CLOCK"])
    clock.now = lambda: datetime.now(UTC) + timedelta(seconds=float(file.read_text() or 0))


def app() -> Litestar:
    follow()
    return from_environment()


if __name__ == "__main__":
    follow()
    sys.exit(cli.main())

"""The processes that share one run of the tests: what must not be shared between them."""

import os
from pathlib import Path

from infra.dev import places


def own(part: str) -> Path:
    """A folder in the part of the state folder that is this test process's own."""
    return places.state() / part / os.environ.get("PYTEST_XDIST_WORKER", "alone")

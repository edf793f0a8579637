import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.dev import objects, places, postgres


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the services' user can reach, gone afterwards with what runs in it."""
    folder = places.state() / "test" / f"infra-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    yield folder
    postgres.stop(folder)
    objects.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)

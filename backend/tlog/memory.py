"""A note that must not be forgotten: on the disk before anybody is told. Standard library; the witness needs it too."""

import os
from pathlib import Path


def keep(path: Path, note: str) -> None:
    """In place of what was kept there. Returns when it would survive the loss of power."""
    written = path.with_suffix(".new")
    with written.open("w") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    written.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

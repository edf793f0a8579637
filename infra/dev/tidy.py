"""``./dev stop`` and ``./dev clean``."""

import shutil
import sys
from pathlib import Path

from infra.dev import objects, postgres, start
from infra.dev.places import DIST, PWA, state


def _folders(mark: str) -> list[Path]:
    """Folders of services: directly in the state folder or one below (``run/pg``, ``test/s3``)."""
    found = [p.parent for pattern in ("*", "*/*") for p in state().glob(f"{pattern}/{mark}")]
    return sorted(p for p in found if "venv" not in p.parts)


def stop_services(part: str = "") -> None:
    """Stop clusters and stores whose folder is in this part of the state folder."""
    within = state() / part
    for folder in _folders("pid"):
        if within in folder.parents:
            objects.stop(folder)
    for folder in _folders("data/postmaster.pid"):
        if within in folder.parents:
            postgres.stop(folder)


def stop(_: list[str]) -> int:
    """Stop all that this checkout has running, a `./dev run` in another terminal included."""
    start.stop_running()
    stop_services()
    return 0


def clean(words: list[str]) -> int:
    """Stop what runs and delete everything made at run time, the data of `./dev run` included, after asking."""
    if "--yes" not in words:
        sys.stdout.write(
            f"将删除 {state()} 及其中全部数据;输入 yes 继续\nDeletes it with all data; type yes to go on: "
        )
        sys.stdout.flush()
        if sys.stdin.readline().strip() != "yes":
            return 1
    stop([])
    for folder in (state(), DIST, PWA / "node_modules"):
        shutil.rmtree(folder, ignore_errors=True)
    return 0

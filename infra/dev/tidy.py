"""``./dev stop`` and ``./dev clean``."""

import shutil
import sys
from pathlib import Path

from infra.dev import objects, postgres, start
from infra.dev.places import DIST, PWA, state


def _folders(part: str) -> list[Path]:
    """Folders in which a service may run: they lie one to three below the state folder (``e2e/alone/s3``)."""
    within = state() / part
    found = [p for pattern in ("*", "*/*", "*/*/*") for p in state().glob(pattern) if (p / "port").exists()]
    return sorted(p for p in found if within in p.parents)


def stop_services(part: str = "") -> None:
    """Stop clusters and stores whose folder is in this part of the state folder."""
    for folder in _folders(part):
        objects.stop(folder)
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

"""Knowing what is done already: a stamp per piece of work, with the hash of what it was made from."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from infra.dev.places import ROOT, state


def fingerprint(paths: Iterable[Path]) -> str:
    """A hash of names and contents."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_done(name: str, print_: str) -> bool:
    stamp = state() / f"{name}.stamp"
    return stamp.exists() and stamp.read_text() == print_


def mark_done(name: str, print_: str) -> None:
    (state() / f"{name}.stamp").write_text(print_)

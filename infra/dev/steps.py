"""Saying what happens, step by step, and stopping with a clear message when something does not."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_BEGUN = time.monotonic()


class Trouble(SystemExit):
    """A message for a person; the process ends with status 1 after it."""

    def __init__(self, zh: str, en: str) -> None:
        sys.stderr.write(f"\n✗ {zh}\n  {en}\n")
        super().__init__(1)


def say(text: str) -> None:
    sys.stdout.write(f"[{time.monotonic() - _BEGUN:6.1f} s] {text}\n")
    sys.stdout.flush()


@contextmanager
def step(zh: str, en: str) -> Iterator[None]:
    """Announce, do, and say how long it took."""
    say(f"{zh} · {en} …")
    begun = time.monotonic()
    yield
    say(f"  ✓ {time.monotonic() - begun:.1f} s")


def run(
    command: Sequence[object], *, env: Mapping[str, str] | None = None, cwd: Path | None = None, quiet: bool = False
) -> None:
    """Run to the end. Quiet: its output is shown only if it fails."""
    words = [str(word) for word in command]
    pipe = subprocess.PIPE if quiet else None
    errors = subprocess.STDOUT if quiet else None
    done = subprocess.run(words, env=env, cwd=cwd, text=True, stdin=subprocess.DEVNULL, stdout=pipe, stderr=errors)
    if done.returncode:
        if quiet:
            sys.stderr.write((done.stdout or "")[-6000:])
        raise Trouble(f"失败:{' '.join(words[:4])}", f"Failed with status {done.returncode}: {' '.join(words)}")

"""Saying what happens, step by step, and stopping with a clear message when something does not."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_BEGUN = time.monotonic()
OFFLINE = (
    "下载失败?请检查网络、代理(https_proxy)、PIP_INDEX_URL、npm registry,然后再运行一次;已完成的步骤不会重做。",
    "Could it not download? Check the network, https_proxy, PIP_INDEX_URL, npm's registry, then run it again.",
)


class Trouble(Exception):
    """A message for a person: what is wrong and what to do, in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"✗ {zh}\n  {en}")


class Terminated(KeyboardInterrupt):
    """Somebody ended us by a signal, not by Ctrl-C: our children have not been told."""


def end_in_order(*_: object) -> None:
    """The handler of signals that would otherwise end us without stopping what we started."""
    raise Terminated


def elapsed() -> float:
    """Seconds since the command began."""
    return time.monotonic() - _BEGUN


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def step(zh: str, en: str) -> Iterator[None]:
    """Announce, do, and say how long it took."""
    begun = time.monotonic()
    say(f"[{elapsed():5.1f} s] {zh} · {en} …")
    yield
    say(f"          ✓ {time.monotonic() - begun:.1f} s")


def run(
    command: Sequence[object],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    quiet: bool = False,
    hint: tuple[str, str] = ("", ""),
) -> None:
    """Run to the end. Quiet: its output is shown only if it fails.

    Raises:
        Trouble: it ended with another status than 0, or is not there.
    """
    words = [str(word) for word in command]
    out, err = (subprocess.PIPE, subprocess.STDOUT) if quiet else (None, None)
    try:
        done = subprocess.run(words, env=env, cwd=cwd, text=True, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
    except FileNotFoundError as missing:
        raise Trouble(f"找不到程序:{words[0]}", f"No such program: {words[0]}") from missing
    if done.returncode:
        said = (done.stdout or "")[-6000:]
        raise Trouble(
            f"失败:{' '.join(words[:6])}" + (f"\n  {hint[0]}" if hint[0] else ""),
            f"Ended with status {done.returncode}: {' '.join(words)}\n  {hint[1]}\n{said}".rstrip(),
        )

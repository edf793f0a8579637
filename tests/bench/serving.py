"""A web server as a process of its own, for as long as a block runs."""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from infra.dev import ports
from infra.dev.places import ROOT, state


@contextmanager
def serving(name: str, python: Path | str, words: list[str], env: Mapping[str, str]) -> Iterator[int]:
    """``python -m uvicorn`` with these words; its port, once it answers. What it says is in ``.local/bench``."""
    port = ports.free_row(0)
    quiet = ["--no-access-log", "--log-level", "warning", "--timeout-graceful-shutdown", "3"]
    command = [str(python), "-m", "uvicorn", *words, "--port", str(port), *quiet]
    with (state() / "bench" / f"{name}.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env}, stdout=log, stderr=log)
        try:
            for _ in range(300):
                if ports.answers(port):
                    break
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            process.wait(15)


def ours(dsn: str) -> dict[str, str]:
    """The environment of our own server; without an object store, which it can do without."""
    return {
        "DATABASE_URL": dsn, "S3_ENDPOINT": "127.0.0.1:1", "S3_ACCESS_KEY": "-", "S3_SECRET_KEY": "-",
        "FENGXUN_DEMO": "1", "NO_FIX_MINUTES": "0", "PYTHONPATH": str(ROOT), "HOME": "/tmp",
    }  # fmt: skip

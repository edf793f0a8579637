"""A Redis server of a test's own: no disk, gone with the test."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from infra.dev import ports


class Redis:
    """Started when made; ``kill`` and ``start`` as often as wanted, on the same port."""

    def __init__(self, state: Path) -> None:
        state.mkdir(parents=True, exist_ok=True)
        self.state, self.port = state, ports.free_row(0)
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it answers."""
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        with (self.state / "redis.log").open("ab") as log:
            command = ["redis-server", *words, "--dir", str(self.state)]
            self._server = subprocess.Popen(command, executable=_binary(), stdout=log, stderr=log)
        for _ in range(1200):
            if ports.answers(self.port):
                return
            time.sleep(0.05)
        raise TimeoutError("Redis does not answer")

    def kill(self) -> None:
        """``kill -9``."""
        self._server.kill()
        self._server.wait(10)


def _binary() -> str:
    """Debian's redis-tools hold the server under the name of its checker: it looks at the name it is called by. That
    package, unlike redis-server, starts no service."""
    found = shutil.which("valkey-server") or shutil.which("redis-server") or shutil.which("redis-check-rdb")
    if not found:
        raise FileNotFoundError("no Redis here: install redis-tools")
    return os.path.realpath(found)

"""A real S3 server of our own: OpenStack Swift in one process, its data in a folder of ours."""

import fcntl
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import SO_REUSEADDR, SOL_SOCKET, socket

from infra.dev.users import as_user, environment, own, service_user

ACCESS_KEY = "fengxun:fengxun"
_SERVER = Path(__file__).resolve().parent / "swift_server.py"


class Server:
    """A running object store. ``access_key`` and ``secret_key`` sign requests, region us-east-1."""

    def __init__(self, state: Path, port: int) -> None:
        self.state = state
        self.endpoint = f"127.0.0.1:{port}"
        self.access_key = ACCESS_KEY
        self.secret_key = (state / "secret").read_text()

    def stop(self) -> None:
        """End the process that runs on this folder, whoever started it."""
        pid = _pid(self.state)
        if pid is None:
            return
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        for _ in range(100):
            if _pid(self.state) is None:
                return
            time.sleep(0.05)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def start(state: Path, python: Path | None = None) -> Server:
    """Start the store kept in ``state``; one that runs already is taken as it is.

    ``python`` is the interpreter that has ``swift`` installed; the current one by default.
    """
    state = own(state.resolve(), service_user())
    with _turn(state):
        _secret(state)
        port = _kept_port(state)
        if _pid(state) is None:
            port = _free_ports(port)
            _launch(state, port, python or Path(sys.executable))
            (state / "port").write_text(str(port))
        return Server(state, port)


@contextmanager
def _turn(state: Path) -> Iterator[None]:
    with (state / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _secret(state: Path) -> None:
    path = state / "secret"
    if not path.exists():
        path.touch(0o600)
        path.write_text(secrets.token_hex(24))


def _pid(state: Path) -> int | None:
    """The process that serves this folder, if it lives. A zombie or a stranger with the same number does not count."""
    with suppress(OSError, ValueError):
        pid = int((state / "pid").read_text())
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        if str(state).encode() in words:
            return pid
    return None


def _kept_port(state: Path) -> int:
    with suppress(OSError, ValueError):
        return int((state / "port").read_text())
    return 0


def _free_ports(wanted: int) -> int:
    """Four ports in a row, those of last time if they are free."""
    for base in ([wanted] if wanted else []) + [20_000 + secrets.randbelow(30_000) for _ in range(50)]:
        if all(_free(base + n) for n in range(4)):
            return base
    raise SystemExit("No four free ports in a row for the object store.")


def _free(port: int) -> bool:
    with socket() as probe:
        probe.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _launch(state: Path, port: int, python: Path) -> None:
    who = service_user()
    data = own(state / "data", who)
    env = {**environment(who, data), "S3_ACCESS_KEY": ACCESS_KEY, "S3_SECRET_KEY": (state / "secret").read_text()}
    command = as_user(who, [python, "-W", "ignore", _SERVER, data, port, state])
    log = (state / "log").open("ab")
    process = subprocess.Popen(
        command, cwd="/", env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
    )
    (state / "pid").write_text(str(process.pid))
    _wait(f"http://127.0.0.1:{port}/healthcheck", process, state)


def _wait(url: str, process: "subprocess.Popen[bytes]", state: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"The object store did not start: {(state / 'log').read_text()[-2000:]}")
        with suppress(OSError, urllib.error.URLError):
            urllib.request.urlopen(url, timeout=2).close()
            return
        time.sleep(0.05)
    raise SystemExit("The object store does not answer.")

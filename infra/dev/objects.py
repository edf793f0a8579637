"""A real S3 server of our own: OpenStack Swift in one process, its data in a folder of ours."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from infra.dev import ports
from infra.dev.steps import Trouble
from infra.dev.turn import turn
from infra.dev.users import as_user, environment, home, own, service_user

ACCESS_KEY = "fengxun:fengxun"
_HERE = Path(__file__).resolve().parent
_PROGRAM = ("swift_server.py", "swift_conf.py")


class Server:
    """A running object store. ``access_key`` and ``secret_key`` sign requests, region us-east-1."""

    def __init__(self, state: Path, port: int) -> None:
        self.state = state
        self.endpoint = f"127.0.0.1:{port}"
        self.access_key = ACCESS_KEY
        self.secret_key = (state / "secret").read_text()

    def stop(self) -> None:
        """End the process that runs on this folder, whoever started it."""
        stop(self.state)


def start(state: Path, python: Path | None = None) -> Server:
    """Start the store kept in ``state``; one that runs already is taken as it is.

    ``python`` is the interpreter that has ``swift`` installed; the current one by default.

    Raises:
        Trouble: it does not start.
    """
    state = home(state)
    with turn(state):
        _secret(state)
        port = _kept_port(state)
        if not running(state):
            port = ports.free_row(port, 4)
            (state / "port").write_text(str(port))
            _launch(state, port, python or Path(sys.executable))
        return Server(state, port)


def running(state: Path) -> bool:
    """Does a store run in this folder, and answer?"""
    return pid(state) is not None and ports.answers(_kept_port(state))


def pid(state: Path) -> int | None:
    """The process that serves this folder, if it lives. A zombie or a stranger with the same number does not count."""
    with suppress(OSError, ValueError):
        number = int((state / "pid").read_text())
        if str(state).encode() in Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0"):
            return number
    return None


def stop(state: Path) -> None:
    """End the store of this folder if it runs."""
    number = pid(state)
    if number is None:
        return
    with suppress(ProcessLookupError):
        os.kill(number, signal.SIGTERM)
        until = time.monotonic() + 5
        while pid(state) is not None and time.monotonic() < until:
            time.sleep(0.02)
        if pid(state) is not None:
            os.kill(number, signal.SIGKILL)


def _secret(state: Path) -> None:
    path = state / "secret"
    if not path.exists():
        path.touch(0o600)
        path.write_text(secrets.token_hex(24))


def _kept_port(state: Path) -> int:
    with suppress(OSError, ValueError):
        return int((state / "port").read_text())
    return 0


def _launch(state: Path, port: int, python: Path) -> None:
    stop(state)
    who = service_user()
    data, program = own(state / "data", who), own(state / "program", who)
    for name in _PROGRAM:
        # A copy: the checkout itself may be out of that user's reach.
        shutil.copy(_HERE / name, program / name)
    env = {**environment(who, data), "S3_ACCESS_KEY": ACCESS_KEY, "S3_SECRET_KEY": (state / "secret").read_text()}
    command = as_user(who, [python, "-W", "ignore", program / _PROGRAM[0], data, port, state])
    (state / "pid").write_text(_detached(command, env, state / "log"))
    _wait(f"http://127.0.0.1:{port}/healthcheck", state)


def _detached(command: list[str], env: dict[str, str], log: Path) -> str:
    """Start what outlives us, as no child of ours, its output in the log; its number."""
    shell = ["sh", "-c", '"$@" >&2 & echo $!', "sh", *command]
    with log.open("ab") as out:
        return subprocess.run(
            shell, cwd="/", env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=out, text=True,
            start_new_session=True,
        ).stdout.strip()  # fmt: skip


def _wait(url: str, state: Path) -> None:
    until, absent = time.monotonic() + 60, 0
    # A process that is just becoming another program has no command line for a moment.
    while absent < 5 and time.monotonic() < until:
        absent = 0 if pid(state) else absent + 1
        with suppress(OSError, urllib.error.URLError):
            urllib.request.urlopen(url, timeout=2).close()
            return
        time.sleep(0.05)
    said = (state / "log").read_text(errors="replace")[-2000:]
    raise Trouble(f"对象存储没有启动,日志:{state / 'log'}", f"The object store did not start:\n{said}")

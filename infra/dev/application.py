"""The application's own processes: their environment, chores of the backend, the server."""

import hashlib
import os
import secrets
import shutil
import signal
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from infra.dev import users
from infra.dev.places import DIST, ROOT, python, state
from infra.dev.steps import Trouble
from infra.dev.users import as_user, can_reach, environment, own, service_user

_FACTORY = "backend.app:from_environment"


def home() -> Path:
    """The folder of the application's user: caches, never data."""
    return own(state() / "run" / "app", service_user())


def source() -> Path:
    """Where the application is read from: the checkout, or a copy when its user cannot reach that."""
    if can_reach(ROOT, service_user()):
        return ROOT
    copy = home() / "source"
    shutil.rmtree(copy, ignore_errors=True)
    for name in ("backend", "geo", "infra", "pwa/dist"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def secret() -> str:
    """The application's own secret, made once and kept."""
    path = state() / "run" / "secret"
    if not path.exists():
        path.touch(0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text()


def log_key(database_url: str) -> Path:
    """The key of the log of what is done in this database, made once; only the application can read it."""
    name = hashlib.sha256(database_url.encode()).hexdigest()[:8]
    path = users.home(state() / "run" / "log" / name) / "log.key"
    if not path.exists():
        path.touch(0o600)
        path.write_text(secrets.token_hex(32))
        path.chmod(0o400)
        _hand_over(path)
    return path


def _hand_over(path: Path) -> None:
    user = service_user()
    if user:
        os.chown(path, user.pw_uid, user.pw_gid)


def receipt_key() -> Path:
    """The key that receipts are signed with, made once; phones pin it."""
    path = users.home(state() / "run" / "receipts") / "receipt.pem"
    if not path.exists():
        subprocess.run([python(), "-m", "backend.cli", "receipt-key", path], cwd=ROOT, check=True)
        _hand_over(path)
    return path


def app_environment(services: dict[str, str], where: Path, *, demo: bool, origins: Iterable[str]) -> dict[str, str]:
    """What the application reads at its start. What the caller's environment already says stays."""
    ours = {
        "S3_BUCKET": "fengxun-evidence",
        "FENGXUN_SECRET": secret(),
        "LOG_KEY_FILE": str(log_key(services.get("DATABASE_URL") or os.environ["DATABASE_URL"])),
        "RECEIPT_KEY_FILE": str(receipt_key()),
        "PWA_DIST": str(DIST if where == ROOT else where / "pwa" / "dist"),
        "PUBLIC_ORIGINS": ",".join(origins),
    }
    fixed = {
        "FENGXUN_DEMO": "1" if demo else "0",
        "PYTHONPATH": str(where),
        # The user of the application may not write beside the source.
        "PYTHONPYCACHEPREFIX": str(home() / "pycache"),
    }
    env = {**ours, **environment(service_user(), home()), **services, **fixed}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def chore(env: dict[str, str], *words: str) -> str:
    """Run a chore of the backend; its standard output.

    Raises:
        Trouble: it failed; the message holds what it said.
    """
    command = as_user(service_user(), [python(), "-m", "backend.cli", *words])
    done = subprocess.run(
        command, cwd=env["PYTHONPATH"], env=env, text=True, capture_output=True, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise Trouble(f"失败:{' '.join(words)}", f"Failed: backend.cli {' '.join(words)}\n{done.stderr[-4000:]}")
    return done.stdout


class App:
    """The running server."""

    def __init__(self, env: dict[str, str], port: int, host: str, tls: tuple[Path, Path] | None) -> None:
        command: list[object] = [python(), "-m", "uvicorn", "--factory", _FACTORY, "--host", host, "--port", port]
        command += ["--ws", "websockets-sansio", "--workers", os.environ.get("WEB_CONCURRENCY", "1")]
        # What comes often on a socket is positions, packed already: to compress them costs ten times what they cost.
        command += ["--ws-per-message-deflate", "false", "--ws-max-size", str(64 << 10)]
        command += ["--log-level", "warning", "--timeout-graceful-shutdown", "5"]
        if tls:
            command += ["--ssl-certfile", tls[0], "--ssl-keyfile", tls[1]]
        # A session of its own: Ctrl-C reaches the launcher only, which stops things in order.
        self.process = subprocess.Popen(
            as_user(service_user(), command), cwd=env["PYTHONPATH"], env=env, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        _pid_file().write_text(str(self.process.pid))

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def wait_until_it_answers(self, url: str, seconds: float = 60) -> None:
        """Poll until the health page says ok.

        Raises:
            Trouble: the process ended, or did not answer in time.
        """
        # Our own certificate, on loopback: only whether it answers matters.
        trusting = ssl._create_unverified_context()
        until = time.monotonic() + seconds
        while self.alive and time.monotonic() < until:
            with suppress(OSError, urllib.error.URLError):
                urllib.request.urlopen(url, timeout=5, context=trusting).close()
                return
            time.sleep(0.05)
        raise Trouble("应用没有启动,原因见上面的输出。", "The application did not start; its output above says why.")

    def stop(self) -> None:
        _end(self.process.pid)
        self.process.wait()
        _pid_file().unlink(missing_ok=True)


def stop_left_over() -> None:
    """End a server that an interrupted run of this checkout has left behind."""
    with suppress(OSError, ValueError):
        pid = int(_pid_file().read_text())
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        if _FACTORY in words and str(python()) in words:
            _end(pid)


def _pid_file() -> Path:
    return state() / "run" / "app.pid"


def _end(pid: int) -> None:
    """The whole group: workers too."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGTERM)
        until = time.monotonic() + 10
        while time.monotonic() < until and _lives(pid):
            time.sleep(0.05)
        os.killpg(pid, signal.SIGKILL)


def _lives(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False

"""The services of one run: what the environment does not name is started here, privately, and stopped at the end."""

import os
import pwd
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from socket import SO_REUSEADDR, SOL_SOCKET, socket

from infra.dev import objects, postgres
from infra.dev.places import DIST, ROOT, python, state
from infra.dev.steps import Trouble
from infra.dev.users import as_user, can_reach, environment, service_user


class Services:
    """Database and object store. ``stop`` ends those that this run started or adopted, never those it was given."""

    def __init__(self) -> None:
        self.env: dict[str, str] = {}
        self._started: list[postgres.Server | objects.Server] = []

    def start(self) -> None:
        if not os.environ.get("DATABASE_URL"):
            server = postgres.start(state() / "pg")
            self._started.append(server)
            self.env["DATABASE_URL"] = server.dsn
        if not os.environ.get("S3_ENDPOINT"):
            store = objects.start(state() / "s3", python())
            self._started.append(store)
            keys = {"S3_ACCESS_KEY": store.access_key, "S3_SECRET_KEY": store.secret_key}
            self.env |= {"S3_ENDPOINT": store.endpoint, "S3_SECURE": "0", **keys}

    def stop(self) -> None:
        for server in reversed(self._started):
            server.stop()


def secret() -> str:
    """The application's own secret, made once and kept."""
    path = state() / "secret"
    if not path.exists():
        path.touch(0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text()


def application_environment(services: Services, *, demo: bool) -> dict[str, str]:
    own = {
        "FENGXUN_SECRET": os.environ.get("FENGXUN_SECRET") or secret(),
        "FENGXUN_DEMO": "1" if demo else "0",
        "PWA_DIST": str(DIST),
        "PYTHONPATH": str(ROOT),
    }
    return {**environment(_app_user(), state()), **services.env, **own}


def _app_user() -> pwd.struct_passwd | None:
    user = service_user()
    return user if user and can_reach(ROOT, user) and can_reach(python(), user) else None


def chore(env: dict[str, str], *words: str) -> str:
    """Run a chore of the backend; its standard output."""
    done = subprocess.run(
        [python(), "-m", "backend.cli", *words],
        cwd=ROOT,
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise Trouble(f"失败:{' '.join(words)}", f"Failed: backend.cli {' '.join(words)}")
    return done.stdout


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket() as probe:
        probe.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def choose_port(wanted: int | None) -> int:
    """The asked-for port, or the first free one from 8000."""
    if wanted is not None:
        if not is_free(wanted):
            raise Trouble(
                f"端口 {wanted} 已被占用。请停掉占用它的程序,或换一个:./dev run --port {wanted + 1}",
                f"Port {wanted} is in use. Stop what uses it, or choose another: ./dev run --port {wanted + 1}",
            )
        return wanted
    for port in range(8000, 8100):
        if is_free(port):
            return port
    raise Trouble("8000 到 8099 的端口都被占用。", "All ports from 8000 to 8099 are in use.")


class App:
    """The application process."""

    def __init__(self, env: dict[str, str], port: int, host: str, tls: tuple[Path, Path] | None) -> None:
        command: list[object] = [python(), "-m", "uvicorn", "--factory", "backend.app:from_environment"]
        command += ["--host", host, "--port", port, "--log-level", "warning", "--timeout-graceful-shutdown", "5"]
        command += ["--workers", os.environ.get("WEB_CONCURRENCY", "1"), "--ws", "websockets"]
        if tls:
            command += ["--ssl-certfile", tls[0], "--ssl-keyfile", tls[1]]
        user = _app_user()
        self.process = subprocess.Popen(as_user(user, command), cwd=ROOT, env=env, start_new_session=True)

    def wait_until_it_answers(self, url: str, seconds: float = 40) -> None:
        until = time.monotonic() + seconds
        context = None
        if url.startswith("https"):
            import ssl

            context = ssl._create_unverified_context()  # our own certificate, on our own machine
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise Trouble("应用没有启动,原因见上。", "The application did not start; the reason stands above.")
            with suppress(OSError, urllib.error.URLError):
                urllib.request.urlopen(url, timeout=2, context=context).close()
                return
            time.sleep(0.05)
        raise Trouble("应用没有应答。", "The application does not answer.")

    def stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


def say_logins(env: dict[str, str]) -> None:
    lines = [line.split("\t") for line in chore(env, "demo-logins").splitlines() if line]
    sys.stdout.write("\n  演示账号 · demonstration logins\n")
    for role, name, password in lines:
        sys.stdout.write(f"    {name:<12}{password:<24}{role}\n")

"""A private PostgreSQL + PostGIS cluster in a folder of our own. Never touches a system cluster."""

import fcntl
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import SO_REUSEADDR, SOL_SOCKET, socket

from infra.dev.users import as_user, own, service_user

VERSIONS = ("18", "17", "16", "15")
DATABASE = "fengxun"
_ADMIN = "fengxun"
_SETTINGS = {"max_connections": "200", "shared_buffers": "256MB", "jit": "off", "listen_addresses": "127.0.0.1"}
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Server:
    """A running cluster."""

    def __init__(self, state: Path, port: int) -> None:
        self.state = state
        self.port = port

    @property
    def dsn(self) -> str:
        password = (self.state / "password").read_text()
        return f"postgresql://{_ADMIN}:{password}@127.0.0.1:{self.port}/{DATABASE}"

    def stop(self) -> None:
        _ctl(self.state, "-m", "fast", "stop", check=False)


def binaries() -> Path | None:
    """The newest PostgreSQL on this machine that has PostGIS, or None."""
    for version in VERSIONS:
        folder = Path(f"/usr/lib/postgresql/{version}/bin")
        if (folder / "initdb").exists() and Path(
            f"/usr/share/postgresql/{version}/extension/postgis.control"
        ).exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def start(state: Path, *, durable: bool = True) -> Server:
    """Start the cluster kept in ``state``, making it first if need be; one that runs already is taken as it is.

    ``durable=False`` gives up safety against a crash for speed: for tests only.
    """
    user = service_user()
    own(state.resolve(), user)
    with _turn(state):
        if not (state / "data" / "complete").exists():
            _create(state)
        if not _running(state):
            _launch(state, durable)
        return Server(state.resolve(), int((state / "port").read_text()))


@contextmanager
def _turn(state: Path) -> Iterator[None]:
    """One process at a time creates or starts."""
    with (state / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _ctl(state: Path, *words: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    command = [_bin() / "pg_ctl", "-D", state.resolve() / "data", "-w", "-s", *words]
    return subprocess.run(
        as_user(service_user(), command), check=check, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/",
    )  # fmt: skip


def _bin() -> Path:
    folder = binaries()
    if folder is None:
        raise SystemExit("PostgreSQL 15 or newer with PostGIS is not installed. `./dev run` installs it where it may.")
    return folder


def _running(state: Path) -> bool:
    return _ctl(state, "status", check=False).returncode == 0


def _create(state: Path) -> None:
    """initdb. A folder without the mark ``complete`` was never finished and holds nothing."""
    user, data = service_user(), state.resolve() / "data"
    if (data / "PG_VERSION").exists() and (data / "global" / "pg_control").exists() and (state / "port").exists():
        (data / "complete").touch()
        return
    shutil.rmtree(data, ignore_errors=True)
    password = state.resolve() / "password"
    password.touch(0o600)
    password.write_text(secrets.token_urlsafe(24))
    if user:
        os.chown(password, user.pw_uid, user.pw_gid)
    command = [_bin() / "initdb", "-D", data, "-U", _ADMIN, "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"]
    safe = ["--auth-local=scram-sha-256", "--auth-host=scram-sha-256", f"--pwfile={password}", "--no-sync"]
    subprocess.run(as_user(user, [*command, *safe]), check=True, stdout=subprocess.DEVNULL, cwd="/")


def _launch(state: Path, durable: bool) -> None:
    port = _port(state)
    settings = {**_SETTINGS, **({} if durable else _FAST), "port": str(port)}
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    _ctl(state, "-l", str(state.resolve() / "log"), "-o", f"{options} -k ''", "start")
    (state / "port").write_text(str(port))
    if not (state / "data" / "complete").exists():
        _make_database(state, port)
        (state / "data" / "complete").touch()


def _port(state: Path) -> int:
    """The port of last time while it is free, else a new one."""
    kept = state / "port"
    for candidate in ([int(kept.read_text())] if kept.exists() else []) + [0]:
        with socket() as probe:
            probe.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise SystemExit("No free port for PostgreSQL.")


def _make_database(state: Path, port: int) -> None:
    _psql(state, port, "postgres", f"create database {DATABASE}")
    _psql(state, port, DATABASE, "create extension postgis; create extension btree_gist")


def _psql(state: Path, port: int, database: str, sql: str) -> None:
    env = {**os.environ, "PGPASSWORD": (state / "password").read_text()}
    command = [_bin() / "psql", "-h", "127.0.0.1", "-p", str(port), "-U", _ADMIN, "-d", database]
    subprocess.run([*map(str, command), "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", sql], check=True, env=env, cwd="/")

"""A private PostgreSQL + PostGIS cluster in a folder of our own. Never touches a system cluster."""

import os
import secrets
import shutil
import subprocess
import time
from pathlib import Path

from infra.dev import ports
from infra.dev.steps import Trouble
from infra.dev.turn import turn
from infra.dev.users import as_user, home, service_user

VERSIONS = ("18", "17", "16", "15")
DATABASE = "fengxun"
_ADMIN = "fengxun"
_SETTINGS = {"max_connections": "200", "shared_buffers": "256MB", "jit": "off", "listen_addresses": "127.0.0.1"}
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_IF_MISSING = f"where not exists (select from pg_database where datname = '{DATABASE}')"


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
        """End the cluster of this folder, whoever started it."""
        if _ctl(self.state, "-m", "fast", "-t", "30", "stop").returncode and running(self.state):
            # One still recovering may never finish a fast stop; it will recover again at the next start.
            _ctl(self.state, "-m", "immediate", "-t", "30", "stop")


def binaries() -> Path | None:
    """The newest PostgreSQL on this machine that has PostGIS, or None."""
    for version in VERSIONS:
        folder = Path(f"/usr/lib/postgresql/{version}/bin")
        control = Path(f"/usr/share/postgresql/{version}/extension/postgis.control")
        if (folder / "initdb").exists() and control.exists():
            return folder
    found = shutil.which("initdb")
    elsewhere = Path(found).resolve().parent if found else None
    return elsewhere if elsewhere and _has_postgis(elsewhere) else None


def _has_postgis(folder: Path) -> bool:
    """Whether a PostgreSQL that lies elsewhere has the extension; a server alone is of no use to us."""
    asked = folder / "pg_config"
    if not asked.exists():
        return False
    share = subprocess.run([asked, "--sharedir"], capture_output=True, text=True).stdout.strip()
    return (Path(share) / "extension" / "postgis.control").exists()


def start(state: Path, *, durable: bool = True) -> Server:
    """Start the cluster kept in ``state``, making it first if need be; one that runs already is taken as it is.

    ``durable=False`` gives up safety against a crash for speed: for tests only.

    Raises:
        Trouble: PostgreSQL is not installed, or does not start.
    """
    state = home(state)
    with turn(state):
        if not (state / "data").exists():
            _create(state, durable)
        if not running(state):
            _launch(state, durable)
        server = Server(state, _kept_port(state))
        if not (state / "data" / "complete").exists():
            _make_database(server)
        return server


def running(state: Path) -> bool:
    """Does a cluster run in this folder, and answer?"""
    return _ctl(state, "status").returncode == 0 and ports.answers(_kept_port(state))


def stop(state: Path) -> None:
    """End the cluster of this folder if there is one."""
    if (state / "data" / "postmaster.pid").exists():
        Server(state, 0).stop()


def _kept_port(state: Path) -> int:
    kept = state / "port"
    return int(kept.read_text()) if kept.exists() else 0


def _ctl(state: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [_bin() / "pg_ctl", "-D", state / "data", "-w", "-s", *words]
    return subprocess.run(
        as_user(service_user(), command), text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/",
    )  # fmt: skip


def _bin() -> Path:
    folder = binaries()
    if folder is None:
        raise Trouble(
            "没有安装 PostgreSQL 15+ 与 PostGIS;`./dev run` 在有权限时会安装。",
            "PostgreSQL 15 or newer with PostGIS is not installed. `./dev run` installs it where it may.",
        )
    return folder


def _create(state: Path, durable: bool) -> None:
    """initdb beside the place of the data and move it there when whole: what is in ``data`` is never thrown away."""
    user, making = service_user(), state / "data.making"
    shutil.rmtree(making, ignore_errors=True)
    password = state / "password"
    password.unlink(missing_ok=True)
    password.touch(0o600)
    password.write_text(secrets.token_urlsafe(24))
    if user:
        os.chown(password, user.pw_uid, user.pw_gid)
    command = [_bin() / "initdb", "-D", making, "-U", _ADMIN, "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"]
    safe = ["--auth-local=scram-sha-256", "--auth-host=scram-sha-256", f"--pwfile={password}"]
    words = as_user(user, [*command, *safe, *([] if durable else ["--no-sync"])])
    done = subprocess.run(words, capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise Trouble(f"无法在 {state} 创建数据库集群。", f"initdb failed in {state}:\n{done.stderr[-2000:]}")
    making.rename(state / "data")


def _launch(state: Path, durable: bool) -> None:
    port = ports.free_row(_kept_port(state))
    settings = {**_SETTINGS, **({} if durable else _FAST), "port": str(port)}
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    for _ in range(40):
        done = _ctl(state, "-l", str(state / "log"), "-o", f"{options} -k ''", "start")
        if done.returncode == 0:
            (state / "port").write_text(str(port))
            return
        # Children of a killed postmaster need a moment to notice; until then the memory they share is in use.
        if "still in use" not in _tail(state):
            break
        time.sleep(0.25)
    raise Trouble(f"PostgreSQL 没有启动,日志:{state / 'log'}", f"PostgreSQL did not start:\n{_tail(state)}")


def _tail(state: Path) -> str:
    log = state / "log"
    return log.read_text(errors="replace")[-1500:] if log.exists() else ""


def _make_database(server: Server) -> None:
    """Interrupted here, the next start does it again."""
    _psql(server, "postgres", f"select 'create database {DATABASE}' {_IF_MISSING} \\gexec\n")
    _psql(server, DATABASE, "create extension if not exists postgis; create extension if not exists btree_gist;")
    (server.state / "data" / "complete").touch()


def _psql(server: Server, database: str, sql: str) -> None:
    env = {**os.environ, "PGPASSWORD": (server.state / "password").read_text()}
    command = [_bin() / "psql", "-h", "127.0.0.1", "-p", server.port, "-U", _ADMIN, "-d", database]
    words = [*map(str, command), "-qAtX", "-v", "ON_ERROR_STOP=1"]
    done = subprocess.run(words, input=sql, text=True, capture_output=True, env=env, cwd="/")
    if done.returncode:
        raise Trouble("无法创建数据库。", f"The database could not be made:\n{done.stderr}")

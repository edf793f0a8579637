"""Our own Python environment, exactly as its lock file says."""

import os
import subprocess
import sys
from pathlib import Path

from infra.dev import stamps
from infra.dev.places import ROOT, python, state, venv
from infra.dev.steps import OFFLINE, run, step
from infra.dev.users import can_reach, service_user

LOCK = ROOT / "infra" / "requirements-dev.lock"
UV_LOCK = ROOT / "infra" / "uv.lock.txt"
PEERS_WANTED, PEERS_LOCK = (ROOT / "infra" / f"requirements-bench.{end}" for end in ("in", "lock"))


def interpreter() -> str:
    """A Python that the services' user can run as well: one under /root is invisible to others."""
    return sys.executable if can_reach(Path(sys.executable), service_user()) else "/usr/bin/python3"


def packages() -> None:
    """Make the environment follow the lock file; nothing to do when it does already."""
    now = stamps.fingerprint([LOCK, UV_LOCK])
    if stamps.is_done("python", now) and python().exists():
        return
    with step("准备 Python 环境", "Preparing the Python environment"):
        if not (venv() / "bin" / "pip").exists():
            run([interpreter(), "-m", "venv", "--clear", venv()], quiet=True)
        pip = [python(), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        run([*pip, "--require-hashes", "-r", UV_LOCK], quiet=True, hint=OFFLINE)
        sync = [venv() / "bin" / "uv", "pip", "sync", "-q", "--python", python(), "--require-hashes", LOCK]
        run(sync, env=uv_environment(), quiet=True, hint=OFFLINE)
    stamps.mark_done("python", now)


def peers() -> Path:
    """The Python of an environment beside ours, with the programs of others that benchmarks are held against."""
    folder = state() / "venv-bench"
    now = stamps.fingerprint([PEERS_LOCK])
    if not (stamps.is_done("peers", now) and folder.exists()):
        with step("准备对比程序", "Preparing the programs to compare with"):
            run([interpreter(), "-m", "venv", "--clear", folder], quiet=True)
            words = ["--python", folder / "bin" / "python", "--require-hashes", PEERS_LOCK]
            run([venv() / "bin" / "uv", "pip", "sync", "-q", *words], env=uv_environment(), quiet=True, hint=OFFLINE)
        stamps.mark_done("peers", now)
    return folder / "bin" / "python"


def _pip_setting(name: str) -> str:
    """What pip would use: from the environment or its files; uv reads neither."""
    given = os.environ.get(f"PIP_{name.upper().replace('-', '_')}")
    command = [str(python()), "-m", "pip", "config", "get", f"global.{name}"]
    return given or subprocess.run(command, capture_output=True, text=True).stdout.strip()


def uv_environment() -> dict[str, str]:
    env = {"UV_PYTHON_DOWNLOADS": "never"}
    for ours, name in (("UV_DEFAULT_INDEX", "index-url"), ("SSL_CERT_FILE", "cert")):
        value = "" if ours in os.environ else _pip_setting(name)
        if value:
            env[ours] = value
    return {**os.environ, **env}


def of_programs() -> dict[str, str]:
    """The environment of programs that run from our own: they find what it brings, and hundreds of them import the same
    files, so that compiling those once is enough."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return own | {"PATH": f"{venv() / 'bin'}:{os.environ.get('PATH', '')}"}

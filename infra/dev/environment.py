"""Our own Python environment and the PWA's packages, both exactly as their lock files say."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from infra.dev.places import DIST, PWA, ROOT, python, state
from infra.dev.steps import Trouble, run, step
from infra.dev.users import can_reach, service_user

LOCK = ROOT / "infra" / "requirements-dev.lock"
UV_LOCK = ROOT / "infra" / "uv.lock.txt"


def fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _fresh(name: str, print_: str) -> bool:
    stamp = state() / f"{name}.stamp"
    return stamp.exists() and stamp.read_text() == print_


def _stamp(name: str, print_: str) -> None:
    (state() / f"{name}.stamp").write_text(print_)


def python_packages() -> None:
    """Make the environment follow the lock file; nothing to do when it does already."""
    now = fingerprint([LOCK, UV_LOCK])
    if _fresh("python", now) and python().exists():
        return
    with step("准备 Python 环境", "Preparing the Python environment"):
        venv = state() / "venv"
        if not python().exists():
            run([_interpreter(), "-m", "venv", "--clear", venv], quiet=True)
        run([python(), "-m", "pip", "install", "-q", "--require-hashes", "-r", UV_LOCK], quiet=True)
        command = [venv / "bin" / "uv", "pip", "sync", "-q", "--python", python(), "--require-hashes", LOCK]
        run(command, env=_uv_environment(), quiet=True)
    _stamp("python", now)


def _interpreter() -> str:
    """An interpreter that the services' user can run as well."""
    if can_reach(Path(sys.executable), service_user()):
        return sys.executable
    return "/usr/bin/python3"


def _uv_environment() -> dict[str, str]:
    """uv does not read pip's settings: hand it the index that pip would use."""
    found = subprocess.run([python(), "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True)
    index = os.environ.get("PIP_INDEX_URL") or found.stdout.strip()
    given = {"UV_DEFAULT_INDEX": index} if index and "UV_DEFAULT_INDEX" not in os.environ else {}
    cert = os.environ.get("PIP_CERT")
    trust = {"SSL_CERT_FILE": cert} if cert and "SSL_CERT_FILE" not in os.environ else {}
    return {**os.environ, "UV_PYTHON_DOWNLOADS": "never", **given, **trust}


def node_environment() -> dict[str, str]:
    """Node and npm come with our Python environment; no other Node is needed."""
    return {**os.environ, "PATH": f"{state() / 'venv' / 'bin'}:{os.environ.get('PATH', '')}", "CI": "1"}


def npm(*words: str, quiet: bool = True) -> None:
    run([state() / "venv" / "bin" / "npm", *words], env=node_environment(), cwd=PWA, quiet=quiet)


def node_packages() -> None:
    now = fingerprint([PWA / "package.json", PWA / "package-lock.json"])
    if _fresh("node", now) and (PWA / "node_modules").is_dir():
        return
    with step("安装前端依赖", "Installing the PWA's packages"):
        npm("ci", "--no-audit", "--no-fund")
    _stamp("node", now)


def build_pwa() -> None:
    """Build when a source has changed since the last build."""
    ignored = {"node_modules", "dist"}
    sources = [p for p in PWA.rglob("*") if p.is_file() and not ignored & set(p.relative_to(PWA).parts)]
    now = fingerprint(sources)
    if _fresh("pwa", now) and (DIST / "index.html").exists():
        return
    node_packages()
    with step("构建前端", "Building the PWA"):
        shutil.rmtree(DIST, ignore_errors=True)
        npm("run", "build")
    if not (DIST / "index.html").exists():
        raise Trouble("前端构建没有产生 index.html。", "The PWA build made no index.html.")
    _stamp("pwa", now)


def lock() -> None:
    """Write the lock files anew from pyproject.toml and package.json."""
    uv = state() / "venv" / "bin" / "uv"
    plain = ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate", "--generate-hashes"]
    common = [uv, "pip", "compile", "-q", "--universal", "--python-version", "3.11", *plain, "pyproject.toml"]
    run([*common, "--extra", "dev", "-o", LOCK], cwd=ROOT, env=_uv_environment())
    runtime = ROOT / "infra" / "requirements.lock"
    run([*common, "-c", LOCK, "-o", runtime], cwd=ROOT, env=_uv_environment())
    npm("install", "--package-lock-only", "--no-audit", "--no-fund")

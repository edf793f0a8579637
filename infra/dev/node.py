"""The PWA: its packages, its chores, its build. Node and npm come with our Python stamps."""

import os
import shutil
from pathlib import Path

from infra.dev import stamps
from infra.dev.places import DIST, PWA, venv
from infra.dev.steps import OFFLINE, Trouble, run, step

_NOT_SOURCES = {"node_modules", "dist"}


def npm(*words: str, quiet: bool = True) -> None:
    run([venv() / "bin" / "npm", *words], env=_env(), cwd=PWA, quiet=quiet, hint=OFFLINE if "ci" in words else ("", ""))


def _env() -> dict[str, str]:
    trust = os.environ.get("NODE_EXTRA_CA_CERTS") or os.environ.get("PIP_CERT")
    more = {"NO_COLOR": "1", **({"NODE_EXTRA_CA_CERTS": trust} if trust else {})}
    return {**os.environ, **more, "PATH": f"{venv() / 'bin'}:{os.environ.get('PATH', '')}"}


def packages() -> None:
    """Install what package-lock.json names; nothing to do when that is done already."""
    now = stamps.fingerprint([PWA / "package.json", PWA / "package-lock.json"])
    if stamps.is_done("node", now) and (PWA / "node_modules").is_dir():
        return
    with step("安装前端依赖", "Installing the PWA's packages"):
        npm("ci", "--no-audit", "--no-fund")
    stamps.mark_done("node", now)


def sources() -> list[Path]:
    here = [p for p in PWA.iterdir() if p.name not in _NOT_SOURCES]
    return [p for top in here for p in ([top] if top.is_file() else top.rglob("*")) if p.is_file()]


def build() -> None:
    """Build when a source has changed since the last build."""
    now = stamps.fingerprint(sources())
    if stamps.is_done("pwa", now) and (DIST / "index.html").exists():
        return
    packages()
    with step("构建前端", "Building the PWA"):
        shutil.rmtree(DIST, ignore_errors=True)
        npm("run", "build")
    if not (DIST / "index.html").exists():
        raise Trouble("前端构建没有产生 index.html。", "The PWA's build made no index.html.")
    stamps.mark_done("pwa", now)

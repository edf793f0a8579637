"""The PWA: its packages, its chores, its build. Node and npm come with our Python stamps."""

import os
import shutil
import subprocess
from pathlib import Path

from infra.dev import stamps
from infra.dev.places import DIST, PWA, ROOT, venv
from infra.dev.steps import OFFLINE, Trouble, run, step

_NOT_SOURCES = {"node_modules", "dist"}


def npm(*words: str, folder: Path = PWA, quiet: bool = True) -> None:
    hint = OFFLINE if "ci" in words else ("", "")
    run([venv() / "bin" / "npm", *words], env=_env(), cwd=folder, quiet=quiet, hint=hint)


def output(program: Path, *words: str) -> str:
    """What a program of ours for Node writes to standard output.

    Raises:
        Trouble: it failed.
    """
    command = [str(venv() / "bin" / "node"), str(program), *words]
    done = subprocess.run(command, env=_env(), cwd=program.parent, text=True, capture_output=True)
    if done.returncode:
        said = done.stderr[-4000:]
        raise Trouble(f"失败:{program.name}", f"Ended with status {done.returncode}: {program.name}\n{said}")
    return done.stdout


def _env() -> dict[str, str]:
    trust = os.environ.get("NODE_EXTRA_CA_CERTS") or os.environ.get("PIP_CERT")
    more = {"NO_COLOR": "1", **({"NODE_EXTRA_CA_CERTS": trust} if trust else {})}
    return {**os.environ, **more, "PATH": f"{venv() / 'bin'}:{os.environ.get('PATH', '')}"}


def packages(folder: Path = PWA, stamp: str = "node") -> None:
    """Install what the folder's package-lock.json names; nothing to do when that is done already."""
    now = stamps.fingerprint([folder / "package.json", folder / "package-lock.json"])
    if stamps.is_done(stamp, now) and (folder / "node_modules").is_dir():
        return
    with step("安装前端依赖", f"Installing the packages of {folder.relative_to(ROOT)}"):
        npm("ci", "--no-audit", "--no-fund", folder=folder)
    stamps.mark_done(stamp, now)


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

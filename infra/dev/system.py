"""What comes from the distribution: PostgreSQL with PostGIS, Python's venv, and for tests a browser, fonts and GDAL."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.dev import environment, places, postgres
from infra.dev.steps import OFFLINE, Trouble, run, step

_POLICY = "/usr/sbin/policy-rc.d"
_NO_CLUSTER = "/etc/postgresql-common/createcluster.d/no-main.conf"
_INSTEAD = {"chromium-headless-shell": "chromium"}
_CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""First the one without windows: a whole browser draws its own buttons and menus too, for every page that is opened."""


def install_missing(*, database: bool, browser: bool) -> None:
    """Install what is not there yet; asks for nothing when all is.

    Raises:
        Trouble: something is missing and may not be installed.
    """
    packages = []
    if not places.python().exists() and not _can_make_environments():
        packages.append("python3-venv")
    if browser:
        packages += _missing_for_tests()
    needs_postgres = database and postgres.binaries() is None
    if packages or needs_postgres:
        with step("从发行版安装缺少的软件", "Installing what is missing from the distribution"):
            _install(packages, needs_postgres)


def chromium() -> str | None:
    """The one that tests drive, if there is any."""
    return next(filter(None, map(shutil.which, _CHROMIUMS)), None)


def _missing_for_tests() -> list[str]:
    """Chromium, what the driver that steers it is linked with, letters for Chinese on the pictures; and what else the
    tests meet: GDAL's programs, which read as QGIS does, Redis, whose server lies in its tools, and the usual proxy."""
    there = {
        "chromium-headless-shell": chromium(),
        "libatomic1": any(Path("/usr/lib").glob("*/libatomic.so.1")),
        "gdal-bin": shutil.which("ogrinfo"),
        "fonts-noto-cjk": any(Path("/usr/share/fonts").rglob("*CJK*")),
        "openssl": shutil.which("openssl"),
        "nginx-light": shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin"),
        "redis-tools": any(map(shutil.which, ("valkey-server", "redis-server", "redis-check-rdb"))),
    }
    return [package for package, found in there.items() if not found]


def _install(packages: list[str], needs_postgres: bool) -> None:
    sudo = _sudo([*packages, *(["PostgreSQL + PostGIS"] if needs_postgres else [])])
    run([*sudo, "apt-get", "update", "-qq"], quiet=True, hint=OFFLINE)
    if needs_postgres:
        _never_make_a_system_cluster(sudo)
        packages = [*packages, *_postgres_packages()]
    packages = [_offered(package) for package in packages]
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq"]
    with _starting_nothing(sudo):
        run([*apt, "--no-install-recommends", *packages], quiet=True, hint=OFFLINE)


def _can_make_environments() -> bool:
    """Debian splits `ensurepip` and the wheels it needs off into python3-venv."""
    test = "import ensurepip, venv; ensurepip.version()"
    return subprocess.run([environment.interpreter(), "-c", test], capture_output=True).returncode == 0


def _sudo(wanted: list[str]) -> list[str]:
    names = ", ".join(wanted)
    if not shutil.which("apt-get"):
        raise Trouble(
            f"缺少:{names}。本机没有 apt,请自行安装。", f"Missing: {names}. There is no apt here: install it yourself."
        )
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        without_asking = subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
        if without_asking:
            return ["sudo"]
        if sys.stdin.isatty() and subprocess.run(["sudo", "-v"]).returncode == 0:
            return ["sudo"]
    raise Trouble(
        f"缺少:{names}。没有 root 或 sudo 权限,无法安装。可请管理员安装,或用 DATABASE_URL 指向现有的 PostGIS 数据库。",
        f"Missing: {names}. Without root or sudo it cannot be installed here. "
        "Ask an administrator to install it, or set DATABASE_URL to a PostGIS database that exists.",
    )


@contextmanager
def _starting_nothing(sudo: list[str]) -> Iterator[None]:
    """What is installed for tests must not run as a service of the machine: Debian asks this file, invoke-rc.d(8)."""
    if Path(_POLICY).exists():
        yield
        return
    run([*sudo, "sh", "-c", f"printf '#!/bin/sh\\nexit 101\\n' > {_POLICY}; chmod 755 {_POLICY}"])
    try:
        yield
    finally:
        run([*sudo, "rm", "-f", _POLICY])


def _never_make_a_system_cluster(sudo: list[str]) -> None:
    write = f"[ -e {_NO_CLUSTER} ] || echo 'create_main_cluster = false' > {_NO_CLUSTER}"
    run([*sudo, "sh", "-c", f"mkdir -p {Path(_NO_CLUSTER).parent}; {write}"])


def _offered(package: str) -> str:
    """Or what does the same, where the distribution does not have it."""
    known = subprocess.run(["apt-cache", "show", package], capture_output=True).returncode == 0
    return package if known else _INSTEAD.get(package, package)


def _postgres_packages() -> list[str]:
    """The newest PostgreSQL that the distribution has PostGIS for."""
    search = ["apt-cache", "search", "--names-only", r"^postgresql-[0-9]+-postgis-3$"]
    found = subprocess.run(search, capture_output=True, text=True).stdout
    versions = sorted(int(line.split("-")[1]) for line in found.splitlines() if line)
    if not versions:
        raise Trouble("软件源里没有 PostGIS。", "The package sources have no PostGIS for PostgreSQL.")
    version = f"postgresql-{versions[-1]}"
    return [version, f"{version}-postgis-3", f"{version}-postgis-3-scripts"]

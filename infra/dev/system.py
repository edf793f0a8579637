"""What comes from the distribution: PostgreSQL with PostGIS, Python's venv, and for tests a browser and fonts."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from infra.dev import postgres
from infra.dev.steps import Trouble, run, step

_NO_CLUSTER = "/etc/postgresql-common/createcluster.d/no-main.conf"


def install_missing(*, database: bool, browser: bool) -> None:
    """Install what is not there yet; asks for nothing when all is."""
    packages = []
    if not _has_venv():
        packages.append("python3-venv")
    if browser and not (shutil.which("chromium") or shutil.which("chromium-browser")):
        packages.append("chromium")
    if browser and not _has_chinese_font():
        packages.append("fonts-noto-cjk")
    needs_postgres = database and postgres.binaries() is None
    if not packages and not needs_postgres:
        return
    with step("从发行版安装缺少的软件", "Installing what is missing from the distribution"):
        sudo = _sudo([*packages, *(["postgresql + postgis"] if needs_postgres else [])])
        run([*sudo, "apt-get", "update", "-qq"], quiet=True)
        if needs_postgres:
            _never_make_a_system_cluster(sudo)
            packages += _postgres_packages()
        env = ["env", "DEBIAN_FRONTEND=noninteractive"]
        run([*sudo, *env, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], quiet=True)


def _has_venv() -> bool:
    """Debian splits it off: the module is there, the wheels it needs are not."""
    found = importlib.util.find_spec("ensurepip")
    if found is None or found.origin is None:
        return False
    bundled = Path(found.origin).with_name("_bundled")
    return any(bundled.glob("pip*")) or any(Path("/usr/share/python-wheels").glob("pip*"))


def _has_chinese_font() -> bool:
    return any(Path("/usr/share/fonts").rglob("*CJK*"))


def _sudo(wanted: list[str]) -> list[str]:
    names = " ".join(wanted)
    if not shutil.which("apt-get"):
        raise Trouble(
            f"缺少:{names}。本机没有 apt,请自行安装。", f"Missing: {names}. There is no apt here: install it yourself."
        )
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo"]
    if shutil.which("sudo") and os.isatty(0):
        return ["sudo"]
    raise Trouble(
        f"缺少:{names}。没有 root 或 sudo 权限,无法安装;可请管理员安装,或用 DATABASE_URL 指向现有数据库。",
        f"Missing: {names}. Without root or sudo it cannot be installed; ask an administrator, or set DATABASE_URL.",
    )


def _never_make_a_system_cluster(sudo: list[str]) -> None:
    write = f"[ -e {_NO_CLUSTER} ] || echo 'create_main_cluster = false' > {_NO_CLUSTER}"
    run([*sudo, "sh", "-c", f"mkdir -p {Path(_NO_CLUSTER).parent}; {write}"])


def _postgres_packages() -> list[str]:
    """The newest PostgreSQL that the distribution has PostGIS for."""
    found = subprocess.run(
        ["apt-cache", "search", "--names-only", r"^postgresql-[0-9]+-postgis-3$"], capture_output=True, text=True
    ).stdout
    versions = sorted(int(line.split("-")[1]) for line in found.splitlines() if line)
    if not versions:
        raise Trouble("软件源里没有 PostGIS。", "The package sources have no PostGIS for PostgreSQL.")
    version = f"postgresql-{versions[-1]}"
    return [version, f"{version}-postgis-3", f"{version}-postgis-3-scripts"]

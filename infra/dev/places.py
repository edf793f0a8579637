"""Where things lie."""

import os
from functools import cache
from pathlib import Path

from infra.dev import users

ROOT = Path(__file__).resolve().parent.parent.parent
PWA = ROOT / "pwa"
DIST = PWA / "dist"


@cache
def state() -> Path:
    """The folder of everything made at run time: ``.local`` in the checkout.

    A checkout that the services' user cannot reach (under /root, say) keeps its state in /var/lib/fengxun instead.
    """
    if os.environ.get("FENGXUN_STATE"):
        return users.home(Path(os.environ["FENGXUN_STATE"]))
    folder = ROOT / ".local"
    return _mine(folder) if users.can_reach(ROOT, users.service_user()) else users.home(folder)


def _mine(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    if not os.access(folder, os.W_OK):
        from infra.dev.steps import Trouble

        raise Trouble(
            f"{folder} 属于别的用户,无法写入;请改用那个用户运行,或执行:sudo chown -R $USER {folder} {PWA}",
            f"{folder} belongs to somebody else. Run as that user, or: sudo chown -R $USER {folder} {PWA}",
        )
    return folder


def venv() -> Path:
    """Our own Python environment; Node and npm are in its ``bin`` as well."""
    return state() / "venv"


def python() -> Path:
    return venv() / "bin" / "python"

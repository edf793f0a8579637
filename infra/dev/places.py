"""Where things lie."""

import hashlib
import os
from functools import cache
from pathlib import Path

from infra.dev.users import can_reach, service_user

ROOT = Path(__file__).resolve().parent.parent.parent
PWA = ROOT / "pwa"
DIST = PWA / "dist"


@cache
def state() -> Path:
    """The folder of everything made at run time: ``.local`` in the checkout.

    A checkout that the services' user cannot reach (under /root, say) keeps its state in /var/lib/fengxun instead.
    """
    if os.environ.get("FENGXUN_STATE"):
        folder = Path(os.environ["FENGXUN_STATE"]).resolve()
    elif can_reach(ROOT, service_user()):
        folder = ROOT / ".local"
    else:
        folder = Path("/var/lib/fengxun") / hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def python() -> Path:
    """The interpreter of our own environment."""
    return state() / "venv" / "bin" / "python"

"""Who runs the services: PostgreSQL refuses root, so a start by root drops to somebody else."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from pathlib import Path


def service_user() -> pwd.struct_passwd | None:
    """None when we are not root: then the services run as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in (os.environ.get("SUDO_USER", "root"), "postgres", "nobody"):
        if name == "root":
            continue
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("No unprivileged user to run the services as.")


def as_user(user: pwd.struct_passwd | None, command: Sequence[object]) -> list[str]:
    """The command line that runs ``command`` as that user."""
    words = [str(word) for word in command]
    if user is None:
        return words
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--init-groups", *words]


def environment(user: pwd.struct_passwd | None, home: Path) -> dict[str, str]:
    """The environment of a service. HOME must be readable: libraries look into it and fail on /root."""
    changed = {"HOME": str(home), "USER": user.pw_name} if user else {}
    return {**os.environ, **changed, "PYTHONDONTWRITEBYTECODE": "1"}


def own(path: Path, user: pwd.struct_passwd | None) -> Path:
    """Make the folder and give it to the service user."""
    path.mkdir(parents=True, exist_ok=True)
    if user:
        os.chown(path, user.pw_uid, user.pw_gid)
    return path


def can_reach(path: Path, user: pwd.struct_passwd | None) -> bool:
    """May that user pass through to ``path``? A checkout under /root is invisible to others."""
    return user is None or subprocess.run(as_user(user, ["test", "-x", path]), capture_output=True).returncode == 0

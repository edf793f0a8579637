"""Who runs the services: PostgreSQL refuses root, so a start by root drops to somebody else."""

import hashlib
import os
import pwd
import subprocess
from collections.abc import Sequence
from pathlib import Path

FALLBACK = Path("/var/lib/fengxun")
"""Where state lies when the services' user cannot reach the wanted folder (a checkout under /root, say)."""


def service_user() -> pwd.struct_passwd | None:
    """None when we are not root: then the services run as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in (os.environ.get("SUDO_USER", "root"), "postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if found.pw_uid != 0:
            return found
    raise RuntimeError("no unprivileged user to run the services as")


def as_user(user: pwd.struct_passwd | None, command: Sequence[object]) -> list[str]:
    """The command line that runs ``command`` as that user."""
    words = [str(word) for word in command]
    if user is None:
        return words
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--init-groups", *words]


def environment(user: pwd.struct_passwd | None, home: Path) -> dict[str, str]:
    """The environment of a service. HOME must be readable: libraries look into it and fail on /root."""
    changed = {"HOME": str(home), "USER": user.pw_name} if user else {}
    return {**os.environ, **changed}


def own(path: Path, user: pwd.struct_passwd | None) -> Path:
    """Make the folder and give it to the service user."""
    path.mkdir(parents=True, exist_ok=True)
    if user:
        os.chown(path, user.pw_uid, user.pw_gid)
    return path


def home(wanted: Path) -> Path:
    """A folder that belongs to the service user: ``wanted``, or one in its place that this user can reach."""
    user, wanted = service_user(), wanted.resolve()
    nearest = next(p for p in (wanted, *wanted.parents) if p.exists())
    if not can_reach(nearest, user):
        wanted = FALLBACK / hashlib.sha256(str(wanted).encode()).hexdigest()[:8]
    return own(wanted, user)


def can_reach(path: Path, user: pwd.struct_passwd | None) -> bool:
    """May that user pass through to ``path``?"""
    return user is None or subprocess.run(as_user(user, ["test", "-x", path]), capture_output=True).returncode == 0


def become_the_caller_of_sudo(checkout: Path) -> None:
    """`sudo ./dev` needs root for the packages only: then it goes on as the person who called it."""
    user = service_user()
    if user is None or user.pw_name != os.environ.get("SUDO_USER") or checkout.stat().st_uid != user.pw_uid:
        return
    os.initgroups(user.pw_name, user.pw_gid)
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)
    os.environ.update(HOME=user.pw_dir, USER=user.pw_name, LOGNAME=user.pw_name)

"""When a person may try to sign in, and how long they stay signed in. No I/O, no clock."""

from datetime import datetime, timedelta

from backend.auth.permissions import Permission, Role, reach
from backend.auth.structs import Attempts, PasswordChange
from backend.core.errors import DeviceRevoked, invalid

FREE_TRIES = 5
LONGEST_WAIT = timedelta(minutes=15)
DESK_IDLE = timedelta(minutes=30)
"""GB/T 22239 level 3 asks for an idle limit; desks are left open, phones are carried."""
PHONE_IDLE = timedelta(days=14)
DESK_END = timedelta(hours=12)
PHONE_END = timedelta(days=90)
FRESH = timedelta(minutes=1)
"""A session's last use is written down no more often."""


def wait_before_next_try(attempts: Attempts | None, now: datetime) -> int:
    """Seconds until another try is allowed; 0 now. Doubles from 30 s after ``FREE_TRIES`` failures in a row.

    Counted per name and device, never per network address: a whole town may share one.
    """
    if attempts is None or attempts.failures < FREE_TRIES:
        return 0
    doubling = min(attempts.failures - FREE_TRIES, 10)
    wait = min(timedelta(seconds=30 * 2**doubling), LONGEST_WAIT)
    left = (attempts.last_failure_at + wait - now).total_seconds()
    return max(0, int(left) + (left > int(left)))


def check_new_password(change: PasswordChange) -> None:
    """Raises: Invalid: nothing would change; a temporary password would stay known to whoever gave it."""
    if change.new == change.current:
        raise invalid("new", "新密码不能与当前密码相同。", "The new password must differ from the current one.")


def device_name(given: str) -> str:
    """Raises: Invalid: nothing but spaces."""
    if not (name := given.strip()):
        raise invalid("name", "请填写名称。", "A name is needed.")
    return name


def lifetime(roles: list[Role], on_device: bool) -> tuple[timedelta, timedelta]:
    """Idle and absolute life of a session: long for a phone in the field, short for a desk."""
    field = reach(roles, Permission.LEAD_REPORT) > 0 and on_device
    return (PHONE_IDLE, PHONE_END) if field else (DESK_IDLE, DESK_END)


def revoked() -> DeviceRevoked:
    return DeviceRevoked(
        "这部设备已被系统管理员停用。设备里未发送的内容不会丢失，请联系系统管理员。",
        "This device has been revoked. What it has not sent is kept on it; ask a system administrator.",
    )

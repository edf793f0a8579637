"""Who may change whose rights, and what must remain possible afterwards. No I/O, no clock."""

from collections.abc import Iterable
from enum import IntEnum
from uuid import UUID

from backend.auth.permissions import ADMINISTRATORS, Role, may_hold_together
from backend.core.errors import Conflict, Forbidden, invalid
from backend.staff.structs import Person

_INDISPENSABLE = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


def check_not_oneself(actor_id: UUID, person: Person) -> None:
    """Raises: Forbidden: nobody changes their own rights."""
    if person.id == actor_id:
        raise Forbidden("不能更改自己的权限。", "Nobody changes their own rights.")


def check_roles(roles: Iterable[Role]) -> None:
    """Raises: Invalid: one of the three administrators (三员) together with anything else."""
    held = set(roles)
    if held and not may_hold_together(held):
        raise invalid("roles", "三员角色只能单独授予。", "An administrator's role is held alone.")


def check_somebody_remains(person: Person, roles_after: Iterable[Role], administrators: Iterable[Person]) -> None:
    """Raises: Conflict: this would take away the last enabled system or security administrator."""
    others = [other for other in administrators if other.id != person.id and not other.disabled]
    lost = set(person.roles) - set(roles_after)
    for role in _INDISPENSABLE:
        if role in lost and not any(role in other.roles for other in others):
            raise Conflict(
                "至少要保留一名系统管理员和一名安全管理员。",
                "At least one system administrator and one security administrator must remain.",
            )


def check_password_may_be_reset(person: Person) -> None:
    """Raises: Forbidden: who can set an administrator's password can become that administrator."""
    if set(person.roles) & ADMINISTRATORS:
        raise Forbidden(
            "三员的口令只能在服务器上重置。", "An administrator's password can only be reset on the server."
        )


def must_sign_in_again(before: Iterable[Role], after: Iterable[Role]) -> bool:
    """A phone's long session must not become an administrator's."""
    return bool((set(after) - set(before)) & ADMINISTRATORS)


class Standing(IntEnum):
    """How an account stands: the first of these that holds, from the last."""

    ACTIVE = 1
    PASSWORD = 2
    NO_ROLE = 3
    DISABLED = 4


def standing(person: Person) -> Standing:
    if person.disabled:
        return Standing.DISABLED
    if not person.roles:
        return Standing.NO_ROLE
    return Standing.PASSWORD if person.must_change_password else Standing.ACTIVE

"""People of every role, with invented neutral names, and the passwords they sign in with."""

import hashlib
import hmac
from collections.abc import Iterator
from typing import NamedTuple

from backend.auth.permissions import Role
from backend.demo.names import DIANKOU, EMPOWERED, FENGQIAO, SQUADS, Town, short

BIG = (FENGQIAO, DIANKOU)
"""The two towns with the most going on."""
_WORDS = """
    apple bamboo bridge candle cedar cherry cloud copper coral crane daisy delta eagle ember fern field forest
    garden ginger grape harbor hazel heron honey island ivory jade juniper kite lake lantern laurel lemon lily lotus
    maple meadow melon mint moss oak olive onion orange orchid otter peach pear pearl pepper pine plum pond poppy
    rain raven river robin rose sage salt silver sparrow spring stone summer swan tiger tulip valley violet walnut
    willow winter
"""


class Member(NamedTuple):
    """One person of the demonstration. Sign-in name and shown name are the same."""

    name: str
    role: Role
    town_codes: tuple[str, ...]
    squad: str | None = None


_TITLES = {
    Role.OFFICER: "队员",
    Role.GRID_WORKER: "网格员",
    Role.SQUAD_LEADER: "中队长",
    Role.COMMAND_ROOM: "指挥员",
    Role.LEGAL_REVIEWER: "法制员",
    Role.COUNTY_DEPARTMENT: "县级部门",
    Role.GUIDANCE_OFFICE: "指导办",
    Role.AUDITOR: "审计员",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
}
_COUNTY_ROLES = {
    Role.COUNTY_DEPARTMENT: 2,
    Role.GUIDANCE_OFFICE: 1,
    Role.AUDITOR: 1,
    Role.SYSTEM_ADMIN: 1,
    Role.SECURITY_ADMIN: 1,
}


def members() -> list[Member]:
    """Everybody, Fengqiao first and Diankou second, so that the low numbers are found there."""
    towns = sorted(EMPOWERED, key=lambda town: (town.code != FENGQIAO, town.code != DIANKOU, town.code))
    counts = dict.fromkeys(Role, 0)

    def numbered(role: Role, towns_of: tuple[str, ...], squad: str | None = None) -> Member:
        counts[role] += 1
        return Member(f"{_TITLES[role]}{counts[role]:02d}", role, towns_of, squad)

    local = [numbered(role, (town.code,), squad) for town in towns for role, squad in _posts(town)]
    county = [numbered(role, ()) for role, count in _COUNTY_ROLES.items() for _ in range(count)]
    return local + county


def _posts(town: Town) -> Iterator[tuple[Role, str | None]]:
    big = town.code in BIG
    yield Role.SQUAD_LEADER, f"{short(town)}{SQUADS[0]}"
    yield Role.COMMAND_ROOM, f"{short(town)}勤务指挥室"
    for number in range(6 if big else 3):
        yield Role.OFFICER, f"{short(town)}{SQUADS[number % len(SQUADS)]}"
    for _ in range(4 if big else 1):
        yield Role.GRID_WORKER, None
    if big:
        yield Role.LEGAL_REVIEWER, None


def password(secret: str, name: str) -> str:
    """A person's password: easy to type, always the same for one installation, another one elsewhere."""
    digest = hmac.digest(secret.encode(), f"demonstration password of {name}".encode(), hashlib.sha256)
    words = _WORDS.split()
    first, second = (words[int.from_bytes(digest[at : at + 4], "big") % len(words)] for at in (0, 4))
    return f"{first}-{second}-{int.from_bytes(digest[8:12], 'big') % 10_000:04d}"


def shown() -> list[Member]:
    """Whom a newcomer signs in as: the first of every role, and a second town's officer and command room."""
    everyone = members()
    first = {member.role: member for member in reversed(everyone)}
    second = [m for m in everyone if m.town_codes == (DIANKOU,) and m.role in (Role.OFFICER, Role.COMMAND_ROOM)]
    other = {member.role: member for member in reversed(second)}
    return [member for role in Role for member in (first[role], *([other[role]] if role in other else []))]

"""The phone's reference data, and the name of its present state."""

import hashlib
from datetime import date

import msgspec
from msgspec import Struct

from backend.auth.caller import Caller
from backend.auth.permissions import Permission, Reach
from backend.catalogue import queries as catalogue
from backend.core.db import Conn
from backend.reference import queries
from backend.reference.structs import Colleague, Reference
from backend.zones import queries as zones
from backend.zones.structs import AreaKind

KINDS = (AreaKind.TOWN, AreaKind.VILLAGE, AreaKind.DUTY_ZONE)


class State(Struct, frozen=True, kw_only=True):
    """Everything the answer depends on; cheap to find out, so that a phone that is up to date costs little."""

    areas: int
    categories: int
    day: date
    towns: list[str] | None
    squads: list[str]
    vehicles: list[str]
    colleagues: list[Colleague]
    duty_phone: str | None

    @property
    def version(self) -> str:
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:24]


async def state(conn: Conn, caller: Caller, day: date, duty_phone: str | None) -> State:
    everywhere = caller.reaches(Permission.REFERENCE_READ, Reach.ALL)
    return State(
        areas=await zones.version(conn),
        categories=await catalogue.version(conn),
        day=day,
        towns=None if everywhere else sorted(caller.town_codes),
        squads=await queries.squads(conn),
        vehicles=await queries.vehicles(conn),
        colleagues=await queries.colleagues(conn) if caller.reaches(Permission.PATROL_RUN, Reach.OWN) else [],
        duty_phone=duty_phone,
    )


async def reference(conn: Conn, now: State) -> Reference:
    return Reference(
        version=now.version,
        categories=await catalogue.categories(conn),
        areas=await zones.in_force(conn, KINDS, now.towns, now.day),
        squads=now.squads,
        vehicles=now.vehicles,
        colleagues=now.colleagues,
        duty_phone=now.duty_phone,
    )

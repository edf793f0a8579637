"""Put the ground and the people of the demonstration in."""

import asyncio
from collections.abc import Mapping
from datetime import date

import msgspec
import shapely

from backend.auth import passwords
from backend.auth.caller import Caller
from backend.auth.permissions import Role
from backend.basemap import service as basemap
from backend.basemap.structs import FeatureKind, NewFeature
from backend.core.db import SYSTEM, Conn, Database
from backend.core.ids import uuid7
from backend.demo import people
from backend.demo.county import Area
from backend.demo.ground import Feature
from backend.demo.loading import queries
from backend.demo.people import Member
from backend.zones import service
from backend.zones.structs import Accept, AreaImport, AreaKind, Datum, NewAreaImport

KINDS = (AreaKind.COUNTY, AreaKind.TOWN, AreaKind.VILLAGE, AreaKind.DUTY_ZONE)
"""In the order in which they contain one another."""
SINCE = date(2020, 1, 1)


async def settle_areas(database: Database, areas: list[Area]) -> None:
    """Import every kind of area that is not there yet, as a file, through the same checks as anybody's.

    Raises:
        Conflict: something in the file is not good, which is a mistake of the demonstration.
    """
    async with database.transaction(SYSTEM) as conn:
        there = await queries.kinds_in_force(conn)
    for kind in KINDS:
        if kind.value not in there:
            await _import(database, kind, _geojson(areas, kind))


async def _import(database: Database, kind: AreaKind, file: bytes) -> AreaImport:
    wanted = NewAreaImport(kind=kind, valid_from=SINCE, filename=f"demo-{kind.value}.geojson", datum=Datum.CGCS2000)
    report = await service.check(database, SYSTEM, None, wanted, file)
    async with database.transaction(SYSTEM) as conn:
        return await service.decide(conn, None, report.id, Accept.ALL)


async def settle_map(database: Database, ground: list[Feature]) -> None:
    """Roads, water, houses and places for the map under everything, in the place of what was there."""
    features = [
        NewFeature(kind=FeatureKind(f.kind), name=f.name, rank=f.rank, wkb=shapely.to_wkb(f.shape)) for f in ground
    ]
    async with database.transaction(SYSTEM) as conn:
        await basemap.replace(conn, "demonstration", features)


def _geojson(areas: list[Area], kind: AreaKind) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"code": area.code, "name": area.name, "town_code": area.town_code},
            "geometry": msgspec.Raw(shapely.to_geojson(area.shape).encode()),
        }
        for area in areas
        if area.kind == kind.value
    ]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})


async def settle_people(conn: Conn, secret: str, members: list[Member]) -> None:
    """Everybody with a password of their own."""
    words = [people.password(secret, member.name) for member in members]
    hashes = await asyncio.gather(*(passwords.hashed(word) for word in words))
    for member, password_hash in zip(members, hashes, strict=True):
        await queries.insert_person(conn, uuid7(), member, password_hash)


async def by_name(conn: Conn, members: list[Member]) -> dict[str, Caller]:
    """The people of the demonstration as if they had just signed in."""
    found = await queries.callers(conn, [member.name for member in members])
    return {caller.name: caller for caller in found}


def approver(callers: Mapping[str, Caller]) -> Caller:
    """Who approves the keys of everybody's phones."""
    return next(caller for caller in callers.values() if Role.SYSTEM_ADMIN in caller.roles)

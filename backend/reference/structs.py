"""What a phone keeps, so that it can work without a network."""

from uuid import UUID

from msgspec import Struct

from backend.catalogue.structs import Category
from backend.zones.structs import Area


class Colleague(Struct, frozen=True, kw_only=True):
    """Somebody who goes out, as the second officer of a patrol is chosen."""

    id: UUID
    display_name: str
    squad: str | None


class Reference(Struct, frozen=True, kw_only=True):
    """``areas``: towns, villages and duty zones in force today, of the caller's towns. ``vehicles``: those that
    patrols of the last 90 days used. ``colleagues``: who goes out there, for whoever does. ``duty_phone``: the duty
    room's, if it gives one. ``version`` changes when any of it does."""

    version: str
    categories: list[Category]
    areas: list[Area]
    squads: list[str]
    vehicles: list[str]
    colleagues: list[Colleague]
    duty_phone: str | None

"""What a phone keeps, so that it can work without a network."""

from msgspec import Struct

from backend.catalogue.structs import Category
from backend.zones.structs import Area


class Reference(Struct, frozen=True, kw_only=True):
    """``areas``: towns, villages and duty zones in force today, of the caller's towns. ``vehicles``: those that
    patrols of the last 90 days used. ``duty_phone``: the duty room's, if it gives one. ``version`` changes when any
    of it does."""

    version: str
    categories: list[Category]
    areas: list[Area]
    squads: list[str]
    vehicles: list[str]
    duty_phone: str | None

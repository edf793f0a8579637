"""The layers there are: who may read each, what it can be asked for, and how its rows become features."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import shapely
from msgspec import Struct

from backend.auth.permissions import Permission
from backend.core import clock
from backend.core.china import SHANGHAI, in_china
from backend.core.db import Conn
from backend.features import queries
from backend.features.structs import Asked, Drawn
from backend.leads.structs import LeadState
from backend.patrols.structs import PatrolState
from backend.patrols.tracks.derived.shapes import shapes
from backend.zones.structs import AreaKind

_TOWN = r"[0-9]{9}"
_ANYTHING = Asked(boxes=[], times=None, limit=1, after=None, match={})


class Layer(Struct, frozen=True, kw_only=True):
    """``most``: features of a page. ``matches``: properties that can be asked for, with the pattern of their values."""

    name: str
    title: str
    about: str
    permission: Permission
    usual: int
    most: int
    matches: dict[str, str]
    leaves_trace: bool
    rows: Callable[[Conn, Asked, UUID | None], Awaitable[list[Drawn]]]
    """One row more than asked for, when there is one; or the one of an id."""


async def one_of(layer: Layer, conn: Conn, feature_id: UUID) -> Drawn | None:
    return next(iter(await layer.rows(conn, _ANYTHING, feature_id)), None)


def _properties(row: Struct) -> dict[str, Any]:
    """Everything but id and shape, times as the clock on the wall in China shows them, with their offset."""
    fields = {name: getattr(row, name) for name in row.__struct_fields__ if name not in ("id", "geometry")}
    return {n: in_china(v) if isinstance(v, datetime) else v for n, v in fields.items()}


async def _zones(conn: Conn, asked: Asked, one: UUID | None) -> list[Drawn]:
    first, last = _days(asked) if one is None else (None, None)
    rows = await queries.zones(conn, asked, first, last, one)
    return [Drawn(id=row.id, geometry=row.geometry, properties=_properties(row)) for row in rows]


def _days(asked: Asked) -> tuple[date | None, date | None]:
    """Today, unless another time is asked for: versions of one zone lie on one another."""
    if asked.times is None:
        return clock.today(), clock.today()
    begin, end = asked.times.begin, asked.times.end
    return begin and begin.astimezone(SHANGHAI).date(), end and end.astimezone(SHANGHAI).date()


async def _leads(conn: Conn, asked: Asked, one: UUID | None) -> list[Drawn]:
    rows = await queries.leads(conn, asked, one)
    return [Drawn(id=row.id, geometry=row.geometry, properties=_properties(row)) for row in rows]


async def _patrols(conn: Conn, asked: Asked, one: UUID | None) -> list[Drawn]:
    rows = await queries.patrols(conn, asked, one)
    ways = await shapes(conn, [row.id for row in rows])
    return [Drawn(id=row.id, geometry=_geojson(ways.get(row.id)), properties=_properties(row)) for row in rows]


def _geojson(wkb: bytes | None) -> str | None:
    return None if wkb is None else shapely.to_geojson(shapely.from_wkb(wkb))


def _one_of_words(words: Sequence[str]) -> str:
    return "|".join(words)


LAYERS = (
    Layer(
        name="zones",
        title="区域 Zones",
        about=(
            "行政区划、责任区与网格的有效版本；不写 datetime 时为今天有效的版本。 Towns, villages, duty zones and "
            "grids in force; today's when datetime is left out."
        ),
        permission=Permission.AREAS_READ,
        usual=100,
        most=1000,
        matches={"kind": _one_of_words([kind.value for kind in AreaKind]), "town_code": _TOWN},
        leaves_trace=False,
        rows=_zones,
    ),
    Layer(
        name="leads",
        title="线索 Leads",
        about="上报的线索，datetime 按拍摄时间。 Reported leads; datetime is about when they were captured.",
        permission=Permission.LEAD_READ,
        usual=100,
        most=1000,
        matches={"state": _one_of_words([state.value for state in LeadState]), "town_code": _TOWN},
        leaves_trace=True,
        rows=_leads,
    ),
    Layer(
        name="patrols",
        title="巡查轨迹 Patrols",
        about=(
            "巡查及其轨迹，简化误差约一米；datetime 按巡查的起止时间。 Patrols with their tracks, drawn to within "
            "about a metre; datetime is about when they were under way."
        ),
        permission=Permission.PATROL_READ,
        usual=20,
        most=100,
        matches={"state": _one_of_words([state.value for state in PatrolState]), "town_code": _TOWN},
        leaves_trace=True,
        rows=_patrols,
    ),
)

"""Ground under the leads: two towns, one with a duty zone."""

from uuid import UUID

import pytest

from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.conftest import DIANKOU, FENGQIAO


@pytest.fixture
async def zone(conn: Conn) -> UUID:
    """Fengqiao (枫桥镇) with the duty zone 一区 in its middle, and Diankou (店口镇) beside it."""
    zone_id = uuid7()
    await _area(conn, uuid7(), "town", FENGQIAO, "枫桥镇", (120.30, 29.70, 120.50, 29.90))
    await _area(conn, uuid7(), "town", DIANKOU, "店口镇", (120.10, 29.70, 120.30, 29.90))
    await _area(conn, zone_id, "duty_zone", "FQ-1", "一区", (120.38, 29.78, 120.42, 29.82))
    return zone_id


async def _area(conn: Conn, area_id: UUID, kind: str, code: str, name: str, box: tuple[float, ...]) -> None:
    await conn.execute(
        """
        insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
        values ($1, $2, $3, $4, $5, '2020-01-01', st_multi(st_makeenvelope($6, $7, $8, $9, 4490)), 1)
        """,
        area_id, kind, code, name, code if kind == "town" else FENGQIAO, *box,
    )  # fmt: skip

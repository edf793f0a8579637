"""Reading a track back: parts, gaps, zones, and nothing that ranks anybody."""

import asyncio
from uuid import UUID

import numpy as np
import pytest
import shapely
from litestar import Litestar
from pyproj import Geod

from backend.core.db import Conn, Database
from backend.patrols.tracks import upkeep
from backend.patrols.tracks.derived import paths
from geo import pack
from tests.backend.patrols.conftest import START, Phone, after, batch, make_zone
from tests.conftest import OneConnection, Person

GEOD = Geod(a=6378137, rf=298.257222101)
HIDDEN, MOCK = 1, pack.MOCK_BIT


def north(steps: int) -> float:
    """Metres that a batch of the test phone walks in so many steps."""
    return float(GEOD.inv(120.25, 29.7, 120.25, 29.7 + steps * 1e-4)[2])


@pytest.fixture
async def patrol(phone: Phone, conn: Conn) -> str:
    """Ten fixes in zone 1, a gap with the screen off, ten in zone 2 of which one is mock; then the end."""
    await make_zone(conn, "1", 120, 29, 121, 29.70195)
    await make_zone(conn, "2", 120, 29.70195, 121, 30)
    patrol = await phone.start()
    await phone.send(patrol, batch(0, 10))
    flags = [HIDDEN, 0, 0, MOCK, *[0] * 6]
    await phone.send(patrol, batch(10, 10, at=after(1000), flags=flags))
    await phone.event(patrol, "end", after(1200))
    return patrol


async def test_a_patrols_page_adds_up(phone: Phone, patrol: str) -> None:
    detail = await phone.get(f"/{patrol}")
    assert detail["point_count"] == 20
    assert detail["distance_m"] == pytest.approx(2 * north(9), abs=0.02)
    assert (detail["moving_s"], detail["duration_s"]) == (180, 1200)
    (gap,) = detail["gaps"]
    assert (gap["reason"], gap["seconds"], gap["from_place"]) == ("hidden", 910, [120.25, 29.7009])
    assert detail["dropped"] == [{"reason": "mock", "count": 1}]
    assert [(z["name"], z["seconds"]) for z in detail["zones"]] == [("责任区1", 180)]
    assert sum(z["distance_m"] for z in detail["zones"]) == pytest.approx(detail["distance_m"], abs=0.05)


async def test_time_outside_every_zone_is_named_so_and_stands_last(phone: Phone, conn: Conn) -> None:
    zone, _ = await make_zone(conn, "1", 120, 29, 121, 29.70035)
    patrol = await phone.start()
    await phone.send(patrol, batch(0, 8))
    zones = (await phone.get(f"/{patrol}"))["zones"]
    assert [(z["area_id"], z["seconds"]) for z in zones] == [(str(zone), 35), (None, 35)]


async def test_the_map_gets_parts_with_times_gaps_and_left_out_fixes(phone: Phone, patrol: str) -> None:
    track = await phone.get(f"/{patrol}/track")
    assert [len(p["coordinates"]) for p in track["parts"]] == [10, 9]
    start_ms = round(START.timestamp() * 1000)
    assert track["parts"][0]["coordinates"][1] == [120.25, 29.7001, start_ms + 10_000]
    assert [g["reason"] for g in track["gaps"]] == ["hidden"]
    assert [(d["reason"], d["at_ms"]) for d in track["dropped"]] == [("mock", start_ms + 1_030_000)]


async def test_a_straight_way_needs_two_vertices_when_drawn_to_within_a_metre(phone: Phone, patrol: str) -> None:
    track = await phone.get(f"/{patrol}/track", tolerance_m=1)
    assert [len(p["coordinates"]) for p in track["parts"]] == [2, 2]
    for wrong in ("-1", "1e400", "nan", "much"):
        answer = await phone.client.get(f"/api/patrols/{patrol}/track", params={"tolerance_m": wrong})
        assert answer.status_code in (400, 422), answer.text


async def test_a_patrol_without_fixes_has_an_empty_track(phone: Phone) -> None:
    patrol = await phone.start()
    assert await phone.get(f"/{patrol}/track") == {"parts": [], "gaps": [], "dropped": []}
    detail = await phone.get(f"/{patrol}")
    assert (detail["distance_m"], detail["zones"], detail["last_fix_at"]) == (0, [], None)


async def test_batches_still_on_their_way_are_a_gap_that_says_so(phone: Phone) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(0, 3))
    await phone.send(patrol, batch(6, 3))
    assert [g["reason"] for g in (await phone.get(f"/{patrol}"))["gaps"]] == ["not_received"]
    await phone.send(patrol, batch(3, 3))
    assert (await phone.get(f"/{patrol}"))["gaps"] == []


async def test_of_a_time_that_turns_out_to_be_off_duty_no_place_is_shown(phone: Phone) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(0, 30))
    await phone.event(patrol, "end", after(100))
    track = await phone.get(f"/{patrol}/track")
    assert ([len(p["coordinates"]) for p in track["parts"]], track["dropped"]) == ([17], [])
    assert (await phone.get(f"/{patrol}"))["dropped"] == [{"reason": "off_duty", "count": 13}]


async def test_looking_at_somebody_elses_way_leaves_a_trace_and_at_ones_own_does_not(
    phone: Phone, patrol: str, command_room: Person, conn: Conn
) -> None:
    for path in ("track", "track.gpx"):
        await phone.client.get(f"/api/patrols/{patrol}/{path}")
        assert (await command_room.client.get(f"/api/patrols/{patrol}/{path}")).status_code == 200
    rows = await conn.fetch("select actor, action from audit_events where action like 'patrol.track%' order by id")
    expected = [(command_room.id, "patrol.track_read"), (command_room.id, "patrol.track_exported")]
    assert [(r["actor"], r["action"]) for r in rows] == expected


async def drawn(conn: Conn, patrol: str) -> list[list[list[float]]]:
    """The display path: per part longitude, latitude, epoch seconds."""
    rows = await conn.fetch(
        "select st_asbinary(path) as wkb from patrol_paths where patrol_id = $1 order by part", UUID(patrol)
    )
    return [shapely.get_coordinates(shapely.from_wkb(r["wkb"]), include_m=True).tolist() for r in rows]


async def equals_the_track(phone: Phone, conn: Conn, patrol: str) -> bool:
    parts = (await phone.get(f"/{patrol}/track"))["parts"]
    shown = [[[x, y, ms / 1000] for x, y, ms in p["coordinates"]] for p in parts if len(p["coordinates"]) > 1]
    path = await drawn(conn, patrol)
    return len(path) == len(shown) and all(np.allclose(a, b, atol=0) for a, b in zip(path, shown, strict=True))


async def test_the_display_path_is_derived_at_the_end_and_again_after_late_batches_and_events(
    phone: Phone, patrol: str, conn: Conn
) -> None:
    database = OneConnection(conn)
    assert await paths.refresh(database) == 1
    assert await equals_the_track(phone, conn, patrol)
    assert await paths.refresh(database) == 0
    await phone.send(patrol, batch(20, 5, at=after(1150)))
    assert await paths.refresh(database) == 1
    assert await equals_the_track(phone, conn, patrol)
    assert len(await drawn(conn, patrol)) == 2
    await phone.event(patrol, "pause", after(1000))
    await phone.event(patrol, "resume", after(1110))
    assert await paths.refresh(database) == 1
    assert await equals_the_track(phone, conn, patrol)


async def test_a_running_patrol_has_no_display_path_yet(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(0, 3))
    assert await paths.refresh(OneConnection(conn)) == 0
    assert await drawn(conn, patrol) == []


async def test_the_application_keeps_display_paths_fresh_while_it_runs(
    phone: Phone, patrol: str, conn: Conn, app: Litestar, monkeypatch: pytest.MonkeyPatch
) -> None:
    refreshed, whole = asyncio.Event(), paths.refresh

    async def refresh(database: Database) -> int:
        try:
            return await whole(database)
        finally:
            refreshed.set()

    monkeypatch.setattr(paths, "refresh", refresh)
    async with upkeep.keep_up(app):
        await asyncio.wait_for(refreshed.wait(), 10)
    assert await equals_the_track(phone, conn, patrol)

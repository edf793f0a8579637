"""What phones send that cannot be, or hardly: each has its outcome, and nothing disappears without a word."""

from datetime import timedelta

import pytest

from backend.core.db import Conn
from geo import pack
from tests.backend.patrols.conftest import START, Phone, after, batch


async def test_five_thousand_fixes_are_no_batch_and_in_five_batches_they_are_all_there(
    phone: Phone, conn: Conn
) -> None:
    patrol = await phone.start()
    refused = await phone.send(patrol, batch(0, 5_000, step_s=1))
    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")
    answers = [await phone.send(patrol, batch(n * 1_000, 1_000, step_s=1)) for n in range(5)]
    assert [a.status_code for a in answers] == [201] * 5
    assert answers[-1].json()["acked_through"] == 4_999


async def test_twelve_hours_at_one_a_second_are_kept_and_read_as_one_way(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    for n in range(44):
        count = min(1_000, 43_201 - n * 1_000)
        assert (await phone.send(patrol, batch(n * 1_000, count, step_s=1))).status_code == 201
    assert await conn.fetchval("select point_count from patrols where id = $1", patrol) == 43_201
    detail = await phone.get(f"/{patrol}")
    assert (detail["gaps"], detail["dropped"]) == ([], [])
    assert detail["distance_m"] == pytest.approx(43_200 * 11.13, rel=0.01)


async def test_fixes_at_nought_nought_are_kept_aside_by_name_and_move_nobody(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(0, 5))
    nowhere = pack.write([0, 1000, 2000, 3000], [0] * 4, [0] * 4)
    header = pack.unpack(batch(5))[0]
    assert (await phone.send(patrol, pack.pack(header, nowhere))).status_code == 201
    await phone.send(patrol, batch(9, 5))
    assert (await phone.get(f"/{patrol}"))["dropped"] == [{"reason": "nowhere", "count": 4}]
    assert (await phone.get(f"/{patrol}"))["distance_m"] < 200
    assert await conn.fetchval("select lat > 29 and lon > 120 from live_positions")


async def test_only_fixes_at_nought_nought_put_nobody_on_the_map(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    await phone.send(patrol, pack.pack(pack.unpack(batch())[0], pack.write([0, 10_000, 20_000], [0] * 3, [0] * 3)))
    assert await conn.fetchval("select count(*) from live_positions") == 0


async def test_outside_the_county_is_a_place_like_any_other_outside_every_zone(phone: Phone) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(0, 30, lon=116.4, lat=39.9))
    detail = await phone.get(f"/{patrol}")
    assert detail["dropped"] == []
    assert [(z["area_id"], z["seconds"]) for z in detail["zones"]] == [(None, 290.0)]


async def test_a_fix_ten_years_old_is_not_of_this_patrol(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    refused = await phone.send(patrol, batch(at=START - timedelta(days=3652)))
    assert refused.status_code == 422
    assert [e["reason"] for e in refused.json()["errors"]] == ["before_start"]
    assert await conn.fetchval("select count(*) from track_batches") == 0


async def test_two_phones_of_one_person_are_two_patrols_that_name_each_other(phone: Phone) -> None:
    first, second = await phone.start(), await phone.start()
    for patrol in (first, second):
        assert (await phone.send(patrol, batch())).status_code == 201
    assert (await phone.get(f"/{first}"))["overlaps"] == [second]
    assert (await phone.get(f"/{second}"))["overlaps"] == [first]


async def test_a_patrol_that_ended_without_a_network_is_taken_in_whatever_order_it_comes(phone: Phone) -> None:
    patrol = await phone.start()
    assert (await phone.event(patrol, "end", after(300))).status_code in (200, 201)
    late = [await phone.send(patrol, batch(n * 10, 10)) for n in (2, 0, 1)]
    assert [a.status_code for a in late] == [201] * 3
    assert late[-1].json()["acked_through"] == 29
    beyond = await phone.send(patrol, batch(100, 5))
    assert [e["reason"] for e in beyond.json()["errors"]] == ["after_end"]

"""A phone whose clock is two days wrong, and is put back an hour more: everything is recorded, the person is told, the
server keeps both times."""

from datetime import timedelta
from itertools import count

import asyncpg
import pytest
from playwright.async_api import Page, expect

from tests.conftest import SHARED
from tests.e2e.conftest import NewPhone, shoot
from tests.e2e.county import CENTRE
from tests.e2e.test_main_job import EVENTUALLY_MS, capture, eventually, last_sight, sign_in_alone, tab
from tests.support.ground import Ground

pytestmark = pytest.mark.browser
OFF = timedelta(days=-2)
STEPS = count(1)

# Positions carry the time of the phone, so they are as wrong as its clock.
_WRONG_CLOCK = """
(() => {
  const Right = Date;
  globalThis.off = %d;
  globalThis.Date = class extends Right {
    constructor(...given) { given.length ? super(...given) : super(Right.now() + off); }
    static now() { return Right.now() + off; }
  };
  const watch = navigator.geolocation.watchPosition.bind(navigator.geolocation);
  navigator.geolocation.watchPosition = (told, ...rest) =>
    watch(({ coords, timestamp }) => told({ coords, timestamp: timestamp + off }), ...rest);
})();
"""


async def test_a_clock_two_days_slow_that_is_put_back_further_is_told_and_nothing_is_lost(
    new_phone: NewPhone, ground: Ground
) -> None:
    page = await new_phone()
    await page.add_init_script(_WRONG_CLOCK % (OFF.total_seconds() * 1000))
    async with last_sight(page):
        await page.goto("/")
        await sign_in_alone(page, "队员01")
        await expect(page.get_by_text("手机时间比服务器慢 48 小时 0 分钟")).to_be_visible(timeout=EVENTUALLY_MS)
        await shoot(page, "phone-clock-wrong")
        await page.get_by_role("button", name="开始巡查").click()
        await expect(page.get_by_text("巡查中").first).to_be_visible(timeout=EVENTUALLY_MS)
        await capture(page, "擅自超出门窗店外经营", [SHARED / "data" / "photos" / "DSCN0010.jpg"], "时钟不准")
        await eventually(lambda: _lead_came(ground), "the lead is there")
        await eventually(lambda: _walks_on(page, ground, 0), "the patrol has a fix")
        before = await _fixes(ground)
        await page.evaluate("off -= 3_600_000")
        await eventually(lambda: _walks_on(page, ground, before), "the patrol goes on")
        await tab(page, "勤务")
        await page.get_by_role("button", name="结束巡查").click()
        await page.get_by_role("button", name="确认结束").click()
        await eventually(lambda: _patrol_ended(ground), "the patrol has ended")
    await _both_times_are_kept(ground)


async def _lead_came(ground: Ground) -> bool:
    return bool(await _value(ground, "select count(*) = 1 from leads"))


async def _walks_on(page: Page, ground: Ground, before: int) -> bool:
    """A step further each time it is asked; the first tells the app that the clock was put back."""
    step = next(STEPS) * 2e-4
    await page.context.set_geolocation({"longitude": CENTRE[0], "latitude": CENTRE[1] + step, "accuracy": 8})
    return await _fixes(ground) > before


async def _fixes(ground: Ground) -> int:
    return int(str(await _value(ground, "select coalesce(sum(point_count), 0) from track_batches")))


async def _patrol_ended(ground: Ground) -> bool:
    return bool(await _value(ground, "select true from patrols where state = 'ended'"))


async def _both_times_are_kept(ground: Ground) -> None:
    for table, said in (("leads", "captured_at"), ("patrols", "started_at")):
        between = await _value(ground, f"select received_at - {said} from {table}")
        assert abs(between + OFF) < timedelta(minutes=5), (table, between)


async def _value(ground: Ground, sql: str) -> object:
    conn = await asyncpg.connect(ground.dsn)
    try:
        return await conn.fetchval(sql)
    finally:
        await conn.close()

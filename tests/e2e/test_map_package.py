"""An officer takes the town's map along in one tap, and sees its streets without a network."""

import io
import re

import asyncpg
import pytest
import shapely
from PIL import Image
from playwright.async_api import Page, expect

from backend.basemap import service
from backend.basemap.structs import FeatureKind, NewFeature
from tests.e2e.conftest import NewPhone, shoot
from tests.e2e.county import CENTRE
from tests.e2e.test_main_job import EVENTUALLY_MS, eventually, last_sight, sign_in_alone, tab
from tests.support.ground import Ground

pytestmark = pytest.mark.browser


async def build_a_street(ground: Ground) -> None:
    lon, lat = CENTRE
    street = shapely.LineString([(lon - 0.004, lat), (lon + 0.004, lat)])
    houses = [shapely.box(lon + n * 4e-4, lat + 2e-4, lon + n * 4e-4 + 3e-4, lat + 5e-4) for n in range(-8, 8)]
    conn = await asyncpg.connect(ground.dsn)
    features = [NewFeature(kind=FeatureKind.ROAD, name="人民路", rank=2, wkb=shapely.to_wkb(street))]
    features += [NewFeature(kind=FeatureKind.BUILDING, name="", rank=0, wkb=shapely.to_wkb(h)) for h in houses]
    await service.replace(conn, "story", features)
    await conn.close()


async def houses_on(page: Page) -> int:
    """How many pixels of the map are house: the only warm grey of the light theme, tinted by the zone above it."""
    shot = await page.get_by_role("region", name="本镇街地图").screenshot()
    pixels = Image.open(io.BytesIO(shot)).convert("RGB").getcolors(1 << 24) or []
    return sum(count for count, (r, g, b) in pixels if 190 < r < 235 and abs(r - g) < 8 and r - b > 7)


async def test_the_towns_map_comes_along_in_one_tap_and_is_drawn_without_a_network(
    new_phone: NewPhone, ground: Ground
) -> None:
    await build_a_street(ground)
    page = await new_phone()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    async with last_sight(page):
        await page.goto("/")
        await sign_in_alone(page, "队员01")
        await tab(page, "我的")
        await page.get_by_role("link", name="本镇街地图").click(timeout=EVENTUALLY_MS)
        await page.get_by_role("button", name="下载离线地图").click()
        await expect(page.get_by_text(re.compile("^已在本机"))).to_be_visible(timeout=EVENTUALLY_MS)
        await expect(page.get_by_role("button", name="从本机删除")).to_be_visible()

        await page.context.set_offline(True)
        await tab(page, "我的")
        # Gone from the map for certain: two addresses in one breath would leave it standing.
        await expect(page.get_by_role("link", name="本镇街地图")).to_be_visible(timeout=EVENTUALLY_MS)
        asked.clear()
        await page.goto("/#/map")
        await expect(page.get_by_text("暂时查不到地图的更新")).to_be_visible(timeout=EVENTUALLY_MS)
        await page.get_by_role("button", name="回到我的位置").click(timeout=EVENTUALLY_MS)

        async def drawn() -> bool:
            return await houses_on(page) > 200

        await eventually(drawn, "houses are drawn")
        await shoot(page, "phone-map-offline")
        assert not [url for url in asked if "/map/tiles/" in url]

        await page.get_by_role("button", name="从本机删除").click()
        await expect(page.get_by_text("未下载")).to_be_visible()

"""The command room at work, through its screen: by keys, by pointer, many at once, back again, played and printed."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from httpx import AsyncClient
from playwright.async_api import Page, expect

from backend.auth.caller import COOKIE
from backend.core.ids import uuid7
from tests.e2e.conftest import shoot
from tests.e2e.county import CENTRE
from tests.e2e.pointer import drag
from tests.e2e.test_main_job import EVENTUALLY_MS, eventually, say_why, watch
from tests.support.ground import Ground
from tests.support.leads import a_medium, reported
from tests.support.tus import upload

pytestmark = pytest.mark.browser
LON, LAT = CENTRE


@pytest.fixture
async def officer(ground: Ground) -> AsyncIterator[AsyncClient]:
    """队员000, signed in on a phone of their own."""
    (cookie,) = await ground.officers(1)
    headers = {"cookie": f"{COOKIE}={cookie[COOKIE]}"}
    async with AsyncClient(base_url=ground.url(0), headers=headers, timeout=60) as client:
        yield client


def now() -> str:
    return datetime.now(UTC).isoformat()


async def lead(officer: AsyncClient, note: str, *media: dict[str, Any]) -> dict[str, Any]:
    place = {"type": "Point", "coordinates": [LON + 0.01, LAT + 0.01]}
    return await reported(officer, *media, note=note, address=note, captured_at=now(), place=place)


async def on_patrol(officer: AsyncClient, minutes: int = 30) -> str:
    """Half an hour on duty with a fix every ten seconds and ten minutes without any."""
    patrol, begun = str(uuid7()), int(time.time() - minutes * 60) * 1000
    started = datetime.fromtimestamp(begun / 1000, UTC).isoformat()
    body = {"squad": "枫桥一组", "duty_zone_id": None, "vehicle": None, "started_at": started}
    assert (await officer.put(f"/api/patrols/{patrol}", json=body)).status_code == 201
    seconds = [s for s in range(0, minutes * 60, 10) if not 600 < s < 1200]
    for first in range(0, len(seconds), 50):
        await _fixes(officer, patrol, begun, first, seconds[first : first + 50])
    return patrol


async def _fixes(officer: AsyncClient, patrol: str, begun: int, first: int, seconds: list[int]) -> None:
    n = len(seconds)
    batch = {
        "first_seq": first,
        "t0": begun + seconds[0] * 1000,
        "sent_at": int(time.time() * 1000),
        "dt": [(s - seconds[0]) * 1000 for s in seconds],
        "lon": [round((LON + s * 1e-5) * 1e7) for s in seconds],
        "lat": [round(LAT * 1e7)] * n,
        "accuracy_dm": [80] * n, "speed_cms": [100] * n, "heading_ddeg": [900] * n, "flags": [80 << 8] * n,
    }  # fmt: skip
    answer = await officer.post(f"/api/patrols/{patrol}/track", json=batch)
    assert answer.status_code == 201, answer.text


async def steps(ground: Ground, lead_id: str) -> list[str]:
    conn = await asyncpg.connect(ground.dsn)
    try:
        rows = await conn.fetch('select kind from lead_steps where lead_id = $1 order by "order"', UUID(lead_id))
        return [row["kind"] for row in rows]
    finally:
        await conn.close()


def came_to(ground: Ground, lead_id: str, *kinds: str) -> Callable[[], Awaitable[bool]]:
    async def look() -> bool:
        return await steps(ground, lead_id) == list(kinds)

    return look


@asynccontextmanager
async def sight(page: Page, name: str) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await shoot(page, name)


def rows(desk: Page) -> Any:
    """Of the queue alone: the filters' lists have options of their own."""
    return desk.get_by_role("listbox", name="线索列表").get_by_role("option")


def row(desk: Page, note: str) -> Any:
    return rows(desk).filter(has_text=note)


async def test_a_new_lead_is_given_by_keys_alone_and_taken_back(
    ground: Ground, desk: Page, officer: AsyncClient
) -> None:
    await on_patrol(officer)
    await watch(desk)
    made = await lead(officer, "键盘派遣")
    async with sight(desk, "desk-keys"):
        await expect(row(desk, "键盘派遣")).to_be_visible(timeout=EVENTUALLY_MS)
        await desk.keyboard.press("j")
        await expect(row(desk, "键盘派遣")).to_have_attribute("aria-selected", "true")
        await desk.keyboard.press("g")
        dialog = desk.get_by_role("dialog")
        person = dialog.get_by_role("button", name=re.compile("队员000"))
        await expect(person).to_be_visible(timeout=EVENTUALLY_MS)
        await person.focus()
        await desk.keyboard.press("Enter")
        await eventually(came_to(ground, made["id"], "reported", "accepted", "assigned"), "the lead is given")
        await expect(desk.get_by_text(re.compile("已派遣给 队员000"))).to_be_visible()
        await desk.keyboard.press("u")
        await eventually(
            came_to(ground, made["id"], "reported", "accepted", "assigned", "withdrawn"), "it is taken back"
        )
        await expect(row(desk, "键盘派遣")).to_contain_text("待受理", timeout=EVENTUALLY_MS)
        await desk.keyboard.press("?")
        await desk.get_by_label("启用单键快捷键").uncheck()
        await desk.keyboard.press("Escape")
        await desk.keyboard.press("g")
        await expect(desk.get_by_role("dialog")).to_have_count(0)


async def test_a_lead_is_carried_to_an_officer_and_taken_back(ground: Ground, desk: Page, officer: AsyncClient) -> None:
    await on_patrol(officer)
    made = await lead(officer, "拖动派遣")
    await watch(desk)
    async with sight(desk, "desk-drag"):
        await row(desk, "拖动派遣").hover(position={"x": 120, "y": 20})
        await desk.mouse.down()
        await row(desk, "拖动派遣").hover(position={"x": 240, "y": 40}, force=True)
        target = desk.locator(".drop-list [data-officer]").first
        await expect(target).to_contain_text("队员000", timeout=EVENTUALLY_MS)
        await target.hover(position={"x": 30, "y": 15}, force=True)
        await expect(target).to_have_class("over")
        await desk.mouse.up()
        await eventually(came_to(ground, made["id"], "reported", "accepted", "assigned"), "the lead is given")
        await desk.get_by_role("button", name="撤销").click()
        await eventually(
            came_to(ground, made["id"], "reported", "accepted", "assigned", "withdrawn"), "it is taken back"
        )


async def test_many_are_rejected_with_one_reason_and_taken_back_together(
    ground: Ground, desk: Page, officer: AsyncClient
) -> None:
    made = [await lead(officer, f"重复{n}") for n in range(3)]
    await watch(desk)
    await expect(rows(desk)).to_have_count(3, timeout=EVENTUALLY_MS)
    async with sight(desk, "desk-many"):
        await desk.keyboard.press("Control+a")
        await expect(desk.get_by_text("已勾选 3 条")).to_be_visible()
        await desk.keyboard.press("r")
        await desk.get_by_role("button", name="与已有线索重复").click()
        await expect(desk.get_by_label(re.compile("理由"))).to_have_value("与已有线索重复")
        await desk.get_by_role("button", name=re.compile("确认不予受理")).click()
        for each in made:
            await eventually(came_to(ground, each["id"], "reported", "rejected"), "each is rejected")
        await expect(desk.get_by_text("已不予受理 3 条")).to_be_visible(timeout=EVENTUALLY_MS)
        await desk.keyboard.press("u")
        for each in made:
            await eventually(came_to(ground, each["id"], "reported", "rejected", "withdrawn"), "each is back")


async def test_a_filter_has_a_name_and_its_address_shows_another_the_same(desk: Page, officer: AsyncClient) -> None:
    await lead(officer, "有照片", a_medium(b"x"))
    await lead(officer, "没有照片")
    await watch(desk)
    await expect(rows(desk)).to_have_count(2, timeout=EVENTUALLY_MS)
    async with sight(desk, "desk-filter"):
        await desk.keyboard.press("f")
        await desk.get_by_label("有照片或视频").check()
        await expect(rows(desk)).to_have_count(1)
        await desk.get_by_role("button", name="存为常用").click()
        await desk.get_by_label("筛选名称").fill("带图")
        await desk.keyboard.press("Enter")
        await expect(desk.get_by_role("button", name="带图", exact=False).first).to_be_visible()
        await expect(desk).to_have_url(re.compile("photos=1"))
        other = await desk.context.new_page()
        await other.goto(desk.url)
        await expect(rows(other)).to_have_count(1, timeout=EVENTUALLY_MS)
        await other.close()
        await desk.goto("/command/#/room?state=nonsense&zone=x")
        await desk.reload()
        await expect(rows(desk)).to_have_count(2, timeout=EVENTUALLY_MS)
        await expect(desk.get_by_role("button", name="带图", exact=False).first).to_be_visible()
        await desk.keyboard.press("Shift+Digit1")
        await expect(rows(desk)).to_have_count(1)


async def test_two_photos_are_compared_and_a_file_says_what_it_states(
    desk: Page, officer: AsyncClient, shared: Path
) -> None:
    bodies = [(shared / "data" / "photos" / name).read_bytes() for name in ("DSCN0010.jpg", "DSCN0012.jpg")]
    media = [a_medium(body, filename=f"{n}.jpg") for n, body in enumerate(bodies)]
    await lead(officer, "对比照片", *media)
    for medium, body in zip(media, bodies, strict=True):
        await upload(officer, medium["id"], body)
    await watch(desk)
    async with sight(desk, "desk-compare"):
        await row(desk, "对比照片").click()
        await expect(desk.get_by_text("已收到 2/2 件")).to_be_visible(timeout=EVENTUALLY_MS)
        await desk.get_by_role("button", name=re.compile("查看 ")).first.click()
        dialog = desk.get_by_role("dialog")
        await say_why(desk, "投诉核查")
        await expect(dialog.get_by_text("NIKON COOLPIX P6000")).to_be_visible(timeout=EVENTUALLY_MS)
        await expect(dialog.get_by_text("文件自述（未经核实）")).to_be_visible()
        await desk.keyboard.press("c")
        pictures = dialog.locator(".lightbox-frame.zoom img")
        await expect(pictures).to_have_count(2, timeout=EVENTUALLY_MS)
        await desk.keyboard.press("+")
        for picture in await pictures.all():
            await expect(picture).to_have_attribute("style", re.compile(r"scale\(1\.4\)"))
        await desk.keyboard.press("Escape")
        await desk.get_by_role("button", name=re.compile("查看 ")).first.click()
        story = dialog.get_by_role("listitem").filter(has_text="查看大图")
        await expect(story).to_contain_text("目的：投诉核查", timeout=EVENTUALLY_MS)
    async with sight(desk, "desk-redact"):
        await _paint_over(desk)
        await expect(dialog.get_by_role("listitem").filter(has_text="制作副本")).to_have_count(0)
        await desk.keyboard.press("Escape")
        await expect(desk.get_by_text("遮挡版", exact=True)).to_be_visible(timeout=EVENTUALLY_MS)
    async with sight(desk, "desk-retention"):
        await desk.get_by_text("保存期限与保全").click()
        await expect(desk.get_by_text("线索办结后起算")).to_be_visible(timeout=EVENTUALLY_MS)
        await desk.get_by_role("button", name="保全材料…").click()
        await desk.get_by_label("理由（写明案件）").fill("行政复议")
        await desk.get_by_role("button", name="保全", exact=True).click()
        await expect(desk.get_by_text("保全中")).to_be_visible(timeout=EVENTUALLY_MS)


async def _paint_over(desk: Page) -> None:
    """By mouse and by keys, with one box taken back."""
    await desk.get_by_role("button", name="遮挡").click()
    tool = desk.get_by_role("dialog", name="遮挡照片")
    picture = tool.get_by_role("img")
    await eventually(lambda: picture.evaluate("i => i.complete && i.naturalWidth > 300"), "the photo is shown")
    await drag(picture, (0.1, 0.1), (0.4, 0.4))
    await desk.keyboard.press("n")
    await desk.keyboard.press("Shift+ArrowRight")
    await expect(tool.get_by_role("button", name=re.compile("块遮挡$"))).to_have_count(2)
    await shoot(desk, "desk-redact-boxes")
    await desk.set_viewport_size({"width": 390, "height": 844})
    await shoot(desk, "desk-redact-390")
    await desk.set_viewport_size({"width": 1440, "height": 900})
    for _ in range(2):
        await tool.get_by_role("button", name="撤销").click()
    await expect(tool.get_by_role("status")).to_have_text("1 块")
    await tool.get_by_role("button", name="生成遮挡版").click()
    await expect(tool).to_have_count(0, timeout=EVENTUALLY_MS)


async def test_the_last_hour_is_played_with_its_gap(desk: Page, officer: AsyncClient) -> None:
    await on_patrol(officer)
    await watch(desk)
    async with sight(desk, "desk-play"):
        await desk.get_by_role("button", name="回放最近一小时").click(timeout=EVENTUALLY_MS)
        bar = desk.get_by_role("region", name="轨迹回放")
        await expect(bar.get_by_text(re.compile("^缺口：")).first).to_be_attached(timeout=EVENTUALLY_MS)
        moment = bar.get_by_role("slider", name="回放时刻")
        before = float(await moment.input_value())
        await eventually(lambda: _beyond(moment, before), "it plays by itself")
        await moment.focus()
        await desk.keyboard.press("Space")
        before = await _stands(moment)
        await desk.keyboard.press("ArrowRight")
        await expect(moment).to_have_value(f"{before + 60_000:.0f}")
        await desk.keyboard.press("Space")
        await eventually(lambda: _beyond(moment, before + 61_000), "time passes")
        await desk.emulate_media(reduced_motion="reduce")
        await expect(bar.get_by_role("button", name=re.compile("播放|暂停"))).to_have_count(0)
        stands = await _stands(moment)
        await moment.focus()
        await desk.keyboard.press("Space")
        await desk.keyboard.press("ArrowRight")
        await expect(moment, "only steps move it").to_have_value(f"{stands + 60_000:.0f}")
        await bar.get_by_role("button", name="回到实时").click()
        await expect(bar).to_have_count(0)


_SAME = """async (slider) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (let last = NaN, same = 0; same < 5; last = slider.valueAsNumber) {
    await frame();
    same = slider.valueAsNumber === last ? same + 1 : 0;
  }
  return slider.valueAsNumber;
}"""


async def _stands(moment: Any) -> float:
    """Where it stands, once frames are drawn that move it no more."""
    return float(await moment.evaluate(_SAME))


async def _beyond(moment: Any, at: float) -> bool:
    return float(await moment.input_value()) > at


async def test_a_long_lead_and_a_patrol_are_printed_on_pages_with_nothing_cut(
    desk: Page, officer: AsyncClient, shared: Path
) -> None:
    body = (shared / "data" / "photos" / "DSCN0010.jpg").read_bytes()
    media = [a_medium(body, filename=f"{n}.jpg") for n in range(4)]
    made = await lead(officer, "打印", *media)
    for medium in media:
        await upload(officer, medium["id"], body)
    patrol = await on_patrol(officer)
    await watch(desk)
    pages = {}
    for kind, ident in (("lead", made["id"]), ("patrol", patrol)):
        await desk.goto(f"/command/#/print/{kind}/{ident}")
        await desk.reload()
        await expect(desk.locator("[data-ready]")).to_be_visible(timeout=EVENTUALLY_MS)
        if kind == "lead":
            await say_why(desk, "法制审核、复核")
            await eventually(lambda: _pictures(desk, 4), "the photos are there")
        pages[kind] = len(re.findall(rb"/Type\s*/Page\b(?!s)", await desk.pdf(prefer_css_page_size=True)))
        assert await desk.locator(".sheet .whole").evaluate_all(
            "all => all.every(e => getComputedStyle(e).breakInside === 'avoid')"
        )
    assert pages["lead"] > 1
    assert pages["patrol"] >= 1
    await desk.emulate_media(media="print")
    tallest = await desk.locator(".sheet .whole").evaluate_all("all => Math.max(...all.map(e => e.offsetHeight))")
    assert tallest < 261 / 25.4 * 96, "taller than a page: it would be cut"


async def _pictures(desk: Page, count: int) -> bool:
    shown = await desk.locator(".sheet figure img").evaluate_all("all => all.filter(i => i.naturalWidth > 0).length")
    if shown < count:
        await desk.reload()
        await asyncio.sleep(2)
    return bool(shown == count)

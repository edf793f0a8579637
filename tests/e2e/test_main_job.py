"""The main job: an officer patrols without a network, captures leads, the browser dies, and nothing is lost."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg
import psutil
import pytest
from playwright.async_api import BrowserContext, Error, Page, Playwright, expect

from tests.e2e.conftest import phone, shoot
from tests.e2e.county import CENTRE, PASSWORD
from tests.e2e.walk import follow, real_walk
from tests.support.ground import ORIGINALS, Ground
from tests.support.proxy import Proxy

pytestmark = pytest.mark.browser
SPEED = 8
"""How much faster than life the walk is."""
WALKED_S = 240
EVENTUALLY_MS = 60_000


async def sign_in(page: Page, name: str) -> None:
    await page.get_by_label(re.compile("用户名|账号")).fill(name)
    await page.get_by_label("密码", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="登录", exact=True).click()


async def sign_in_alone(page: Page, name: str) -> None:
    """Sign in on a phone that nobody else uses."""
    await sign_in(page, name)
    await page.get_by_role("button", name="只有我用这部手机").click(timeout=EVENTUALLY_MS)


async def tab(page: Page, name: str) -> None:
    await page.get_by_role("navigation", name="主要功能").get_by_role("link", name=re.compile(name)).click()


async def ready_for_offline(page: Page) -> None:
    """The service worker is in charge and the reference data is there."""
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await expect(page.get_by_text("当前位置：枫桥镇东片勤务区")).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(page.get_by_role("button", name="开始巡查")).to_be_enabled(timeout=EVENTUALLY_MS)


async def capture(page: Page, category: str, photos: list[Path], note: str, *, pictured: bool = True) -> None:
    """Back when "已存入本机" is shown. ``pictured``: keep a picture of the filled form."""
    await tab(page, "采集")
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("dialog", name="拍照").get_by_text("相册", exact=True).click()
    await (await choosing.value).set_files([str(p) for p in photos])
    await page.get_by_role("button", name=re.compile(category)).first.click()
    await page.get_by_label("情况说明").fill(note)
    await expect(page.get_by_role("button", name="上报")).to_be_enabled(timeout=EVENTUALLY_MS)
    if pictured:
        await shoot(page, f"phone-capture-{note}")
    await page.get_by_role("button", name="上报").click()
    await expect(page.get_by_text("已存入本机")).to_be_visible(timeout=EVENTUALLY_MS)


async def kill_browser(context: BrowserContext, profile: Path) -> list[Any]:
    """SIGKILL to the whole tree, as when the battery is pulled out.

    What the browser held in cookies comes back, to be given to the next one: Chromium writes them to its disk only
    twice a minute, and in real life the session is older than that.
    """
    cookies = await context.cookies()
    killed = [p for p in psutil.process_iter(["cmdline"]) if str(profile) in " ".join(p.info["cmdline"] or [])]
    for process in killed:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    await asyncio.to_thread(psutil.wait_procs, killed, 10)
    return cookies


async def eventually(ask: Callable[[], Awaitable[bool]], what: str, seconds: float = 60) -> None:
    until = asyncio.get_running_loop().time() + seconds
    while not await ask():
        if asyncio.get_running_loop().time() > until:
            raise AssertionError(f"did not come true: {what}")
        await asyncio.sleep(0.25)


# Media on the phone, and those of them of which an entry says that they were captured.
SIGNED = """
async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await done(indexedDB.open("fengxun"));
  const all = (store) => done(db.transaction(store).objectStore(store).getAll());
  const [media, entries] = [await all("media"), await all("entries")];
  db.close();
  return [media.map(({ id }) => id).sort(), entries.map(({ capture }) => capture).sort()];
}
"""


async def watch(desk: Page) -> None:
    await desk.goto("/command/")
    await sign_in(desk, "指挥员01")
    await expect(desk.get_by_role("status").filter(has_text="实时")).to_be_visible(timeout=EVENTUALLY_MS)


async def open_phone(
    playwright: Playwright, profile: Path, network: Proxy, cookies: Sequence[Any] = ()
) -> tuple[BrowserContext, Page]:
    context = await phone(playwright, profile, f"http://localhost:{network.port}")
    await context.add_cookies(list(cookies))
    page = context.pages[0] if context.pages else await context.new_page()
    return context, page


@asynccontextmanager
async def last_sight(*pages: Page) -> AsyncIterator[None]:
    """When a story fails, keep what the pages showed at that moment."""
    try:
        yield
    except BaseException:
        for number, page in enumerate(pages):
            with suppress(Error):
                await shoot(page, f"failed-{number}")
        raise


async def test_an_officer_patrols_and_captures_offline_dies_comes_back_and_everything_arrives_once(
    playwright: Playwright, ground: Ground, network: Proxy, desk: Page, shared: Path, tmp_path: Path
) -> None:
    profile = tmp_path / "phone"
    photos = [shared / "data" / "photos" / name for name in ("DSCN0010.jpg", "DSCN0012.jpg", "portrait_6.jpg")]
    await watch(desk)
    context, page = await open_phone(playwright, profile, network)
    await page.goto("/")
    await sign_in_alone(page, "队员01")
    await ready_for_offline(page)
    await shoot(page, "phone-duty-ready")

    network.no_signal()
    await context.set_offline(True)
    await page.get_by_role("button", name="开始巡查").click()
    await expect(page.get_by_text("巡查中").first).to_be_visible(timeout=EVENTUALLY_MS)
    walk = real_walk(shared / "data" / "geolife_tracks.csv", CENTRE, WALKED_S)
    walking = asyncio.create_task(follow(context, walk, SPEED))
    async with last_sight(page):
        await capture(page, "擅自超出门窗店外经营", photos[:2], "店外堆放货物")
        await capture(page, "未按规定分类投放生活垃圾", photos[2:], "垃圾未分类")
    await walking
    await tab(page, "勤务")
    await shoot(page, "phone-patrol-offline")
    await tab(page, "同步")
    await expect(page.get_by_text("等待发送").first).to_be_visible()
    await shoot(page, "phone-outbox-offline")
    assert await _count(ground, "leads") == 0

    cookies = await kill_browser(context, profile)
    context, page = await open_phone(playwright, profile, network, cookies)
    await context.set_offline(True)
    await page.goto("/")
    await tab(page, "同步")
    await expect(page.get_by_text("擅自超出门窗店外经营").first).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(page.get_by_text("未按规定分类投放生活垃圾").first).to_be_visible()
    media, signed = await page.evaluate(SIGNED)
    assert len(media) == 3
    assert signed == media, "what was said to be saved was signed in the same moment"
    await shoot(page, "phone-outbox-after-kill")

    async with last_sight(page, desk):
        network.signal()
        await context.set_offline(False)
        await eventually(lambda: _all_here(ground), "two leads and three photos are received")
        await _the_command_room_sees_the_officer(desk)
        await _the_phone_delivers(ground, page)
        await _everything_is_there_once(ground, photos, len(walk))
        await _each_photo_was_signed_and_has_a_receipt(ground, page)
        await _the_command_room_sees_it(desk)
        await _the_reporter_sees_the_decision(desk, page)
    await context.close()


async def _the_phone_delivers(ground: Ground, page: Page) -> None:
    await expect(page.get_by_text("已送达").first).to_be_visible(timeout=EVENTUALLY_MS)
    await shoot(page, "phone-outbox-delivered")
    await tab(page, "勤务")
    await page.get_by_role("button", name="结束巡查").click()
    await page.get_by_role("button", name="确认结束").click()
    await expect(page.locator(".home-today [role=status]")).to_be_in_viewport(timeout=EVENTUALLY_MS)
    await expect(page.locator(".home-today a[href^='#/patrol']")).to_be_in_viewport()
    await eventually(lambda: _ended(ground), "the patrol has ended")
    await page.locator("a[href^='#/patrol']").first.click()
    await expect(page.get_by_role("img", name=re.compile("轨迹图"))).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(page.get_by_text("结束时间")).to_be_visible()
    await shoot(page, "phone-own-patrol")
    await page.get_by_role("link", name="在地图上看").click()
    await expect(page.locator(".town-map-buttons")).to_be_visible(timeout=EVENTUALLY_MS)
    await shoot(page, "phone-patrol-map")
    await page.go_back()
    await page.go_back()
    await tab(page, "线索")
    await expect(page.get_by_text("待受理").first).to_be_visible(timeout=EVENTUALLY_MS)
    await shoot(page, "phone-my-leads")


async def _count(ground: Ground, table: str) -> int:
    conn = await asyncpg.connect(ground.dsn)
    try:
        return int(await conn.fetchval(f"select count(*) from {table}"))
    finally:
        await conn.close()


async def _all_here(ground: Ground) -> bool:
    conn = await asyncpg.connect(ground.dsn)
    try:
        leads = await conn.fetchval("select count(*) from leads")
        media = await conn.fetchval("select count(*) from media where state = 'received'")
        return bool(leads == 2 and media == 3)
    finally:
        await conn.close()


async def _ended(ground: Ground) -> bool:
    conn = await asyncpg.connect(ground.dsn)
    try:
        return bool(await conn.fetchval("select true from patrols where state = 'ended'"))
    finally:
        await conn.close()


async def _everything_is_there_once(ground: Ground, photos: list[Path], walked: int) -> None:
    conn = await asyncpg.connect(ground.dsn)
    try:
        assert await conn.fetchval("select count(*) from leads") == 2
        assert await conn.fetchval("select count(*) from patrols") == 1
        rows = await conn.fetch("select sha256, stored_sha256, object_key from media")
        seqs = await conn.fetch(
            "select seq from track_batches, generate_series(first_seq, first_seq + point_count - 1) as seq order by seq"
        )
    finally:
        await conn.close()
    want = sorted(hashlib.sha256(p.read_bytes()).hexdigest() for p in photos)
    assert sorted(r["sha256"] for r in rows) == sorted(r["stored_sha256"] for r in rows) == want
    store = ground.store()
    stored = [store.get_object(bucket_name=ORIGINALS, object_name=r["object_key"]) for r in rows]
    assert sorted(hashlib.sha256(s.read()).hexdigest() for s in stored) == want
    for each in stored:
        each.close()
        each.release_conn()
    numbers = [r["seq"] for r in seqs]
    assert numbers == list(range(len(numbers))), "a fix is missing or doubled"
    assert len(numbers) >= walked * 0.3, f"{len(numbers)} fixes of {walked}: a phone keeps about one a second"


async def _each_photo_was_signed_and_has_a_receipt(ground: Ground, page: Page) -> None:
    """One chain without a gap; the receipt of each names its entry, and the phone has checked and kept it."""
    await eventually(lambda: _receipts(ground), "three receipts")
    conn = await asyncpg.connect(ground.dsn)
    try:
        chain = await conn.fetch("select n, state, subject, sha256 from chain_entries order by n")
        media = {r["id"] for r in await conn.fetch("select id from media")}
        receipts = await conn.fetch("select medium_id, text from media_receipts")
    finally:
        await conn.close()
    assert [(each["n"], each["state"]) for each in chain] == [(1, "whole"), (2, "whole"), (3, "whole")]
    assert {each["subject"] for each in chain} == media
    named = {each["medium_id"]: each["text"].split("\n")[7] for each in receipts}
    assert named == {each["subject"]: each["sha256"] for each in chain}
    await tab(page, "同步")
    await expect(page.get_by_text("已存证，回执有效：3 份")).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(page.get_by_text(re.compile("已存证，回执有效，将于")).first).to_be_visible()
    await shoot(page, "phone-outbox-receipts")
    await page.get_by_role("link", name="还没有人核准本机的取证密钥").click(timeout=EVENTUALLY_MS)
    await expect(page.get_by_text("已登记，等待核准")).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(page.get_by_text("请当面或打电话把下面的指纹报给系统管理员")).to_be_visible()
    await page.get_by_role("heading", name="取证密钥").scroll_into_view_if_needed()
    await shoot(page, "phone-settings-key")
    await tab(page, "线索")


async def _receipts(ground: Ground) -> bool:
    return await _count(ground, "media_receipts") == 3


async def _the_command_room_sees_the_officer(desk: Page) -> None:
    """On duty, with the place of the last fix, while the page stood open."""
    await desk.get_by_role("tab", name=re.compile("在岗")).click()
    officer = desk.get_by_role("region", name="在岗人员").get_by_role("button", name=re.compile("队员01"))
    await expect(officer).to_contain_text("勤务区", timeout=EVENTUALLY_MS)
    await officer.click()
    await shoot(desk, "desk-officer")
    await desk.get_by_role("tab", name=re.compile("线索")).click()


async def say_why(desk: Page, purpose: str = "办案核查") -> None:
    """What one looks for at a lead's photos, asked once."""
    await desk.get_by_label("查看目的").select_option(label=purpose, timeout=EVENTUALLY_MS)
    await desk.get_by_role("button", name="查看", exact=True).click()


async def _the_command_room_sees_it(desk: Page) -> None:
    """Without a reload: the leads arrived while the page stood open."""
    queue = desk.get_by_role("listbox", name="线索列表")
    await expect(queue.get_by_role("option")).to_have_count(2, timeout=EVENTUALLY_MS)
    await queue.get_by_role("option").filter(has_text="店外").first.click()
    detail = desk.get_by_role("article", name="线索详情")
    await expect(detail.get_by_text("店外堆放货物")).to_be_visible(timeout=EVENTUALLY_MS)
    await expect(detail.get_by_text("已收到，校验一致").first).to_be_visible(timeout=EVENTUALLY_MS)
    await shoot(desk, "desk-lead")
    await detail.get_by_role("button", name=re.compile("查看 ")).first.click()
    await say_why(desk)
    picture = desk.get_by_role("dialog").locator("img")
    await expect(picture).to_be_visible(timeout=EVENTUALLY_MS)
    await eventually(lambda: picture.evaluate("i => i.complete && i.naturalWidth > 300"), "the photo is shown")
    await shoot(desk, "desk-photo")
    await desk.keyboard.press("Escape")
    await desk.get_by_role("tab", name=re.compile("巡查")).click()
    await desk.get_by_role("button", name=re.compile("队员01")).first.click()
    await expect(desk.get_by_role("article", name=re.compile("队员01"))).to_be_visible(timeout=EVENTUALLY_MS)
    await shoot(desk, "desk-patrol")


async def _the_reporter_sees_the_decision(desk: Page, page: Page) -> None:
    await desk.get_by_role("tab", name=re.compile("线索")).click()
    await desk.get_by_role("listbox", name="线索列表").get_by_role("option").filter(has_text="垃圾").click()
    await desk.get_by_role("button", name="受理", exact=True).click()
    await expect(desk.get_by_text("指挥员01 受理")).to_be_visible(timeout=EVENTUALLY_MS)
    await page.get_by_role("button", name="刷新").click()
    await expect(page.get_by_text("已受理").first).to_be_visible(timeout=EVENTUALLY_MS)

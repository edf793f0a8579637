"""Capturing: photo, category, send. And whatever an officer adds, or the phone takes away."""

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import asyncpg
import puremagic
import pytest
from playwright.async_api import BrowserContext, Locator, Page, Playwright, expect

from infra.dev import places
from tests.e2e import county, keys
from tests.e2e.conftest import NewPhone, phone, shoot
from tests.e2e.pointer import drag
from tests.e2e.test_main_job import eventually, kill_browser, last_sight, say_why, sign_in_alone, tab, watch
from tests.support.ground import ORIGINALS, Ground

pytestmark = pytest.mark.browser
SOON_MS = 20_000
OUTSIDE = "擅自超出门窗店外经营"
HASH_SHOTS = """
window.shots = [];
const note = async (photo) => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await photo.arrayBuffer()));
  window.shots.push([...digest].map((b) => b.toString(16).padStart(2, "0")).join(""));
};
const take = ImageCapture.prototype.takePhoto;
ImageCapture.prototype.takePhoto = async function (...words) {
  const photo = await take.apply(this, words);
  await note(photo);
  return photo;
};
const draw = HTMLCanvasElement.prototype.toBlob;
HTMLCanvasElement.prototype.toBlob = function (tell, ...words) {
  draw.call(this, (photo) => note(photo).then(() => tell(photo)), ...words);
};
"""
FULL = """() => {
  const put = IDBObjectStore.prototype.put;
  let left = 8;  // parts of 1 MiB
  IDBObjectStore.prototype.put = function (...words) {
    if (this.name === "parts" && left-- <= 0) throw new DOMException("no room", "QuotaExceededError");
    return put.apply(this, words);
  };
  window.emptied = () => { IDBObjectStore.prototype.put = put; };
}"""
PLAY = """async (blob) => {
  const film = document.createElement("video");
  film.muted = true;
  film.src = URL.createObjectURL(await blob());
  await film.play();
  while (film.currentTime < 0.4) await new Promise((resolve) => setTimeout(resolve, 50));
  return film.videoWidth;
}"""


class Hand:
    """A person at a phone, whose taps are counted."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.context = context
        self.page = page
        self.taps = 0

    async def tap(self, what: Locator) -> None:
        await expect(what).to_be_enabled(timeout=SOON_MS)
        await what.tap()
        self.taps += 1

    @property
    def shutter(self) -> Locator:
        return self.page.get_by_role("dialog", name="拍照").get_by_role("button", name="拍照", exact=True)

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))

    async def open_camera(self) -> None:
        await tab(self.page, "采集")
        await expect(self.page.get_by_role("dialog", name="拍照")).to_be_visible(timeout=SOON_MS)

    async def send(self) -> None:
        await self.tap(self.button(re.compile("^(上报|不是同一件，上报)$")))
        await expect(self.page.get_by_text("已存入本机")).to_be_visible(timeout=SOON_MS)

    async def choose(self, category: str = OUTSIDE) -> None:
        await self.tap(self.button(re.compile(category)).first)

    async def pick(self, *files: Path) -> None:
        """From the gallery, out of the camera."""
        async with self.page.expect_file_chooser() as choosing:
            await self.page.get_by_role("dialog").get_by_text("相册", exact=True).tap()
        await (await choosing.value).set_files([str(f) for f in files])


@pytest.fixture
async def hand(new_phone: NewPhone, ground: Ground) -> AsyncIterator[Hand]:
    page = await new_phone()
    await begin(page.context, page, ground)
    await sign_in_alone(page, "队员01")
    await expect(page.get_by_text("当前位置：枫桥镇东片勤务区")).to_be_visible(timeout=SOON_MS)
    async with last_sight(page):
        yield Hand(page.context, page)


async def begin_mortal(
    playwright: Playwright, ground: Ground, profile: Path, cookies: Sequence[Any] = ()
) -> tuple[BrowserContext, Page]:
    context = await phone(playwright, profile, ground.url())
    await context.add_cookies(list(cookies))
    page = context.pages[0] if context.pages else await context.new_page()
    await begin(context, page, ground)
    return context, page


async def begin(context: BrowserContext, page: Page, ground: Ground) -> None:
    await context.grant_permissions(["geolocation", "camera", "microphone"], origin=ground.url())
    # Off the border of the zones.
    lon, lat = county.CENTRE
    await context.set_geolocation({"longitude": lon + 0.002, "latitude": lat, "accuracy": 8})
    await context.add_init_script(HASH_SHOTS)
    await page.goto("/")


async def media_of_newest_lead(ground: Ground) -> list[dict[str, Any]]:
    conn = await asyncpg.connect(ground.dsn)
    try:
        return [
            dict(row)
            for row in await conn.fetch(
                """
                select * from media where lead_id = (select id from leads order by received_at desc limit 1)
                order by role, id
                """
            )
        ]
    finally:
        await conn.close()


async def leads(ground: Ground) -> int:
    conn = await asyncpg.connect(ground.dsn)
    try:
        return int(await conn.fetchval("select count(*) from leads"))
    finally:
        await conn.close()


async def arrived(ground: Ground, before: int, roles: list[str]) -> dict[str, dict[str, Any]]:
    """The media of the lead that has come since, by role; every one received."""

    async def here() -> bool:
        if await leads(ground) == before:
            return False
        media = await media_of_newest_lead(ground)
        return sorted(m["role"] for m in media) == sorted(roles) and all(m["state"] == "received" for m in media)

    await eventually(here, f"a lead with {roles} is received", 40)
    return {m["role"]: m for m in await media_of_newest_lead(ground)}


def stored(ground: Ground, medium: dict[str, Any]) -> bytes:
    answer = ground.store().get_object(bucket_name=ORIGINALS, object_name=medium["object_key"])
    try:
        return bytes(answer.read())
    finally:
        answer.close()
        answer.release_conn()


async def test_a_photo_is_reported_in_three_taps_and_its_stamped_copy_leaves_the_original_as_it_was(
    hand: Hand, ground: Ground
) -> None:
    before = await leads(ground)
    await hand.open_camera()
    hand.taps = 0
    await shoot(hand.page, "capture-camera")
    await hand.tap(hand.shutter)
    await expect(hand.button(re.compile(OUTSIDE)).first).to_be_visible(timeout=SOON_MS)
    await shoot(hand.page, "capture-category")
    await hand.choose()
    await expect(hand.button("上报")).to_be_enabled(timeout=SOON_MS)
    await shoot(hand.page, "capture-form")
    await hand.send()
    assert hand.taps == 3
    await shoot(hand.page, "capture-sent")
    media = await arrived(ground, before, ["original", "stamped"])
    original, stamped = media["original"], media["stamped"]
    assert original["source"] == "camera"
    assert original["sha256"] == hashlib.sha256(stored(ground, original)).hexdigest()
    assert original["sha256"] in await hand.page.evaluate("window.shots"), "not as the camera gave it"
    assert stamped["derived_from"] == original["id"]
    assert stamped["detected_mime"] == "image/jpeg"
    assert await moment(ground, original) == (True, True), "it came after the newest signed time, and so long after"
    (places.state() / "screens" / "capture-stamped.jpg").write_bytes(stored(ground, stamped))


async def moment(ground: Ground, medium: dict[str, Any]) -> tuple[bool, bool]:
    """Whether the entry of a capture names a signed time, and how long it had been."""
    conn = await asyncpg.connect(ground.dsn)
    try:
        entry = json.loads(await conn.fetchval("select entry from chain_entries where subject = $1", medium["id"]))
    finally:
        await conn.close()
    return entry["beacon"]["text"].startswith("fengxun/beacon/v1\n"), entry["mono_ms"] >= 0


async def test_what_was_sent_can_be_taken_back_before_it_leaves_the_phone(hand: Hand, ground: Ground) -> None:
    before = await leads(ground)
    await hand.open_camera()
    await hand.tap(hand.shutter)
    await hand.choose()
    await hand.send()
    await hand.tap(hand.button(re.compile("撤回")))
    await expect(hand.button("上报")).to_be_visible(timeout=SOON_MS)
    await expect(hand.page.get_by_role("img", name="照片 1")).to_be_visible(timeout=SOON_MS)
    assert await leads(ground) == before
    await hand.tap(hand.button("放大查看照片 1"))
    await expect(hand.page.locator(".photo-view .zoom img")).to_be_visible(timeout=SOON_MS)
    await shoot(hand.page, "capture-photo-large")
    await hand.page.go_back()
    await expect(hand.page.locator(".photo-view")).to_have_count(0)
    await expect(hand.button("上报")).to_be_visible()
    await hand.send()
    await hand.tap(hand.button("再采一条"))
    await expect(hand.page.get_by_role("dialog", name="拍照")).to_be_visible(timeout=SOON_MS)
    await arrived(ground, before, ["original", "stamped"])


async def test_a_draft_is_found_from_the_first_screen_and_from_the_leads_and_what_goes_is_signed(
    hand: Hand, ground: Ground
) -> None:
    await hand.open_camera()
    await hand.tap(hand.shutter)
    await expect(hand.button(re.compile(OUTSIDE)).first).to_be_visible(timeout=SOON_MS)
    for screen in ("线索", "勤务"):
        await tab(hand.page, screen)
        await hand.page.get_by_role("link", name="1 份草稿没有上报").tap()
        await expect(hand.page.get_by_text("1 份材料")).to_be_visible(timeout=SOON_MS)
        await expect(hand.page.get_by_role("dialog", name="拍照")).to_be_hidden()
    await hand.page.locator("a.list-row").first.tap()
    await hand.tap(hand.button("删除 照片 1"))
    await hand.tap(hand.button("模糊"))
    await shoot(hand.page, "capture-remove")
    await hand.tap(hand.button("删除"))
    await eventually(lambda: deletions(ground), "the photo and its stamped copy were thrown away, and it is signed why")


async def deletions(ground: Ground) -> bool:
    conn = await asyncpg.connect(ground.dsn)
    try:
        entries = await conn.fetch("select kind, entry, state from chain_entries order by n")
    finally:
        await conn.close()
    said = [(each["kind"], each["state"], json.loads(each["entry"]).get("reason")) for each in entries]
    return said == [("capture", "whole", None)] * 2 + [("deleted", "whole", "blurred")] * 2


async def test_a_film_is_paused_resumed_sent_and_plays(hand: Hand, ground: Ground, desk: Page) -> None:
    before = await leads(ground)
    await hand.open_camera()
    await hand.tap(hand.button("录像"))
    await expect(hand.page.get_by_text("最长 5 分钟")).to_be_visible()
    await hand.tap(hand.button("开始录像"))
    await asyncio.sleep(1.5)
    await hand.tap(hand.button("暂停"))
    await expect(hand.page.get_by_text("已暂停")).to_be_attached()
    await shoot(hand.page, "capture-film")
    await hand.tap(hand.button("继续"))
    await asyncio.sleep(1.2)
    await hand.tap(hand.button("结束录像"))
    await hand.choose()
    await hand.send()
    film = (await arrived(ground, before, ["original"]))["original"]
    content = stored(ground, film)
    assert len(content) == film["size"] > 20_000
    assert hashlib.sha256(content).hexdigest() == film["sha256"]
    assert film["detected_mime"] in {"video/webm", "video/mp4"}
    assert puremagic.from_string(content[:4096]) in {".webm", ".mkv", ".mp4", ".m4v"}
    width = await hand.page.evaluate(
        f"({PLAY})(async () => (await fetch('/api/media/{film['id']}/original?purpose=own_capture')).blob())"
    )
    assert width > 0
    await the_desk_plays_it(desk)


async def the_desk_plays_it(desk: Page) -> None:
    """Among the lead's photos, large, with the browser's own controls."""
    await watch(desk)
    await desk.get_by_role("listbox", name="线索列表").get_by_role("option").first.click(timeout=SOON_MS)
    await desk.get_by_role("article", name="线索详情").get_by_role("button", name=re.compile("查看 ")).first.click()
    await say_why(desk)
    film = desk.get_by_role("dialog").locator("video[controls]")
    await expect(film).to_be_visible(timeout=SOON_MS)
    await film.evaluate("film => { film.muted = true; return film.play(); }")
    await eventually(lambda: film.evaluate("f => f.currentTime > 0.3 && f.videoWidth > 0"), "the film runs")
    await expect(desk.get_by_role("dialog").get_by_role("button", name="放大")).to_have_count(0)
    await shoot(desk, "desk-film")


async def test_a_browser_killed_while_recording_loses_no_more_than_the_last_moment(
    playwright: Playwright, ground: Ground, tmp_path: Path
) -> None:
    profile = tmp_path / "phone"
    context, page = await begin_mortal(playwright, ground, profile)
    await sign_in_alone(page, "队员02")
    await expect(page.get_by_text("当前位置：枫桥镇东片勤务区")).to_be_visible(timeout=SOON_MS)
    hand = Hand(context, page)
    await hand.open_camera()
    await hand.tap(hand.button("录像"))
    await hand.tap(hand.button("开始录像"))
    await expect(page.get_by_text(re.compile("0:00:04"))).to_be_visible(timeout=SOON_MS)
    cookies = await kill_browser(context, profile)
    context, page = await begin_mortal(playwright, ground, profile, cookies)
    async with last_sight(page):
        hand = Hand(context, page)
        await hand.open_camera()
        await hand.tap(hand.button("关闭"))
        await expect(page.get_by_role("heading", name="草稿")).to_be_visible(timeout=SOON_MS)
        await shoot(page, "capture-drafts")
        await page.locator("a.list-row").first.tap()
        await expect(page.get_by_text("录制中断，已找回")).to_be_visible(timeout=SOON_MS)
        await hand.choose()
        before = await leads(ground)
        await hand.send()
        film = (await arrived(ground, before, ["original"]))["original"]
        assert "cut-short" in film["filename"]
        width = await page.evaluate(
            f"({PLAY})(async () => (await fetch('/api/media/{film['id']}/original?purpose=own_capture')).blob())"
        )
        assert width > 0
    await context.close()


async def test_marks_are_drawn_by_finger_and_keys_onto_a_copy(hand: Hand, ground: Ground, shared: Path) -> None:
    photo = shared / "data" / "photos" / "DSCN0010.jpg"
    before = await leads(ground)
    await hand.open_camera()
    await hand.pick(photo)
    await hand.choose()
    await hand.tap(hand.button(re.compile("^标注：")))
    dialog = hand.page.get_by_role("dialog", name="标注照片")
    canvas = dialog.get_by_role("application")
    await expect(canvas).to_be_visible()
    await eventually(lambda: canvas.evaluate("c => c.width > 320"), "the photo is shown")
    await drag(canvas, (0.1, 0.1), (0.5, 0.5))
    await hand.tap(dialog.get_by_role("button", name="遮挡"))
    await drag(canvas, (0.6, 0.6), (0.9, 0.9))
    await expect(dialog.get_by_text("已有 2 处标注")).to_be_attached()
    await hand.page.keyboard.press("Control+z")
    await expect(dialog.get_by_text("已有 1 处标注")).to_be_attached()
    await hand.tap(dialog.get_by_role("button", name="重做"))
    await hand.tap(dialog.get_by_role("button", name="圆圈"))
    await hand.tap(dialog.get_by_role("button", name="蓝"))
    await canvas.focus()
    for key in ("Enter", "Shift+ArrowRight", "Shift+ArrowUp", "Enter"):
        await hand.page.keyboard.press(key)
    await shoot(hand.page, "capture-annotate")
    await hand.tap(dialog.get_by_role("button", name="保存副本"))
    await expect(hand.page.get_by_text("已加标注").first).to_be_visible(timeout=SOON_MS)
    await hand.send()
    media = await arrived(ground, before, ["original", "annotated"])
    assert media["original"]["sha256"] == hashlib.sha256(photo.read_bytes()).hexdigest()
    assert media["original"]["source"] == "gallery"
    assert media["annotated"]["derived_from"] == media["original"]["id"]
    (places.state() / "screens" / "capture-annotated.jpg").write_bytes(stored(ground, media["annotated"]))


async def test_a_voice_note_is_recorded_heard_and_sent(hand: Hand, ground: Ground) -> None:
    before = await leads(ground)
    await hand.open_camera()
    await hand.tap(hand.shutter)
    await expect(hand.page.get_by_text("已加水印")).to_be_visible(timeout=SOON_MS)
    await hand.tap(hand.button("语音说明"))
    await expect(hand.page.get_by_text("正在录音")).to_be_visible(timeout=SOON_MS)
    await asyncio.sleep(1.5)
    await shoot(hand.page, "capture-voice")
    await hand.tap(hand.button("结束录音"))
    player = hand.page.locator("audio")
    await expect(player).to_be_visible(timeout=SOON_MS)
    await player.evaluate("async (audio) => { audio.muted = true; await audio.play(); }")
    await hand.choose()
    await hand.send()
    media = await arrived(ground, before, ["original", "stamped", "voice"])
    assert media["voice"]["detected_mime"] in {"audio/webm", "audio/mp4"}


async def test_without_permission_for_the_camera_the_gallery_and_a_note_are_left(hand: Hand, ground: Ground) -> None:
    await hand.page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError') } }"
    )
    before = await leads(ground)
    await hand.open_camera()
    await expect(hand.page.get_by_text("没有相机权限")).to_be_visible()
    await expect(hand.page.get_by_text("用系统相机拍照")).to_be_visible()
    await shoot(hand.page, "capture-denied")
    await hand.tap(hand.button("不拍照，直接填写"))
    await hand.choose()
    await hand.tap(hand.button("上报"))
    await expect(hand.page.get_by_text("没有照片也没有说明")).to_be_visible()
    await shoot(hand.page, "capture-bare")
    await hand.tap(hand.page.get_by_role("dialog").get_by_role("button", name="上报"))
    await expect(hand.page.get_by_text("已存入本机")).to_be_visible(timeout=SOON_MS)
    await arrived(ground, before, [])


async def test_a_full_phone_says_so_and_loses_nothing(hand: Hand, ground: Ground, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(bytes(24 << 20))
    before, page = await leads(ground), hand.page
    async with last_sight(page):
        await hand.open_camera()
        await hand.tap(hand.shutter)
        await hand.choose()
        await expect(page.get_by_text("已加水印")).to_be_visible(timeout=SOON_MS)
        await page.evaluate(FULL)
        async with page.expect_file_chooser() as choosing:
            await page.locator("main").get_by_text("文件", exact=True).tap()
        await (await choosing.value).set_files(str(large))
        await expect(page.get_by_text("手机存储空间已满").first).to_be_visible(timeout=SOON_MS)
        await expect(page.get_by_role("img", name="照片 1")).to_be_visible()
        await shoot(page, "capture-full")
        await page.evaluate("window.emptied()")
        await hand.tap(hand.button("重试"))
        await expect(hand.button("删除 照片 2")).to_be_visible(timeout=SOON_MS)
        await hand.send()
        await eventually(lambda: _all_of_it(ground, before), "the photo, its copy and the file are received", 60)


async def _all_of_it(ground: Ground, before: int) -> bool:
    media = await media_of_newest_lead(ground)
    roles = [m["role"] for m in media if m["state"] == "received"]
    return await leads(ground) > before and roles == ["original", "original", "stamped"]


async def test_the_same_thing_nearby_is_shown_before_it_is_reported_again(hand: Hand, ground: Ground) -> None:
    before = await leads(ground)
    await hand.open_camera()
    await hand.tap(hand.shutter)
    await hand.choose()
    await hand.send()
    await hand.tap(hand.button("再采一条"))
    await hand.tap(hand.shutter)
    await hand.choose()
    await expect(hand.page.get_by_text("可能已有人上报")).to_be_visible(timeout=SOON_MS)
    await shoot(hand.page, "capture-near")
    await hand.tap(hand.page.get_by_role("link", name="是同一件，去补充"))
    await expect(hand.page).to_have_url(re.compile("#/leads/"))
    await hand.page.go_back()
    await hand.tap(hand.button("不是同一件，上报"))
    await expect(hand.page.get_by_text("已存入本机")).to_be_visible(timeout=SOON_MS)

    async def both() -> bool:
        return await leads(ground) == before + 2

    await eventually(both, "both leads are received", 40)


async def test_everything_can_be_captured_with_keys_alone(hand: Hand, ground: Ground) -> None:
    before = await leads(ground)
    page = hand.page
    await keys.press(page, "link", re.compile("采集"))
    await expect(hand.shutter).to_be_focused(timeout=SOON_MS)
    await page.keyboard.press("Space")
    await expect(hand.button(re.compile(OUTSIDE)).first).to_be_visible(timeout=SOON_MS)
    await keys.press(page, "button", re.compile(OUTSIDE))
    await expect(hand.button("上报")).to_be_enabled(timeout=SOON_MS)
    await keys.press(page, "button", "上报")
    await expect(page.get_by_text("已存入本机")).to_be_visible(timeout=SOON_MS)
    await arrived(ground, before, ["original", "stamped"])

"""From the camera to what has been sent. What a row says: ``screen.py``."""

from playwright.async_api import Page

from tests.conftest import SHARED
from tests.e2e.screens.screen import PATIENCE_MS, Screen, appears

PHOTOS = SHARED / "data" / "photos"


async def first_photo(page: Page) -> None:
    """Of a file where there are some, of the camera's false picture otherwise; then what it shows is asked."""
    await page.locator(".shutter").wait_for(timeout=PATIENCE_MS)
    photo = PHOTOS / "DSCN0010.jpg"
    if photo.exists():
        await page.locator("dialog.camera input[type=file]").first.set_input_files(photo)
    else:
        await page.locator(".shutter").click(timeout=PATIENCE_MS)
    await page.locator(".cause").first.wait_for(timeout=PATIENCE_MS)


async def capture_with_photo(page: Page) -> None:
    """A draft with a picture and a note, as it stands before it is sent."""
    await first_photo(page)
    await page.locator(".thumb img").first.wait_for(timeout=PATIENCE_MS)
    await page.locator(".cause").first.click(timeout=PATIENCE_MS)
    await page.locator("textarea").first.fill("店外堆放货物，占用人行道约两米。")


async def annotating(page: Page) -> None:
    await capture_with_photo(page)
    await page.locator(".thumbs .button").first.click(timeout=PATIENCE_MS)
    await page.locator(".annotate canvas").wait_for(timeout=PATIENCE_MS)


async def submitted(page: Page) -> None:
    await capture_with_photo(page)
    await page.locator(".submit .primary:enabled").click(timeout=PATIENCE_MS)
    await page.locator(".capture-sent").wait_for(timeout=PATIENCE_MS)


async def drafts(page: Page) -> None:
    """One comes back from a draft to the list of them."""
    await first_photo(page)
    await page.locator(".cause").first.click(timeout=PATIENCE_MS)
    await page.evaluate("location.hash = '#/capture'")
    await page.locator(".draft-row").first.wait_for(timeout=PATIENCE_MS)


async def moving_the_pin(page: Page) -> None:
    await capture_with_photo(page)
    await page.locator("[aria-expanded=false]").last.click(timeout=PATIENCE_MS)
    await page.locator(".pin-map canvas").wait_for(timeout=PATIENCE_MS)


async def unreadable_photo(page: Page) -> None:
    """A picture this browser cannot show, as iPhones make them: it is kept all the same."""
    heif = PHOTOS / "sample.heif"
    await page.locator(".shutter").wait_for(timeout=PATIENCE_MS)
    if heif.exists():
        await page.locator("dialog.camera input[type=file]").first.set_input_files(heif)
    else:
        await page.locator("dialog.camera input[type=file]").first.set_input_files(
            {"name": "IMG_0001.HEIC", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"}
        )
    await page.locator(".cause").first.click(timeout=PATIENCE_MS)
    await page.locator(".thumbs li").first.wait_for(timeout=PATIENCE_MS)


CAPTURE = [
    Screen("phone-capture-camera", "网格员01", "#/capture", ".shutter"),
    Screen("phone-capture-category", "网格员01", "#/capture", ".shutter", first_photo),
    Screen("phone-capture-drafts", "网格员01", "#/capture", ".shutter", drafts),
    Screen("phone-capture-form", "队员02", "#/capture", ".shutter", capture_with_photo),
    Screen("phone-capture-annotate", "队员02", "#/capture", ".shutter", annotating),
    Screen("phone-capture-pin", "队员02", "#/capture", ".shutter", moving_the_pin),
    Screen("phone-capture-heic", "队员02", "#/capture", ".shutter", unreadable_photo),
    Screen("phone-capture-sent", "队员06", "#/capture", ".shutter", submitted),
    Screen("phone-capture-nearby", "队员06", "#/capture", ".shutter", appears(".near", after=capture_with_photo)),
]

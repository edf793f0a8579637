"""Make pictures fit to be shown out of hostile bytes. Runs only in the limited process of ``core/sandbox.py``."""

import io
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import msgspec
from PIL import Image, ImageOps, UnidentifiedImageError

from backend.evidence.structs import Rendered

T = TypeVar("T")

THUMBNAIL_PX = 320
PREVIEW_PX = 2048
_MOST_PIXELS = 50_000_000
_MOST_PIXELS_SCALED = 250_000_000
"""JPEG is decoded at a fraction of its size, so phones with 200 megapixels are fine."""
_LARGEST_PROFILE = 16 << 10
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError, ZeroDivisionError)
"""What decoders raise at bytes that make no sense."""


def pictures(data: bytes) -> bytes:
    """MessagePack of a ``Rendered`` for the bytes of an image."""
    return msgspec.msgpack.encode(_render(data))


def _render(data: bytes) -> Rendered:
    made = _opened(data, _shrink)
    return Rendered(reason=made) if isinstance(made, str) else made


def upright(data: bytes, longest: int) -> Image.Image | str:
    """The picture as it is to be seen, within ``longest`` pixels each way; or why there is none."""
    return _opened(data, lambda image: _on_white(_turned(image, longest)))


def _opened(data: bytes, work: Callable[[Image.Image], T]) -> T | str:
    """What becomes of a picture; or why nothing does."""
    Image.MAX_IMAGE_PIXELS = None  # judged by ourselves below, before a pixel is decoded
    try:
        image = Image.open(io.BytesIO(data), formats=_formats(data))
        allowed = _MOST_PIXELS_SCALED if image.format == "JPEG" else _MOST_PIXELS
        if image.width * image.height > allowed:
            return "too_many_pixels"
        return work(image)
    except UnidentifiedImageError:
        return "not_an_image"
    except MemoryError:
        return "too_many_pixels"
    except _BROKEN as exc:
        cut_off = "truncated" in str(exc).lower() or isinstance(exc, EOFError)
        return "truncated" if cut_off else "decoder_failed"


def _formats(data: bytes) -> tuple[str, ...]:
    if data[4:8] != b"ftyp":
        return ("JPEG", "PNG", "WEBP")
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False, decode_threads=1)
    return ("HEIF",)


def _shrink(image: Image.Image) -> Rendered:
    (width, height), profile = image.size, image.info.get("icc_profile", b"") if image.mode == "RGB" else b""
    small = _turned(image, PREVIEW_PX)
    if (small.width > small.height) != (width > height) and width != height:
        width, height = height, width
    shown = _on_white(small)
    preview = jpeg(shown, profile, 82)
    return Rendered(
        width=width, height=height, preview=preview, thumbnail=jpeg(_smaller(shown, THUMBNAIL_PX), profile, 75)
    )


def _turned(image: Image.Image, longest: int) -> Image.Image:
    image.draft("RGB", (longest, longest))
    image.load()
    small = _smaller(image, longest)
    # Broken EXIF says nothing about which side is up; the picture itself may still be fine.
    with suppress(*_BROKEN):
        ImageOps.exif_transpose(small, in_place=True)
    return small


def _smaller(image: Image.Image, longest: int) -> Image.Image:
    """Within ``longest`` pixels each way, in place where possible: there is no memory for a second large picture."""
    if image.mode not in {"RGB", "RGBA", "L", "LA", "CMYK"}:
        exif = image.info.get("exif")
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        if exif:
            image.info["exif"] = exif
    image.thumbnail((longest, longest))
    return image


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency, as on paper."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def jpeg(image: Image.Image, profile: bytes, quality: int) -> bytes:
    out = io.BytesIO()
    keep = profile if 0 < len(profile) <= _LARGEST_PROFILE else None
    # A comment in theirs would be written into ours.
    image.info = {}
    image.save(out, "JPEG", quality=quality, optimize=True, exif=b"", icc_profile=keep)
    return out.getvalue()

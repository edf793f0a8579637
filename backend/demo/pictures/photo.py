"""From a painted street to the bytes a phone would send: weather, lens, grain, JPEG with its orientation."""

import io
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from backend.demo.pictures import street
from backend.demo.pictures.camera import Camera
from backend.demo.pictures.subjects import SUBJECTS

SIZE = (1200, 900)
ORIENTATIONS = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
"""EXIF orientation and how the sensor's rows lie for it: shown rotated back, the picture stands upright."""
_ORIENTATION, _SOFTWARE = 0x0112, 0x0131


class Picture(Struct, frozen=True, kw_only=True):
    """What to draw. ``number`` tells pictures of the same thing apart: the angle and distance change."""

    subject: str
    weather: str
    orientation: int
    seed: tuple[int, ...]
    number: int


class Files(NamedTuple):
    """A photo as the phone's camera stores it, and the small upright JPEG that travels inside the lead."""

    jpeg: bytes
    thumbnail: bytes


def take(picture: Picture) -> Files:
    """Both files, the same bytes every time."""
    image = draw(picture)
    turn = ORIENTATIONS[picture.orientation]
    exif = Image.Exif()
    exif[_ORIENTATION] = picture.orientation
    exif[_SOFTWARE] = "Fengxun demonstration"
    full, small = io.BytesIO(), io.BytesIO()
    (image.transpose(turn) if turn is not None else image).save(full, "JPEG", quality=80, exif=exif)
    image.thumbnail((320, 320))
    image.save(small, "JPEG", quality=72)
    return Files(full.getvalue(), small.getvalue())


def draw(picture: Picture) -> Image.Image:
    """The upright picture."""
    scene = np.random.default_rng(picture.seed)
    angle = np.random.default_rng([*picture.seed, picture.number])
    camera = Camera(scene, turn=float(angle.uniform(-120, 120)))
    street.paint(camera, picture.weather)
    near = float(angle.uniform(4.6, 6.4)) - 0.9 * picture.number
    SUBJECTS[picture.subject](camera, float(angle.uniform(-1.7, -0.9)), max(near, 3.6))
    return _develop(camera.image.resize(SIZE, Image.Resampling.BOX), picture.weather, angle)


def _develop(image: Image.Image, weather: str, random: np.random.Generator) -> Image.Image:
    image = image.filter(ImageFilter.BoxBlur(0.7))
    if weather == "rain":
        image = _rain(ImageEnhance.Color(image).enhance(0.65), random)
    if weather == "clear":
        image = ImageEnhance.Contrast(ImageEnhance.Color(image).enhance(1.12)).enhance(1.08)
    if weather == "dusk":
        image = Image.blend(ImageEnhance.Brightness(image).enhance(0.72), Image.new("RGB", SIZE, (120, 70, 60)), 0.14)
    return _lens(image, random)


def _rain(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """Streaks in the air and a wet ground that mirrors a little."""
    mirror = image.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.BoxBlur(9))
    wet = Image.linear_gradient("L").resize(SIZE).point(lambda v: int(max(0, v - 120) * 0.5))
    image = Image.composite(mirror, image, wet)
    streaks = ImageDraw.Draw(image, "RGBA")
    for x, y, length in random.uniform((0, -20, 14), (SIZE[0], SIZE[1], 46), (420, 3)):
        streaks.line([(x, y), (x - length * 0.16, y + length)], fill=(226, 230, 236, 70), width=1)
    return image


def _lens(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """Darker corners and the grain of a small sensor."""
    pixels = np.asarray(image, dtype=np.float32)
    x, y = np.linspace(-1, 1, SIZE[0], dtype=np.float32), np.linspace(-1, 1, SIZE[1], dtype=np.float32)
    fall = 1.0 - 0.13 * (x[None, :] ** 2 + y[:, None] ** 2)
    grain = random.standard_normal((SIZE[1], SIZE[0]), dtype=np.float32) * 4.0
    return Image.fromarray(np.clip(pixels * fall[..., None] + grain[..., None], 0, 255).astype(np.uint8))

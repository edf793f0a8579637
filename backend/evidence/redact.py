"""A picture with parts of it painted over, out of hostile bytes. Runs only in the limited process of the sandbox.

What is painted over is gone: the boxes are filled before the picture is written anew, and nothing of the file's own
metadata, with its thumbnail, comes along.
"""

from collections.abc import Sequence

import msgspec
from msgspec import Struct
from PIL import Image, ImageDraw

from backend.evidence import render

LONGEST_PX = 4096


class Box(Struct, frozen=True, array_like=True):
    """Shares of the upright picture's width and height, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


class Order(Struct, frozen=True):
    boxes: list[Box]
    picture: bytes


class Redacted(Struct, frozen=True):
    """A JPEG; or, when there is none, why."""

    jpeg: bytes = b""
    reason: str | None = None


def boxes(data: bytes) -> bytes:
    """MessagePack of ``Redacted`` for that of an ``Order``."""
    order = msgspec.msgpack.decode(data, type=Order)
    made = render.upright(order.picture, LONGEST_PX)
    if isinstance(made, str):
        return msgspec.msgpack.encode(Redacted(reason=made))
    _paint(made, order.boxes)
    return msgspec.msgpack.encode(Redacted(jpeg=render.jpeg(made, b"", 88)))


def _paint(image: Image.Image, over: Sequence[Box]) -> None:
    """To the pixel that a box only touches, and one more: JPEG smears across its edge."""
    brush = ImageDraw.Draw(image)
    for box in over:
        left, top = int(box.x * image.width) - 1, int(box.y * image.height) - 1
        right, bottom = int((box.x + box.width) * image.width) + 1, int((box.y + box.height) * image.height) + 1
        brush.rectangle((left, top, right, bottom), fill="black")

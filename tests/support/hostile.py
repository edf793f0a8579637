"""Files that somebody would like us to trip over."""

import io
import struct
import zlib

from PIL import Image


def svg_with_script() -> bytes:
    return b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(document.cookie)</script></svg>"


def html() -> bytes:
    return b"<!doctype html><html><body><script>alert(document.cookie)</script></body></html>"


def png_of(width: int, height: int) -> bytes:
    """A header that promises so many pixels, and hardly any data."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", pixels) + part(b"IEND", b"")


def jpeg(size: tuple[int, int] = (640, 480), colour: str = "red", behind: bytes = b"") -> bytes:
    """A small good photo, with something behind its end if wanted."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue() + behind


def mp4() -> bytes:
    return b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 200

"""Files that somebody would like us to trip over, made by code: forms, disguises, bombs, names, and each cut off.

``hostile.py`` has the simple ones, which single tests use too.
"""

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from msgspec import Struct
from PIL import Image

from tests.support import hostile

SCRIPT = b"<script>alert(document.cookie)</script>"


class Hostile(Struct, frozen=True):
    """What it is called here, its bytes, and what its sender calls it."""

    name: str
    data: bytes
    filename: str = "photo.jpg"
    mime: str = "image/jpeg"


def _saved(form: str, **words: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(out, form, **words)
    return out.getvalue()


def _segment(marker: int, data: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def _jpeg_with(*segments: bytes) -> bytes:
    plain = hostile.jpeg((64, 48))
    return plain[:2] + b"".join(segments) + plain[2:]


def _part(kind: bytes, data: bytes, crc: int | None = None) -> bytes:
    return (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)
    )


def _png(width: int, height: int, *parts: bytes, depth: int = 8, colour: int = 2, rows: bytes | None = None) -> bytes:
    header = _part(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    pixels = zlib.compress(rows if rows is not None else b"\0" * height * (1 + 3 * width))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(parts) + _part(b"IDAT", pixels) + _part(b"IEND", b"")


def _apng(frames: int) -> bytes:
    control = b"".join(
        _part(b"fcTL", struct.pack(">IIIIIHHBB", 2 * n, 16, 16, 0, 0, 1, 100, 0, 0))
        + _part(b"fdAT", struct.pack(">I", 2 * n + 1) + zlib.compress(b"\0" * 16 * 49))
        for n in range(frames)
    )
    return _png(16, 16, _part(b"acTL", struct.pack(">II", frames, 0)))[:-12] + control + _part(b"IEND", b"")


def _gif(width: int, height: int, frames: int) -> bytes:
    frame = b"!\xf9\x04\0\0\0\0\0" + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02D\x01\0"
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff" + frame * frames + b";"


def _jpeg_of(width: int, height: int, scans: int = 1) -> bytes:
    """A header that promises so many pixels."""
    plain = bytearray(hostile.jpeg((64, 48)))
    at = plain.index(b"\xff\xc0") + 5
    plain[at : at + 4] = struct.pack(">HH", height, width)
    start = plain.index(b"\xff\xda")
    return bytes(plain[:-2]) + bytes(plain[start:-2]) * (scans - 1) + b"\xff\xd9"


def _exif(entries: bytes, count: int, tail: bytes = b"") -> bytes:
    body = b"II*\0\x08\0\0\0" + struct.pack("<H", count) + entries + b"\x08\0\0\0" + tail
    return _jpeg_with(_segment(0xE1, b"Exif\0\0" + body))


def _text_tag(tag: int, text: bytes) -> bytes:
    return _exif(struct.pack("<HHII", tag, 2, len(text), 26), 1, text)


def _xmp(text: bytes) -> bytes:
    return _jpeg_with(_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + text))


def _atom(kind: bytes, data: bytes = b"", size: int | None = None) -> bytes:
    return struct.pack(">I", len(data) + 8 if size is None else size) + kind + data


def _film(brand: bytes, *atoms: bytes) -> bytes:
    return _atom(b"ftyp", brand + b"\0\0\0\0" + brand + b"mif1isom") + b"".join(atoms)


def _deep(kind: bytes, levels: int) -> bytes:
    data = b""
    for _ in range(levels):
        data = _atom(kind, data)
    return data


def _heif(*, items: int = 1, width: int = 64, extent: int = 0) -> bytes:
    """A picture whose tables say more than there is."""
    full = b"\0\0\0\0"
    infos = b"".join(_atom(b"infe", b"\x02\0\0\0" + struct.pack(">HH", n + 1, 0) + b"hvc1\0") for n in range(items))
    places = b"".join(struct.pack(">HHHII", n + 1, 0, 1, extent, 0xFFFFFFF0) for n in range(items))
    properties = _atom(b"ipco", _atom(b"ispe", full + struct.pack(">II", width, width)))
    return _film(
        b"heic",
        _atom(
            b"meta",
            full + _atom(b"hdlr", full + b"\0" * 4 + b"pict" + b"\0" * 13) + _atom(b"pitm", full + b"\0\1")
            + _atom(b"iinf", full + struct.pack(">H", items) + infos)
            + _atom(b"iloc", full + b"\x44\0" + struct.pack(">H", items) + places)
            + _atom(b"iprp", properties + _atom(b"ipma", full + b"\0\0\0\1\0\1\1\1")),
        ),
        _atom(b"mdat", b"\0" * 64),
    )  # fmt: skip


def _zip(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def _tiff(order: str, width: int, entries: int = 2) -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    tags = [(256, 4, 1, width), (257, 4, 1, width), *((700 + n, 4, 0xFFFFFFFF, 8) for n in range(entries - 2))]
    return (
        mark
        + struct.pack(order + "IH", 8, entries)
        + b"".join(struct.pack(order + "HHII", *t) for t in tags)
        + b"\0" * 4
    )


_PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
_LAUGHS = b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'>" + b"".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>".encode() for n in range(9)
) + b"]><svg xmlns='http://www.w3.org/2000/svg'><text>&j;</text></svg>"  # fmt: skip
_RIFF = struct.Struct("<4sI4s")

FORMS: dict[str, Callable[[], bytes]] = {
    # Pages and scripts that call themselves photos.
    "svg": hostile.svg_with_script,
    "svg with a byte order mark": lambda: b"\xef\xbb\xbf" + hostile.svg_with_script(),
    "svg, zipped": lambda: gzip.compress(hostile.svg_with_script()),
    "svg that reads a file": lambda: b"<!DOCTYPE s [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
    "svg of a billion laughs": lambda: _LAUGHS,
    "svg that calls home": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><image href='http://169.254.169.254'/></svg>",
    "html as jpeg": hostile.html,
    "html after blanks": lambda: b" \n\t" * 300 + hostile.html(),
    "html in utf-16": lambda: hostile.html().decode().encode("utf-16"),
    "html in utf-7": lambda: b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "xhtml": lambda: b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>" + SCRIPT + b"</html>",
    "mhtml": lambda: b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + hostile.html(),
    "javascript": lambda: b"alert(document.cookie)",
    "an event stream": lambda: b"data: " + SCRIPT + b"\n\n",
    "a manifest": lambda: b"CACHE MANIFEST\n/\n",
    "wasm": lambda: b"\0asm\1\0\0\0" + b"\0" * 64,
    "flash": lambda: b"CWS\x0a" + struct.pack("<I", 1 << 30) + zlib.compress(b"\0" * 64),
    "a program": lambda: b"MZ" + b"\x90" * 62 + b"PE\0\0" + b"\0" * 200,
    "an elf": lambda: b"\x7fELF\2\1\1" + b"\0" * 200,
    "a shell script": lambda: b"#!/bin/sh\nrm -rf /\n",
    # Two things at once.
    "gif and javascript": lambda: b"GIF89a/*" + _gif(8, 8, 1)[8:] + b"*/=1;alert(1)",
    "jpeg and html behind it": lambda: hostile.jpeg(behind=hostile.html()),
    "jpeg and html in a comment": lambda: _jpeg_with(_segment(0xFE, hostile.html())),
    "jpeg and zip": lambda: hostile.jpeg(behind=_zip({"../../evil.sh": b"x"})),
    "jpeg and pdf": lambda: _jpeg_with(_segment(0xFE, _PDF)),
    "jpeg and php": lambda: hostile.jpeg(behind=b"<?php system($_GET[0]); ?>"),
    "png and html": lambda: _png(8, 8, _part(b"tEXt", b"Comment\0" + hostile.html())),
    "png and zip": lambda: _png(8, 8) + _zip({"x": b"x"}),
    "pdf and zip": lambda: _PDF + _zip({"x": b"x"}),
    "pdf and html": lambda: _PDF[:9] + hostile.html() + _PDF[9:],
    "webp and html": lambda: _saved("WEBP") + hostile.html(),
    "mp4 and html": lambda: _film(b"mp42", _atom(b"free", hostile.html())),
    "bmp and javascript": lambda: b"BM/*" + b"\0" * 50 + b"*/=1;alert(1)",
    "html and jpeg": lambda: hostile.html() + hostile.jpeg(),
    # Forms that nobody asked for.
    "eps": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(/etc/passwd) (r) file\n%%EOF",
    "eps with a head": lambda: (
        b"\xc5\xd0\xd3\xc6" + struct.pack("<IIIIII", 32, 40, 0, 0, 0, 0) + b"%!PS-Adobe-3.0 EPSF"
    ),
    "postscript": lambda: b"%!PS\n{1 1 add pop} loop\n",
    "tiff as jpg": lambda: _saved("TIFF"),
    "tiff, large": lambda: _tiff("<", 60_000),
    "tiff, large, big-endian": lambda: _tiff(">", 60_000),
    "tiff of many tags": lambda: _tiff("<", 8, 4000),
    "tiff that begins again": lambda: b"II*\0" + struct.pack("<IHI", 8, 0, 8),
    "bigtiff": lambda: b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 0xFFFF),
    "bmp": lambda: _saved("BMP"),
    "bmp, large": lambda: b"BM" + struct.pack("<IIIIiiHHI", 54, 0, 54, 40, 2**30, 2**30, 1, 24, 0) + b"\0" * 24,
    "ico": lambda: _saved("ICO"),
    "tga": lambda: _saved("TGA"),
    "pcx": lambda: _saved("PCX"),
    "ppm, large": lambda: b"P6 50000 50000 255\n",
    "jpeg 2000": lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0" * 80,
    "jpeg xl": lambda: b"\xff\x0a" + b"\xff" * 80,
    "psd": lambda: b"8BPS\0\1" + b"\0" * 6 + struct.pack(">HIIHH", 3, 300_000, 300_000, 8, 3) + b"\0" * 40,
    "dds": lambda: b"DDS " + struct.pack("<7I", 124, 0x1007, 1 << 16, 1 << 16, 0, 0, 0) + b"\0" * 96,
    "fits": lambda: b"SIMPLE  =                    T" + b" " * 2850,
    "icns": lambda: b"icns" + struct.pack(">I", 0xFFFFFFFF) + b"ic10" + struct.pack(">I", 0),
    "wmf": lambda: b"\xd7\xcd\xc6\x9a" + b"\0" * 60,
    "dicom": lambda: b"\0" * 128 + b"DICM" + b"\0" * 40,
    # Pictures that promise too much.
    "png of 50,000 by 50,000": lambda: hostile.png_of(50_000, 50_000),
    "png of 2^31": lambda: hostile.png_of(2**31 - 1, 2**31 - 1),
    "png of nothing": lambda: hostile.png_of(0, 0),
    "png, one row of 100 million": lambda: hostile.png_of(100_000_000, 1),
    "png, half there": lambda: hostile.png_of(3_000, 3_000),
    "png whose pixels are 100 MB of nothing": lambda: _png(8, 8, rows=b"\0" * (100 << 20)),
    "png with a bomb of text": lambda: _png(8, 8, _part(b"zTXt", b"c\0\0" + zlib.compress(b"\0" * (60 << 20)))),
    "png with a bomb of international text": lambda: _png(
        8, 8, _part(b"iTXt", b"c\0\1\0\0\0" + zlib.compress(b"\0" * (60 << 20)))
    ),
    "png with a bomb of colours": lambda: _png(8, 8, _part(b"iCCP", b"c\0\0" + zlib.compress(b"\0" * (60 << 20)))),
    "png with a wrong sum": lambda: _png(8, 8, _part(b"tEXt", b"a\0b", crc=1)),
    "png with a part of 2 GB": lambda: _png(8, 8)[:33] + struct.pack(">I", 2**31 - 1) + b"tEXt",
    "png of 16 bits": lambda: _png(900, 900, depth=16, rows=b"\0" * 900 * (1 + 6 * 900)),
    "png of a palette that is not there": lambda: _png(8, 8, colour=3, rows=b"\xff" * 72),
    "png with script in its xmp": lambda: _png(8, 8, _part(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SCRIPT)),
    "apng of 2,000 frames": lambda: _apng(2_000),
    "apng that says a billion": lambda: _png(16, 16, _part(b"acTL", struct.pack(">II", 10**9, 0))),
    "gif of 20,000 frames": lambda: _gif(8, 8, 20_000),
    "gif of 65,535 by 65,535": lambda: _gif(65_535, 65_535, 3),
    "jpeg of 65,500 by 65,500": lambda: _jpeg_of(65_500, 65_500),
    "jpeg of no pixels": lambda: _jpeg_of(0, 0),
    "jpeg of 2,000 scans": lambda: _jpeg_of(2_000, 2_000, 2_000),
    "jpeg without tables": lambda: b"\xff\xd8\xff\xda" + b"\0" * 400,
    "jpeg of marks only": lambda: b"\xff\xd8" + b"\xff\xe1\0\2" * 40_000,
    "jpeg of a mark without end": lambda: b"\xff\xd8\xff\xe0\xff\xff" + b"JFIF\0" + b"\0" * 40,
    "jpeg in four colours": lambda: _saved_cmyk(),
    "webp": lambda: _saved("WEBP"),
    "webp that says 16,383": lambda: _RIFF.pack(b"RIFF", 30, b"WEBP") + b"VP8X\n\0\0\0\2\0\0\0\xfe\x3f\0\xfe\x3f\0",
    "webp with a wrong length": lambda: (w := _saved("WEBP"))[:4] + b"\xff\xff\xff\xff" + w[8:],
    # What pictures say of themselves.
    "exif with script": lambda: _text_tag(0x010E, SCRIPT),
    "exif maker with script": lambda: _text_tag(0x010F, SCRIPT + b"\r\nX: y"),
    "exif that turns the letters": lambda: _text_tag(0x0110, "\u202egpj.exe".encode()),
    "exif in a circle": lambda: _exif(struct.pack("<HHII", 0x8769, 4, 1, 8), 1),
    "exif of a place that is no number": lambda: _exif(struct.pack("<HHII", 0x8825, 4, 1, 8), 1, b"\0" * 64),
    "exif of 65,535 entries": lambda: _exif(b"\0" * 24, 65_535),
    "exif of 4 GB": lambda: _exif(struct.pack("<HHII", 0x010E, 2, 0xFFFFFFFF, 26), 1),
    "exif of another world": lambda: _jpeg_with(_segment(0xE1, b"Exif\0\0" + b"\xff" * 400)),
    "xmp with script": lambda: _xmp(b"<x:xmpmeta>" + SCRIPT + b"</x:xmpmeta>"),
    "xmp of a billion laughs": lambda: _xmp(_LAUGHS),
    "a colour profile of 60 KB": lambda: _jpeg_with(_segment(0xE2, b"ICC_PROFILE\0\1\1" + b"\xff" * 60_000)),
    "a colour profile in 255 parts": lambda: _jpeg_with(
        *(_segment(0xE2, b"ICC_PROFILE\0" + bytes([n, 255]) + b"\0" * 200) for n in range(1, 255))
    ),
    "iptc with script": lambda: _jpeg_with(_segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x30" + SCRIPT)),
    # Films, and pictures wrapped as films.
    "heic of nothing": lambda: _film(b"heic"),
    "heic of noise": lambda: _film(b"heic", random.Random(1).randbytes(4_000)),
    "heic that points outside": lambda: _heif(extent=2**31),
    "heic of 60,000 items": lambda: _heif(items=60_000),
    "heic of 2^32 pixels": lambda: _heif(width=0xFFFFFFFF),
    "heic, a thousand deep": lambda: _film(b"heic", _deep(b"meta", 1_000)),
    "avif of nothing": lambda: _film(b"avif"),
    "avif of noise": lambda: _film(b"avif", _atom(b"meta", random.Random(2).randbytes(4_000))),
    "avif sequence": lambda: _film(b"avis", _atom(b"moov", b"\0" * 400)),
    "heif with a size of 0": lambda: _film(b"heic", _atom(b"meta", b"\0" * 40, size=0)),
    "heif with a size of 2^64": lambda: _film(b"mif1", struct.pack(">I4sQ", 1, b"meta", 2**64 - 1)),
    "mp4 of a million atoms": lambda: _film(b"mp42", _atom(b"free") * 1_000_000),
    "mp4, ten thousand deep": lambda: _film(b"mp42", _deep(b"moov", 10_000)),
    "mp4 with a size of 1": lambda: _film(b"isom", struct.pack(">I4s", 1, b"moov")),
    "mp4 of 2^32 samples": lambda: _film(b"isom", _atom(b"moov", _atom(b"stsz", b"\0" * 8 + b"\xff" * 4))),
    "mp4 with a page for a cover": lambda: _film(b"M4A ", _atom(b"udta", _atom(b"covr", hostile.html()))),
    "mp4 that reads a list": lambda: b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "quicktime that refers elsewhere": lambda: _film(b"qt  ", _atom(b"rmra", _atom(b"rdrf", b"http://127.0.0.1/"))),
    "webm without end": lambda: b"\x1a\x45\xdf\xa3\x01" + b"\xff" * 7 + b"\x42\x82\x84webm" + b"\xec" * 400,
    "webm of noise": lambda: b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + random.Random(3).randbytes(4_000),
    "avi that lies": lambda: _RIFF.pack(b"RIFF", 0xFFFFFFFF, b"AVI ") + b"LIST" + b"\xff" * 40,
    "ogg": lambda: b"OggS\0\2" + b"\0" * 40,
    "mp3 with a tag of 256 MB": lambda: b"ID3\4\0\0\x7f\x7f\x7f\x7f" + b"APIC" + b"\0" * 40,
    # Archives.
    "zip bomb": lambda: _zip({"bomb": b"\0" * (50 << 20)}),
    "zip in a zip": lambda: _zip({"a.zip": _zip({"b.zip": _zip({"bomb": b"\0" * (20 << 20)})})}),
    "zip of 20,000 entries": lambda: _zip({f"{n}": b"" for n in range(20_000)}),
    "zip that climbs": lambda: _zip({"../../../etc/cron.d/x": b"x", "..\\..\\x": b"x", "/etc/x": b"x"}),
    "zip with turned names": lambda: _zip({"\u202egpj.exe": b"x", "a\r\nb": b"x"}),
    "xlsx bomb": lambda: _zip(
        {"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": b"<row>" + b"<c/>" * (10 << 20)}
    ),
    "xlsx of a billion laughs": lambda: _zip({"[Content_Types].xml": _LAUGHS, "xl/workbook.xml": _LAUGHS}),
    "docx with a macro": lambda: _zip({"[Content_Types].xml": b"<Types/>", "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "ole": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600,
    "jar": lambda: _zip({"META-INF/MANIFEST.MF": b"Main-Class: X\n"}),
    "gzip bomb": lambda: gzip.compress(b"\0" * (50 << 20)),
    "xz": lambda: b"\xfd7zXZ\0" + b"\xff" * 60,
    "tar that climbs": lambda: b"../../x".ljust(100, b"\0") + b"0000644\0" * 3 + b"\0" * 130 + b"ustar\0" + b"\0" * 250,
    "rar": lambda: b"Rar!\x1a\x07\x01\0" + b"\xff" * 60,
    # Hardly anything.
    "one byte": lambda: b"\0",
    "blanks": lambda: b" " * 4_000,
    "noise": lambda: random.Random(4).randbytes(64_000),
    "a mark and nothing else": lambda: b"\xff\xd8\xff",
    "png's mark and nothing else": lambda: b"\x89PNG\r\n\x1a\n",
    "riff and nothing else": lambda: b"RIFF",
    "pdf with script": lambda: _PDF,
}  # fmt: skip


def _saved_cmyk() -> bytes:
    out = io.BytesIO()
    Image.new("CMYK", (64, 64)).save(out, "JPEG")
    return out.getvalue()


NAMES = {
    "with a line break": 'a"\r\nSet-Cookie: x=1\r\n\r\n<script>.jpg',
    "with a header": "a.jpg\nContent-Type: text/html",
    "that climbs": "../../../../etc/passwd",
    "that climbs another way": "..\\..\\windows\\system32\\x.dll",
    "turned": "\u202egpj.照片.exe",
    "with invisible letters": "a\u200b\u2066b\ufeff.jpg",
    "of a device": "CON.jpg",
    "of dots": "....",
    "of blanks": "   ",
    "of a page": "index.html",
    "of a script": "x.php.jpg",
    "with quotes": "';drop table media;--\".jpg",
    "with percents": "%2e%2e%2f%00.jpg",
    "with a formula": "=cmd|' /C calc'!A0.jpg",
    "with half a letter": "\ud83d.jpg".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "of 200 letters": "长" * 196 + ".jpg",
}


def whole() -> Iterator[Hostile]:
    """Each form as it is, then a page under each name."""
    for name, make in FORMS.items():
        yield Hostile(name, make())
    for name, filename in NAMES.items():
        yield Hostile(f"a name {name}", hostile.html(), filename)


CUT = ("png and html", "webp", "jpeg and html in a comment", "exif with script", "apng of 2,000 frames", "tiff as jpg",
       "gif of 20,000 frames", "heic that points outside", "avif of noise", "mp4 of a million atoms", "webm of noise",
       "zip bomb", "xlsx bomb", "pdf with script", "jpeg of 2,000 scans", "png with a bomb of text", "bmp", "svg",
       "html as jpeg", "eps", "jpeg in four colours", "a colour profile in 255 parts")  # fmt: skip


def cut_off() -> Iterator[Hostile]:
    """Some of every kind, after a tenth, a half, and all but one byte."""
    for name in CUT:
        data = FORMS[name]()
        for what, end in (
            ("a tenth", len(data) // 10),
            ("a half", len(data) // 2),
            ("all but one byte", len(data) - 1),
        ):
            yield Hostile(f"{what} of: {name}", data[: max(1, end)])


def corpus() -> list[Hostile]:
    """More than two hundred."""
    return [*whole(), *cut_off()]

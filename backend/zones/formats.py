"""Which kind of file it is, told from its first bytes alone."""

from codecs import BOM_UTF8
from enum import Enum, auto


class Format(Enum):
    GEOJSON = auto()
    GEOPACKAGE = auto()
    ARCHIVE = auto()


def told(data: bytes) -> Format | None:
    """None: not one of those that are read. What is inside may still be something else."""
    if data.startswith(b"SQLite format 3\x00"):
        return Format.GEOPACKAGE
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Format.ARCHIVE
    if data[:1024].removeprefix(BOM_UTF8).lstrip(b" \t\r\n").startswith(b"{"):
        return Format.GEOJSON
    return None

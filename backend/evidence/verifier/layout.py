"""The ZIP of a package, read in the one form in which the system writes it: every file stored as it is, one behind the
other from the first byte to the last, and told the same twice, in front of its bytes and in the directory at the end.
Programs differ on what any other ZIP holds; hidden bytes have no place in this one."""

import struct
from typing import BinaryIO, NamedTuple

from backend.evidence.verifier.verdicts import Code, Rejected

MAX_ENTRIES = 20_000
LARGE = (1 << 31) - 1
"""What begins behind this byte is told in 64 bits."""
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_WHERE64 = struct.Struct("<4sLQL")
_IN_DIRECTORY = struct.Struct("<4s6H3L5H2L")
_IN_FRONT = struct.Struct("<4s5H3L2H")
_ALL32 = 0xFFFFFFFF
_VERSION, _VERSION64 = 20, 45
_SYSTEMS = (0, 3)
_FILE = 0o10
"""Not a link, or what else a name can stand for."""


class Entry(NamedTuple):
    """A file's ``size`` bytes begin at ``begin``; their checksum, as ZIP has it, must be ``crc``."""

    name: str
    begin: int
    size: int
    crc: int


class _Directory(NamedTuple):
    begin: int
    size: int
    files: int


def entries(file: BinaryIO) -> list[Entry]:
    """
    Raises:
        Rejected: ``no_zip``, ``too_large``, or ``repacked``: a ZIP, but not in this form.
    """
    directory = _directory(file)
    if directory.files > MAX_ENTRIES:
        raise Rejected(Code.TOO_LARGE, str(directory.files))
    file.seek(directory.begin)
    held, at, begin = file.read(directory.size), 0, 0
    found = []
    for _ in range(directory.files):
        entry, length = _entry(file, held, at, begin)
        found.append(entry)
        at, begin = at + length, entry.begin + entry.size
    if at != len(held) or begin != directory.begin:
        raise Rejected(Code.REPACKED, "zip")
    return found


def _directory(file: BinaryIO) -> _Directory:
    whole = file.seek(0, 2)
    if whole < _END.size:
        raise Rejected(Code.NO_ZIP, "zip")
    mark, disks, directory_disk, here, count, size, begin, comment = _END.unpack(
        _at(file, whole - _END.size, _END.size)
    )
    if mark != b"PK\5\6":
        first, last = max(0, whole - (70 << 10)), whole - _END.size
        behind = b"PK\5\6" in _at(file, first, last + 3 - first)
        raise Rejected(Code.REPACKED if behind else Code.NO_ZIP, "zip")
    end = whole - _END.size
    if (disks, directory_disk, comment) != (0, 0, 0) or here != count:
        raise Rejected(Code.REPACKED, "zip")
    found = _Directory(begin, size, count)
    if begin > LARGE:
        end -= _WHERE64.size + _END64.size
        found = _large(file, end)
        if (begin, size, count) != (min(found.begin, _ALL32), found.size, found.files):
            raise Rejected(Code.REPACKED, "zip")
    if found.begin + found.size != end:
        raise Rejected(Code.REPACKED, "zip")
    return found


def _large(file: BinaryIO, at: int) -> _Directory:
    """What stands in front of the end of a ZIP of more than 2 GiB."""
    if at < 0:
        raise Rejected(Code.REPACKED, "zip")
    mark, length, made_by, needed, disk, directory_disk, here, count, size, begin = _END64.unpack(
        _at(file, at, _END64.size)
    )
    where = _WHERE64.unpack(_at(file, at + _END64.size, _WHERE64.size))
    if (mark, length, disk, directory_disk) != (b"PK\6\6", _END64.size - 12, 0, 0) or here != count:
        raise Rejected(Code.REPACKED, "zip")
    if (made_by, needed) != (_VERSION64, _VERSION64) or where != (b"PK\6\7", 0, at, 1):
        raise Rejected(Code.REPACKED, "zip")
    return _Directory(begin, size, count)


def _entry(file: BinaryIO, held: bytes, at: int, begin: int) -> tuple[Entry, int]:
    """The one that ``at`` describes, whose own head must stand at ``begin``; and the length of the description."""
    if at + _IN_DIRECTORY.size > len(held):
        raise Rejected(Code.REPACKED, "zip")
    (mark, made_by, needed, flags, method, time, date, crc, packed, size, long, extra, comment, disk, internal,
     external, offset) = _IN_DIRECTORY.unpack_from(held, at)  # fmt: skip
    named = held[at + _IN_DIRECTORY.size :][:long]
    more = held[at + _IN_DIRECTORY.size + long :][:extra]
    name = named.decode("ascii", "replace")
    version = _VERSION
    if offset == _ALL32 and more[:4] == b"\1\0\x08\0" and len(more) == 12:
        (offset,) = struct.unpack("<Q", more[4:])
        more, version = b"" if offset > LARGE else more, _VERSION64
    if (mark, made_by & 0xFF, needed, packed, offset) != (b"PK\1\2", version, version, size, begin):
        raise Rejected(Code.REPACKED, repr(name)[:200])
    if more or any((flags, method, comment, disk, internal, external & 0xFFFF)):
        raise Rejected(Code.REPACKED, repr(name)[:200])
    if made_by >> 8 not in _SYSTEMS or external >> 28 not in (0, _FILE):
        raise Rejected(Code.REPACKED, repr(name)[:200])
    front = _IN_FRONT.pack(b"PK\3\4", _VERSION, 0, 0, time, date, crc, size, size, long, 0) + named
    if _at(file, offset, _IN_FRONT.size + long) != front:
        raise Rejected(Code.REPACKED, repr(name)[:200])
    return Entry(name, offset + len(front), size, crc), _IN_DIRECTORY.size + long + extra


def _at(file: BinaryIO, at: int, length: int) -> bytes:
    file.seek(at)
    return file.read(length)

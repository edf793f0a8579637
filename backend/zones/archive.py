"""Zipped Shapefiles of strangers: what is in them is measured before it is unpacked, and only known parts are kept."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from backend.zones.unreadable import Unreadable
from backend.zones.words import say

MAX_UNPACKED = 200 << 20
_MAX_MEMBERS = 200
_KEPT = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_NEEDED = (".shp", ".shx", ".dbf")
_UTF8_NAME = 0x800


def parts(data: bytes, layer: str | None) -> dict[str, bytes]:
    """The files of the one Shapefile in an archive, by suffix.

    Raises:
        Unreadable: damaged, encrypted, too large, with names that lead elsewhere, or not exactly one Shapefile.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive)
            chosen = _choose(members, layer)
            return {suffix: _unpack(archive, member) for suffix, member in chosen.items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as problem:
        raise Unreadable(say("archive_damaged")) from problem
    except RuntimeError as problem:  # what zipfile raises for a password
        raise Unreadable(say("archive_encrypted")) from problem


def repack(files: dict[str, bytes]) -> bytes:
    """An archive of our own making, with names of our own choosing and nothing compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for suffix, content in files.items():
            archive.writestr(f"areas{suffix}", content)
    return out.getvalue()


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [m for m in archive.infolist() if not m.is_dir()]
    if len(members) > _MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise Unreadable(say("archive_too_large", limit=MAX_UNPACKED >> 20))
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise Unreadable(say("archive_unsafe_name", name=name_of(member)[:100]))
    return members


def name_of(member: zipfile.ZipInfo) -> str:
    """The name as its maker saw it: Windows in Chinese packs names as GBK without saying so."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _choose(members: list[zipfile.ZipInfo], layer: str | None) -> dict[str, zipfile.ZipInfo]:
    shapefiles: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for member in members:
        path = PurePosixPath(name_of(member).replace("\\", "/"))
        if not path.name.startswith("._"):  # a Mac adds a hidden twin of every file
            shapefiles.setdefault(str(path.with_suffix("")).lower(), {})[path.suffix.lower()] = member
    found = {stem: parts for stem, parts in shapefiles.items() if ".shp" in parts}
    if layer is not None:
        found = {stem: parts for stem, parts in found.items() if PurePosixPath(stem).name == layer.lower()}
    if not found:
        raise Unreadable(say("archive_no_shapefile") if layer is None else say("no_layer", name=layer))
    if len(found) > 1:
        raise Unreadable(say("archive_several", names=", ".join(PurePosixPath(s).name for s in sorted(found)[:10])))
    ((stem, chosen),) = found.items()
    for suffix in _NEEDED:
        if suffix not in chosen:
            raise Unreadable(say("archive_part_missing", name=PurePosixPath(stem).name + suffix))
    return {suffix: chosen[suffix] for suffix in _KEPT if suffix in chosen}


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as file:
        content = file.read(MAX_UNPACKED + 1)
    if len(content) > MAX_UNPACKED:
        raise Unreadable(say("archive_too_large", limit=MAX_UNPACKED >> 20))
    return content

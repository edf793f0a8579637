"""A package opened with distrust: only the names that belong there, once each, of the sizes they say."""

import hashlib
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from backend.evidence.verifier.verdicts import Code, Rejected

MAX_TEXT = 16 << 20
MAX_ENTRIES = 20_000
_NAMES = re.compile(
    r"README\.txt|index\.json|lead\.json|events/[0-9]{1,18}\.(json|tlog-proof)|originals/[0-9a-f-]{36}\.[a-z0-9]{1,5}"
)


class Archive:
    """
    Raises:
        Rejected: not a ZIP, or not one that a package can be.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as exc:
            raise Rejected(Code.NO_ZIP, str(path)) from exc
        if len(infos) > MAX_ENTRIES:
            raise Rejected(Code.TOO_LARGE, str(len(infos)))
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            if not _NAMES.fullmatch(info.filename) or info.orig_filename != info.filename:
                raise Rejected(Code.FOREIGN_ENTRY, repr(info.filename)[:200])
            if info.filename in self._infos:
                raise Rejected(Code.ENTRY_TWICE, info.filename)
            if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Rejected(Code.NO_ZIP, info.filename)
            self._infos[info.filename] = info

    def names(self) -> set[str]:
        return set(self._infos)

    def text(self, name: str) -> bytes:
        """
        Raises:
            Rejected: missing, larger than such a file can be, or damaged.
        """
        info = self._info(name)
        if info.file_size > MAX_TEXT:
            raise Rejected(Code.TOO_LARGE, name)
        try:
            with self._zip.open(info) as file:
                data = file.read(MAX_TEXT + 1)
        except Exception as exc:  # whatever a broken stream can make zipfile and zlib raise
            raise Rejected(Code.DAMAGED, name) from exc
        if len(data) > MAX_TEXT:
            raise Rejected(Code.TOO_LARGE, name)
        return data

    def digest(self, name: str, size: int) -> str:
        """SHA-256 of an original that must be ``size`` bytes long; never more than that is read."""
        info, found, read = self._info(name), hashlib.sha256(), 0
        if info.file_size != size:
            raise Rejected(Code.SIZE, name)
        try:
            with self._zip.open(info) as file:
                while block := file.read(1 << 20):
                    read += len(block)
                    if read > size:
                        raise Rejected(Code.SIZE, name)
                    found.update(block)
        except Rejected:
            raise
        except Exception as exc:
            raise Rejected(Code.DAMAGED, name) from exc
        return found.hexdigest()

    def _info(self, name: str) -> zipfile.ZipInfo:
        if name not in self._infos:
            raise Rejected(Code.ENTRY_MISSING, name)
        return self._infos[name]


def strict_json(data: bytes, name: str) -> Any:
    """
    Raises:
        Rejected: not JSON, not an object, or a key twice: readers would differ on what it says.
    """
    try:
        value = json.loads(data, object_pairs_hook=_once)
    except _Twice as exc:
        raise Rejected(Code.KEY_TWICE, name) from exc
    except (ValueError, RecursionError) as exc:
        raise Rejected(Code.NO_JSON, name) from exc
    if not isinstance(value, dict):
        raise Rejected(Code.NO_JSON, name)
    return value


class _Twice(ValueError):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found

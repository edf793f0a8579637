"""A package opened with distrust: only the names that belong there, once each, of the sizes they say."""

import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backend.evidence.verifier import layout
from backend.evidence.verifier.layout import Entry
from backend.evidence.verifier.verdicts import Code, Rejected

MAX_TEXT = 16 << 20
_NAMES = re.compile(
    r"README\.txt|index\.json|lead\.json|events/[0-9]{1,18}\.(json|tlog-proof)|stamp/(checkpoint|growth|token\.tsr)"
    r"|originals/[0-9a-f-]{36}\.[a-z0-9]{1,5}"
    r"|chain/keys\.json|chain/[0-9a-f-]{36}/[1-9][0-9]{0,15}\.(json|sig)|receipts/[0-9a-f-]{36}\.(txt|sig)"
    r"|custody/[0-9a-f-]{36}\.json"
)


class Archive:
    """
    Raises:
        Rejected: not a ZIP, or not one that a package can be.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._file = path.open("rb")
        except OSError as exc:
            raise Rejected(Code.NO_ZIP, str(path)) from exc
        self._entries: dict[str, Entry] = {}
        try:
            self._take(layout.entries(self._file))
        except Rejected:
            self.close()
            raise

    def _take(self, entries: list[Entry]) -> None:
        for entry in entries:
            if not _NAMES.fullmatch(entry.name):
                raise Rejected(Code.FOREIGN_ENTRY, repr(entry.name)[:200])
            if entry.name in self._entries:
                raise Rejected(Code.ENTRY_TWICE, entry.name)
            self._entries[entry.name] = entry

    def close(self) -> None:
        self._file.close()

    def names(self) -> set[str]:
        return set(self._entries)

    def text(self, name: str) -> bytes:
        """
        Raises:
            Rejected: missing, larger than such a file can be, or damaged.
        """
        entry = self._entry(name)
        if entry.size > MAX_TEXT:
            raise Rejected(Code.TOO_LARGE, name)
        return b"".join(self._blocks(entry))

    def digest(self, name: str, size: int) -> str:
        """SHA-256 of an original that must be ``size`` bytes long."""
        entry, found = self._entry(name), hashlib.sha256()
        if entry.size != size:
            raise Rejected(Code.SIZE, name)
        for block in self._blocks(entry):
            found.update(block)
        return found.hexdigest()

    def blocks(self, name: str) -> Iterator[bytes]:
        """
        Raises:
            Rejected: missing or damaged.
        """
        return self._blocks(self._entry(name))

    def _entry(self, name: str) -> Entry:
        if name not in self._entries:
            raise Rejected(Code.ENTRY_MISSING, name)
        return self._entries[name]

    def _blocks(self, entry: Entry) -> Iterator[bytes]:
        self._file.seek(entry.begin)
        left, crc = entry.size, 0
        while block := self._file.read(min(left, 1 << 20)):
            left, crc = left - len(block), zlib.crc32(block, crc)
            yield block
        if left or crc != entry.crc:
            raise Rejected(Code.DAMAGED, entry.name)


def strict_json(data: bytes, name: str) -> Any:
    """
    Raises:
        Rejected: not JSON in UTF-8, not an object, or a key twice: readers would differ on what it says.
    """
    try:
        value = json.loads(data.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except _Twice as exc:
        raise Rejected(Code.KEY_TWICE, name) from exc
    except (ValueError, RecursionError) as exc:
        raise Rejected(Code.NO_JSON, name) from exc
    if not isinstance(value, dict):
        raise Rejected(Code.NO_JSON, name)
    return value


def _no_number(word: str) -> None:
    raise ValueError(word)


class _Twice(ValueError):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found

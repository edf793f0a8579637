"""Each medium's story in the package: for reading, and therefore held against the entries it speaks of. Pure.

People's names, and whether an entry was sealed when the package was made, are told by nothing else.
"""

import re
from collections.abc import Mapping
from typing import Any, Protocol

from backend.evidence.verifier.archive import Archive, strict_json
from backend.evidence.verifier.verdicts import Code, Rejected, Result

_NAME = re.compile(r"custody/([0-9a-f-]{36})\.json")
_TOLD_BY_ITSELF = {"captured", "declared", "made"}


class _Entry(Protocol):
    """An entry of the record as it was read from the package."""

    @property
    def said(self) -> Mapping[str, Any]: ...


def names(archive: Archive) -> dict[str, str]:
    """The medium of each story."""
    found = {name: _NAME.fullmatch(name) for name in archive.names()}
    return {name: match[1] for name, match in sorted(found.items()) if match}


def files(archive: Archive, media: set[str]) -> set[str]:
    """Names of files that have their place here."""
    return {name for name, own in names(archive).items() if own in media}


def judged(archive: Archive, events: Mapping[int, _Entry]) -> list[Result]:
    """One result for each story that says something else than the record."""
    results = [Result(name, _wrong(archive, name, own, events)) for name, own in names(archive).items()]
    return [result for result in results if result.code]


def _wrong(archive: Archive, name: str, own: str, events: Mapping[int, _Entry]) -> Code | None:
    try:
        told = strict_json(archive.text(name), name)
    except Rejected as exc:
        return exc.code
    entries = told.get("entries")
    if told.get("medium_id") != own or not isinstance(entries, list):
        return Code.CUSTODY
    if not all(_fits(entry, events) for entry in entries):
        return Code.CUSTODY
    about = {number for number, event in events.items() if event.said.get("subject") == own}
    return Code.CUSTODY if about - {entry["event"] for entry in entries} else None


def _fits(entry: object, events: Mapping[int, _Entry]) -> bool:
    """What has a number is that entry of the record: the same act, by the same person, then, for the same purpose."""
    if not isinstance(entry, dict):
        return False
    number = entry.get("event")
    if number is None:
        return "event" in entry and entry.get("kind") in _TOLD_BY_ITSELF and entry.get("purpose") is None
    event = events.get(number) if type(number) is int else None
    detail = event.said.get("detail") if event else None
    if event is None or not isinstance(detail, dict):
        return False
    purpose = detail.get("purpose")
    wanted = {
        "kind": event.said.get("action"),
        "actor": event.said.get("actor"),
        "at": event.said.get("at"),
        "purpose": purpose if isinstance(purpose, str) else None,
        "detail": {name: value for name, value in detail.items() if name != "purpose"},
    }
    return all(entry.get(name) == value for name, value in wanted.items())

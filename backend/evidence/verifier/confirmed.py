"""Captures that name two officers: whether the second has signed that they were there. A pure part of the verifier."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from backend.evidence.verifier.verdicts import INCOMPLETE, Code, Result


class Signed(NamedTuple):
    """An entry of a chain that is here whole: what it says, the hash of its bytes, whose key it is, what is wrong."""

    said: Mapping[str, Any]
    sha256: str
    person: object
    code: Code | None


def judged(entries: Sequence[Signed]) -> list[Result]:
    """One result for each capture that names a second officer. An entry that is wrong says nothing."""
    sound = [entry for entry in entries if entry.code is None or entry.code in INCOMPLETE]
    confirmed = {
        (str(entry.said.get("id")), str(entry.said.get("manifest")), str(entry.person)): entry.code
        for entry in sound
        if entry.said.get("kind") == "confirmed"
    }
    return [
        Result(f"confirmed/{own}", confirmed.get((own, sha256, second), Code.NOT_CONFIRMED))
        for own, sha256, second in _seconds(sound)
    ]


def _seconds(sound: Sequence[Signed]) -> Iterator[tuple[str, str, str]]:
    for entry in sound:
        officers = entry.said.get("officers")
        if entry.said.get("kind") == "capture" and isinstance(officers, list) and len(officers) == 2:
            yield str(entry.said.get("id")), entry.sha256, str(officers[1])

"""Copies in a package, held against the entry that says of which original each was made. A pure part of the verifier.

What the record says makes a copy one, whatever the index calls it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.evidence.verifier.keys import Told, believed
from backend.evidence.verifier.verdicts import Code, Result

_ROLES = ("stamped", "annotated", "redacted")
_RECEIVED = "medium.received"


def copies(items: Sequence[Mapping[str, Any]], events: Mapping[int, Told]) -> set[str]:
    """The ids of what was made of something else: by the index, or by the record."""
    said = {item["id"] for item in items if item.get("role") in _ROLES or item.get("derived_from") is not None}
    return said | set(_makings(events)) | set(_origins(events))


def made_here(events: Mapping[int, Told]) -> set[str]:
    """Copies that came with no report, by either entry about them."""
    return {copy for copy, making in _makings(events).items() if _role(making) == "redacted"} | set(_origins(events))


def judged(items: Sequence[Mapping[str, Any]], events: Mapping[int, Told]) -> list[Result]:
    """One result for each copy."""
    return [Result(f"derived/{copy}", _wrong(copy, items, events)) for copy in sorted(copies(items, events))]


def _wrong(copy: str, items: Sequence[Mapping[str, Any]], events: Mapping[int, Told]) -> Code | None:
    known, makings = {item["id"]: item for item in items}, _makings(events)
    item, making = known.get(copy), makings.get(copy)
    if item is None or making is None:
        return Code.ENTRY_MISSING if item is None else Code.DERIVED
    of = str(making.said.get("subject"))
    if (item.get("derived_from"), item.get("role")) != (of, _role(making)) or _origins(events).get(copy, of) != of:
        return Code.DERIVED
    arrived = any(event.said.get("subject") == of for event in _believed(events, _RECEIVED))
    return making.code if of in known and of not in makings and arrived else Code.DERIVED


def _makings(events: Mapping[int, Told]) -> dict[str, Told]:
    """The entry that says of which original a copy was made, by the copy."""
    found: dict[str, Told] = {}
    for event in _believed(events, "medium.derived"):
        detail = event.said.get("detail")
        if isinstance(detail, dict) and isinstance(detail.get("medium"), str):
            found.setdefault(detail["medium"], event)
    return found


def _origins(events: Mapping[int, Told]) -> dict[str, str]:
    """What is said of a copy's original where the copy itself was taken in."""
    found = {}
    for event in _believed(events, _RECEIVED):
        detail = event.said.get("detail")
        if isinstance(detail, dict) and isinstance(detail.get("derived_from"), str):
            found[str(event.said.get("subject"))] = detail["derived_from"]
    return found


def _believed(events: Mapping[int, Told], action: str) -> list[Told]:
    return [event for _, event in sorted(events.items()) if event.said.get("action") == action and believed(event)]


def _role(making: Told) -> object:
    return making.said["detail"].get("role")

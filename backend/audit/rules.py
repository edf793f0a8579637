"""How a number that is read out is looked for, and of whom and what a line speaks. No I/O."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from msgspec import Struct

from backend.audit.structs import AuditRow

_SHORT = re.compile(r"(?:\d{4}-|…)?([0-9a-f]{4})")
"""As it is printed of a lead, ``1126-E6EB``, or its end as the log shows it. The log knows no leads, so the day, which
is the lead's own, is not compared."""
_PART = re.compile(r"[0-9a-f-]{8,36}")


def sought(q: str | None) -> tuple[str | None, str | None]:
    """What is looked for in actions and names, and a pattern for LIKE that finds the ids a number means.

    Four digits alone may be either. Ids are in lower case, and what is plainly a number is looked for in them alone: in
    a log that has no end, comparing letters whatever their case takes ten times as long.
    """
    text = (q or "").strip().lower()
    if short := _SHORT.fullmatch(text):
        return (q if text == short[1] else None), f"%{short[1]}"
    return (None, f"%{text}%") if _PART.fullmatch(text) else (q, None)


_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KINDS = {"town": "town", "town_code": "town", "town_codes": "town", "zone": "duty_zone"}
"""Of which kind of area a field of a detail holds codes."""


class SpokenOf(Struct, frozen=True):
    """Ids, of whatever they may be, and codes of areas with their kind."""

    ids: set[UUID]
    codes: set[tuple[str, str]]


def spoken_of(line: AuditRow) -> SpokenOf:
    """What may have a name in a line: its subject and every id and code of its detail, however deep."""
    found = SpokenOf({line.subject}, set())
    kinds = dict(_KINDS)
    if line.action == "person.towns_assigned":
        kinds |= {"before": "town", "after": "town"}
    if line.action == "areas.drawn" and isinstance(kind := line.detail.get("kind"), str):
        kinds |= {"codes": kind}
    for field, text in _texts("", line.detail):
        if _UUID.fullmatch(text):
            found.ids.add(UUID(text))
        elif field in kinds:
            found.codes.add((kinds[field], text))
    return found


def _texts(field: str, part: Any) -> Iterator[tuple[str, str]]:
    """Every text with the field it stands in."""
    if isinstance(part, str):
        yield field, part
    elif isinstance(part, dict):
        for name, each in part.items():
            yield from _texts(name, each)
    elif isinstance(part, list):
        for each in part:
            yield from _texts(field, each)


def named(told: SpokenOf, names: Mapping[tuple[str | None, str], str]) -> dict[str, str]:
    """Those of them that have a name."""
    keys = [(None, str(each)) for each in told.ids] + list(told.codes)
    return {key: names[kind, key] for kind, key in sorted(keys, key=lambda each: each[1]) if (kind, key) in names}

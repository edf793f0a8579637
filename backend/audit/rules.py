"""How a number that is read out is looked for. No I/O."""

import re

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

"""How a number that is read out is looked for. No I/O."""

import re

_SHORT = re.compile(r"(?:\d{4}-|…)?([0-9a-f]{4})", re.I)
"""As it is printed of a lead, ``1126-E6EB``, or its end as the log shows it. The log knows no leads, so the day, which
is the lead's own, is not compared."""
_PART = re.compile(r"[0-9a-f-]{8,36}", re.I)


def number(words: str | None) -> str | None:
    """A pattern for LIKE that finds the ids a number means; None when it is none."""
    text = (words or "").strip()
    if short := _SHORT.fullmatch(text):
        return f"%{short[1]}"
    return f"%{text}%" if _PART.fullmatch(text) else None

"""The time, handed to rules as a parameter; nothing else reads the clock."""

from datetime import UTC, date, datetime

from backend.core.china import SHANGHAI


def now() -> datetime:
    return datetime.now(UTC)


def minute(at: datetime) -> int:
    """Of the day in China, from 0 to 1439."""
    there = at.astimezone(SHANGHAI)
    return there.hour * 60 + there.minute


def today() -> date:
    """The day it is in China."""
    return now().astimezone(SHANGHAI).date()

"""The time, handed to rules as a parameter; nothing else reads the clock."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)

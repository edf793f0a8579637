"""Text as it may enter: bounded, and without NUL, which PostgreSQL cannot store.

``$`` alone would also match before a line break at the very end.
"""

from typing import Annotated

from msgspec import Meta

Line = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*(?!\n)$")]
"""One non-empty line."""
OptionalLine = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f]*(?!\n)$")]
Note = Annotated[str, Meta(max_length=4000, pattern=r"^[^\x00]*$")]
"""Free text, may be empty."""
Reason = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"^[^\x00]*$")]
PhoneNumber = Annotated[str, Meta(max_length=20, pattern=r"^\+?[0-9][0-9 -]{3,17}[0-9](?!\n)$")]
"""A telephone number as it is dialled; spaces and hyphens may stand in it."""
TOWN = r"^[0-9]{9}$"
TOWN_LENGTH = 9
TownCode = Annotated[str, Meta(max_length=TOWN_LENGTH, pattern=TOWN, description="nine digits, GB/T 10114")]
Sha256 = Annotated[str, Meta(max_length=64, pattern=r"^[0-9a-f]{64}$", description="SHA-256, lower-case hexadecimal")]


def like(words: str | None) -> str | None:
    """A pattern for ILIKE that finds the words as they are written; None for no words."""
    if not words or not words.strip():
        return None
    escaped = words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"

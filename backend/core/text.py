"""Text as it may enter: bounded, and without NUL, which PostgreSQL cannot store."""

from typing import Annotated

from msgspec import Meta

Line = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
"""One non-empty line."""
OptionalLine = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Note = Annotated[str, Meta(max_length=4000, pattern=r"^[^\x00]*$")]
"""Free text, may be empty."""
Reason = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"^[^\x00]*$")]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="SHA-256, lower-case hexadecimal")]

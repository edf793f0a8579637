"""Identifiers made on our side: UUID version 7 (RFC 9562), so that they sort by time like the phones' own."""

import os
import time
from uuid import UUID

from backend.core.errors import invalid


def uuid7() -> UUID:
    """48 bits of Unix milliseconds, then version, variant and 74 random bits."""
    millis = time.time_ns() // 1_000_000
    value = millis << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def demand_uuid7(field: str, value: UUID) -> None:
    """Raises: Invalid: a device chose an id that does not sort by time."""
    if value.version != 7:
        raise invalid(field, "编号必须是 UUID 第 7 版。", "The id must be a UUID of version 7.")

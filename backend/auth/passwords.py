"""Password hashing (argon2id), a few at a time so that sign-in cannot starve the machine."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP's recommended minimum
_UNKNOWN = _hasher.hash("nobody has this password")
_slots = asyncio.Semaphore(2)


async def hashed(password: str) -> str:
    async with _slots:
        return await asyncio.to_thread(_hasher.hash, password)


async def matches(password_hash: str | None, password: str) -> bool:
    """True when right. An unknown person (``None``) takes as long as a wrong password."""
    async with _slots:
        return await asyncio.to_thread(_matches, password_hash or _UNKNOWN, password) and password_hash is not None


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False

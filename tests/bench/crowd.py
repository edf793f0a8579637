"""Officers on duty all over a county and the people who watch them: made in the database, known by number."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
from msgspec import Struct

from backend.auth.caller import COOKIE
from backend.auth.service import token_hash

TOWNS = [f"33068110{n}" for n in range(10)]
BEGAN = timedelta(hours=1)
_PERSON, _PATROL, _VIEWER, _SESSION = 0x10 << 96, 0x20 << 96, 0x30 << 96, 0x40 << 96
PASSWORD = "bench-live-password"


class Crowd(Struct):
    """How many there are; everything else follows from their numbers."""

    officers: int
    viewers: int


def person(number: int) -> UUID:
    return UUID(int=_PERSON + number)


def patrol(number: int) -> UUID:
    return UUID(int=_PATROL + number)


def number_of(person_id: bytes) -> int:
    return int.from_bytes(person_id[-4:])


def officer_cookie(number: int) -> str:
    return f"{COOKIE}=officer-{number}"


def viewer_cookie(number: int) -> str:
    return f"{COOKIE}=viewer-{number}"


async def gather(dsn: str, crowd: Crowd, password_hash: str) -> None:
    """Put them in: officers on patrol for an hour, spread over the towns; viewers who may see all of them."""
    conn = await asyncpg.connect(dsn)
    officers = [(person(n), f"officer-{n}", f"队员{n:05}", "-", ["officer"], [TOWNS[n % 10]]) for n in _range(crowd)]
    viewers = [
        (UUID(int=_VIEWER + n), f"viewer-{n}", f"值班{n:02}", password_hash, ["guidance_office"], [])
        for n in range(crowd.viewers + 1)
    ]
    columns = ["id", "name", "display_name", "password_hash", "roles", "town_codes"]
    await conn.copy_records_to_table("people", records=officers + viewers, columns=columns)
    later = datetime.now(UTC) + timedelta(days=1)
    sessions = [
        (UUID(int=_SESSION + i), token_hash(row[1]), row[0], later, later) for i, row in enumerate(officers + viewers)
    ]
    columns = ["id", "token_sha256", "person_id", "idle_until", "ends_at"]
    await conn.copy_records_to_table("sessions", records=sessions, columns=columns)
    began = datetime.now(UTC) - BEGAN
    patrols = [
        (patrol(n), person(n), f"队员{n:05}", TOWNS[n % 10], f"{n % 40}组", "running", began, "-")
        for n in _range(crowd)
    ]
    columns = ["id", "person_id", "person_name", "town_code", "squad", "state", "started_at", "sent_sha256"]
    await conn.copy_records_to_table("patrols", records=patrols, columns=columns)
    await conn.execute("analyze")
    await conn.close()


def _range(crowd: Crowd) -> range:
    return range(crowd.officers)

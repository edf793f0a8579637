"""Put the people of the demonstration in."""

import asyncio

from backend.auth import passwords
from backend.auth.caller import Caller
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.demo import people, queries
from backend.demo.people import Member


async def settle_people(conn: Conn, secret: str, members: list[Member]) -> dict[str, Caller]:
    """Everybody by name, each with a password of their own."""
    words = [people.password(secret, member.name) for member in members]
    hashes = await asyncio.gather(*(passwords.hashed(word) for word in words))
    for member, password_hash in zip(members, hashes, strict=True):
        await queries.insert_person(conn, uuid7(), member, password_hash)
    return await by_name(conn, members)


async def by_name(conn: Conn, members: list[Member]) -> dict[str, Caller]:
    found = await queries.callers(conn, [member.name for member in members])
    return {caller.name: caller for caller in found}

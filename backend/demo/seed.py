"""Load the demonstration: once, whole, and only where it is asked for."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg

from backend.auth import passwords
from backend.core import db
from backend.core.db import SYSTEM, Database, PooledDatabase
from backend.core.errors import Misconfigured
from backend.demo import people, queries
from backend.settings import Settings

Say = Callable[[str], None]


def refuse_unless_demonstration(config: Settings) -> None:
    """Raises: Misconfigured: this is no demonstration, or its passwords would be the same everywhere."""
    if not config.demo:
        raise Misconfigured("This is no demonstration: sample people are loaded only where FENGXUN_DEMO=1.")
    if not config.secret:
        raise Misconfigured("FENGXUN_SECRET is missing: the demonstration's passwords are made from it.")


async def seed(database: Database, config: Settings, say: Say) -> None:
    """Load what is missing. Interrupted, it goes on where it was; complete, it does nothing.

    Raises:
        Misconfigured: not a demonstration, or the database already holds other people.
        Unavailable: the object store is away.
    """
    refuse_unless_demonstration(config)
    names = [member.name for member in people.members()]
    async with database.transaction(SYSTEM) as conn:
        there = await queries.standing(conn, names)
    if there.others and not there.ours:
        raise Misconfigured("The database already holds people. The demonstration is loaded into an empty one only.")
    if there.ours == len(names):
        await _keep_passwords(database, config.secret, names, say)
    if there.ours == len(names) and there.leads and not there.unsent:
        say("演示县已载入 · the demonstration county is loaded")
        return
    # The generator brings half the libraries there are; every later start does without them.
    from backend.core.storage import Store
    from backend.demo.loading.load import Loading

    store = Store(config)
    try:
        await Loading(database, store, config, say).all(there)
    finally:
        store.close()


async def _keep_passwords(database: Database, secret: str, names: list[str], say: Say) -> None:
    """What ``demo-logins`` prints must open the door, also after the installation's secret has changed."""
    async with database.transaction(SYSTEM) as conn:
        lock = await queries.lock_of(conn, names[0])
    if await passwords.matches(lock.password_hash, people.password(secret, names[0])):
        return
    hashes = await asyncio.gather(*(passwords.hashed(people.password(secret, name)) for name in names))
    async with database.transaction(SYSTEM) as conn:
        for name, password_hash in zip(names, hashes, strict=True):
            await queries.change_lock(conn, name, password_hash)
    say("演示账号的密码已按新密钥重设 · passwords made anew from the new secret")


async def from_environment(config: Settings, say: Say) -> None:
    """``seed`` with connections of its own."""
    refuse_unless_demonstration(config)
    async with _connected(config) as database:
        await seed(database, config, say)


@asynccontextmanager
async def _connected(config: Settings) -> AsyncIterator[Database]:
    async with asyncpg.create_pool(config.database_url, init=db.set_codecs, min_size=1, max_size=8) as pool:
        yield PooledDatabase(pool)

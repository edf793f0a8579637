"""The only ways this project talks to Postgres.

Each helper takes a literal SQL string and the Struct its rows become;
``tests/backend/test_queries.py`` prepares every one against the real schema.
Every transaction runs as the role ``fengxun_app`` (the sealer's as its own) with a ``Context``: row-level security in
the database decides from it which rows exist for the caller.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar
from uuid import UUID

import msgspec
from asyncpg import Connection, Pool, Record

from backend.core.errors import NotFound

T = TypeVar("T")
if TYPE_CHECKING:
    Conn = Connection[Record]  # generic only in the stubs
    AnyPool = Pool[Record]
else:
    Conn = Connection
    AnyPool = Pool


class Context(msgspec.Struct, frozen=True):
    """On whose behalf a transaction runs. ``reach`` is own, town or all; ``role`` is the database's."""

    person: UUID | None
    towns: tuple[str, ...]
    reach: str
    role: str = "fengxun_app"


SYSTEM = Context(person=None, towns=(), reach="all")
"""Work of the system itself: sign-in look-ups, background jobs, imports from the command line."""

_ENTER = """
    select set_config('role', $4, true),
           set_config('app.person', $1, true),
           set_config('app.towns', $2, true),
           set_config('app.reach', $3, true)
"""


class Database(Protocol):
    """Hands out transactions; tests hand out savepoints of one connection instead."""

    def transaction(self, context: Context, *, still: bool = False) -> AbstractAsyncContextManager[Conn]:
        """Commit when the block ends, roll back when it raises. ``still``: every statement sees the same moment."""
        ...


class PooledDatabase:
    """The production ``Database``."""

    def __init__(self, pool: AnyPool, committed: Callable[[], None] = lambda: None) -> None:
        """``committed`` is called when a transaction has committed in which somebody said so (``waited_for``)."""
        self.pool = pool
        self._committed = committed

    @asynccontextmanager
    async def transaction(self, context: Context, *, still: bool = False) -> AsyncIterator[Conn]:
        isolation: Literal["repeatable_read"] | None = "repeatable_read" if still else None
        async with self.pool.acquire() as conn:
            try:
                async with conn.transaction(isolation=isolation):
                    await enter(conn, context)  # type: ignore[arg-type]
                    yield conn  # type: ignore[misc]
                if id(conn) in _WAITED_FOR:
                    self._committed()
            finally:
                _WAITED_FOR.discard(id(conn))


_WAITED_FOR: set[int] = set()
"""Connections inside a transaction that others wait for; each is the transaction's alone as long as it runs."""


def waited_for(conn: Conn) -> None:
    """Others are to be woken when this transaction has committed."""
    _WAITED_FOR.add(id(conn))


async def enter(conn: Conn, context: Context) -> None:
    """Put the rest of this transaction behind the caller's fence."""
    person = str(context.person) if context.person else ""
    await conn.execute(_ENTER, person, ",".join(context.towns), context.reach, context.role)


async def as_owner(conn: Conn) -> None:
    """For the rest of this transaction work as who owns the tables, past every fence: to make and drop partitions."""
    await conn.execute("select set_config('role', 'none', true)")


async def all(conn: Conn, row: type[T], sql: str, *args: Any) -> list[T]:
    records = await conn.fetch(sql, *args)
    return msgspec.convert([dict(r.items()) for r in records], list[row])  # type: ignore[valid-type]


async def maybe_one(conn: Conn, row: type[T], sql: str, *args: Any) -> T | None:
    record = await conn.fetchrow(sql, *args)
    return None if record is None else msgspec.convert(dict(record), row)


async def one(conn: Conn, row: type[T], sql: str, *args: Any) -> T:
    found = await maybe_one(conn, row, sql, *args)
    if found is None:
        raise NotFound("没有找到，或不在您的权限范围内。", "Not found, or out of your reach.")
    return found


async def run(conn: Conn, sql: str, *args: Any) -> int:
    """Execute; the answer is how many rows it touched."""
    tag = await conn.execute(sql, *args)
    last = tag.rsplit(" ", 1)[-1]
    return int(last) if last.isdigit() else 0


async def plan_anew(conn: Conn) -> None:
    """From here to the end of the transaction statements are planned for what is asked, not for anything that might be.

    For lists whose filters and order are parameters: a plan for all of them at once could use no index.
    """
    await conn.execute("select set_config('plan_cache_mode', 'force_custom_plan', true)")


async def leave_nothing(conn: Conn) -> None:
    """What is done when a connection goes back to the pool: nothing. Whatever is set here is set for one transaction;
    the statement by which a pool forgets settings, locks and cursors would be one more way there and back for each."""


async def set_codecs(conn: Conn) -> None:
    for name in ("json", "jsonb"):
        await conn.set_type_codec(
            name,
            schema="pg_catalog",
            encoder=lambda value: msgspec.json.encode(value).decode(),
            decoder=msgspec.json.decode,
        )

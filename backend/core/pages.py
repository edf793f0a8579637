"""Lists a page at a time, by key: a page begins after the last row of the one before, however many rows there are.

A cursor is the order, the last row's value in that order, and its id; opaque to whoever carries it, and checked when
it comes back. Rows with equal values stand by their ids, so that none is repeated or left out.
"""

import base64
import binascii
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, Protocol, TypeVar
from uuid import UUID

import msgspec
from msgspec import Struct

from backend.core.china import SHANGHAI
from backend.core.errors import invalid

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)

WHOLE = 2_000
"""Rows that are read at a time when all are wanted."""
MAX_CURSOR = 1200
"""Characters; a value of 200 Chinese characters and an id fit."""
_FIRST, _LAST = date(2000, 1, 1), date(2199, 12, 31)


class Place(Struct, frozen=True, kw_only=True):
    """Where a page begins: after the row with this value and id. One of ``at`` and ``text`` is the value."""

    at: datetime | None = None
    text: str | None = None
    id: UUID


class _Cursor(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    order: Annotated[str, msgspec.Meta(max_length=40)]
    value: Annotated[str, msgspec.Meta(max_length=300, pattern=r"^[^\x00]*$")]
    id: UUID
    is_time: bool


def column_of(order: StrEnum) -> str:
    """What it is sorted by: the order without the sign before it."""
    return order.value.removeprefix("-")


def falls(order: StrEnum) -> bool:
    return order.value.startswith("-")


def cursor(order: StrEnum, value: datetime | str, row_id: UUID) -> str:
    is_time = isinstance(value, datetime)
    text = value.isoformat() if isinstance(value, datetime) else value
    made = msgspec.json.encode(_Cursor(order.value, text, row_id, is_time))
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def read(text: str | None, order: StrEnum, times: frozenset[str]) -> Place | None:
    """``times``: the columns that are moments.

    Raises: Invalid: not a cursor of this list in this order.
    """
    if text is None:
        return None
    wrong = invalid("after", "分页游标有误。", "Not a cursor of this list in this order.")
    try:
        sent = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        found = msgspec.json.decode(sent, type=_Cursor)
        at = datetime.fromisoformat(found.value) if found.is_time else None
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        raise wrong from None
    if found.order != order.value or found.is_time != (column_of(order) in times):
        raise wrong
    if at is not None and (at.tzinfo is None or not _FIRST.year <= at.year <= _LAST.year):
        raise wrong
    return Place(at=at, text=None if found.is_time else found.value, id=found.id)


def split(rows: list[Row], limit: int, cursor_of: Callable[[Row], str]) -> tuple[list[Row], str | None]:
    """One row more than ``limit`` was asked for: the page, and the cursor of the next one if there is one."""
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], cursor_of(rows[limit - 1])


class PageOf(Protocol[Row_co]):
    @property
    def items(self) -> Sequence[Row_co]: ...
    @property
    def next(self) -> str | None: ...


async def whole(page: Callable[[str | None, int], Awaitable[PageOf[Row]]]) -> AsyncIterator[list[Row]]:
    """Page after page of a list, until its end. ``page`` is given a cursor and how many rows."""
    after: str | None = None
    while True:
        part = await page(after, WHOLE)
        yield list(part.items)
        if (after := part.next) is None:
            return


def between(first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """The moments from the beginning of one day in China to the end of another; ``None`` is open.

    Raises: Invalid: no day anybody worked on, or the end before the beginning.
    """
    for field, day in (("from_day", first), ("to_day", last)):
        if day is not None and not _FIRST <= day <= _LAST:
            raise invalid(field, "日期超出范围。", "This day is out of range.")
    if first and last and last < first:
        raise invalid("to_day", "结束日期早于开始日期。", "It ends before it begins.")
    begin = datetime.combine(first, time(), SHANGHAI) if first else None
    end = datetime.combine(last + timedelta(days=1), time(), SHANGHAI) if last else None
    return begin, end


def trace(wanted: Struct, order: StrEnum) -> dict[str, Any]:
    """What was asked for, as the audit log keeps it. Of a search only its length: words may be somebody's name."""
    kept: dict[str, Any] = msgspec.to_builtins(wanted)
    said = {name: part for name, part in kept.items() if part not in (None, False)}
    if pattern := said.pop("pattern", None):
        said["searched_characters"] = len(pattern) - 2
    return {"filter": said, "sort": order.value}

"""Cursors come back as they were given, and nothing else is taken for one."""

import base64
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

import pytest

from backend.core import pages
from backend.core.errors import Invalid
from backend.core.text import like


class Order(StrEnum):
    AT = "at"
    AT_FALLING = "-at"
    NAME = "name"


TIMES = frozenset({"at"})
ID = UUID("5f0d8c1e-2b7a-4c53-9d1e-6a8f3b2c4d5e")
MOMENT = datetime(2026, 11, 25, 16, 0, 0, 123456, UTC)


def packed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def test_a_cursor_comes_back_as_it_was_given() -> None:
    at = pages.read(pages.cursor(Order.AT_FALLING, MOMENT, ID), Order.AT_FALLING, TIMES)
    name = pages.read(pages.cursor(Order.NAME, "枫桥" * 100, ID), Order.NAME, TIMES)
    assert at == pages.Place(at=MOMENT, id=ID)
    assert name == pages.Place(text="枫桥" * 100, id=ID)
    assert len(pages.cursor(Order.NAME, "枫" * 200, ID)) <= pages.MAX_CURSOR
    assert pages.read(None, Order.AT, TIMES) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "%%%", "é", packed("{}"), packed("[]"), packed('["at"]'), packed("null"),
        packed(f'["at","2026-11-25T00:00:00","{ID}",true]'), packed(f'["at","yesterday","{ID}",true]'),
        packed(f'["at","0001-01-01T00:00:00Z","{ID}",true]'), packed(f'["at","9999-12-31T23:59:59Z","{ID}",true]'),
        packed('["at","2026-11-25T00:00:00Z","1",true]'), packed(f'["at","2026-11-25T00:00:00Z","{ID}",false]'),
        packed(f'["-at","2026-11-25T00:00:00Z","{ID}",true]'), packed(f'["name","a","{ID}",false]'),
        packed(f'["at","2026-11-25T00:00:00Z","{ID}",true,1]'), packed(f'["at","\\u0000","{ID}",false]'),
    ],
)  # fmt: skip
def test_what_is_no_cursor_of_this_list_in_this_order_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        pages.read(text, Order.AT, TIMES)


def test_days_are_those_of_china_and_the_last_one_counts_whole() -> None:
    begin, end = pages.between(date(2026, 11, 25), date(2026, 11, 25))
    assert (begin, end) == (datetime(2026, 11, 24, 16, tzinfo=UTC), datetime(2026, 11, 25, 16, tzinfo=UTC))
    assert pages.between(None, None) == (None, None)


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2026, 1, 2), date(2026, 1, 1)), (date(1, 1, 1), None), (None, date(9999, 12, 31)), (date(1999, 1, 1), None)],
)
def test_days_that_make_no_sense_are_refused(first: date | None, last: date | None) -> None:
    with pytest.raises(Invalid):
        pages.between(first, last)


@pytest.mark.parametrize(
    ("words", "pattern"), [("50%_\\", "%50\\%\\_\\\\%"), ("  ", None), (None, None), (" 垃圾 ", "%垃圾%")]
)
def test_words_are_searched_as_they_are_written(words: str | None, pattern: str | None) -> None:
    assert like(words) == pattern

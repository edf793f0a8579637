"""What a request for features may ask, and what is said of one that asks wrongly."""

from datetime import UTC, datetime

import pytest

from backend.core.errors import Malformed
from backend.features.rules import asked, boxes, times
from backend.features.structs import Times

STATES = {"state": "open|closed"}


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_a_box_is_four_numbers_and_six_leave_the_heights_aside() -> None:
    assert boxes("120,29,121,30") == [(120, 29, 121, 30)]
    assert boxes(" 120.5, 29 ,0,1.21e2,30,9") == [(120.5, 29, 121, 30)]


def test_a_box_across_the_180th_meridian_is_two() -> None:
    assert boxes("179,-1,-179,1") == [(179, -1, 180, 1), (-180, -1, -179, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,2,3",
        "1,2,3,4,5",
        "a,2,3,4",
        "nan,2,3,4",
        "inf,2,3,4",
        "1,2,3,1e400",
        "-181,0,1,1",
        "0,0,1,91",
        "0,2,1,1",
        "0x1,0,1,1",
        "1_0,0,11,1",
    ],
)
def test_a_box_that_is_none_is_named(text: str) -> None:
    with pytest.raises(Malformed) as wrong:
        boxes(text)
    assert wrong.value.errors[0].field.startswith("bbox")


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2026-03-02T01:00:00Z", at(2026, 3, 2, 1), at(2026, 3, 2, 1)),
        ("2026-03-02t09:00:00.5+08:00", at(2026, 3, 2, 1, 0, 0, 500_000), at(2026, 3, 2, 1, 0, 0, 500_000)),
        ("2026-03-02", at(2026, 3, 1, 16), at(2026, 3, 2, 15, 59, 59, 999_999)),
        ("1988-07-01", at(1988, 6, 30, 15), at(1988, 7, 1, 14, 59, 59, 999_999)),
        ("2026-03-02/2026-03-03", at(2026, 3, 1, 16), at(2026, 3, 3, 15, 59, 59, 999_999)),
        ("2026-03-02T01:00:00Z/..", at(2026, 3, 2, 1), None),
        ("/2026-03-02T01:00:00Z", None, at(2026, 3, 2, 1)),
        ("../..", None, None),
    ],
)
def test_times_are_moments_days_in_china_and_intervals(text: str, begin: datetime | None, end: datetime | None) -> None:
    assert times(text) == Times(begin=begin, end=end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2026-3-2",
        "2026-02-30",
        "2026-03-02T01:00:00",
        "2026-03-02T25:00:00Z",
        "a/b/c",
        "9999-12-31",
        "2026-03-03/2026-03-02",
        "20260302T010000Z",
        "2026-W10-1",
    ],
)
def test_a_time_that_is_none_is_named(text: str) -> None:
    with pytest.raises(Malformed) as wrong:
        times(text)
    assert wrong.value.errors[0].field.startswith("datetime")


def test_more_than_there_is_at_a_time_is_no_error() -> None:
    assert asked([("limit", "999999")], {}, 10, 100).limit == 100
    assert asked([], {}, 10, 100).limit == 10


@pytest.mark.parametrize(
    ("pairs", "field"),
    [
        ([("limit", "0")], "limit"),
        ([("limit", "-1")], "limit"),
        ([("limit", "1.5")], "limit"),
        ([("limit", "٣")], "limit"),
        ([("limit", "9" * 30)], "limit"),
        ([("limit", "1"), ("limit", "2")], "limit"),
        ([("after", "1")], "after"),
        ([("state", "gone")], "state"),
        ([("state", "open\n")], "state"),
        ([("f", "html")], "f"),
        ([("bbox", "1" * 300)], "bbox"),
        ([("colour", "red")], "colour"),
        ([("颜色", "red")], "??"),
    ],
)
def test_a_wrong_parameter_is_named(pairs: list[tuple[str, str]], field: str) -> None:
    with pytest.raises(Malformed) as wrong:
        asked(pairs, STATES, 10, 100)
    assert [error.field for error in wrong.value.errors] == [field]

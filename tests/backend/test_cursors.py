"""Cursors of the live line: read back only when they are ours, and never past what is kept."""

import pytest

from backend.command import cursors
from backend.command.cursors import KEPT_MS, Cursor, Leg

HEAD = Cursor(10_000_000, "700:705:701,703")


@pytest.mark.parametrize(
    "cursor",
    [
        Cursor(1, "1:1:"),
        Cursor(1_770_000_000_000, "700:705:701,703"),
        Cursor(5, "700:705:", "705:709:706", 12),
    ],
)
def test_a_cursor_comes_back_as_it_was_given(cursor: Cursor) -> None:
    assert cursors.read(str(cursor)) == cursor


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "1~",
        "1~5:4:",
        "1~0:1:",
        "1~5:9:4",
        "1~5:9:9",
        "1~5:9:7,6",
        "1~5:9:6,6",
        "1~5:9:6,",
        "1~5:9:~6:9:",
        "1~5:9:~6:9:~x",
        "-1~5:9:",
        "1~5:99999999999999999999:",
        "1~9223372036854775808:9223372036854775808:",
        "1~5:9:\n",
        "1~5:9:7~",
        "١~5:9:",
        "1~5:9:" + ",".join(map(str, range(5, 4000))),
    ],
)
def test_what_is_no_cursor_of_ours_is_none(text: str) -> None:
    assert cursors.read(text) is None


def test_an_hour_is_kept_and_no_more() -> None:
    assert cursors.resumable(Cursor(HEAD.taken_ms - KEPT_MS, "600:600:"), HEAD)
    assert not cursors.resumable(Cursor(HEAD.taken_ms - KEPT_MS - 1, "600:600:"), HEAD)


def test_a_cursor_from_a_future_that_was_restored_away_is_not_resumed() -> None:
    assert cursors.resumable(Cursor(HEAD.taken_ms, "700:705:"), HEAD)
    assert not cursors.resumable(Cursor(HEAD.taken_ms, "700:706:"), HEAD)
    assert not cursors.resumable(Cursor(HEAD.taken_ms, "700:705:", "706:706:", 1), HEAD)


def test_a_batch_cut_short_is_finished_first() -> None:
    whole, cut = Cursor(1, "5:9:7"), Cursor(1, "5:9:7", "9:12:", 33)
    assert cursors.legs(whole, HEAD) == [Leg(whole, HEAD)]
    assert cursors.legs(cut, HEAD) == [Leg(Cursor(1, "5:9:7"), Cursor(1, "9:12:"), 33), Leg(Cursor(1, "9:12:"), HEAD)]

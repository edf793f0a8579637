"""What is wrong with a request is told in both languages: where, and what."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec
import pytest
from msgspec import Meta, Struct

from backend.core import faults
from backend.core.errors import Invalid
from backend.core.requests import refuse_times_beyond


class Choice(StrEnum):
    ONE = "one"


class Whole(Struct, forbid_unknown_fields=True):
    name: Annotated[str, Meta(min_length=2, max_length=3, pattern="^[a-z]*$")] = "ab"
    n: Annotated[int, Meta(ge=1, le=9)] = 1
    share: Annotated[float, Meta(gt=0, lt=1)] = 0.5
    tick: bool = True
    choice: Choice = Choice.ONE
    id: UUID | None = None
    at: Annotated[datetime, Meta(tz=True)] | None = None
    day: date | None = None
    data: bytes = b""
    pair: tuple[int, int] = (1, 2)
    many: Annotated[list[int], Meta(min_length=1, max_length=2)] = []


class Needed(Struct):
    name: str


def said(sent: Any, kind: type = Whole) -> tuple[str, str]:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(sent, kind, strict=False)
    return faults.told(str(caught.value).split(" - at ")[0])


@pytest.mark.parametrize(
    ("sent", "zh", "en"),
    [
        ({"name": 5}, "应为文字，收到的是整数", "must be text, not a whole number"),
        ({"id": []}, "应为编号或空值，收到的是列表", "must be an id or null, not a list"),
        ({"name": "abcd"}, "最多 3 个字符", "at most 3 characters"),
        ({"name": "a"}, "至少 2 个字符", "at least 2 characters"),
        ({"name": "A-Z"}, "格式不正确，或含有不允许的字符", "not in the form that is wanted here"),
        ({"n": 0}, "不能小于 1", "must be at least 1"),
        ({"n": 10}, "不能大于 9", "must be at most 9"),
        ({"n": 2**70}, "不能大于 9", "must be at most 9"),
        ({"share": 0.0}, "须大于 0", "must be more than 0"),
        ({"share": 1.0}, "须小于 1", "must be less than 1"),
        ({"tick": "maybe"}, "应为是或否（true、false），收到的是文字", "must be true or false, not text"),
        ({"choice": "two"}, "没有 'two' 这个选项", "'two' is none of the choices"),
        ({"id": "x"}, "不是编号（UUID）", "no UUID"),
        ({"at": "now"}, "不是时间（RFC 3339）", "no time as RFC 3339 writes it"),
        ({"at": "2026-03-02T00:00:00"}, "时间须带时区", "a time must say its zone"),
        ({"day": "2026-02-30"}, "不是日期（如 2026-03-02）", "no day, like 2026-03-02"),
        ({"data": "*"}, "不是 base64", "no base64"),
        ({"pair": [1]}, "应有 2 项，收到 1 项", "must have 2 items, not 1"),
        ({"many": []}, "至少 1 项", "at least 1 items"),
        ({"many": [1, 2, 3]}, "最多 2 项", "at most 2 items"),
        ({"colour": 1}, "没有 colour 这一项", "there is no colour"),
    ],
)
def test_whatever_a_value_is_refused_for_is_said_in_both_languages(sent: Any, zh: str, en: str) -> None:
    assert said(sent) == (zh, en)


def test_what_is_missing_is_named() -> None:
    assert said({}, Needed) == ("缺少 name", "name is missing")
    assert faults.missing("Missing required query parameter 'lon' for path /api/leads/nearby") == "lon"
    assert faults.missing("Validation failed for GET /api/leads") is None


@pytest.mark.parametrize(
    ("sent", "zh"),
    [
        (b'{"n": NaN}', "第 7 个字节起不是 JSON"), (b'{"n": 1e400}', "有数值超出范围"), (b'{"n": ', "不是完整的 JSON"),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_says_from_where_on_or_why(sent: bytes, zh: str) -> None:
    with pytest.raises(msgspec.DecodeError) as caught:
        msgspec.json.decode(sent)
    assert faults.unreadable(str(caught.value))[0] == f"请求无法解析：{zh}。"


def test_each_fault_is_told_in_both_languages_beside_what_programs_read() -> None:
    (error,) = faults.invalid([("limit", "Expected `int` >= 1")]).errors
    assert (error.field, error.reason) == ("limit", "Expected `int` >= 1")
    assert (error.zh, error.en) == ("不能小于 1", "must be at least 1")


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-14:00"])
def test_a_time_that_is_none_in_utc_is_named(at: str) -> None:
    sent = [{"at": at}, {"at": "9999-12-31T23:59:59Z"}, {"name": at}]
    with pytest.raises(Invalid) as caught:
        refuse_times_beyond(sent[:2], list[Whole])
    assert [(e.field, e.zh) for e in caught.value.errors] == [("[0].at", "时间超出范围")]
    refuse_times_beyond(sent, list[Whole])


def test_the_sentence_says_where_and_how_much_more_there_is() -> None:
    wrong = [("limit", "Expected `int` >= 1"), ("state", "Invalid enum value 'x'")]
    zh, en = faults.sentence(wrong)
    assert zh == "内容有误：limit 不能小于 1，另有 1 处。"
    assert en == "Something in the request is wrong: limit: must be at least 1, and 1 more."
    assert faults.sentence([("data", "'data'")])[0] == "内容有误：请求没有内容。"

"""A list as a file, opened again: what would run as a formula is text, times are those of China."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from backend.core import exports
from backend.core.errors import TooLarge
from backend.core.exports import FileKind, Made, Plan, make
from backend.core.geofiles import Kind
from backend.core.sheets import Column, Language, Sheet


class Row(NamedTuple):
    text: str
    at: datetime
    number: float | None = None


SHEET: Sheet[Row] = Sheet(
    zh="试",
    en="Trial",
    columns=[
        Column("文字", "Text", lambda row, language: row.text),
        Column("时间", "Time", lambda row, _: row.at, holds=Kind.TIME),
        Column("日期", "Day", lambda row, _: date(2026, 11, 25)),
        Column("数", "Number", lambda row, _: row.number),
    ],
)
AT = datetime(2026, 11, 25, 16, 30, 5, 999_999, UTC)
FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x", "  =1",
    "\u3000=1", "\ufeff=1",
    '=HYPERLINK("http://example.com")', '=cmd|\' /C calc\'!A0', "=1,\"2\"\n3",
]  # fmt: skip


async def pages(*rows: Row) -> AsyncIterator[list[Row]]:
    for row in rows:
        yield [row]


def as_(kind: FileKind, language: Language) -> Plan[Row]:
    return Plan(sheet=SHEET, layer="trial", kind=kind, language=language)


def content(made: Made) -> bytes:
    with made.file as file:
        return file.read()


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", FORMULAS)
async def test_no_cell_runs_as_a_formula(text: str) -> None:
    made = await make(as_(FileKind.CSV, "zh"), pages(Row(text, AT)))
    assert read_csv(content(made))[1][0] == f"'{text}"
    made = await make(as_(FileKind.XLSX, "zh"), pages(Row(text, AT)))
    cell = load_workbook(io.BytesIO(content(made)))["试"]["A2"]
    assert cell.data_type in ("s", "inlineStr")
    assert str(cell.value).replace("_x000D_", "\r") == text
    assert cell.hyperlink is None


@pytest.mark.parametrize("text", ["枫桥镇", "3-1", "a=b", "'quoted'", "", 'a,b\n"c"', "http://example.com", "0012"])
async def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    made = await make(as_(FileKind.CSV, "zh"), pages(Row(text, AT)))
    assert read_csv(content(made))[1][0] == text
    made = await make(as_(FileKind.XLSX, "zh"), pages(Row(text, AT)))
    assert (load_workbook(io.BytesIO(content(made)))["试"]["A2"].value or "") == text


async def test_times_are_those_of_china_and_headings_are_in_the_readers_language() -> None:
    made = await make(as_(FileKind.CSV, "zh"), pages(Row("x", AT, -2.5)))
    written = content(made)
    assert written.startswith(b"\xef\xbb\xbf")
    assert read_csv(written) == [
        ["文字", "时间（北京时间 Asia/Shanghai）", "日期", "数"],
        ["x", "2026-11-26 00:30:05", "2026-11-25", "-2.5"],
    ]
    made = await make(as_(FileKind.XLSX, "en"), pages(Row("x", AT, -2.5), Row("y", AT)))
    sheet = load_workbook(io.BytesIO(content(made)))["Trial"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Text", "Time (Asia/Shanghai)", "Day", "Number")
    assert rows[1] == ("x", datetime(2026, 11, 26, 0, 30, 5), datetime(2026, 11, 25), -2.5)
    assert rows[2][3] is None
    assert made.rows == 2


async def test_a_file_says_its_name_in_both_ways() -> None:
    made = await make(as_(FileKind.XLSX, "zh"), pages())
    made.file.close()
    said = exports.answer(made).headers["content-disposition"]
    assert said.startswith('attachment; filename="export-20')
    assert "filename*=UTF-8''%E8%AF%95-20" in said
    said.encode("ascii")


async def test_too_many_rows_are_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MAX_ROWS", 2)
    made = await make(as_(FileKind.CSV, "zh"), pages(*[Row("x", AT)] * 2))
    made.file.close()
    assert made.rows == 2
    with pytest.raises(TooLarge, match="Narrow the dates"):
        await make(as_(FileKind.CSV, "zh"), pages(*[Row("x", AT)] * 3))

"""A list as a file that spreadsheets open: CSV (UTF-8 with a mark of order, as Excel in Chinese needs it) or XLSX.

A cell that a spreadsheet would take for a formula stays text: in CSV an apostrophe stands before it, in XLSX every
text is typed as one. Times are those of the clock on the wall in China, and the headings say so.
"""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import quote

from litestar import Response
from litestar.openapi.datastructures import ResponseSpec
from msgspec import Struct
from xlsxwriter import Workbook

from backend.core import clock
from backend.core.errors import TooLarge

Row = TypeVar("Row")
Language = Literal["zh", "en"]
Value = str | int | float | datetime | date | None

MAX_ROWS = 50_000
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ZONE = {"zh": "（北京时间 Asia/Shanghai）", "en": " (Asia/Shanghai)"}
MAX_CELL = 32_767
"""Characters; more than that Excel does not open."""


class FileKind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES = {
    FileKind.CSV: "text/csv",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Column(Struct, Generic[Row], frozen=True):
    """``value`` is given the row and the reader's language."""

    zh: str
    en: str
    value: Callable[[Row, Language], Value]
    is_time: bool = False
    width: int = 16

    def heading(self, language: Language) -> str:
        return (self.zh if language == "zh" else self.en) + (_ZONE[language] if self.is_time else "")


class Sheet(Struct, Generic[Row], frozen=True, kw_only=True):
    """What is exported: its name in both languages and its columns."""

    zh: str
    en: str
    columns: Sequence[Column[Row]]


class Made(Struct, frozen=True, kw_only=True):
    content: bytes
    rows: int
    name: str
    kind: FileKind


async def make(sheet: Sheet[Row], pages: AsyncIterator[list[Row]], kind: FileKind, language: Language) -> Made:
    """Write page after page; the work on the file is done beside the event loop.

    Raises: TooLarge: there are more than ``MAX_ROWS``.
    """
    writer = _Xlsx(sheet, language) if kind is FileKind.XLSX else _Csv(sheet, language)
    try:
        async for page in pages:
            _check_room(writer.rows + len(page))
            await asyncio.to_thread(writer.add, page)
    finally:  # also what was begun in vain holds a temporary file
        content = await asyncio.to_thread(writer.finish)
    name = f"{sheet.zh if language == 'zh' else sheet.en}-{clock.today().isoformat()}.{kind}"
    return Made(content=content, rows=writer.rows, name=name, kind=kind)


def _check_room(rows: int) -> None:
    if rows > MAX_ROWS:
        raise TooLarge(
            f"超过 {MAX_ROWS} 条，无法一次导出。请缩小日期范围或增加筛选条件后再试。",
            f"More than {MAX_ROWS} rows. Narrow the dates or add a filter, and try again.",
        )


def answer(made: Made) -> Response[bytes]:
    """RFC 6266: the name in Unicode, and one in ASCII for what does not read it."""
    plain = f"export-{clock.today().isoformat()}.{made.kind}"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(made.name, safe='')}"
    headers = {"content-disposition": disposition, "x-rows": str(made.rows)}
    return Response(made.content, media_type=MEDIA_TYPES[made.kind], headers=headers)


RESPONSES = {
    200: ResponseSpec(bytes, generate_examples=False, media_type=MEDIA_TYPES[FileKind.CSV], description="the file")
}


def neutral(text: str) -> str:
    """The text, such that no spreadsheet takes it for a formula; blanks before it do not hide one."""
    return f"'{text}" if text.startswith(_RISKY) or text.lstrip(" \u3000\u00a0\ufeff").startswith(_RISKY) else text


def wall(moment: datetime) -> datetime:
    """What the clock on the wall showed, to the second, without a zone: spreadsheets know none."""
    return moment.astimezone(clock.SHANGHAI).replace(tzinfo=None, microsecond=0)


class _Csv(Generic[Row]):
    def __init__(self, sheet: Sheet[Row], language: Language) -> None:
        self.columns, self.language, self.rows = sheet.columns, language, 0
        self._text = io.StringIO()
        self._csv = csv.writer(self._text, lineterminator="\r\n")
        self._csv.writerow([c.heading(language) for c in sheet.columns])

    def add(self, page: list[Row]) -> None:
        for row in page:
            self._csv.writerow([self._cell(c.value(row, self.language)) for c in self.columns])
        self.rows += len(page)

    @staticmethod
    def _cell(value: Value) -> str:
        if value is None:
            return ""
        if isinstance(value, datetime):
            return wall(value).isoformat(sep=" ")
        return neutral(value) if isinstance(value, str) else str(value)

    def finish(self) -> bytes:
        return b"\xef\xbb\xbf" + self._text.getvalue().encode()


class _Xlsx(Generic[Row]):
    def __init__(self, sheet: Sheet[Row], language: Language) -> None:
        self.columns, self.language, self.rows = sheet.columns, language, 0
        self._bytes = io.BytesIO()
        self._book = Workbook(self._bytes, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._sheet = self._book.add_worksheet(sheet.zh if language == "zh" else sheet.en)
        self._sheet.freeze_panes(1, 0)
        bold = self._book.add_format({"bold": True})
        for n, column in enumerate(sheet.columns):
            self._sheet.set_column(n, n, 22 if column.is_time else column.width)
        for n, column in enumerate(sheet.columns):
            self._sheet.write_string(0, n, column.heading(language), bold)

    def add(self, page: list[Row]) -> None:
        for row in page:
            self.rows += 1
            for n, column in enumerate(self.columns):
                self._write(n, column.value(row, self.language))

    def _write(self, n: int, value: Value) -> None:
        at: tuple[Any, Any] = (self.rows, n)
        if isinstance(value, str):
            self._sheet.write_string(*at, value[:MAX_CELL])
        elif isinstance(value, datetime):
            self._sheet.write_datetime(*at, wall(value), self._moment)
        elif isinstance(value, date):
            self._sheet.write_datetime(*at, value, self._day)
        elif value is not None:
            self._sheet.write_number(*at, value)

    def finish(self) -> bytes:
        self._book.close()
        return self._bytes.getvalue()

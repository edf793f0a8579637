"""Files that spreadsheets open: CSV (UTF-8 with a mark of order, as Excel in Chinese needs it) and XLSX.

A cell that a spreadsheet would take for a formula stays text: in CSV an apostrophe stands before it, in XLSX every
text is typed as one. Times are those of the clock on the wall in China, and the headings say so.
"""

import csv
import os
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from xlsxwriter import Workbook

from backend.core.china import in_china
from backend.core.geofiles import Kind
from backend.core.sheets import Language, Sheet, Value

Row = TypeVar("Row")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MAX_CELL = 32_767
"""Characters; more than that Excel does not open."""


def neutral(text: str) -> str:
    """The text, such that no spreadsheet takes it for a formula; blanks before it do not hide one."""
    return f"'{text}" if text.startswith(_RISKY) or text.lstrip(" \u3000\u00a0\ufeff").startswith(_RISKY) else text


def wall(moment: datetime) -> datetime:
    """What the clock on the wall showed, to the second, without a zone: spreadsheets know none."""
    return in_china(moment).replace(tzinfo=None, microsecond=0)


class Csv(Generic[Row]):
    draws = False

    def __init__(self, sheet: Sheet[Row], language: Language, path: Path) -> None:
        self.columns, self.language = sheet.columns, language
        self._text = path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._text, lineterminator="\r\n")
        self._csv.writerow([c.heading(language) for c in sheet.columns])

    def add(self, page: list[Row], _: list[bytes | None]) -> None:
        for row in page:
            self._csv.writerow([self._cell(c.value(row, self.language)) for c in self.columns])

    @staticmethod
    def _cell(value: Value) -> str:
        if value is None:
            return ""
        if isinstance(value, datetime):
            return wall(value).isoformat(sep=" ")
        return neutral(value) if isinstance(value, str) else str(value)

    def finish(self) -> None:
        self._text.close()


class Xlsx(Generic[Row]):
    draws = False

    def __init__(self, sheet: Sheet[Row], language: Language, path: Path) -> None:
        self.columns, self.language, self.rows = sheet.columns, language, 0
        self._book = Workbook(os.fspath(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._sheet = self._book.add_worksheet(sheet.zh if language == "zh" else sheet.en)
        self._sheet.freeze_panes(1, 0)
        bold = self._book.add_format({"bold": True})
        for n, column in enumerate(sheet.columns):
            self._sheet.set_column(n, n, 22 if column.holds is Kind.TIME else column.width)
        for n, column in enumerate(sheet.columns):
            self._sheet.write_string(0, n, column.heading(language), bold)

    def add(self, page: list[Row], _: list[bytes | None]) -> None:
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

    def finish(self) -> None:
        self._book.close()

"""What a list is as a file: its columns, each with its name in both languages and its value of a row."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Generic, Literal, TypeVar

from msgspec import Struct

from backend.core.geofiles import Kind

Row = TypeVar("Row")
Language = Literal["zh", "en"]
Value = str | int | float | datetime | date | None
_ZONE = {"zh": "（北京时间 Asia/Shanghai）", "en": " (Asia/Shanghai)"}


class Column(Struct, Generic[Row], frozen=True):
    """``value`` is given the row and the reader's language. What is no text says so in ``holds``, for files whose
    fields have a type."""

    zh: str
    en: str
    value: Callable[[Row, Language], Value]
    width: int = 16
    holds: Kind = Kind.TEXT

    def title(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def heading(self, language: Language) -> str:
        """For files that do not say of a time which clock it is of."""
        return self.title(language) + (_ZONE[language] if self.holds is Kind.TIME else "")


class Sheet(Struct, Generic[Row], frozen=True, kw_only=True):
    """What is exported: its name in both languages and its columns."""

    zh: str
    en: str
    columns: Sequence[Column[Row]]

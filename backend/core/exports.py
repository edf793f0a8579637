"""A list as a file, for spreadsheets or, when it has places on the map, for GIS programs. It is written page after page
to the disk and sent from there.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, Generic, Protocol, TypeVar

from litestar.openapi.datastructures import ResponseSpec
from litestar.response import Stream
from msgspec import Struct

from backend.core import clock, files, geofiles
from backend.core.errors import TooLarge, invalid
from backend.core.geofiles import Datum, GeoJson, GeoPackage
from backend.core.sheets import Language, Sheet
from backend.core.spreadsheets import Csv, Xlsx

Row = TypeVar("Row")

MAX_ROWS = 50_000


class FileKind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    GPKG = "gpkg"
    GEOJSON = "geojson"


_DATUMS = {
    FileKind.CSV: (Datum.CGCS2000,),
    FileKind.XLSX: (Datum.CGCS2000,),
    FileKind.GPKG: (Datum.CGCS2000, Datum.WGS84),
    FileKind.GEOJSON: (Datum.CGCS2000, Datum.WGS84, Datum.GCJ02),
}
"""In which coordinates a file of this kind can honestly be."""
MEDIA_TYPES = {
    FileKind.CSV: "text/csv",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.GPKG: "application/geopackage+sqlite3",
    FileKind.GEOJSON: "application/geo+json",
}


class Shapes(Struct, Generic[Row], frozen=True, kw_only=True):
    """Where the rows of a list are on the map. ``most``: as many rows as a file may have."""

    geometry: str
    """What every shape is, as GDAL says it."""
    wkb: Callable[[Any, list[Row]], Awaitable[list[bytes | None]]]
    """Given a connection and rows: the shape of each, well-known binary, CGCS2000."""
    most: int = MAX_ROWS


class Made(Struct, frozen=True, kw_only=True):
    """``file`` has no name any more: it is gone when it is closed, whatever happens."""

    file: BinaryIO
    rows: int
    name: str
    kind: FileKind


class Plan(Struct, Generic[Row], frozen=True, kw_only=True):
    """What is to be made: ``layer`` is what the rows are called inside a file that has such names."""

    sheet: Sheet[Row]
    layer: str
    kind: FileKind
    language: Language = "zh"
    datum: Datum = Datum.CGCS2000
    shapes: Shapes[Row] | None = None

    @property
    def most(self) -> int:
        return self.shapes.most if self.shapes and self.kind in (FileKind.GPKG, FileKind.GEOJSON) else MAX_ROWS

    @property
    def name(self) -> str:
        shifted = f"-{geofiles.NAMES[self.datum]}" if self.datum is Datum.GCJ02 else ""
        title = self.sheet.zh if self.language == "zh" else self.sheet.en
        return f"{title}-{clock.today().isoformat()}{shifted}.{self.kind}"


async def make(plan: Plan[Row], pages: AsyncIterator[list[Row]], conn: Any = None) -> Made:
    """Write page after page; the work on the file is done beside the event loop.

    Raises:
        Invalid: the list has no place on the map, or this kind of file cannot be in these coordinates.
        TooLarge: there are more than ``MAX_ROWS``, or than may have shapes.
    """
    _check(plan)
    folder = tempfile.TemporaryDirectory(prefix="export-")
    path, rows = Path(folder.name) / f"export.{plan.kind}", 0
    writer = await asyncio.to_thread(_writer, plan, path)
    try:
        try:
            async for page in pages:
                rows += len(page)
                _check_room(rows, plan.most)
                shapes = await plan.shapes.wkb(conn, page) if page and plan.shapes and writer.draws else []
                await asyncio.to_thread(writer.add, page, shapes)
        finally:  # also what was begun in vain holds a temporary file
            await asyncio.to_thread(writer.finish)
        return Made(file=path.open("rb"), rows=rows, name=plan.name, kind=plan.kind)
    finally:
        folder.cleanup()


def _check(plan: Plan[Any]) -> None:
    if plan.kind in (FileKind.GPKG, FileKind.GEOJSON):
        _shapes(plan)
    if plan.datum not in (can := _DATUMS[plan.kind]):
        names = "、".join(geofiles.NAMES[each] for each in can)
        raise invalid("datum", f"{plan.kind.upper()} 只能用 {names}。", f"A {plan.kind} file can be in {names} only.")


def _shapes(plan: Plan[Row]) -> Shapes[Row]:
    if plan.shapes is None:
        raise invalid("format", "这个列表没有位置，不能导出为地图文件。", "This list has no place on the map.")
    return plan.shapes


def _check_room(rows: int, most: int) -> None:
    if rows > most:
        raise TooLarge(
            f"超过 {most} 条，无法一次导出。请缩小日期范围或增加筛选条件后再试。",
            f"More than {most} rows. Narrow the dates or add a filter, and try again.",
        )


def answer(made: Made) -> Stream:
    """Under its own name, and under one in ASCII beside."""
    plain = f"export-{clock.today().isoformat()}.{made.kind}"
    headers = {"content-disposition": files.attachment(made.name, plain), "x-rows": str(made.rows)}
    return Stream(files.chunks(made.file), media_type=MEDIA_TYPES[made.kind], headers=headers)


RESPONSES = {
    200: ResponseSpec(bytes, generate_examples=False, media_type=MEDIA_TYPES[FileKind.CSV], description="the file")
}


class _Writer(Protocol):
    draws: bool

    def add(self, page: list[Any], shapes: list[bytes | None]) -> None: ...
    def finish(self) -> None: ...


def _writer(plan: Plan[Row], path: Path) -> _Writer:
    match plan.kind:
        case FileKind.CSV:
            return Csv(plan.sheet, plan.language, path)
        case FileKind.XLSX:
            return Xlsx(plan.sheet, plan.language, path)
        case FileKind.GPKG | FileKind.GEOJSON:
            return _Drawn(plan, path)


class _Drawn(Generic[Row]):
    draws = True

    def __init__(self, plan: Plan[Row], path: Path) -> None:
        self.columns, self.language = plan.sheet.columns, plan.language
        fields = [geofiles.Field(c.title(self.language), c.holds) for c in self.columns]
        self._file: GeoPackage | GeoJson
        if plan.kind is FileKind.GPKG:
            self._file = GeoPackage(path, plan.layer, _shapes(plan).geometry, fields, plan.datum)
        else:
            self._file = GeoJson(path, plan.layer, fields, plan.datum)

    def add(self, page: list[Row], shapes: list[bytes | None]) -> None:
        self._file.add([[c.value(row, self.language) for c in self.columns] for row in page], shapes)

    def finish(self) -> None:
        self._file.finish()

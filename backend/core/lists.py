"""A list as one declaration: its rows in an order, where a page of them ends, and its columns as a file."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

from msgspec import Struct

from backend.core import pages
from backend.core.db import Conn
from backend.core.exports import FileKind, Made, Plan, Shapes, make
from backend.core.geofiles import Datum
from backend.core.sheets import Language, Sheet

Row = TypeVar("Row")
Wanted = TypeVar("Wanted", bound=Struct)


def id_of(row: Any) -> UUID:
    found: UUID = row.id
    return found


class Listing(Struct, Generic[Row, Wanted], frozen=True, kw_only=True):
    """What a room says of one of its lists; ``backend/lists`` makes the handlers of it."""

    name: str
    """As the audit log says it: ``leads`` gives ``leads.exported``."""
    orders: type[StrEnum]
    usual: StrEnum
    """The order of whoever asks for none."""
    times: frozenset[str] = frozenset()
    """The columns that are moments. All others are compared as the text that ``key_of`` gives."""
    page: type[Any]
    """The Struct of a page: ``items`` and ``next``."""
    rows: Callable[[Conn, Wanted, Any, pages.Place | None, int], Awaitable[list[Row]]]
    """So many rows after a place, in an order."""
    key_of: Callable[[Row, Any], str]
    """The value that a row is sorted by, as the statement has it."""
    id_of: Callable[[Row], UUID] = id_of
    """What tells rows with equal values apart, as the statement has it."""
    sheet: Sheet[Row]
    shapes: Shapes[Row] | None = None
    """Where its rows are on the map, if they are anywhere."""

    def _cursor(self, row: Row, order: StrEnum) -> str:
        column = pages.column_of(order)
        value: datetime | str = getattr(row, column) if column in self.times else self.key_of(row, order)
        return pages.cursor(order, value, self.id_of(row))

    async def read(self, conn: Conn, wanted: Wanted, order: StrEnum, after: str | None, limit: int) -> Any:
        """One ``page``.

        Raises: Invalid: the cursor is not one of this list in this order.
        """
        found = await self.rows(conn, wanted, order, pages.read(after, order, self.times), limit + 1)
        items, following = pages.split(found, limit, lambda row: self._cursor(row, order))
        return self.page(items=items, next=following)

    async def file(
        self, conn: Conn, wanted: Wanted, order: StrEnum, kind: FileKind, language: Language, datum: Datum
    ) -> Made:
        """The whole of it.

        Raises: TooLarge: more rows than fit. Invalid: see ``make``.
        """
        whole = pages.whole(lambda after, limit: self.read(conn, wanted, order, after, limit))
        plan = Plan(
            sheet=self.sheet, layer=self.name, kind=kind, language=language, datum=datum, shapes=self.shapes
        )  # fmt: skip
        return await make(plan, whole, conn)

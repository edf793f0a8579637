"""The two handlers of every list: a page at a time, and whole as a file. That it left the system is written down."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from litestar import get
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery, QueryParameter
from litestar.response import Stream

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import exports, pages
from backend.core.db import Context
from backend.core.exports import FileKind
from backend.core.geofiles import Datum
from backend.core.ids import uuid7
from backend.core.lists import Listing
from backend.core.parameters import Cursor
from backend.core.sheets import Language


def listed(
    listing: Listing[Any, Any],
    permission: Permission,
    provide_filter: Callable[..., Coroutine[Any, Any, Any]],
    title: str,
    *,
    path: str = "/page",
    file: str = "/export",
) -> list[HTTPRouteHandler]:
    """``provide_filter``: the dependency that makes of query parameters what ``listing.rows`` is asked for.

    It may refuse them, and what the framework has made ready beside a dependency that fails is left open; so the
    transaction is opened in the handlers, after it.
    """
    common = {"opt": needs(permission), "dependencies": {"wanted": Provide(provide_filter)}}
    return [
        _page(listing, path, summary=f"{title} a page at a time", **common),
        _file(listing, file, summary=f"{title} as a file", responses=exports.RESPONSES, **common),
    ]


def _page(listing: Listing[Any, Any], path: str, **options: Any) -> HTTPRouteHandler:
    Order, Page = listing.orders, listing.page

    @get(path, **options)
    async def read_page(
        state: State,
        fence: NamedDependency[Context],
        wanted: NamedDependency[Any],
        sort: FromQuery[Order] = listing.usual,  # type: ignore[valid-type]
        after: Cursor = None,
        limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    ) -> Page:  # type: ignore[valid-type]
        """``after`` is the ``next`` of the page before, under the same order."""
        async with state.database.transaction(fence) as conn:
            return await listing.read(conn, wanted, sort, after, limit)  # type: ignore[no-any-return]

    return read_page


def _file(listing: Listing[Any, Any], path: str, **options: Any) -> HTTPRouteHandler:
    Order = listing.orders

    @get(path, **options)
    async def read_file(
        state: State,
        fence: NamedDependency[Context],
        caller: NamedDependency[Caller],
        wanted: NamedDependency[Any],
        sort: FromQuery[Order] = listing.usual,  # type: ignore[valid-type]
        kind: Annotated[FileKind, QueryParameter(name="format")] = FileKind.XLSX,
        lang: FromQuery[Language] = "zh",
        datum: FromQuery[Datum] = Datum.CGCS2000,
    ) -> Stream:
        """The same as the list, whole, for a spreadsheet; what has a place on the map also for GIS programs, in the
        coordinates asked for. 413 for more than 50,000 rows, or 5,000 tracks. Stands in the audit log."""
        asked = pages.trace(wanted, sort) | ({} if datum is Datum.CGCS2000 else {"datum": datum.value})
        async with state.database.transaction(fence) as conn:
            made = await listing.file(conn, wanted, sort, kind, lang, datum)
            about = {**asked, "format": kind, "rows": made.rows}
            await audit.record(conn, caller.id, f"{listing.name}.exported", uuid7(), **about)
        return exports.answer(made)

    return read_file

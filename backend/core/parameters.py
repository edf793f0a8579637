"""Query parameters that several lists take, with their bounds."""

from typing import Annotated

from litestar.params import QueryParameter

from backend.core import pages

ShortText = Annotated[str | None, QueryParameter(max_length=200, pattern=r"^[^\x00]*$")]
Cursor = Annotated[str | None, QueryParameter(max_length=pages.MAX_CURSOR, pattern=r"^[A-Za-z0-9_-]*$")]

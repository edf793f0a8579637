"""Parameters of paths and queries that several rooms take, with their bounds."""

from typing import Annotated

from litestar.params import PathParameter, QueryParameter

from backend.core import pages
from backend.core.text import TOWN, TOWN_LENGTH

ShortText = Annotated[str | None, QueryParameter(max_length=200, pattern=r"^[^\x00]*$")]
Cursor = Annotated[str | None, QueryParameter(max_length=pages.MAX_CURSOR, pattern=r"^[A-Za-z0-9_-]*$")]
TownInPath = Annotated[str, PathParameter(max_length=TOWN_LENGTH, pattern=TOWN)]
OfTown = Annotated[str, QueryParameter(max_length=TOWN_LENGTH, pattern=TOWN)]
MaybeOfTown = Annotated[str | None, QueryParameter(max_length=TOWN_LENGTH, pattern=TOWN)]

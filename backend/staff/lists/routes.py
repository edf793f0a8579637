"""Listing people, a page at a time or as a file."""

from uuid import UUID

from litestar import Router
from litestar.params import FromQuery

from backend.auth.permissions import Permission, Role
from backend.core.lists import Listing
from backend.core.parameters import MaybeOfTown, ShortText
from backend.core.text import like
from backend.lists.routes import listed
from backend.staff.lists import queries
from backend.staff.lists.sheet import SHEET
from backend.staff.lists.structs import PeopleFilter, PeopleOrder, PersonPage


async def provide_filter(
    q: ShortText = None,
    role: FromQuery[Role | None] = None,
    town_code: MaybeOfTown = None,
    disabled: FromQuery[bool | None] = None,
    without_role: FromQuery[bool | None] = None,
    person_id: FromQuery[UUID | None] = None,
) -> PeopleFilter:
    """``without_role``: those who wait for a role, or those who have one."""
    return PeopleFilter(
        pattern=like(q), role=role, town_code=town_code, disabled=disabled, without_role=without_role,
        person_id=person_id,
    )  # fmt: skip


LISTING = Listing(
    name="people",
    orders=PeopleOrder,
    usual=PeopleOrder.NAME,
    page=PersonPage,
    rows=queries.people,
    key_of=queries.key_of,
    sheet=SHEET,
)

router = Router(
    "/people",
    route_handlers=listed(LISTING, Permission.PEOPLE_READ, provide_filter, "People of one's towns", path="/"),
    tags=["people"],
)

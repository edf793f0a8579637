"""What a phone keeps, so that it can work without a network."""

from typing import Any

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import clock
from backend.core.db import Conn
from backend.core.etags import answer_if_changed
from backend.reference import service
from backend.reference.structs import Reference


@get("/", opt=needs(Permission.REFERENCE_READ), summary="Categories, areas, squads, vehicles")
async def read_reference(
    request: Request[Any, Any, Any], conn: NamedDependency[Conn], caller: NamedDependency[Caller]
) -> Response[Reference]:
    """Of the caller's towns, in force today. Carries an ETag; unchanged is 304."""
    now = await service.state(conn, caller, clock.today(), request.app.state.settings.duty_phone)
    return await answer_if_changed(request, now.version, lambda: service.reference(conn, now))


router = Router("/reference", route_handlers=[read_reference], tags=["reference"])

"""Where companions knock. Each app is answered in its own way, so that it keeps what we could not take and lets go of
what we have, or do not want:

- stored, there already, off duty, of no interest, kept aside: 200. OwnTracks for Android tries anything else again and
  holds up what follows; its iOS sister throws away what is answered by 4xx;
- a secret that is nobody's or was revoked: 401;
- not to be stored just now: 5xx, and every one of these apps keeps it.
"""

import base64
import binascii
from collections.abc import Callable
from typing import Annotated, Any, cast

from litestar import MediaType, Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.exceptions import ClientException
from litestar.params import PathParameter

from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.companions import service
from backend.companions.forms import osmand, owntracks, traccar
from backend.companions.forms.reading import AsideReason, Fix, Unusable
from backend.companions.joining import Ending, join
from backend.companions.structs import CompanionKind, Known, Told
from backend.core import clock
from backend.core.errors import Malformed
from backend.patrols.tracks.ingest import Ingest
from backend.zones import assigning

AnyRequest = Request[Any, Any, Any]
Secret = Annotated[str, PathParameter(max_length=200)]
_PUBLIC = needs(Permission.PUBLIC)


def ingest_of(state: State) -> Ingest[Told, Ending]:
    """The process's own, made on first use."""
    if "companion_ingest" not in state:
        state.companion_ingest = Ingest(state.database, assigning.of(state), join)
    return cast(Ingest[Told, Ending], state.companion_ingest)


@post("/owntracks", opt=_PUBLIC, status_code=200, summary="OwnTracks in HTTP mode")
async def take_owntracks(request: AnyRequest) -> list[None]:
    """HTTP Basic; the password is the secret. One JSON object, or nothing."""
    who = await service.known(request.app.state.database, _password(request), CompanionKind.OWNTRACKS)
    body = await _body(request)
    await _take(request, who, body, lambda: owntracks.read(body))
    return []


@post("/traccar/{secret:str}", opt=_PUBLIC, status_code=200, summary="Traccar Client 9 and later")
async def take_traccar(request: AnyRequest, secret: Secret) -> dict[str, str]:
    """One fix as JSON; the form with which the app names a push token is passed over."""
    who = await service.known(request.app.state.database, secret, CompanionKind.TRACCAR)
    body = await _body(request)
    await _take(request, who, body, lambda: traccar.read(body, request.content_type[0]))
    return {}


@post("/osmand/{secret:str}", opt=_PUBLIC, status_code=200, media_type=MediaType.TEXT, summary="OsmAnd, GPSLogger")
async def take_osmand(request: AnyRequest, secret: Secret) -> Response[str]:
    """Names and values in the query, as a form, or in both."""
    return await _take_pairs(request, secret)


@get("/osmand/{secret:str}", opt=_PUBLIC, media_type=MediaType.TEXT, summary="OsmAnd, GPSLogger, all in the address")
async def take_osmand_query(request: AnyRequest, secret: Secret) -> Response[str]:
    return await _take_pairs(request, secret)


async def _take_pairs(request: AnyRequest, secret: str) -> Response[str]:
    who = await service.known(request.app.state.database, secret, CompanionKind.OSMAND)
    query, body = request.scope["query_string"], await _body(request)
    await _take(request, who, query + b"\n" + body, lambda: _read_pairs(query, body))
    return Response("", media_type=MediaType.TEXT)


def _read_pairs(query: bytes, body: bytes) -> Fix:
    """Raises: Malformed: it names no device, which tells these apps that their address is wrong."""
    sent = osmand.pairs(query, body)
    if not osmand.names_a_device(sent):
        raise Malformed("缺少设备编号 id。", "The parameter id is missing.")
    return osmand.read(sent)


async def _take(request: AnyRequest, who: Known, said: bytes, read: Callable[[], Fix | None]) -> None:
    """Put the fix where it belongs; what cannot be used is kept aside."""
    database = request.app.state.database
    try:
        if len(said) > service.MOST_KEPT:
            raise Unusable(AsideReason.TOO_LARGE)
        fix = read()
        if fix is None:
            return
        told = Told(who=who, fix=fix, received_at=clock.now())
        ending = await ingest_of(request.app.state).submit(told)
        if isinstance(ending, AsideReason):
            raise Unusable(ending)
    except Unusable as unusable:
        await service.keep_aside(database, who, unusable.reason, said)


async def _body(request: AnyRequest) -> bytes:
    """What was sent; of more than we take anywhere only the beginning, which is kept aside as too long."""
    held = bytearray()
    try:
        async for part in request.stream():
            held += part
            if len(held) > service.MOST_KEPT:
                break
    except ClientException:  # the framework's own limit, by the length that was announced
        return b" " * (service.MOST_KEPT + 1)
    return bytes(held)


def _password(request: AnyRequest) -> str | None:
    """Of HTTP Basic (RFC 7617)."""
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(encoded.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeError):
        return None


router = Router("/companions", route_handlers=[take_owntracks, take_traccar, take_osmand, take_osmand_query])

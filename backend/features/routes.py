"""OGC API – Features, for GIS programs: the layers somebody may read, by session or by access key."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Conn
from backend.features import openapi, rules, service
from backend.features.layers import LAYERS, Layer
from backend.features.structs import Collection, Collections, Conformance, Landing

AnyRequest = Request[Any, Any, Any]
PATH = "/api/ogc"
_FEATURES = {200: ResponseSpec(bytes, generate_examples=False, media_type=service.GEOJSON, description="GeoJSON")}
_DEFINITION = {200: ResponseSpec(bytes, generate_examples=False, media_type=service.OPENAPI, description="OpenAPI 3.0")}


def _root(request: AnyRequest) -> str:
    """The address the caller knows us by: links have to be whole. Behind a proxy the settings know about TLS."""
    host = request.headers.get("host", "localhost")
    for origin in request.app.state.settings.public_origins:
        if urlsplit(origin).netloc == host:
            return f"{origin.rstrip('/')}{PATH}"
    return f"{request.scope['scheme']}://{host}{PATH}"


def _pairs(request: AnyRequest) -> list[tuple[str, str]]:
    return list(request.query_params.multi_items())


@get("/", opt=needs(Permission.ACCOUNT, by_key=True), summary="The way in")
async def read_landing(request: AnyRequest) -> Landing:
    rules.format_only(_pairs(request))
    return service.landing(_root(request))


@get("/conformance", opt=needs(Permission.ACCOUNT, by_key=True), summary="What of the standard is kept to")
async def read_conformance(request: AnyRequest) -> Conformance:
    rules.format_only(_pairs(request))
    return service.conformance()


@get("/api", opt=needs(Permission.ACCOUNT, by_key=True), summary="What can be asked", responses=_DEFINITION)
async def read_definition(request: AnyRequest) -> Response[bytes]:
    rules.format_only(_pairs(request))
    made = msgspec.json.encode(openapi.definition(_root(request)))
    return Response(made, media_type=service.OPENAPI)


@get("/collections", opt=needs(Permission.ACCOUNT, by_key=True), summary="The layers one may read")
async def list_collections(
    request: AnyRequest, conn: NamedDependency[Conn], caller: NamedDependency[Caller]
) -> Collections:
    rules.format_only(_pairs(request))
    return await service.collections(conn, caller, _root(request))


def _handlers(layer: Layer) -> list[HTTPRouteHandler]:
    here, opt = f"/collections/{layer.name}", needs(layer.permission, by_key=True)

    @get(here, opt=opt, summary=f"The layer {layer.name}")
    async def read_collection(request: AnyRequest, conn: NamedDependency[Conn]) -> Collection:
        rules.format_only(_pairs(request))
        return await service.collection(conn, layer, _root(request))

    @get(
        f"{here}/items",
        opt=opt,
        summary=f"Features of the layer {layer.name}, a page at a time",
        operation_class=openapi.described(layer),
        responses=_FEATURES,
    )
    async def read_items(
        request: AnyRequest, conn: NamedDependency[Conn], caller: NamedDependency[Caller]
    ) -> Response[bytes]:
        """What is wrong with a parameter is 400. Reading what tells of people stands in the audit log."""
        found = await service.page(conn, caller, layer, _root(request), _pairs(request))
        return Response(msgspec.json.encode(found), media_type=service.GEOJSON)

    @get(
        f"{here}/items/{{feature_id:uuid}}",
        opt=opt,
        summary=f"One feature of the layer {layer.name}",
        responses=_FEATURES,
    )
    async def read_item(
        request: AnyRequest,
        conn: NamedDependency[Conn],
        caller: NamedDependency[Caller],
        feature_id: FromPath[UUID],
    ) -> Response[bytes]:
        rules.format_only(_pairs(request))
        found = await service.feature(conn, caller, layer, _root(request), feature_id)
        return Response(msgspec.json.encode(found), media_type=service.GEOJSON)

    return [read_collection, read_items, read_item]


router = Router(
    "/ogc",
    route_handlers=[
        read_landing, read_conformance, read_definition, list_collections,
        *(handler for layer in LAYERS for handler in _handlers(layer)),
    ],
    tags=["features"],
)  # fmt: skip

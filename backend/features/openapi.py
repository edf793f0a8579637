"""What can be asked of the layers: in OpenAPI 3.0 for programs that speak the standard, and in our own schema."""

from dataclasses import dataclass, field
from typing import Any

from litestar.openapi.spec import Operation, Parameter, Schema
from litestar.openapi.spec.enums import OpenAPIType

from backend.core.openapi import VERSION
from backend.features.layers import LAYERS, Layer

_BOX = "west,south,east,north in degrees (CRS84); six numbers have heights, which are left aside"
_TIMES = "a moment with its offset, a day in China, or an interval with a slash; .. is open"
_AFTER = "from a next link"


def described(layer: Layer) -> type[Operation]:
    """Its parameters, which are read as they come so that each fault is told as the standard wants it."""

    @dataclass
    class Items(Operation):
        parameters: list[Any] | None = field(
            default_factory=lambda: [
                _parameter("bbox", OpenAPIType.STRING, _BOX),
                _parameter("datetime", OpenAPIType.STRING, _TIMES),
                _parameter("limit", OpenAPIType.INTEGER, f"1 to {layer.most}"),
                _parameter("after", OpenAPIType.STRING, _AFTER),
                _parameter("f", OpenAPIType.STRING, "geojson"),
                *(_parameter(name, OpenAPIType.STRING, pattern) for name, pattern in layer.matches.items()),
            ]
        )

    return Items


def _parameter(name: str, kind: OpenAPIType, description: str) -> Parameter:
    return Parameter(name=name, param_in="query", schema=Schema(type=kind), description=description)


def definition(root: str) -> dict[str, Any]:
    """OpenAPI 3.0.3 of the layers alone, for which ``root`` is the server."""
    paths: dict[str, Any] = {
        "/": _get("landing", "The way in"),
        "/conformance": _get("conformance", "What of the standard is kept to"),
        "/collections": _get("collections", "The layers one may read"),
    }
    for layer in LAYERS:
        here, name = f"/collections/{layer.name}", layer.name
        paths[here] = _get(f"{name}.about", layer.title)
        paths[f"{here}/items"] = _get(f"{name}.items", layer.title, _query(layer))
        one = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
        paths[f"{here}/items/{{featureId}}"] = _get(f"{name}.item", layer.title, [one])
    return {
        "openapi": "3.0.3",
        "info": {"title": "Fengxun 枫巡: OGC API – Features", "version": VERSION},
        "servers": [{"url": root}],
        "security": [{"key": []}, {"bearer": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "key": {"type": "http", "scheme": "basic", "description": "an access key as the password"},
                "bearer": {"type": "http", "scheme": "bearer", "description": "an access key"},
            },
        },
    }


def _get(operation: str, summary: str, parameters: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    problem = {"description": "what is wrong, as application/problem+json"}
    told = {"200": {"description": summary}, "400": problem, "401": problem, "403": problem, "404": problem}
    return {"get": {"operationId": operation, "summary": summary, "parameters": parameters or [], "responses": told}}


def _query(layer: Layer) -> list[dict[str, Any]]:
    degrees = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
    box = {"name": "bbox", "in": "query", "style": "form", "explode": False, "schema": degrees, "description": _BOX}
    limit = {"type": "integer", "minimum": 1, "maximum": layer.most, "default": layer.usual}
    return [
        box,
        {"name": "datetime", "in": "query", "schema": {"type": "string"}, "description": _TIMES},
        {"name": "limit", "in": "query", "schema": limit},
        {"name": "after", "in": "query", "schema": {"type": "string"}, "description": _AFTER},
        *(
            {"name": name, "in": "query", "schema": {"type": "string", "pattern": f"^({pattern})$"}}
            for name, pattern in layer.matches.items()
        ),
    ]

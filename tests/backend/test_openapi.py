"""The schema of the interface: up to date, complete, and every value in it bounded."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.params import ParameterKwarg
from litestar.typing import FieldDefinition
from msgspec import inspect

from backend.app import create_app
from backend.auth import fence
from backend.settings import Settings
from tests.conftest import ROOT

_COMMITTED = ROOT / "pwa" / "src" / "api" / "openapi.json"


@pytest.fixture(scope="module")
def app() -> Litestar:
    settings = Settings(database_url="", s3_endpoint="-", s3_access_key="-", s3_secret_key="-", demo=True)
    return create_app(settings)


@pytest.fixture(scope="module")
def schema(app: Litestar) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(app.openapi_schema.to_schema()))
    return made


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in schema["paths"].items():
        for method, described in item.items():
            yield f"{method.upper()} {path}", described


def test_the_schema_beside_the_pwa_is_up_to_date(schema: dict[str, Any]) -> None:
    assert json.loads(_COMMITTED.read_text()) == schema, "run ./dev generate and commit what it writes"


def test_every_operation_says_what_it_is(schema: dict[str, Any]) -> None:
    bare = {name for name, described in operations(schema) if not described.get("summary") or not described.get("tags")}
    assert {name for name in bare if "/api/schema" not in name} == set()


def fault(part: Any) -> str | None:
    """What about this type itself has no end. msgspec is asked: the schema leaves bounds within unions out."""
    match part:
        case inspect.StructType() if not part.forbid_unknown_fields and part.tag is None:
            return "lets unknown fields in"
        case inspect.IntType() | inspect.FloatType() if (part.ge, part.gt) == (None, None):
            return "a number without a least"
        case inspect.IntType() | inspect.FloatType() if (part.le, part.lt) == (None, None):
            return "a number without a most"
        case inspect.ListType() | inspect.StrType() | inspect.BytesType() if part.max_length is None:
            return "without end"
        case inspect.DictType() | inspect.AnyType():
            return "anything at all"
    return None


def inside(part: Any) -> list[tuple[str, Any]]:
    match part:
        case inspect.Metadata():
            return [("", part.type)]
        case inspect.StructType():
            return [(f".{field.encode_name}", field.type) for field in part.fields]
        case inspect.UnionType():
            return [("", one) for one in part.types]
        case inspect.ListType():
            return [("[]", part.item_type)]
        case inspect.TupleType():
            return [(f"[{n}]", one) for n, one in enumerate(part.item_types)]
    return []


def unbounded(part: Any, where: str) -> Iterator[str]:
    if found := fault(part):
        yield f"{where}: {found}"
    for name, inner in inside(part):
        yield from unbounded(inner, where + name)


def test_everything_in_a_body_has_an_end_and_is_known(app: Litestar) -> None:
    found = []
    for path, handler in fence.handlers(app):
        data = handler.parsed_fn_signature.parameters.get("data")
        if data is not None:
            found += unbounded(inspect.type_info(data.annotation), f"{handler.handler_name} {path}")
    assert found == []


def test_everything_in_a_query_has_an_end(app: Litestar) -> None:
    found = [
        f"{handler.handler_name} {path} ?{name}"
        for path, handler in fence.handlers(app)
        for name, field in handler.parsed_fn_signature.parameters.items()
        if isinstance(field.kwarg_definition, ParameterKwarg) and not has_end(field)
    ]
    # A cursor of the live line is measured when it is read; the other is the framework's own.
    assert set(found) == {"watch /api/live ?cursor", "handle_schema_path_not_found /api/schema/{path:str} ?path"}


def has_end(field: FieldDefinition) -> bool:
    told = field.kwarg_definition
    kinds = {inner.annotation for inner in field.inner_types} | {field.annotation}
    assert isinstance(told, ParameterKwarg)
    if kinds & {int, float}:
        return {told.ge, told.gt} != {None} and {told.le, told.lt} != {None}
    return str not in kinds or told.max_length is not None or told.pattern == r"^[0-9]{9}$"


def test_nothing_that_may_refuse_a_request_is_made_ready_beside_its_transaction(app: Litestar) -> None:
    """The framework leaves open whatever it has made ready when a dependency beside it fails."""
    own = {
        str(handler): set(handler.resolve_dependencies()) & handler.dependency_name_set - {"caller", "fence", "conn"}
        for _, handler in fence.handlers(app)
        if "conn" in handler.parsed_fn_signature.parameters
    }
    assert len(own) > 50
    assert {name: beside for name, beside in own.items() if beside} == {}

"""Every SQL statement is literal, stands in a ``queries.py``, fits the schema, and returns what its Struct says."""

import ast
import importlib
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin
from uuid import UUID

import msgspec
import pytest
from asyncpg import PostgresError

from backend.core.db import Conn
from tests.conftest import ROOT

_CALLS = {"db.one", "db.maybe_one", "db.all", "db.run"}
_BARE = {"fetch", "fetchrow", "fetchval", "execute", "executemany", "cursor", "prepare", "copy_records_to_table"}
_OUTBOX = "backend/core/live.py"
_ALSO_TALK = {"backend/core/db.py", _OUTBOX, "backend/system/routes.py"}
"""The ways to the database themselves, the outbox (beneath every room), and ``select true`` of the health check."""

_FITS: dict[type, set[str]] = {
    UUID: {"uuid"},
    str: {"text", "varchar"},
    bool: {"bool"},
    int: {"int2", "int4", "int8"},
    float: {"float4", "float8"},
    bytes: {"bytea"},
    datetime: {"timestamptz"},
    date: {"date"},
}


class Statement(NamedTuple):
    where: str
    sql: str
    row: type | None
    arguments: int


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "backend").rglob("*.py")):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func) in _CALLS)


def statements() -> Iterator[Statement]:
    for name, tree in sources():
        if not name.endswith("/queries.py") and name != _OUTBOX:
            continue
        module = importlib.import_module(name.removesuffix(".py").replace("/", "."))
        for call in calls(tree):
            _, *rest = call.args
            row = None if ast.unparse(call.func) == "db.run" else value(rest.pop(0), module)
            text = value(rest.pop(0), module)
            assert not any(isinstance(a, ast.Starred) for a in rest), f"{name}:{call.lineno}: parameters one by one"
            yield Statement(f"{name}:{call.lineno}", text, row, len(rest))


def value(node: ast.expr, module: types.ModuleType) -> Any:
    """A literal, a name of the module, or a sum of these; nothing that could depend on what somebody sent."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return value(node.left, module) + value(node.right, module)
    if isinstance(node, ast.Name):
        return getattr(module, node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return getattr(getattr(module, node.value.id), node.attr)
    assert isinstance(node, ast.Constant), f"{module.__name__}:{node.lineno}: SQL is literal: {ast.unparse(node)}"
    return node.value


ALL = list(statements())


def test_there_are_statements_from_every_room() -> None:
    rooms = {s.where.split("/")[1] for s in ALL}
    assert {"audit", "auth", "command", "evidence", "leads", "patrols", "staff", "zones"} <= rooms
    assert len(ALL) > 60


def test_sql_is_found_in_queries_only() -> None:
    stray = [
        f"{name}:{node.lineno}"
        for name, tree in sources()
        if not name.endswith("/queries.py") and name not in _ALSO_TALK
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (
            ast.unparse(node.func) in _CALLS
            or (
                isinstance(node.func, ast.Attribute)
                and node.func.attr in _BARE
                and "conn" in ast.unparse(node.func.value)
            )
        )
    ]
    assert stray == []


def test_queries_go_through_the_helpers() -> None:
    bare = [
        f"{name}:{node.lineno}"
        for name, tree in sources()
        if name.endswith("/queries.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _BARE
    ]
    assert bare == []


def test_no_text_is_built_into_sql() -> None:
    built = [
        f"{name}:{node.lineno}"
        for name, tree in sources()
        if name.endswith("/queries.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        or (isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".format"))
    ]
    assert built == []


@pytest.mark.parametrize("statement", ALL, ids=[s.where for s in ALL])
async def test_a_statement_fits_the_schema_and_its_struct(conn: Conn, statement: Statement) -> None:
    prepared = await conn.prepare(statement.sql)
    assert len(prepared.get_parameters()) == statement.arguments
    if statement.row is None:
        return
    columns = {a.name: a.type for a in prepared.get_attributes()}
    hints = typing.get_type_hints(statement.row, include_extras=True)
    assert set(columns) == {f.encode_name for f in msgspec.structs.fields(statement.row)}
    wrong = {n: (t.name, hints[n]) for n, t in columns.items() if not fits(t, hints[n])}
    assert wrong == {}


def fits(column: Any, hint: Any) -> bool:
    """Whether a column's type becomes the field's type without loss or luck."""
    options = [a for a in get_args(hint) if a is not type(None)] if is_union(hint) else [hint]
    return any(fits_one(column, bare(option)) for option in options)


def is_union(hint: Any) -> bool:
    return get_origin(hint) in (typing.Union, types.UnionType)


def bare(hint: Any) -> Any:
    return bare(get_args(hint)[0]) if get_origin(hint) is typing.Annotated else hint


def fits_one(column: Any, hint: Any) -> bool:
    if is_union(hint):
        return fits(column, hint)
    if get_origin(hint) in (list, tuple, set) and column.kind == "array":
        element, name = bare(get_args(hint)[0]), column.name.removesuffix("[]").removeprefix("_")
        return name in accepted(element)
    if column.name in ("json", "jsonb"):
        return get_origin(hint) in (list, dict) or hint is Any or issubclass(get_origin(hint) or hint, msgspec.Struct)
    return column.name in accepted(hint)


def accepted(hint: Any) -> set[str]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _FITS[int if issubclass(hint, int) else str]
    return _FITS.get(hint, set())


def test_every_queries_file_is_checked() -> None:
    checked = {s.where.split(":")[0] for s in ALL}
    there = {str(p.relative_to(ROOT)) for p in Path(ROOT / "backend").rglob("queries.py")}
    assert there <= checked


class Planted(msgspec.Struct):
    id: int
    name: str


@pytest.mark.parametrize(
    "sql",
    [
        "select 1 as id, 'x' as name, 2 as more",
        "select 1 as id",
        "select 1.5 as id, 'x' as name",
        "select 1 as id, now() as name",
        "select $1::int as id, 'x' as name",
        "select id, name from no_such_table",
    ],
)
async def test_the_check_itself_notices_a_wrong_statement(conn: Conn, sql: str) -> None:
    with pytest.raises((AssertionError, PostgresError)):
        await test_a_statement_fits_the_schema_and_its_struct(conn, Statement("planted", sql, Planted, 0))

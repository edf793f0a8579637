"""The house keeps to its own plan: sizes, imports, and what may be written where."""

import ast
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

CODE = ("backend", "geo", "infra/dev")


def files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(p for p in (ROOT / folder).rglob("*.py") if p.stat().st_size)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring left out."""
    doc = node.body[0] if ast.get_docstring(node) else None
    spent = (doc.end_lineno or 0) - doc.lineno + 1 if doc else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - spent


def test_files_are_short() -> None:
    lines = sorted(len(p.read_text().splitlines()) for p in files(*CODE))
    assert statistics.median(lines) <= 110
    assert lines[int(len(lines) * 0.9)] <= 250


def test_functions_are_short() -> None:
    long = {
        f"{p.relative_to(ROOT)}:{f.lineno} {f.name}": length(f)
        for p in files(*CODE)
        for f in functions(p)
        if length(f) > 50
    }
    assert long == {}
    every = sorted(length(f) for p in files(*CODE) for f in functions(p))
    assert every[int(len(every) * 0.9)] <= 30


def test_annotations_are_read_at_run_time_where_the_framework_reads_them() -> None:
    wrong = [
        str(p.relative_to(ROOT))
        for p in files("backend")
        if p.name.endswith(("routes.py", "structs.py"))
        and re.search(r"from __future__ import annotations|TYPE_CHECKING", p.read_text())
    ]
    assert wrong == []


def test_errors_are_meanings_and_only_one_place_turns_them_into_answers() -> None:
    raised = [
        f"{p.relative_to(ROOT)}:{node.lineno}"
        for p in files("backend")
        for node in ast.walk(ast.parse(p.read_text()))
        if isinstance(node, ast.Raise) and re.search(r"HTTPException|status_code", ast.unparse(node))
    ]
    assert raised == []


def test_the_clock_is_read_in_one_place() -> None:
    read = [
        str(p.relative_to(ROOT))
        for p in files("backend", "geo")
        if re.search(r"datetime\.(now|utcnow|today)\(|date\.today\(", p.read_text())
    ]
    assert read == ["backend/core/clock.py"]


def test_nothing_is_left_for_later() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError|@pytest\.mark\.(xfail|skip\b)")
    left = [
        str(p.relative_to(ROOT))
        for p in files("backend", "geo", "infra", "tests")
        if words.search(p.read_text()) and p != Path(__file__)
    ]
    assert left == []


def test_every_folder_of_code_is_a_package() -> None:
    bare = {str(p.parent.relative_to(ROOT)) for p in files("backend", "geo") if not (p.parent / "__init__.py").exists()}
    assert bare == set()


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


PLANTED = {
    "backend/zones/rules.py": "from backend.leads import structs",
    "backend/leads/queries.py": "from backend.leads import service",
    "backend/patrols/rules.py": "from backend.core import db",
    "geo/tracks.py": "import socket",
    "backend/evidence/rules.py": "import minio",
    "backend/staff/queries.py": "import litestar",
}


@pytest.mark.parametrize("planted", [None, PLANTED], ids=["as it is", "with a wrong import for every rule"])
def test_imports_follow_the_plan(tmp_path: Path, planted: dict[str, str] | None) -> None:
    for part in ("backend", "geo", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, tmp_path / part)
    for name, line in (planted or {}).items():
        path = tmp_path / name
        path.write_text(f"{path.read_text()}\n{line}\n")
    done = lint(tmp_path)
    broken = done.stdout.count(" BROKEN")
    assert (done.returncode, broken) == ((1, len(PLANTED)) if planted else (0, 0)), done.stdout

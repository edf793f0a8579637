"""``./dev check``: lint, types, import rules, generated files; of Python and of the PWA."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from infra.dev import node, start
from infra.dev.application import chore
from infra.dev.places import PWA, ROOT, python, venv
from infra.dev.steps import Trouble, run, say, step

_OPENAPI = PWA / "src" / "api" / "openapi.json"
_SCHEMA = PWA / "src" / "api" / "schema.d.ts"
_WORDS = PWA / "src" / "verify" / "words.json"


def check(_: list[str]) -> int:
    start.prepare()
    node.packages()
    return 1 if failures() else 0


def failures() -> list[str]:
    """Run every check, to the end; the names of those that failed, after showing what they said."""
    failed = []
    for name, (zh, en, work) in _CHECKS.items():
        try:
            with step(zh, en):
                work()
        except Trouble as trouble:
            say(f"\n{trouble}\n")
            failed.append(name)
    return failed


def _ruff() -> None:
    run([python(), "-m", "ruff", "check", "-q", "."], cwd=ROOT, quiet=True)


def _mypy() -> None:
    run([python(), "-m", "mypy"], cwd=ROOT, quiet=True)


def _imports() -> None:
    run([venv() / "bin" / "lint-imports", "--no-cache"], cwd=ROOT, quiet=True)


def _typescript() -> None:
    node.npm("run", "typecheck")


def _generated() -> None:
    """The schema of the interface and the PWA's types of it are committed; making them again must change nothing."""
    made = chore({"PYTHONPATH": str(ROOT)}, "openapi")
    with tempfile.TemporaryDirectory() as folder:
        fresh, words = Path(folder) / "openapi.json", Path(folder) / "words.json"
        fresh.write_text(made)
        types = Path(folder) / "schema.d.ts"
        node.npm("exec", "--", "openapi-typescript", str(fresh), "-o", str(types))
        words.write_text(chore({"PYTHONPATH": str(ROOT)}, "verifier-words"))
        for kept, new in ((_OPENAPI, fresh), (_SCHEMA, types), (_WORDS, words)):
            if not kept.exists() or kept.read_text() != new.read_text():
                raise Trouble(
                    f"{kept.relative_to(ROOT)} 不是最新的,请运行 ./dev generate 并提交。",
                    f"{kept.relative_to(ROOT)} is not up to date: run ./dev generate and commit it.",
                )


def generate(_: list[str]) -> int:
    """Write the generated files."""
    start.prepare()
    node.packages()
    _OPENAPI.write_text(chore({"PYTHONPATH": str(ROOT)}, "openapi"))
    _WORDS.write_text(chore({"PYTHONPATH": str(ROOT)}, "verifier-words"))
    node.npm("run", "types")
    return 0


_CHECKS: dict[str, tuple[str, str, Callable[[], None]]] = {
    "ruff": ("Python 规范", "Python lint", _ruff),
    "mypy": ("Python 类型", "Python types", _mypy),
    "imports": ("导入规则", "Import rules", _imports),
    "typescript": ("前端类型", "The PWA's types", _typescript),
    "generated": ("生成文件", "Generated files", _generated),
}

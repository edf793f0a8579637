"""``./dev check``: lint, types, import rules, generated files; of Python and of the PWA."""

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra.dev import node, start
from infra.dev.application import chore
from infra.dev.places import PWA, ROOT, python, venv
from infra.dev.steps import Trouble, elapsed, run, say

Check = tuple[str, str, Callable[[], None]]
"""What it is called in Chinese and in English; raises ``Trouble``."""
_AT_ONCE = 2
_OPENAPI = PWA / "src" / "api" / "openapi.json"
_SCHEMA = PWA / "src" / "api" / "schema.d.ts"
_WORDS = PWA / "src" / "verify" / "words.json"


def check(_: list[str]) -> int:
    start.prepare()
    node.packages()
    return 1 if failures() else 0


def failures(more: dict[str, Check] | None = None) -> list[str]:
    """Run every check and ``more`` to the end, two beside each other; the names of those that failed.

    What each has to say is shown when it ends.
    """
    checks = {**(more or {}), **_CHECKS}
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        fine = list(pool.map(_passes, checks.values()))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return [name for name, passes in zip(checks, fine, strict=True) if not passes]


def _passes(check: Check) -> bool:
    zh, en, work = check
    begun = time.monotonic()
    try:
        work()
    except Trouble as trouble:
        say(f"[{elapsed():5.1f} s] ✗ {zh} · {en}\n\n{trouble}\n")
        return False
    say(f"[{elapsed():5.1f} s] ✓ {zh} · {en}: {time.monotonic() - begun:.1f} s")
    return True


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


_CHECKS: dict[str, Check] = {
    "mypy": ("Python 类型", "Python types", _mypy),
    "typescript": ("前端类型", "The PWA's types", _typescript),
    "generated": ("生成文件", "Generated files", _generated),
    "imports": ("导入规则", "Import rules", _imports),
    "ruff": ("Python 规范", "Python lint", _ruff),
}
"""Those that take longest come first."""

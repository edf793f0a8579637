"""``./dev check`` and ``./dev test``."""

import subprocess
import sys
import time

from infra.dev import environment, objects, postgres, start
from infra.dev.places import ROOT, python, state
from infra.dev.steps import run, say, step


def check(_: list[str]) -> int:
    """Lint, types and import rules, of Python and of the PWA."""
    start.prepare()
    with step("代码检查", "Lint, types, import rules"):
        run([python(), "-m", "ruff", "check", "."], cwd=ROOT)
        run([python(), "-m", "mypy"], cwd=ROOT, quiet=True)
        run([state() / "venv" / "bin" / "lint-imports"], cwd=ROOT, quiet=True, env=_env())
        environment.npm("run", "typecheck")
    return 0


def test(words: list[str]) -> int:
    """Everything. Words given are handed to pytest and leave the rest out."""
    begun = time.monotonic()
    start.prepare(browser=True)
    environment.node_packages()
    if not words:
        check([])
        with step("前端单元测试", "The PWA's unit tests"):
            environment.npm("test")
    say("后端与浏览器测试 · backend and browser tests …")
    try:
        done = subprocess.run([python(), "-m", "pytest", *words], cwd=ROOT, env=_env(), stdin=subprocess.DEVNULL)
    finally:
        stop_test_services()
    sys.stderr.write(f"./dev test: {time.monotonic() - begun:.0f} s\n")
    return done.returncode


def stop_test_services() -> None:
    folder = state() / "test"
    if (folder / "pg" / "port").exists():
        postgres.start(folder / "pg", durable=False).stop()
    if (folder / "s3" / "port").exists():
        objects.Server(folder / "s3", 0).stop()


def _env() -> dict[str, str]:
    return {**environment.node_environment(), "PYTHONPATH": str(ROOT)}


def module(kind: str, words: list[str], default: str | None = None) -> int:
    """Run ``tests.<kind>.<name>``: a benchmark or a soak."""
    folder = ROOT / "tests" / kind
    known = sorted(p.stem for p in folder.glob("*.py") if "def main(" in p.read_text())
    first = words[0] if words and not words[0].startswith("-") else None
    name = first or default
    if name is None:
        return max((module(kind, [each]) for each in known), default=0)
    if name not in known:
        sys.stderr.write(f"没有 {name};有 · there is: {', '.join(known)}\n")
        return 2
    start.prepare()
    rest = words[1:] if first else words
    return subprocess.run([python(), "-m", f"tests.{kind}.{name}", *rest], cwd=ROOT, env=_env()).returncode


def clean(_: list[str]) -> int:
    """Stop what runs and delete everything made at run time, the data of `./dev run` included, after asking."""
    if sys.stdin.isatty():
        sys.stdout.write(f"将删除 {state()} 及其中全部数据。输入 yes 继续 · deletes it with all data; type yes: ")
        sys.stdout.flush()
        if sys.stdin.readline().strip() != "yes":
            return 1
    stop([])
    import shutil

    for folder in (state(), ROOT / "pwa" / "dist", ROOT / "pwa" / "node_modules"):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def stop(_: list[str]) -> int:
    """Stop left-over services of this checkout."""
    for folder in sorted({p.parent for p in state().glob("**/port") if "venv" not in p.parts}):
        if (folder / "data" / "PG_VERSION").exists():
            postgres.Server(folder, 0).stop()
        elif (folder / "secret").exists():
            objects.Server(folder, 0).stop()
    return 0



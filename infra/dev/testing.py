"""``./dev test``: set-up, checks, unit tests of the PWA, then every Python and browser test."""

import os
import subprocess

from infra.dev import check, node, start, tidy
from infra.dev.places import ROOT, python, venv
from infra.dev.steps import Trouble, elapsed, say, step


def test(words: list[str]) -> int:
    """Everything. Words given go to pytest, and the rest is left out.

    All parts run even when one fails; pytest comes last, so that its summary is what one sees at the end.
    """
    start.prepare(browser=True)
    node.packages()
    failed = [] if words else [*check.failures(), *_unit_tests()]
    node.build()
    say(f"[{elapsed():5.1f} s] 后端与浏览器测试 · backend and browser tests …")
    try:
        done = subprocess.run([python(), "-m", "pytest", *words], cwd=ROOT, env=_env(), stdin=subprocess.DEVNULL)
    finally:
        for part in ("test", "e2e", "soak"):
            tidy.stop_services(part)
    if failed:
        say(f"未通过 · failed before pytest: {', '.join(failed)}")
    return done.returncode or (1 if failed else 0)


def _unit_tests() -> list[str]:
    try:
        with step("前端单元测试", "The PWA's unit tests"):
            node.npm("test")
    except Trouble as trouble:
        say(f"\n{trouble}\n")
        return ["pwa unit tests"]
    return []


def _env() -> dict[str, str]:
    return {**os.environ, "PATH": f"{venv() / 'bin'}:{os.environ.get('PATH', '')}"}

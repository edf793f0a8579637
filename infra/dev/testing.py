"""``./dev test``: set-up, checks, unit tests of the PWA, then every Python and browser test."""

import signal
import subprocess
import time
from contextlib import suppress

from infra.dev import check, environment, node, start, tidy
from infra.dev.places import ROOT, python
from infra.dev.steps import Terminated, elapsed, say

# Three at once, each with a database of its own: a test waits for a browser or a server more than it computes.
_EVERYTHING = ["-p", "tests.support.spreading", "--numprocesses", "3", "--dist", "worksteal"]


def test(words: list[str]) -> int:
    """Everything. Words given go to pytest, and the rest is left out.

    All parts run even when one fails; pytest comes last, so that its summary is what one sees at the end.
    """
    start.prepare(browser=True)
    node.packages()
    failed = [] if words else check.failures(_OF_THE_PWA)
    node.build()
    say(f"[{elapsed():5.1f} s] 后端与浏览器测试 · backend and browser tests …")
    status = _pytest(words)
    if failed:
        say(f"未通过 · failed before pytest: {', '.join(failed)}")
    return status or (1 if failed else 0)


def _pytest(words: list[str]) -> int:
    """Its status. However it ends, nothing stays behind."""
    command = [str(python()), "-m", "pytest", "-p", "infra.dev.pytest_total", "-rfER", *(words or _EVERYTHING)]
    child = subprocess.Popen(command, cwd=ROOT, env=_env(), stdin=subprocess.DEVNULL)
    try:
        return child.wait()
    except Terminated:
        child.send_signal(signal.SIGINT)
        raise
    finally:
        # Interrupted, it still ends the browsers and servers of its tests.
        with suppress(subprocess.TimeoutExpired):
            child.wait(30)
        child.kill()
        for part in ("test", "e2e", "soak"):
            tidy.stop_services(part)


def _unit_tests() -> None:
    node.npm("run", "test")


def _sizes() -> None:
    node.build()
    node.npm("run", "size")


_OF_THE_PWA: dict[str, check.Check] = {
    "pwa unit tests": ("前端单元测试", "The PWA's unit tests", _unit_tests),
    "pwa sizes": ("前端体积预算", "The PWA's budgets of bytes", _sizes),
}


def _env() -> dict[str, str]:
    return environment.of_programs() | {"FENGXUN_TEST_BEGUN": str(time.time() - elapsed())}

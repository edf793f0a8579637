"""``./dev bench``, ``./dev soak``, ``./dev gallery``: long runs that are no part of the tests."""

import subprocess
import sys

from infra.dev import environment, node, objects, postgres, start, tidy
from infra.dev.places import ROOT, python, state


def bench(words: list[str]) -> int:
    """Run one benchmark, or list them."""
    known = sorted(p.stem for p in (ROOT / "tests" / "bench").glob("*.py") if "__main__" in p.read_text())
    if not words or words[0] not in known:
        sys.stdout.write("性能对比 · benchmarks:" + "".join(f"\n  ./dev bench {name}" for name in known) + "\n")
        return 2 if words else 0
    return _with_services(f"tests.bench.{words[0]}", words[1:])


def soak(words: list[str]) -> int:
    """`tests.soak.main`, or another program of that folder by name. It brings its own services."""
    named = bool(words) and not words[0].startswith("-")
    start.prepare()
    return _module(f"tests.soak.{words[0] if named else 'main'}", words[1:] if named else words, {})


def gallery(words: list[str]) -> int:
    start.prepare(browser=True)
    node.build()
    return _module("tests.e2e.gallery", words, {})


def _with_services(module: str, words: list[str]) -> int:
    """A durable cluster and a store of their own, stopped at the end; the environment names them."""
    start.prepare()
    try:
        cluster, store = postgres.start(state() / "bench" / "pg"), objects.start(state() / "bench" / "s3", python())
        env = {
            "DATABASE_URL": cluster.dsn,
            "FENGXUN_TEST_DATABASE_URL": cluster.dsn,
            "S3_ENDPOINT": store.endpoint,
            "S3_ACCESS_KEY": store.access_key,
            "S3_SECRET_KEY": store.secret_key,
        }
        return _module(module, words, env)
    finally:
        tidy.stop_services("bench")


def _module(module: str, words: list[str], extra: dict[str, str]) -> int:
    env = {**environment.of_programs(), **extra}
    return subprocess.run([python(), "-m", module, *words], cwd=ROOT, env=env).returncode

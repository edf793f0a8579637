"""``./dev lock``: the lock files anew from pyproject.toml and package.json."""

from infra.dev import environment, node
from infra.dev.places import ROOT, venv
from infra.dev.steps import OFFLINE, run

_RUNTIME = ROOT / "infra" / "requirements.lock"
_PLAIN = ("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate", "--generate-hashes")


def lock(_: list[str]) -> int:
    environment.packages()
    compile_ = [venv() / "bin" / "uv", "pip", "compile", "-q", "--universal", "--python-version", "3.11", *_PLAIN]
    for words in (
        ["pyproject.toml", "--extra", "dev", "-o", environment.LOCK],
        ["pyproject.toml", "-c", environment.LOCK, "-o", _RUNTIME],
        [environment.PEERS_WANTED, "-o", environment.PEERS_LOCK],
    ):
        run([*compile_, *words], cwd=ROOT, env=environment.uv_environment(), hint=OFFLINE)
    node.npm("install", "--package-lock-only", "--no-audit", "--no-fund")
    return 0

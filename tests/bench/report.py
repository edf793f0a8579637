"""How every benchmark says what it found."""

import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from infra.dev.places import ROOT, state


def middle(values: Sequence[float]) -> str:
    """Median and range."""
    return f"{statistics.median(values):,.0f} ({min(values):,.0f} to {max(values):,.0f})"


def load() -> str:
    """How many wanted the processor in the last minute: what a clock's figure has to be read with."""
    return f"{os.getloadavg()[0]:.2f}"


def machine(postgres_version: str) -> dict[str, str]:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return {
        "cores": str(os.cpu_count()),
        "load_average": load(),
        "python": platform.python_version(),
        "postgres": postgres_version,
        "commit": commit.stdout.strip(),
    }


def write(name: str, result: dict[str, Any]) -> None:
    """Print for people, keep as ``.local/bench/<name>.json`` for machines."""
    folder = state() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps({"name": name, **result}, indent=1, ensure_ascii=False))
    sys.stdout.write(f"{folder / (name + '.json')}\n")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()

"""What a page's main thread did in its tasks, out of Chromium's own record of a stretch of time."""

import json
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

CATEGORIES = ["__metadata", "disabled-by-default-devtools.timeline", "gpu"]
LONG_MS = 50
"""As browsers say it."""


class Task(Struct, frozen=True):
    """Milliseconds. ``waited_ms``: for the process that draws, while the picture of a canvas was read back.

    The browser does that by itself, in the step that hands a finished page over, wherever no graphics card puts pages
    together. What a script waits for is its own.
    """

    whole_ms: float
    waited_ms: float

    @property
    def own_ms(self) -> float:
        return self.whole_ms - self.waited_ms


def long_tasks(trace: bytes) -> list[Task]:
    """Of every page's main thread, from the ``traceEvents`` of a record with ``CATEGORIES``."""
    events = json.loads(trace)["traceEvents"]
    mains = {_thread(e) for e in events if e["name"] == "thread_name" and e["args"]["name"] == "CrRendererMain"}
    return [task for main in mains for task in _of([e for e in events if e["ph"] == "X" and _thread(e) == main])]


def _thread(event: dict[str, Any]) -> tuple[int, int]:
    return event["pid"], event["tid"]


def _of(events: list[dict[str, Any]]) -> Iterator[Task]:
    handing_over = [e for e in events if e["name"] == "Commit"]
    reading = [e for e in events if e["name"] == "GLES2::ReadPixels" and _within(e, handing_over)]
    waits = [e for e in events if e["name"].startswith("CommandBufferProxyImpl::WaitFor") and _within(e, reading)]
    for task in events:
        if task["name"] == "RunTask" and task["dur"] > LONG_MS * 1000:
            yield Task(task["dur"] / 1000, sum(e["dur"] for e in waits if _within(e, [task])) / 1000)


def _within(event: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    return any(o["ts"] <= event["ts"] and event["ts"] + event["dur"] <= o["ts"] + o["dur"] for o in others)

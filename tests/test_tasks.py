"""The bench of the live map tells a page's own work from what its browser waits for."""

import json
from typing import Any

from tests.bench.tasks import Task, long_tasks

MAIN, WORKER = 1, 2


def record(*events: tuple[str, int, int], thread: int = MAIN) -> bytes:
    """Of a page with a main thread and a worker: name, begin and end in milliseconds."""
    names = [
        {"ph": "M", "name": "thread_name", "pid": 7, "tid": tid, "args": {"name": name}}
        for tid, name in ((MAIN, "CrRendererMain"), (WORKER, "DedicatedWorker thread"))
    ]
    happened: list[dict[str, Any]] = [
        {"ph": "X", "name": name, "pid": 7, "tid": thread, "ts": begin * 1000, "dur": (end - begin) * 1000}
        for name, begin, end in events
    ]
    return json.dumps({"traceEvents": names + happened}).encode()


WAIT = "CommandBufferProxyImpl::WaitForGetOffset"


def test_reading_the_picture_back_while_the_page_is_handed_over_is_waiting() -> None:
    trace = record(("RunTask", 0, 400), ("Commit", 40, 390), ("GLES2::ReadPixels", 45, 380), (WAIT, 50, 370))
    assert long_tasks(trace) == [Task(whole_ms=400, waited_ms=320)]


def test_a_script_that_waits_for_the_drawing_process_is_at_work() -> None:
    trace = record(("RunTask", 0, 400), ("FunctionCall", 5, 390), ("GLES2::ReadPixels", 45, 380), (WAIT, 50, 370))
    assert [task.own_ms for task in long_tasks(trace)] == [400]


def test_waiting_for_anything_else_while_the_page_is_handed_over_is_work() -> None:
    trace = record(("RunTask", 0, 400), ("Commit", 40, 390), (WAIT, 50, 370))
    assert [task.own_ms for task in long_tasks(trace)] == [400]


def test_a_wait_counts_for_the_task_it_lies_in() -> None:
    second = (("RunTask", 500, 700), ("Commit", 500, 700), ("GLES2::ReadPixels", 500, 600), (WAIT, 500, 600))
    assert [task.own_ms for task in long_tasks(record(("RunTask", 0, 90), *second))] == [90, 100]


def test_short_tasks_and_other_threads_are_no_long_tasks() -> None:
    assert long_tasks(record(("RunTask", 0, 50))) == []
    assert long_tasks(record(("RunTask", 0, 400), thread=WORKER)) == []

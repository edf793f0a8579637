"""Run a function on hostile bytes in a process of its own, with little memory, little time and nothing to write to.

The process starts with an empty environment, lowers its own limits before it imports anything large, and talks only
through standard input and output. Where the kernel allows it, it also leaves the network.
"""

import asyncio
import contextlib
import ctypes
import importlib
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from backend.core.errors import Unavailable

_ROOT = Path(__file__).resolve().parent.parent.parent
_CLONE_NEWUSER_AND_NEWNET = 0x10000000 | 0x40000000
_LITTLE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
_NOTHING: Mapping[str, str] = MappingProxyType({})
_ENDED = {-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}
"""How a process goes with the service it belongs to: of the bytes that says nothing."""


class Stopped(Exception):
    """The process gave no answer. ``reason`` is time, memory, size or crash."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


async def run_limited(
    target: str,
    data: bytes,
    *,
    memory_mb: int = 512,
    cpu_s: int = 10,
    wall_s: float = 20,
    max_output: int = 64 << 20,
    env: Mapping[str, str] = _NOTHING,
) -> bytes:
    """Call ``target`` ("package.module:function", bytes to bytes) with ``data`` in a limited process.

    Raises:
        Stopped: it ran out of time or memory, answered more than ``max_output`` bytes, or crashed.
        Unavailable: whoever stops the service ended it.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-s", "-m", "backend.core.sandbox", target, str(memory_mb), str(cpu_s),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        cwd=_ROOT, env={**_LITTLE, **env}, start_new_session=True,
    )  # fmt: skip
    try:
        async with asyncio.timeout(wall_s):
            answer, complaint = await _converse(process, data, max_output)
            code = await process.wait()
    except TimeoutError:
        raise Stopped("time") from None
    finally:
        await _end(process)
    if code == 0:
        return answer
    if code in _ENDED:
        raise Unavailable("服务正在停止,请稍后再试。", "The service is being stopped. Try again.", retry_after=2)
    raise Stopped(_why(code, complaint), complaint.decode(errors="replace")[-500:])


async def _converse(process: asyncio.subprocess.Process, data: bytes, max_output: int) -> tuple[bytes, bytes]:
    async def feed() -> None:
        assert process.stdin
        if process.stdin.is_closing():  # it has ended already; uvloop does not call that a broken pipe
            return
        with contextlib.suppress(ConnectionError):
            process.stdin.write(data)
            await process.stdin.drain()
        process.stdin.close()
        with contextlib.suppress(ConnectionError):
            await process.stdin.wait_closed()

    assert process.stdout
    assert process.stderr
    answer = asyncio.create_task(_read_at_most(process.stdout, max_output))
    complaint = asyncio.create_task(_read_at_most(process.stderr, 1 << 20))
    tasks = (asyncio.create_task(feed()), answer, complaint)
    try:
        await asyncio.gather(*tasks)
        return answer.result(), complaint.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _read_at_most(stream: asyncio.StreamReader, limit: int) -> bytes:
    parts, total = [], 0
    while part := await stream.read(1 << 16):
        total += len(part)
        if total > limit:
            raise Stopped("size")
        parts.append(part)
    return b"".join(parts)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        # ``wait`` waits for the ends of the pipes too, and one whose reader stopped early would never come to its end.
        for pipe in (process.stdout, process.stderr):
            while pipe and await pipe.read(1 << 16):
                pass
        await process.wait()


def _why(code: int, complaint: bytes) -> str:
    if code in (-24, -9):  # SIGXCPU; SIGKILL at the hard limit, or by the kernel when memory is short
        return "time" if code == -24 else "memory"
    return "memory" if b"MemoryError" in complaint or b"bad_alloc" in complaint else "crash"


def _limit(memory_mb: int, cpu_s: int) -> None:
    """Lower what this process may use; children of ours inherit it, nothing can raise it again."""
    size = memory_mb << 20
    for kind, soft, hard in (
        (resource.RLIMIT_AS, size, size),
        (resource.RLIMIT_CPU, cpu_s, cpu_s + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, 64, 64),
    ):
        resource.setrlimit(kind, (soft, hard))
    # Best effort: a kernel without user namespaces refuses, and the other limits stand.
    ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWUSER_AND_NEWNET)


def _child(target: str, memory_mb: int, cpu_s: int) -> None:
    _limit(memory_mb, cpu_s)
    # Libraries print to descriptor 1 when they please; the answer gets a descriptor of its own.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    module, _, name = target.partition(":")
    function: Callable[[bytes], bytes] = getattr(importlib.import_module(module), name)
    with out:
        out.write(function(sys.stdin.buffer.read()))


if __name__ == "__main__":
    _child(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

"""The limited process: it answers, and what it may not do, it cannot do."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import uvloop

from backend.core.errors import Unavailable
from backend.core.sandbox import Stopped, _converse, run_limited

HERE = "tests.backend.test_sandbox:"


def double(data: bytes) -> bytes:
    sys.stdout.write("chatter of a library")
    os.write(1, b"chatter of a library below Python")
    return data * 2


def spin(_: bytes) -> bytes:
    while True:
        pass


def sleep(_: bytes) -> bytes:
    time.sleep(60)
    return b""


def hoard(_: bytes) -> bytes:
    return b"x" * (2 << 30)


def chatter(_: bytes) -> bytes:
    return b"x" * (2 << 20)


def fail(_: bytes) -> bytes:
    raise ValueError("a broken file")


def be_ended(number: bytes) -> bytes:
    os.kill(os.getpid(), int(number))
    return b""


def write_a_file(path: bytes) -> bytes:
    Path(path.decode()).write_bytes(b"x" * 10)
    return b"written"


def environment(_: bytes) -> bytes:
    return repr(sorted(os.environ)).encode()


def call_out(data: bytes) -> bytes:
    host, port = data.decode().split(":")
    try:
        socket.create_connection((host, int(port)), timeout=2).close()
    except OSError:
        return b"refused"
    return b"connected"


async def test_it_answers_and_chatter_does_not_mix_in() -> None:
    assert await run_limited(HERE + "double", b"ab" * 200_000) == b"ab" * 400_000


@pytest.mark.parametrize(
    ("function", "reason"),
    [("spin", "time"), ("sleep", "time"), ("hoard", "memory"), ("chatter", "size"), ("fail", "crash"),
     ("write_a_file", "crash")],
)  # fmt: skip
async def test_it_is_stopped_and_says_why(function: str, reason: str, tmp_path: Path) -> None:
    written = tmp_path / "written"
    with pytest.raises(Stopped) as stopped:
        await run_limited(HERE + function, bytes(written), cpu_s=1, wall_s=3, max_output=1 << 20)
    assert stopped.value.reason == reason
    assert not written.exists() or written.stat().st_size == 0


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_one_that_goes_with_the_service_says_nothing_of_the_bytes(ending: signal.Signals) -> None:
    with pytest.raises(Unavailable):
        await run_limited(HERE + "be_ended", str(ending.value).encode())


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_one_that_has_ended_before_it_was_fed_is_no_error_of_ours(
    loop: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    async def fed_too_late() -> tuple[bytes, bytes]:
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec("true", stdin=pipe, stdout=pipe, stderr=pipe)
        await process.wait()
        assert process.stdin
        process.stdin.close()
        await process.stdin.wait_closed()
        return await _converse(process, b"x" * 1_000_000, 10)

    with asyncio.Runner(loop_factory=loop) as runner:
        assert runner.run(fed_too_late()) == (b"", b"")


async def test_one_that_says_too_much_is_ended_however_much_of_it_nobody_has_read() -> None:
    async with asyncio.timeout(30):
        for _ in range(12):
            with pytest.raises(Stopped, match="size"):
                await run_limited(HERE + "chatter", b"", max_output=1 << 20)


async def test_no_secret_of_the_environment_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3_SECRET_KEY", "something nobody may see")
    assert b"S3_SECRET_KEY" not in await run_limited(HERE + "environment", b"")


async def test_it_cannot_call_out_where_the_kernel_lets_it_leave_the_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()
        answer = await run_limited(HERE + "call_out", f"{host}:{port}".encode())
    if answer == b"connected":
        pytest.skip("this kernel gives no network namespace to ordinary processes")
    assert answer == b"refused"

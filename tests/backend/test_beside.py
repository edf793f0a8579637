"""Work beside the requests ends with what it works for, whatever happens."""

import asyncio
import logging

import pytest

from backend.core.beside import beside


class Work:
    def __init__(self) -> None:
        self.began, self.ended = asyncio.Event(), False

    async def go_on(self) -> None:
        self.began.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.ended = True


async def test_it_has_ended_when_the_block_has() -> None:
    one, other = Work(), Work()
    async with beside(one.go_on(), other.go_on()):
        await asyncio.gather(one.began.wait(), other.began.wait())
    assert one.ended
    assert other.ended


async def test_it_has_ended_too_when_what_comes_after_it_fails_to_start() -> None:
    work = Work()

    async def start() -> None:
        async with beside(work.go_on()):
            await work.began.wait()
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await start()
    assert work.ended


async def test_one_that_takes_its_end_for_a_failure_and_tries_again_is_ended_all_the_same() -> None:
    tries = []

    async def stubborn() -> None:
        while True:
            tries.append(1)
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                if len(tries) > 1:
                    raise

    async with asyncio.timeout(30), beside(stubborn()):
        await asyncio.sleep(0)
    assert len(tries) == 2


async def test_one_that_broke_is_told_of(caplog: pytest.LogCaptureFixture) -> None:
    async def breaks() -> None:
        raise LookupError("gone")

    with caplog.at_level(logging.ERROR, "fengxun"):
        async with beside(breaks()):
            await asyncio.sleep(0)
    assert "ended by itself" in caplog.text
    assert "LookupError: gone" in caplog.text

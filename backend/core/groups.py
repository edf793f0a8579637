"""Work that arrives while a group of its kind is under way goes into the next group together.

No timer: an idle server does each piece at once, a busy one in ever larger groups.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from backend.core.errors import Unavailable

T = TypeVar("T")
R = TypeVar("R")
MAX_GROUP = 512


class Groups(Generic[T, R]):
    """One per process and kind of work; one group at a time.

    ``work`` answers for every piece of its group, in order: a result, or the exception its sender gets. What ``work``
    itself raises, every sender of the group gets. ``most``: pieces that may wait in memory.
    """

    def __init__(self, work: Callable[[list[T]], Awaitable[Sequence[R | Exception]]], most: int) -> None:
        self.most = most
        self._work = work
        self._waiting: deque[tuple[T, asyncio.Future[R]]] = deque()
        self._running: asyncio.Task[None] | None = None

    async def submit(self, piece: T) -> R:
        """Returns once the group the piece went into is done.

        Raises:
            Unavailable: too much is waiting already.
            Exception: what ``work`` answered for this piece.
        """
        if len(self._waiting) >= self.most:
            raise Unavailable("服务器繁忙,请稍后再试。", "Too busy. Try again.", retry_after=2)
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((piece, answer))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        while self._waiting:
            group = [self._waiting.popleft() for _ in range(min(len(self._waiting), MAX_GROUP))]
            try:
                answers: Sequence[R | Exception] = await self._work([piece for piece, _ in group])
            except Exception as exc:  # noqa: BLE001 - whatever it is, it is handed to whoever waits
                answers = [exc] * len(group)
            except BaseException:
                for _, answer in group:
                    answer.cancel()
                raise
            for (_, answer), outcome in zip(group, answers, strict=True):
                _give(answer, outcome)


def _give(answer: asyncio.Future[R], outcome: R | Exception) -> None:
    if answer.done():  # whoever asked has gone
        return
    if isinstance(outcome, Exception):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)

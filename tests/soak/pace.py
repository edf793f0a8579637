"""Work and trouble keep step, so that the one is not over before the other."""

import asyncio

SLACK = 0.1
"""So much of the work may be ahead of the trouble."""


class Pace:
    def __init__(self, captures: int, blows: int) -> None:
        self._captures, self._blows = captures, blows
        self.begun = self.fallen = 0
        self._over = False
        self._moved = asyncio.Condition()

    async def capture(self) -> bool:
        """Until one more may begin; it counts as begun. False: no more is to begin."""
        async with self._moved:
            await self._moved.wait_for(lambda: self._over or self.begun / self._captures <= self._next() + SLACK)
            self.begun += not self._over
            self._moved.notify_all()
            return not self._over

    async def blow(self) -> bool:
        """Until the next blow is due: they fall while the work goes on, from its beginning to its end. False: no more
        is to fall."""
        due = lambda: self.begun / self._captures >= (self.fallen + 0.5) / self._blows  # noqa: E731
        async with self._moved:
            await self._moved.wait_for(lambda: self._over or due())
            return not self._over

    async def enough(self, after_s: float) -> None:
        """The time is over then, however much was done."""
        await asyncio.sleep(after_s)
        async with self._moved:
            self._over = True
            self._moved.notify_all()

    async def fell(self) -> None:
        async with self._moved:
            self.fallen += 1
            self._moved.notify_all()

    def _next(self) -> float:
        """The share of the work at which the next blow must have fallen."""
        return (self.fallen + 1) / self._blows if self._blows else 1.0

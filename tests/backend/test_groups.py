"""Work that comes together is done together, and everybody gets the answer to their own piece."""

import asyncio
from collections.abc import Sequence

import pytest

from backend.core import groups
from backend.core.errors import Unavailable
from backend.core.groups import Groups


class Kitchen:
    """Doubles numbers, and remembers in which groups they came. Odd ones are refused, 13 spoils its whole group."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.open = asyncio.Event()

    async def work(self, numbers: list[int]) -> Sequence[int | Exception]:
        self.groups.append(numbers)
        await self.open.wait()
        if 13 in numbers:
            raise RuntimeError("spoilt")
        return [ValueError(str(n)) if n % 2 else 2 * n for n in numbers]


async def test_what_arrives_during_a_group_goes_into_the_next_together() -> None:
    kitchen = Kitchen()
    many: Groups[int, int] = Groups(kitchen.work, 10)
    first = asyncio.create_task(many.submit(2))
    await asyncio.sleep(0)
    rest = [asyncio.create_task(many.submit(n)) for n in (4, 5, 6)]
    await asyncio.sleep(0)
    kitchen.open.set()
    answers = await asyncio.gather(first, *rest, return_exceptions=True)
    assert kitchen.groups == [[2], [4, 5, 6]]
    assert answers[:2] + answers[3:] == [4, 8, 12]
    assert isinstance(answers[2], ValueError)


async def test_no_group_is_larger_than_the_largest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "MAX_GROUP", 2)
    kitchen = Kitchen()
    kitchen.open.set()
    many: Groups[int, int] = Groups(kitchen.work, 10)
    assert await asyncio.gather(*(many.submit(n) for n in (2, 4, 6, 8, 10))) == [4, 8, 12, 16, 20]
    assert max(map(len, kitchen.groups)) == 2


async def test_a_group_that_fails_as_a_whole_fails_for_its_own_and_nobody_after_it() -> None:
    kitchen = Kitchen()
    kitchen.open.set()
    many: Groups[int, int] = Groups(kitchen.work, 10)
    spoilt = await asyncio.gather(many.submit(13), many.submit(2), return_exceptions=True)
    assert [type(each) for each in spoilt] == [RuntimeError, RuntimeError]
    assert await many.submit(2) == 4


async def test_whoever_comes_when_too_many_wait_is_told_to_come_back() -> None:
    kitchen = Kitchen()
    many: Groups[int, int] = Groups(kitchen.work, 2)
    waiting = [asyncio.create_task(many.submit(n)) for n in (2, 4)]
    await asyncio.sleep(0)
    waiting.append(asyncio.create_task(many.submit(6)))
    await asyncio.sleep(0)
    with pytest.raises(Unavailable):
        await asyncio.gather(many.submit(8), many.submit(10))
    kitchen.open.set()
    assert (await asyncio.gather(*waiting))[0] == 4


async def test_whoever_leaves_takes_nobody_else_along() -> None:
    kitchen = Kitchen()
    many: Groups[int, int] = Groups(kitchen.work, 10)
    gone, stays = asyncio.create_task(many.submit(2)), asyncio.create_task(many.submit(4))
    await asyncio.sleep(0)
    gone.cancel()
    kitchen.open.set()
    assert await stays == 8

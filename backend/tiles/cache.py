"""Things of this process that are kept as long as there is room, the least used thrown out first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """``room``: how much may be kept; ``size`` says how much one thing is."""

    def __init__(self, room: int, size: Callable[[V], int]) -> None:
        self._room, self._size, self._used = room, size, 0
        self._kept: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: K, value: V) -> None:
        """In the place of what had this key."""
        old = self._kept.pop(key, None)
        self._used += self._size(value) - (0 if old is None else self._size(old))
        self._kept[key] = value
        while self._used > self._room and self._kept:
            _, oldest = self._kept.popitem(last=False)
            self._used -= self._size(oldest)

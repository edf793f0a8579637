"""A tree of a log that is kept in lists, without a database."""

from collections.abc import Sequence

from backend.tlog import merkle
from backend.tlog.merkle import Asking, Span


class Tree:
    """Everything kept in a dictionary."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.levels: dict[int, list[bytes]] = {0: []}
        self.grow(leaves)

    def grow(self, leaves: Sequence[bytes]) -> None:
        before = len(self.levels[0])
        self.levels[0] += leaves
        for level, first, count in merkle.grown(before, len(self.levels[0])):
            own = self.levels.setdefault(level, [])
            assert len(own) == first
            below = self.levels[level - 1]
            own += [merkle.root_of(below[i * 256 : (i + 1) * 256]) for i in range(first, first + count)]

    def answer(self, asking: Asking[list[bytes]]) -> list[bytes]:
        sent: Sequence[bytes] | None = None
        while True:
            try:
                span = asking.send(sent)  # type: ignore[arg-type]
            except StopIteration as done:
                return list(done.value)
            sent = self.hashes(span)

    def hashes(self, span: Span) -> list[bytes]:
        found = self.levels[span.level][span.first : span.first + span.length]
        assert len(found) == span.length
        return found

    def root(self, size: int) -> bytes:
        def only() -> Asking[list[bytes]]:
            return [(yield from merkle.root(size))]

        return self.answer(only())[0]

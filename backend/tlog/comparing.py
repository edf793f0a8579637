"""Two checkpoints of one log, seen by two people: whether one can have become the other. Pure."""

from collections.abc import Sequence

from backend.tlog import merkle
from backend.tlog.notes import Checkpoint


def agree(one: Checkpoint, two: Checkpoint, proof: Sequence[bytes]) -> bool:
    """``proof``: what the log says to show that it grew from the smaller to the larger (``/api/log/consistency``)."""
    old, new = sorted((one, two), key=lambda point: point.size)
    return old.origin == new.origin and merkle.extends(old.size, old.root, new.size, new.root, proof)

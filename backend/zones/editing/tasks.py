"""What travels between the application and the process that reckons about drawn shapes (MessagePack)."""

from msgspec import Struct

from backend.zones.editing.structs import RepairedZone, TopologyFault
from backend.zones.job import Outline


class Split(Struct, tag="split", frozen=True):
    shape: bytes
    line: bytes


class Merge(Struct, tag="merge", frozen=True):
    shapes: list[bytes]


class Fit(Struct, tag="fit", frozen=True):
    shape: bytes
    neighbours: list[bytes]
    within_m: float


class Look(Struct, tag="look", frozen=True, kw_only=True):
    """A set of areas side by side. ``owners``: divisions by whose code those of the areas must begin; ``given``: codes
    that are not given again, None where a stray gets no other code."""

    zones: list[Outline]
    owners: list[Outline]
    given: list[str] | None


class Mend(Struct, tag="mend", frozen=True):
    """The same set, to be repaired as a whole."""

    look: Look


class Answer(Struct, frozen=True, kw_only=True):
    """``refusal`` is a code of ``words``. ``zones``: those that a repair has changed; ``repaired``: how many faults."""

    shapes: list[bytes] = []
    faults: list[TopologyFault] = []
    zones: list[RepairedZone] = []
    repaired: int = 0
    refusal: str | None = None


Task = Split | Merge | Fit | Look | Mend

"""What becomes of a batch, held against its patrol and what is already stored. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from backend.core.errors import Conflict, FieldError
from backend.patrols.tracks import checking
from backend.patrols.tracks.structs import Stored
from backend.patrols.tracks.wire import SentBatch, moment
from geo.cleaning import Duty

_SKEW_THAT_MATTERS = timedelta(minutes=5)


def is_duplicate(sent: SentBatch, duty: Duty, touching: Sequence[Stored]) -> bool:
    """Whether it is stored already; if it is not, it may be.

    What was accepted once stays accepted: a batch sent again is recognised before anything else is asked.

    Raises:
        Conflict: other fixes are stored under some of its numbers; ``errors`` names the ranges.
        Invalid: fixes from outside duty; ``errors`` names their indexes.
    """
    if any(s.same for s in touching):
        return True
    if touching:
        said = ("already stored", "已有其他轨迹点", "already stored")
        ranges = tuple(FieldError(f"seq[{s.first_seq}..{s.end_seq - 1}]", *said) for s in touching)
        raise Conflict("这些编号下已有其他轨迹点。", "Other fixes are stored under these numbers.", ranges)
    at, extent = sent.at_ms, sent.extent
    if duty.covers(extent.from_ms, extent.to_ms):
        return False
    problem = checking.problem(
        {"before_start": duty.before(at), "after_end": duty.after(at), "paused": duty.paused(at)}
    )
    if problem:
        raise problem
    return False


def touch(sent: SentBatch, other: SentBatch) -> Stored:
    """How another batch of the same patrol, not stored yet, looks from this one."""
    return Stored(
        patrol_id=other.patrol_id,
        sent_seq=sent.first_seq,
        sent_end=sent.end_seq,
        first_seq=other.first_seq,
        end_seq=other.end_seq,
        same=(other.first_seq, other.header.t0_ms, other.records) == (sent.first_seq, sent.header.t0_ms, sent.records),
    )


def acked_through(acked: int, ranges: Iterable[tuple[int, int]]) -> int:
    """The highest number with everything below it stored; ``ranges`` are (first, end) beyond ``acked``."""
    for first, end in sorted(ranges):
        if first > acked + 1:
            break
        acked = max(acked, end - 1)
    return acked


def server_time(at_ms: int, sent: SentBatch) -> datetime:
    """When a fix was taken by our clock: a phone's clock that is clearly wrong is corrected, and nothing is later
    than its arrival."""
    at = moment(at_ms)
    skew = timedelta(milliseconds=sent.skew_ms)
    if abs(skew) > _SKEW_THAT_MATTERS:
        at -= skew
    return min(at, sent.received_at)

"""Store a group of batches in one transaction, whoever they are from; each gets its own answer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from backend.core.db import Conn
from backend.core.errors import NotFound, Problem
from backend.patrols import queries as patrol_queries
from backend.patrols import rules as patrol_rules
from backend.patrols.structs import TrackReceipt
from backend.patrols.tracks import positions, queries, rules, zoning
from backend.patrols.tracks.joins import service as joins
from backend.patrols.tracks.structs import Carrier, Progress, Stored
from backend.patrols.tracks.wire import SentBatch, moment
from backend.zones.assigning import Assigner
from geo.cleaning import Duty

Outcome = TrackReceipt | Problem


class _Group:
    """What the decisions about a group depend on, and what they come to."""

    def __init__(self, carriers: Iterable[Carrier], duties: dict[UUID, Duty], touching: Iterable[Stored]) -> None:
        self.carriers = {c.id: c for c in carriers}
        self.days = {c.id: c.track_day for c in self.carriers.values()}
        self.duties = duties
        self.new: dict[UUID, list[SentBatch]] = defaultdict(list)
        self._touching: dict[tuple[UUID, int, int], list[Stored]] = defaultdict(list)
        for stored in touching:
            self._touching[stored.patrol_id, stored.sent_seq, stored.sent_end].append(stored)

    def decide(self, sent: SentBatch) -> bool | Problem:
        """Whether it is a duplicate, or why it cannot be stored."""
        carrier = self.carriers.get(sent.patrol_id)
        if carrier is None or carrier.person_id != sent.person_id:
            return NotFound("没有找到。", "No such patrol.")
        try:
            duplicate = rules.is_duplicate(sent, self.duties[carrier.id], self._stored_near(sent))
        except Problem as problem:
            return problem
        if not duplicate:
            self.new[sent.patrol_id].append(sent)
        return duplicate

    def _stored_near(self, sent: SentBatch) -> list[Stored]:
        """In the database, or accepted a moment ago from the same group."""
        return self._touching[sent.patrol_id, sent.first_seq, sent.end_seq] + [
            rules.touch(sent, other)
            for other in self.new[sent.patrol_id]
            if other.first_seq < sent.end_seq and sent.first_seq < other.end_seq
        ]


async def store(conn: Conn, assigner: Assigner, batches: Sequence[SentBatch]) -> list[Outcome]:
    """One outcome per batch, in order. Idempotent; what one batch does wrong is no other's problem.

    The transaction may be the system's: that a batch goes to a patrol of its own sender is checked here.
    """
    group = await _look(conn, batches)
    decisions = [group.decide(sent) for sent in batches]
    acked = {c.id: c.acked_through for c in group.carriers.values()}
    new = [sent for of_patrol in group.new.values() for sent in of_patrol]
    if new:
        await queries.insert_batches(conn, new, await zoning.runs(assigner, conn, new), group.days)
        progress = await _progress(conn, group)
        await queries.save_progress(conn, progress)
        await positions.move(conn, [(group.carriers[b.patrol_id], b) for b in new])
        acked.update((p.patrol_id, p.acked_through) for p in progress)
    return [
        d if isinstance(d, Problem) else _receipt(sent, acked[sent.patrol_id], d)
        for sent, d in zip(batches, decisions, strict=True)
    ]


async def _look(conn: Conn, batches: Sequence[SentBatch]) -> _Group:
    carriers = await queries.lock_carriers(conn, list({b.patrol_id for b in batches}))
    events = defaultdict(list)
    for event in await patrol_queries.events_of(conn, [c.id for c in carriers]):
        events[event.patrol_id].append(event)
    duties = {c.id: patrol_rules.duty(c.started_at, events[c.id]) for c in carriers}
    days = {c.id: c.track_day for c in carriers}
    touching = await joins.told_apart(conn, batches, await queries.touching(conn, batches, days))
    return _Group(carriers, duties, touching)


async def _progress(conn: Conn, group: _Group) -> list[Progress]:
    ranges = defaultdict(list)
    moving = [group.carriers[patrol_id] for patrol_id, of_patrol in group.new.items() if of_patrol]
    for stored in await queries.beyond(conn, moving):
        ranges[stored.patrol_id].append((stored.first_seq, stored.end_seq))
    return [
        Progress(
            patrol_id=c.id,
            added=sum(b.count for b in group.new[c.id]),
            acked_through=rules.acked_through(c.acked_through, ranges[c.id]),
            last_fix_at=moment(max(b.extent.to_ms for b in group.new[c.id])),
        )
        for c in moving
    ]


def _receipt(sent: SentBatch, acked_through: int, duplicate: bool) -> TrackReceipt:
    return TrackReceipt(
        patrol_id=sent.patrol_id,
        first_seq=sent.first_seq,
        last_seq=sent.end_seq - 1,
        acked_through=acked_through,
        duplicate=duplicate,
        clock_skew_ms=sent.skew_ms,
    )

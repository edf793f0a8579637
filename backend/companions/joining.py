"""Companions' fixes, put into their persons' patrols: the way a phone's batches go, one fix a batch."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from backend.companions import queries, rules
from backend.companions.forms.reading import AsideReason
from backend.companions.rules import Candidate
from backend.companions.structs import Fate, Told
from backend.core.db import Conn
from backend.patrols import queries as patrols
from backend.patrols import rules as patrol_rules
from backend.patrols.rules import millis
from backend.patrols.structs import PatrolState
from backend.patrols.tracks import queries as tracks
from backend.patrols.tracks.store import store
from backend.patrols.tracks.wire import SentBatch, moment
from backend.zones.assigning import Assigner
from geo.pack import Header

Ending = Fate | AsideReason
_Key = tuple[UUID, int, tuple[int, int]]
"""Patrol, epoch milliseconds, place: what makes a fix the same."""


async def join(conn: Conn, assigner: Assigner, group: Sequence[Told]) -> list[Ending]:
    """What has become of each, in order. Sent again, a fix is recognised; out of order, it is put where it belongs."""
    chosen = await _choose(conn, group)
    carried = [(told, patrol) for told, patrol in zip(group, chosen, strict=True) if isinstance(patrol, UUID)]
    batches, there = await _numbered(conn, carried)
    outcomes = dict(zip(batches, await store(conn, assigner, list(batches.values())), strict=True)) if batches else {}
    endings = [_ending(told, patrol, there, outcomes) for told, patrol in zip(group, chosen, strict=True)]
    # What stands aside did neither: it waits for somebody to look at it.
    ended = [(told.who.id, end) for told, end in zip(group, endings, strict=True) if isinstance(end, Fate)]
    await queries.note(conn, [(companion_id, fate is not Fate.OFF_DUTY) for companion_id, fate in ended])
    return endings


def _ending(told: Told, patrol: UUID | AsideReason | None, there: set[_Key], outcomes: Mapping[_Key, object]) -> Ending:
    if patrol is None or isinstance(patrol, AsideReason):
        return patrol or Fate.OFF_DUTY
    key = _key(told, patrol)
    if key in there:
        return Fate.THERE
    # Between the look and the lock the patrol may have ended: then it is off duty, as if it had come later.
    return Fate.OFF_DUTY if isinstance(outcomes[key], Exception) else Fate.JOINED


async def _choose(conn: Conn, group: Sequence[Told]) -> list[UUID | AsideReason | None]:
    at = [moment(told.fix.at_ms) for told in group]
    found = await queries.nearby(
        conn,
        [told.who.person_id for told in group],
        [each - patrol_rules.TOLERANCE for each in at],
        [each + patrol_rules.TOLERANCE for each in at],
    )
    events = defaultdict(list)
    for event in await patrols.events_of(conn, list({each.id for each in found})):
        events[event.patrol_id].append(event)
    candidates: dict[int, list[Candidate]] = defaultdict(list)
    for each in found:
        duty = patrol_rules.duty(each.started_at, events[each.id])
        on = each.state is PatrolState.RUNNING
        candidates[each.asked].append(Candidate(each.id, duty, on, millis(each.received_at)))
    return [rules.patrol_of(told, candidates[n]) for n, told in enumerate(group)]


async def _numbered(conn: Conn, carried: Sequence[tuple[Told, UUID]]) -> tuple[dict[_Key, SentBatch], set[_Key]]:
    """What is new, with its number; and what was there before. The patrols are held from here on."""
    ids = sorted({patrol for _, patrol in carried})
    await tracks.lock_carriers(conn, ids)
    following = {end.patrol_id: end.next_seq for end in await queries.lane_ends(conn, ids)}
    rows = defaultdict(list)
    for row in await queries.lane_rows(conn, [p for _, p in carried], [moment(t.fix.at_ms) for t, _ in carried]):
        rows[row.patrol_id].append(row)
    new: dict[_Key, SentBatch] = {}
    there: set[_Key] = set()
    for told, patrol in carried:
        key = _key(told, patrol)
        if key in new:
            continue
        if any(rules.holds(key[1], key[2], row.t0, row.laid) for row in rows[patrol]):
            there.add(key)
            continue
        header = Header(following[patrol], told.fix.at_ms, rules.sent_ms(told))
        following[patrol] += 1
        new[key] = SentBatch(patrol, told.who.person_id, header, rules.record(told.fix), told.received_at)
    return new, there


def _key(told: Told, patrol: UUID) -> _Key:
    return patrol, told.fix.at_ms, rules.place_of(rules.record(told.fix))

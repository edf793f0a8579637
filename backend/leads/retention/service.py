"""Saying how long a lead's evidence is kept, and keeping it beyond that."""

from uuid import UUID

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.core import clock
from backend.core.db import Conn
from backend.holds import service as holds
from backend.holds.structs import NewHold
from backend.leads import queries as leads
from backend.leads.retention import queries, rules
from backend.leads.retention.structs import ChosenClass, EvidenceHold, Retention

_TOPIC = "evidence"


async def retention(conn: Conn, lead_id: UUID) -> Retention:
    """Raises: NotFound: no such lead within reach."""
    standing = await queries.standing(conn, lead_id)
    cls, ended = rules.class_of(standing), standing.ended_on
    return Retention(
        evidence_class=cls,
        article=rules.PERIODS[cls].article,
        for_ever=rules.PERIODS[cls].for_ever,
        chosen_by_name=standing.chosen_by_name,
        chosen_at=standing.chosen_at,
        reason=standing.reason,
        ended_on=ended,
        due_on=rules.first_day_without(cls, ended),
        held=rules.is_held(standing.untils, clock.today()),
        holds=await queries.holds(conn, lead_id),
    )


async def choose(conn: Conn, caller: Caller, lead_id: UUID, chosen: ChosenClass) -> Retention:
    await leads.lock(conn, lead_id)
    before = await queries.standing(conn, lead_id)
    if (before.evidence_class, before.reason) != (chosen.evidence_class, chosen.reason):
        await queries.choose(conn, lead_id, caller, chosen)
        named = {"class": chosen.evidence_class.value, "reason": chosen.reason}
        await audit.record(conn, caller.id, "evidence.class_chosen", lead_id, **named)
    return await retention(conn, lead_id)


async def place(conn: Conn, caller: Caller, lead_id: UUID, hold_id: UUID, new: NewHold) -> tuple[EvidenceHold, bool]:
    """Once, however often it is sent; the second value is whether it is new.

    Holding the lead makes whoever would delete its evidence wait until this is committed, and then the hold is seen.
    """
    await leads.lock(conn, lead_id)
    if there := await holds.placed_before(conn, queries, lead_id, hold_id, new):
        return there, False
    rules.check_hold((await queries.bytes_there(conn, lead_id)).count)
    return await holds.place(conn, caller, queries, _TOPIC, lead_id, hold_id, new), True


async def release(conn: Conn, caller: Caller, lead_id: UUID, hold_id: UUID, reason: str) -> EvidenceHold:
    return await holds.release(conn, caller, queries, _TOPIC, lead_id, hold_id, reason)

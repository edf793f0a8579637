"""Taking in what is told of a lead after it was reported: each once, however often it is sent."""

from collections.abc import Callable, Sequence
from uuid import UUID

import msgspec

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.auth.permissions import Permission, Reach
from backend.core.db import Conn
from backend.core.ids import demand_uuid7
from backend.evidence import service as evidence
from backend.evidence.structs import NewMedia
from backend.leads import queries, service
from backend.leads.followups import rules
from backend.leads.followups.structs import NewAddition, NewObjection, NewWork, Standing
from backend.leads.structs import Lead, LeadDetail, StepKind


async def work(conn: Conn, caller: Caller, lead_id: UUID, step_id: UUID, sent: NewWork) -> LeadDetail:
    """Raises: see ``_take`` and ``rules.work``."""
    return await _take(conn, caller, lead_id, step_id, sent, lambda lead: rules.work(lead, caller.id, sent))


async def add(conn: Conn, caller: Caller, lead_id: UUID, step_id: UUID, sent: NewAddition) -> LeadDetail:
    """Raises: see ``_take`` and ``rules.addition``."""
    return await _take(conn, caller, lead_id, step_id, sent, lambda lead: rules.addition(lead, sent))


async def object_to(conn: Conn, caller: Caller, lead_id: UUID, step_id: UUID, sent: NewObjection) -> LeadDetail:
    """Raises: see ``_take`` and ``rules.objection``."""
    return await _take(conn, caller, lead_id, step_id, sent, lambda lead: rules.objection(lead, caller.id, sent))


Sendable = NewWork | NewAddition | NewObjection


async def _take(
    conn: Conn, caller: Caller, lead_id: UUID, step_id: UUID, sent: Sendable, decide: Callable[[Standing], StepKind]
) -> LeadDetail:
    """Write a step down, with what came along.

    Raises:
        NotFound: no such lead within reach.
        Conflict: the step's id or a medium's holds something else.
        Invalid: an id is not a UUIDv7.
    """
    await queries.lock(conn, lead_id)
    sha256 = service.sha256_of(sent)
    before = await queries.sent_step(conn, lead_id, step_id)
    if before is not None:
        if before.sent_sha256 != sha256 or before.sender != caller.id:
            raise service.other_body()
        return await service.detail(conn, lead_id)
    lead = await queries.by_id(conn, lead_id)
    kind = decide(_standing(lead))
    demand_uuid7("step_id", step_id)
    media: Sequence[NewMedia] = getattr(sent, "media", ())
    evidence.check(media)
    words = str(getattr(sent, "note", "") or getattr(sent, "reason", "")).strip()
    step = msgspec.structs.replace(
        service.a_step(step_id, kind, sent.at, caller), reason=words or None, media=[medium.id for medium in media]
    )
    if not await queries.insert_step(conn, lead_id, step, sha256):
        raise service.other_body()
    await evidence.declare(conn, lead_id, caller.id, media)
    room = caller.reaches(Permission.LEAD_HANDLE, Reach.OWN)
    await service.save(conn, lead, kind, news=kind is StepKind.ADDED and not room)
    await audit.record(conn, caller.id, f"lead.{kind.value}", lead_id, step=step_id, media=len(media))
    await service.publish(conn, lead_id)
    return await service.detail(conn, lead_id)


def _standing(lead: Lead) -> Standing:
    return Standing(**{name: getattr(lead, name) for name in Standing.__struct_fields__})

"""Taking leads in and moving them on."""

import hashlib
from datetime import datetime
from uuid import UUID

import msgspec

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.auth.permissions import Permission, Reach
from backend.core import clock, live
from backend.core.db import Conn
from backend.core.errors import Conflict, FieldError, NotFound, invalid
from backend.core.ids import demand_uuid7, uuid7
from backend.evidence import queries as media
from backend.evidence import service as evidence
from backend.leads import queries, rules
from backend.leads.structs import (
    Act,
    After,
    Assignee,
    Before,
    Lead,
    LeadDetail,
    NewLead,
    NewStep,
    ReceiptKind,
    Step,
    StepKind,
)
from backend.zones.assigning import Assigner
from backend.zones.structs import DEALING


def sha256_of(sent: msgspec.Struct) -> str:
    """Of what was sent, so that the same again is told from something else."""
    return hashlib.sha256(msgspec.json.encode(sent)).hexdigest()


def other_body() -> Conflict:
    return Conflict("此编号已用于其他内容,先到的保留。", "This id was used for something else, which stays.")


async def report(
    conn: Conn, assigner: Assigner, caller: Caller, lead_id: UUID, lead: NewLead
) -> tuple[LeadDetail, bool]:
    """Store a lead once, however often the device sends it. True when this was the first time.

    It belongs to the town and the duty zone in force on the day it is received, for those will deal with it.

    Raises:
        Invalid: an id is not a UUIDv7, or the category is unknown.
        Conflict: the id holds another lead, whoever's it is.
    """
    demand_uuid7("lead_id", lead_id)
    evidence.check(lead.media)
    sha256 = sha256_of(lead)
    await _check_category(conn, lead.category)
    areas = await assigner.at(conn, *lead.place.coordinates, clock.today(), DEALING)
    where = rules.position(areas, caller.town_codes)
    is_new = await queries.insert(conn, lead_id, lead, sha256, where, caller.id, caller.display_name, caller.device_id)
    if not is_new:
        return await _as_first_sent(conn, caller, lead_id, sha256), False
    await queries.insert_step(conn, lead_id, a_step(uuid7(), StepKind.REPORTED, lead.captured_at, caller), sha256)
    await evidence.declare(conn, lead_id, caller.id, lead.media)
    await audit.record(conn, caller.id, "lead.reported", lead_id, media=len(lead.media))
    await publish(conn, lead_id)
    return await detail(conn, lead_id), True


async def _as_first_sent(conn: Conn, caller: Caller, lead_id: UUID, sha256: str) -> LeadDetail:
    try:
        first = await queries.lock(conn, lead_id)
    except NotFound:  # behind the caller's fence: that it is taken is all they are told
        raise other_body() from None
    if first.sent_sha256 != sha256 or first.sender != caller.id:
        raise other_body()
    return await detail(conn, lead_id)


async def move(conn: Conn, caller: Caller, lead_id: UUID, step_id: UUID, step: NewStep) -> LeadDetail:
    """Do something with a lead, once, however often it is asked for.

    Raises:
        NotFound: no such lead within reach.
        Conflict: the step's id holds another step; the lead has moved on since ``revision``; its state forbids it.
        Invalid: see ``rules.steps`` and ``rules.check_assignee``.
        Forbidden: see ``rules.withdrawal``.
    """
    await queries.lock(conn, lead_id)
    demand_uuid7("step_id", step_id)
    sha256 = sha256_of(step)
    before = await queries.sent_step(conn, lead_id, step_id)
    if before is None:
        lead = await queries.by_id(conn, lead_id)
        _check_revision(lead, step)
        if step.kind is Act.WITHDRAW:
            await _withdraw(conn, caller, lead_id, step_id, step, sha256)
        else:
            await _take(conn, caller, lead, step_id, step, sha256)
        await publish(conn, lead_id)
    elif before.sent_sha256 != sha256 or before.sender != caller.id:
        raise other_body()
    return await detail(conn, lead_id)


def _check_revision(lead: Lead, step: NewStep) -> None:
    if step.revision is not None and step.revision != lead.revision:
        en = f"The current revision is {lead.revision}."
        now = FieldError("revision", en, f"当前版本为 {lead.revision}。", en)
        raise Conflict("线索已被他人更新,请刷新后再试。", "The lead has moved on. Look again.", (now,))


async def _take(conn: Conn, caller: Caller, lead: Lead, step_id: UUID, asked: NewStep, sha256: str) -> None:
    """Write down every step the act leads to; the last one has the id that the sender chose."""
    *implied, last = rules.steps(lead.state, asked, lead.objection)
    assignee = None
    if asked.assignee_id:
        assignee = rules.check_assignee(await queries.assignee(conn, asked.assignee_id), lead.town_code)
    if asked.category:
        await _check_category(conn, asked.category)
    for kind in implied:
        await queries.insert_step(conn, lead.id, a_step(uuid7(), kind, asked.at, caller), sha256)
    made = msgspec.structs.replace(
        a_step(step_id, last, asked.at, caller),
        reason=asked.reason,
        assignee_id=assignee.id if assignee else None,
        assignee_name=assignee.display_name if assignee else None,
        category=asked.category,
    )
    before = Before(**{name: getattr(lead, name) for name in Before.__struct_fields__})
    if not await queries.insert_step(conn, lead.id, made, sha256, before):
        raise other_body()
    await save(conn, lead, last, to=assignee, category=asked.category)
    await audit.record(
        conn, caller.id, f"lead.{last.value}", lead.id,
        step=step_id, assignee=asked.assignee_id, category=asked.category,
    )  # fmt: skip


async def _check_category(conn: Conn, code: str) -> None:
    if not await queries.category_exists(conn, code):
        raise invalid("category", "没有这个类别。", "There is no such category.")


async def _withdraw(conn: Conn, caller: Caller, lead_id: UUID, step_id: UUID, asked: NewStep, sha256: str) -> None:
    """Take back the last step: one more step that says so, and the lead as it stood before."""
    before = rules.withdrawal(await queries.last_step(conn, lead_id), asked, caller.id, clock.now())
    made = msgspec.structs.replace(
        a_step(step_id, StepKind.WITHDRAWN, asked.at, caller), reason=asked.reason, withdraws=asked.withdraws
    )
    if not await queries.insert_step(conn, lead_id, made, sha256):
        raise other_body()
    await queries.put_back(conn, lead_id, before)
    await audit.record(conn, caller.id, "lead.withdrawn", lead_id, step=step_id, withdraws=asked.withdraws)


def a_step(step_id: UUID, kind: StepKind, at: datetime, actor: Caller) -> Step:
    return Step(
        id=step_id,
        kind=kind,
        at=at,
        received_at=clock.now(),
        actor_id=actor.id,
        actor_name=actor.display_name,
        reason=None,
        assignee_id=None,
        assignee_name=None,
        media=[],
    )


async def save(
    conn: Conn,
    lead: Lead,
    last: StepKind,
    *,
    to: Assignee | None = None,
    category: str | None = None,
    news: bool = False,
) -> None:
    """The lead as it is after its last step."""
    after = After(
        state=rules.state_after(lead.state, last),
        objection=rules.objection_after(lead.objection, last),
        to=to,
        urgent=rules.urgent_after(last),
        category=category,
        news=news,
    )
    await queries.save(conn, lead.id, after, hands=last in rules.HANDS_OVER)


async def receive(conn: Conn, caller: Caller, lead_id: UUID, kind: ReceiptKind) -> None:
    """Note that whom it was given to has it or has looked at it; and when the command room looks, that there is nothing
    new any more. Everybody else's looking is nobody's business. Once, however often it is told.

    Raises:
        NotFound: no such lead within reach.
    """
    await queries.lock(conn, lead_id)
    opened = kind is ReceiptKind.OPENED
    changed = await queries.receive(conn, lead_id, caller.id, opened=opened)
    if opened and caller.reaches(Permission.LEAD_HANDLE, Reach.OWN):
        changed += await queries.look_at_news(conn, lead_id)
    if changed:
        await publish(conn, lead_id)


async def detail(conn: Conn, lead_id: UUID) -> LeadDetail:
    lead = await queries.by_id(conn, lead_id)
    return LeadDetail(
        **{name: getattr(lead, name) for name in Lead.__struct_fields__},
        fix=(await queries.fix_of(conn, lead_id)).fix,
        outside=lead.town_name is None,
        steps=await queries.steps(conn, lead_id),
        media=await media.of_lead(conn, lead_id),
    )


async def announce(conn: Conn, lead_id: UUID) -> None:
    """Something that belongs to the lead has changed: tell watchers how it stands now, one change after the other."""
    await queries.lock(conn, lead_id)
    await publish(conn, lead_id)


async def publish(conn: Conn, lead_id: UUID) -> None:
    """Tell watchers how a lead that is held stands now."""
    lead = await queries.by_id(conn, lead_id)
    await live.publish(conn, "lead", lead_id, lead, town_code=lead.town_code, owner=lead.reported_by)

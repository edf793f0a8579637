"""Who may tell what of a lead, and when. No I/O: every function is a table of inputs and outcomes."""

from uuid import UUID

from backend.core.errors import Conflict, Forbidden, Invalid, invalid
from backend.leads.followups.structs import NewAddition, NewObjection, NewWork, Standing, Work
from backend.leads.rules import ENDED
from backend.leads.structs import LeadState, StepKind

MAX_MEDIA_OF_LEAD = 60
"""So many media a lead holds in all, whoever adds them."""

_WORK = {Work.SET_OUT: StepKind.SET_OUT, Work.HANDLE: StepKind.HANDLED}


def work(lead: Standing, person: UUID, asked: NewWork) -> StepKind:
    """What the assignee's word leads to.

    Raises:
        Forbidden: the lead has not been given to this person, or not any more.
        Conflict: it is not out.
        Invalid: handled without a word; too many media.
    """
    if lead.assigned_to != person:
        raise Forbidden("这条线索没有派给您。", "This lead has not been given to you.")
    if lead.state is not LeadState.ASSIGNED:
        raise Conflict("线索当前状态不允许此操作。", f"A lead that is {lead.state.value} is not out to be handled.")
    if asked.kind is Work.HANDLE and not asked.note.strip():
        raise invalid("note", "请写明处理情况。", "Say what was done.")
    _check_room(lead, len(asked.media))
    return _WORK[asked.kind]


def addition(lead: Standing, asked: NewAddition) -> StepKind:
    """Anybody who reaches a lead may add to it until it has ended.

    Raises:
        Conflict: it has ended.
        Invalid: there is nothing in it; too many media.
    """
    if lead.state in ENDED:
        raise Conflict(
            "线索已经结束,不能再补充材料。上报人如不认可结果,可以提出异议。",
            "The lead has ended and takes no more. Its reporter may object to the result.",
        )
    if not asked.note.strip() and not asked.media:
        raise invalid("note", "请填写说明或添加照片。", "Write something or add a photo.")
    _check_room(lead, len(asked.media))
    return StepKind.ADDED


def objection(lead: Standing, person: UUID, asked: NewObjection) -> StepKind:
    """The reporter objects to how it ended, once.

    Raises:
        Forbidden: somebody else reported it.
        Conflict: it has not ended, or there was an objection already.
        Invalid: no reason.
    """
    if lead.reported_by != person:
        raise Forbidden("只有上报人可以提出异议。", "Only its reporter may object.")
    if lead.state not in ENDED:
        raise Conflict("线索还没有结果,不能提出异议。", "The lead has no result yet.")
    if lead.objection is not None:
        raise Conflict("每条线索只能提出一次异议。", "There has been an objection already.")
    if not asked.reason.strip():
        raise invalid("reason", "请填写理由。", "A reason is required.")
    return StepKind.OBJECTED


def _check_room(lead: Standing, more: int) -> None:
    if lead.media_total + lead.media_copies + more > MAX_MEDIA_OF_LEAD:
        full: Invalid = invalid(
            "media",
            f"一条线索最多 {MAX_MEDIA_OF_LEAD} 份材料。",
            f"A lead holds at most {MAX_MEDIA_OF_LEAD} media.",
        )
        raise full

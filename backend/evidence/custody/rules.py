"""Who may look at evidence for what, and which looks are one. No I/O."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.core.errors import Forbidden, Invalid
from backend.evidence.custody.structs import CustodyEntry, EvidencePurpose, Held, Recorded

SAME_LOOK = timedelta(minutes=10)
"""The same person doing the same with a medium for the same purpose within this time does it once: a film is fetched
in pieces, a photo again whenever one turns back to it."""

OF_LEAD = ("lead.packaged", "evidence.class_chosen", "evidence.hold_placed", "evidence.hold_released")
"""What is done to a lead's evidence as a whole is part of the story of each medium that was there."""


class PurposeRequired(Invalid):
    code = "purpose_required"


def demand(purpose: EvidencePurpose | None) -> EvidencePurpose:
    """Raises: PurposeRequired: nothing large or original is shown without one."""
    if purpose is None:
        raise PurposeRequired("请说明查看目的。", "Say what it is needed for: the parameter purpose is missing.")
    return purpose


def check(purpose: EvidencePurpose, person: UUID | None, captured_by: UUID) -> None:
    """Raises: Forbidden: only who captured it looks at it as their own."""
    if purpose is EvidencePurpose.OWN_CAPTURE and person != captured_by:
        raise Forbidden(
            "这不是本人拍摄的，请选择其他查看目的。", "Somebody else captured this. Choose another purpose."
        )


def story(held: Held, events: list[Recorded]) -> list[CustodyEntry]:
    """How a medium came to be, as it says itself, and then everything in the record about it."""
    said: dict[str, Any] = {"source": held.source.value}
    taken = [(held.captured_at, "captured", said), (held.declared_at, "declared", {})]
    beginnings = [(held.declared_at, "made", {})] if held.made_here else taken
    begin = [
        CustodyEntry(
            at=at, kind=kind, actor=held.captured_by, actor_name=held.captured_by_name,
            purpose=None, event=None, sealed=False, detail=detail,
        )
        for at, kind, detail in beginnings
    ]  # fmt: skip
    about = [e for e in events if e.subject == held.id or (e.subject == held.lead_id and e.at >= held.declared_at)]
    return begin + [_entry(event) for event in about]


def _entry(event: Recorded) -> CustodyEntry:
    purpose = event.detail.get("purpose")
    return CustodyEntry(
        at=event.at,
        kind=event.action,
        actor=event.actor,
        actor_name=event.actor_name,
        purpose=purpose if isinstance(purpose, str) else None,
        event=event.id,
        sealed=event.sealed,
        detail={name: value for name, value in event.detail.items() if name != "purpose"},
    )

"""What is to be painted over, on the wire."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from backend.evidence.custody.structs import EvidencePurpose

_Share = Annotated[float, Meta(ge=0, le=1)]


class RedactedBox(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Shares of the upright picture's width and height, from its upper left corner."""

    x: _Share
    y: _Share
    width: Annotated[float, Meta(gt=0, le=1)]
    height: Annotated[float, Meta(gt=0, le=1)]


class NewRedaction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """遮挡: faces, plates, house numbers of the original ``of`` that others are not to see, and what for."""

    of: UUID
    boxes: Annotated[list[RedactedBox], Meta(min_length=1, max_length=100)]
    purpose: EvidencePurpose

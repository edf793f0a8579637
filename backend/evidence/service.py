"""Declaring media, and saying what becomes of them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from backend.audit import queries as audit
from backend.core import live
from backend.core.db import Conn
from backend.core.errors import Conflict, invalid
from backend.core.ids import demand_uuid7
from backend.evidence import queries, rules
from backend.evidence.structs import DERIVED, Media, MediumRole, NewMedia


def check(media: Sequence[NewMedia], originals: Collection[UUID] = ()) -> None:
    """``originals``: those that the lead has already, of which something may be derived too.

    Raises: Invalid: names the medium and field that is wrong.
    """
    sources = {m.id for m in media if m.role is MediumRole.ORIGINAL} | set(originals)
    for n, medium in enumerate(media):
        demand_uuid7(f"media[{n}].id", medium.id)
        if medium.id in {other.id for other in media[:n]}:
            raise invalid(f"media[{n}].id", "同一媒体编号出现两次。", "This id is there twice.")
        if medium.thumbnail is not None and not rules.is_jpeg(medium.thumbnail):
            raise invalid(f"media[{n}].thumbnail", "缩略图必须是 JPEG。", "The thumbnail must be a JPEG.")
        if medium.role is MediumRole.REDACTED:
            raise invalid(f"media[{n}].role", "遮挡版只能在指挥室制作。", "Redacted pictures are made here alone.")
        if (medium.role in DERIVED) != (medium.derived_from is not None):
            raise invalid(
                f"media[{n}].derived_from",
                "加盖或标注的副本须指明原件,其他材料不得指明。",
                "A stamped or annotated picture names its original; nothing else does.",
            )
        if medium.derived_from is not None and medium.derived_from not in sources:
            raise invalid(f"media[{n}].derived_from", "原件不在这条线索中。", "The original is no medium of this lead.")


async def declare(conn: Conn, lead_id: UUID, captured_by: UUID, media: Sequence[NewMedia]) -> None:
    """Remember what is to come, so that bytes have somewhere to go.

    Raises:
        Conflict: a medium of this id belongs to another lead.
    """
    for medium in sorted(media, key=lambda m: m.role in DERIVED):  # what is derived needs its original there
        if not await queries.insert(conn, lead_id, captured_by, medium, rules.clean_filename(medium.filename)):
            raise Conflict("媒体编号已被使用。", f"The medium id {medium.id} is taken.")
        if medium.derived_from is not None:
            made = {"medium": medium.id, "role": medium.role.value}
            await audit.record(conn, captured_by, "medium.derived", medium.derived_from, **made)


async def announce(conn: Conn, medium_id: UUID) -> Media:
    """Tell watchers how this medium is now."""
    medium = await queries.by_id(conn, medium_id)
    around = await queries.surroundings(conn, medium_id)
    await live.publish(conn, "media", medium_id, medium, town_code=around.town_code, owner=around.owner)
    return medium

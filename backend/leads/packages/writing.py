"""A package as bytes. Pure but for the files it is made of and becomes."""

import shutil
import zipfile
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import msgspec

from backend.core.china import SHANGHAI
from backend.evidence.chain.packaging import Taken
from backend.evidence.custody.structs import Custody
from backend.evidence.keys.structs import CaptureKey
from backend.evidence.receipts.structs import Given
from backend.evidence.structs import Media, MediumRole, MediumState
from backend.leads.packages.structs import Index, Item, KeyLine, Keys
from backend.leads.structs import LeadDetail
from backend.tlog import entries, p256
from backend.tlog.notes import encode
from backend.tlog.structs import Sealed, Stamped

_FILE = 0o100644
_RECEIVED = "medium.received"
_SUFFIX = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/heic": ".heic",
           "video/mp4": ".mp4", "video/webm": ".webm", "audio/webm": ".weba", "audio/mp4": ".m4a"}  # fmt: skip


class Known(NamedTuple):
    """``proofs``: one for each event, none for one that is not sealed yet."""

    lead: LeadDetail
    media: list[Media]
    events: list[Sealed]
    proofs: list[str | None]
    stamp: Stamped | None = None
    chain: Taken = Taken()
    keys: Sequence[CaptureKey] = ()
    receipts: Sequence[Given] = ()
    custody: Sequence[Custody] = ()


def uncovered(media: Sequence[Media]) -> set[UUID]:
    """The originals of which a redacted copy is here, and whatever else shows the same."""
    copies = [medium for medium in media if medium.role is MediumRole.REDACTED and medium.state is MediumState.RECEIVED]
    covered = {medium.derived_from for medium in copies}
    return {m.id for m in media if m.role is not MediumRole.REDACTED and (m.derived_from or m.id) in covered}


def index_of(known: Known, purpose: str, now: datetime, withheld: Collection[UUID] = ()) -> Index:
    """``withheld``: media whose bytes are left out."""
    taken = {event.subject: event for event in known.events if event.action == _RECEIVED}
    return Index(
        v=1,
        subject=known.lead.id,
        made_at=now,
        purpose=purpose,
        items=[_item(medium, taken.get(medium.id), medium.id in withheld) for medium in known.media],
        events=[event.id for event in known.events],
    )


def _item(medium: Media, taken: Sealed | None, withheld: bool) -> Item:
    received = medium.state == MediumState.RECEIVED and not withheld
    mime = medium.detected_mime or medium.mime
    return Item(
        id=medium.id,
        file=f"originals/{medium.id}{_SUFFIX.get(mime, '.bin')}" if received else None,
        sha256=medium.sha256,
        size=medium.size,
        mime=mime,
        role=medium.role,
        source=medium.source,
        derived_from=medium.derived_from,
        captured_at=medium.captured_at,
        event=taken.id if taken else None,
        withheld=withheld,
    )


def write(path: Path, known: Known, index: Index, originals: Sequence[tuple[Item, Path]], readme: str) -> None:
    """The same bytes whenever it is done. Each original is gone from its place once it is in."""
    local = index.made_at.astimezone(SHANGHAI)

    def entry(name: str) -> zipfile.ZipInfo:
        """In the one form that ``verifier.layout`` reads."""
        made = zipfile.ZipInfo(name, local.timetuple()[:6])
        made.external_attr = _FILE << 16
        return made

    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        file.writestr(entry("README.txt"), readme)
        file.writestr(entry("index.json"), msgspec.json.format(msgspec.json.encode(index), indent=1))
        file.writestr(entry("lead.json"), msgspec.json.format(msgspec.json.encode(known.lead), indent=1))
        for event, proof in zip(known.events, known.proofs, strict=True):
            file.writestr(entry(f"events/{event.id}.json"), entries.body(event))
            if proof:
                file.writestr(entry(f"events/{event.id}.tlog-proof"), proof)
        if known.stamp:
            file.writestr(entry("stamp/checkpoint"), known.stamp.note)
            file.writestr(entry("stamp/token.tsr"), known.stamp.token)
            file.writestr(entry("stamp/growth"), "".join(f"{encode(each)}\n" for each in known.stamp.growth))
        for name, data in _signed(known):
            file.writestr(entry(name), data)
        for story in known.custody:
            told = msgspec.json.format(msgspec.json.encode(story), indent=1)
            file.writestr(entry(f"custody/{story.medium_id}.json"), told)
        for item, original in originals:
            with original.open("rb") as source, file.open(entry(str(item.file)), "w") as into:
                shutil.copyfileobj(source, into, 1 << 20)
            original.unlink()


def _signed(known: Known) -> Iterator[tuple[str, bytes]]:
    """What phones signed, and what they were given for it."""
    if known.keys:
        keys = Keys(v=1, keys=[_key_line(key, known.events) for key in known.keys])
        yield "chain/keys.json", msgspec.json.format(msgspec.json.encode(keys), indent=1)
    for each in known.chain.entries:
        yield f"chain/{each.key_id}/{each.n}.json", each.entry
        yield f"chain/{each.key_id}/{each.n}.sig", each.signature
    for receipt in known.receipts:
        yield f"receipts/{receipt.medium_id}.txt", receipt.text.encode()
        yield f"receipts/{receipt.medium_id}.sig", p256.decode(receipt.signature)


def _key_line(key: CaptureKey, events: Sequence[Sealed]) -> KeyLine:
    return KeyLine(
        id=key.id,
        person_id=key.person_id,
        person_name=key.person_name,
        device_id=key.device_id,
        public_key=key.public_key,
        events=[event.id for event in events if event.subject == key.id],
    )

"""A town's leads with their media, and the package of each, written by the server's own writer."""

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from msgspec import structs

from backend.evidence.chain.packaging import Taken
from backend.evidence.custody.structs import Custody, CustodyEntry
from backend.evidence.receipts.structs import Given
from backend.evidence.structs import Media, MediumRole, MediumState
from backend.leads.packages import aids, words, writing
from backend.leads.packages.writing import Known
from backend.leads.structs import LeadDetail
from backend.tlog import p256
from backend.tlog.structs import Sealed
from tests.soak.packages.log import BEGUN, Log, an_id
from tests.soak.packages.phones import Phone, private, receipt, sm3

Files = dict[str, bytes]
AT = "2026-11-26T01:02:03Z"
_ID = str(UUID(int=0))
_MIMES = ("image/jpeg", "image/png", "image/webp", "image/heic", "video/mp4", "video/webm", "audio/webm", "audio/mp4")
_ROLES = (*[MediumRole.ORIGINAL] * 3, MediumRole.VOICE)


class Made(NamedTuple):
    """A package as its bytes and as its files, and what it was made of."""

    data: bytes
    files: Files
    known: Known


class _Lead(NamedTuple):
    detail: LeadDetail
    events: list[int]
    originals: dict[UUID, bytes]
    receipts: list[Given]


class Town:
    """``count`` leads in one log, beside other events. ``fault``: what its phones do wrong, or nothing."""

    def __init__(self, seed: str, count: int, origin: str = "fengxun.invalid/log", fault: str = "") -> None:
        dice = random.Random(seed)
        self.log = Log(dice, origin)
        self.receipt_key = private(dice)
        self._phones = [Phone(dice, self.log) for _ in range(2 + count // 10)]
        if fault == "revoked":
            for phone in self._phones:
                phone.happened("revoked", phone.person)
        self._leads = [self._lead(dice, fault) for _ in range(count)]
        self.log.closed()
        self.policy = self.log.policy._replace(receipts=(p256.spki_of(self.receipt_key.public_key()),))

    def __len__(self) -> int:
        return len(self._leads)

    def package(self, number: int, folder: Path) -> Made:
        lead = self._leads[number]
        media = {medium.id for medium in lead.detail.media}
        phones = {phone: around for phone in self._phones if (around := phone.around(media))}
        events = {*lead.events, *(signed.index for around in phones.values() for signed in around)}
        events |= {index for phone in phones for index in phone.events}
        own = [self.log.sealed[index] for index in sorted(events)]
        entries = [signed.whole for around in phones.values() for signed in around if signed.subject in media]
        known = Known(
            lead.detail, lead.detail.media, own, [self.log.proof(event) for event in own], chain=Taken(entries=entries),
            keys=[phone.known() for phone in phones], receipts=lead.receipts,
            custody=[_story(medium.id, own) for medium in lead.detail.media],
        )  # fmt: skip
        return made(known, lead.originals, folder)

    def _lead(self, dice: random.Random, fault: str) -> _Lead:
        own, log, phone = an_id(dice), self.log, dice.choice(self._phones)
        others = [each for each in self._phones if each is not phone]
        second = dice.choice([None, dice.choice(others)]) if fault != "unconfirmed" else others[0]
        first, numbers, media, originals, receipts = dice.choice((0, 1, 1, 2)), [], [], {}, []

        def happened(action: str, subject: UUID = own, **detail: Any) -> int:
            number = log.add(action, subject, phone.person, **detail)
            numbers.append(len(log.sealed) - 1)
            if dice.random() < 0.3:
                log.add("patrol.started", an_id(dice), an_id(dice))
            return number

        def came() -> None:
            medium = _medium(dice, own)
            data = dice.randbytes(medium.size)
            medium = structs.replace(medium, sha256=sha256(data).hexdigest())
            media.append(medium)
            originals[medium.id] = data
            manifest = None if fault == "unsigned" else phone.capture(medium, fault, second)
            said = {"sha256": medium.sha256, "sm3": sm3(data), "size": medium.size}
            number = happened("medium.received", medium.id, **said, chain="signed", manifest=manifest)
            if fault == "erased":
                happened("medium.erased", medium.id, sha256=medium.sha256)
                media[-1] = structs.replace(medium, state=MediumState.ERASED)
            receipts.append(receipt(self.receipt_key, medium, said["sm3"], number, manifest))

        happened("lead.reported", media=first)
        for _ in range(first):
            came()
        if dice.random() < 0.5:
            happened("lead.accepted", step=str(an_id(dice)), assignee=None)
        if first == 0 or dice.random() < 0.3:
            happened("lead.handled", step=str(an_id(dice)), media=1, words="已整改，“枫桥经验”")
            came()
        if media and dice.random() < 0.3:
            happened("medium.opened", media[-1].id)
        _painted_over(dice, media, originals, happened)
        if dice.random() < 0.2:
            happened("lead.packaged", purpose="复核", media=len(media))
        detail = structs.replace(_A_LEAD, id=own, media=media, media_total=len(media), media_received=len(media))
        return _Lead(detail, numbers, originals, receipts)


def made(known: Known, originals: Mapping[UUID, bytes], folder: Path) -> Made:
    """By the writer that the server uses."""
    index = writing.index_of(known, "行政复议", BEGUN + timedelta(days=1))
    taken = []
    for item in index.items:
        if item.file:
            path = folder / str(item.id)
            path.write_bytes(originals[item.id])
            taken.append((item, path))
    path = folder / "package.zip"
    writing.write(path, known, index, taken, words.readme(index, aids.address("fengxun.test"), aids.by_hand()))
    data = path.read_bytes()
    return Made(data, _files(data), known)


def _files(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _story(medium: UUID, events: list[Sealed]) -> Custody:
    told = [
        CustodyEntry(
            at=event.at, kind=event.action, actor=event.actor, actor_name=None, purpose=None, event=event.id,
            sealed=True, detail=event.detail,
        )
        for event in events
        if event.subject == medium
    ]  # fmt: skip
    return Custody(medium_id=medium, entries=told)


def _painted_over(
    dice: random.Random, media: list[Media], originals: dict[UUID, bytes], happened: Callable[..., int]
) -> None:
    """Some of them, as ``leads.redactions`` does it."""
    for original in [medium for medium in media if medium.state is MediumState.RECEIVED and dice.random() < 0.4]:
        data = dice.randbytes(dice.randrange(1, 3_000))
        copy = structs.replace(
            original, id=an_id(dice), sha256=sha256(data).hexdigest(), size=len(data), role=MediumRole.REDACTED,
            derived_from=original.id, mime="image/jpeg", detected_mime="image/jpeg",
        )  # fmt: skip
        media.append(copy)
        originals[copy.id] = data
        happened("medium.derived", original.id, boxes=1, medium=str(copy.id), role="redacted")
        said = {"sha256": copy.sha256, "sm3": sm3(data), "size": copy.size}
        happened("medium.received", copy.id, derived_from=str(original.id), **said)


def _medium(dice: random.Random, lead: UUID) -> Media:
    return structs.replace(
        _A_MEDIUM, id=an_id(dice), lead_id=lead, size=dice.randrange(1, 3_000), mime=(mime := dice.choice(_MIMES)),
        detected_mime=mime, role=dice.choice(_ROLES),
    )  # fmt: skip


_A_MEDIUM = msgspec.convert(
    {
        "id": _ID, "lead_id": _ID, "captured_by": _ID, "state": "received", "sha256": "", "size": 0,
        "received_bytes": 0, "mime": "image/jpeg", "detected_mime": "image/jpeg", "filename": "IMG.jpg",
        "source": "camera", "role": "original", "derived_from": None, "captured_at": AT, "fix": None, "preview": "none",
        "preview_reason": None, "width": None, "height": None, "verified_at": AT,
    },
    Media,
)  # fmt: skip
_A_LEAD = msgspec.convert(
    {
        "id": _ID, "state": "reported", "category": "beyond_storefront_trading", "category_name_zh": "店外经营",
        "category_name_en": "Trading outside the shop", "place": {"type": "Point", "coordinates": [120.39, 29.8]},
        "place_source": "pin", "accuracy_m": None, "address": "枫桥镇步森大道", "note": "", "town_code": "330681109",
        "town_name": "枫桥镇", "duty_zone_id": None, "duty_zone_name": None, "reported_by": _ID,
        "reported_by_name": "张三", "patrol_id": None, "captured_at": AT, "received_at": AT, "assigned_to": None,
        "assigned_to_name": None, "objection": None, "urgent": False, "delivered_at": None, "opened_at": None,
        "has_news": False, "media_total": 0, "media_received": 0, "media_copies": 0, "revision": 1,
        "fix": None, "outside": False, "steps": [], "media": [],
    },
    LeadDetail,
)  # fmt: skip

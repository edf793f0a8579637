"""The phones of the demonstration's people: each with a key that was approved, and a chain of what it captured."""

import base64
import hashlib
import secrets
from typing import NamedTuple
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec import structs

from backend.auth import queries as auth
from backend.auth.caller import Caller
from backend.core.china import SHANGHAI
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.evidence.chain import rules as chains
from backend.evidence.chain import service as chain
from backend.evidence.chain.manifests import FIRST, Capture, CapturedMedia, CaptureFix
from backend.evidence.chain.structs import KeyRow, NewEntry
from backend.evidence.keys import rules, service
from backend.evidence.keys.structs import NewCaptureKey
from backend.evidence.structs import NewMedia
from backend.leads.structs import NewLead
from backend.tlog import p256

LABEL = "演示手机"


class _Phone(NamedTuple):
    private: ec.EllipticCurvePrivateKey
    key: KeyRow
    n: int = 0
    prev: str = FIRST


class Phones:
    """Made when they are needed; gone with the process, as in a browser that was cleared: the next has new ones."""

    def __init__(self, approver: Caller) -> None:
        self._approver = approver
        self._phones: dict[UUID, _Phone] = {}

    async def capture(self, conn: Conn, by: Caller, lead_id: UUID, lead: NewLead) -> None:
        """Sign every photo of a lead, before it is sent."""
        for medium in lead.media:
            phone = self._phones.get(by.id) or await self._enrolled(conn, by)
            self._phones[by.id] = await _signed(conn, by, phone, lead_id, lead, medium)

    async def _enrolled(self, conn: Conn, by: Caller) -> _Phone:
        private, own, device = ec.generate_private_key(ec.SECP256R1()), uuid7(), uuid7()
        spki = p256.spki_of(private.public_key())
        await auth.enrol_device(conn, by.id, device, LABEL, secrets.token_bytes(32))
        new = NewCaptureKey(id=own, device_id=device, label=LABEL, public_key=base64.b64encode(spki).decode(), proof="")
        proof = p256.encode(p256.sign(private, rules.enrolment(new, by.id)))
        await service.enrol(conn, structs.replace(by, device_id=device), structs.replace(new, proof=proof))
        await service.approve(conn, self._approver, own)
        return _Phone(private, KeyRow(id=own, person_id=by.id, device_id=device, public_key=spki, revoked=False))


async def _signed(conn: Conn, by: Caller, phone: _Phone, lead_id: UUID, lead: NewLead, medium: NewMedia) -> _Phone:
    n = phone.n + 1
    fix = medium.fix
    said = Capture(
        v=1, id=medium.id, key=phone.key.id, device=phone.key.device_id, n=n, prev=phone.prev,
        taken_at=medium.captured_at.astimezone(SHANGHAI), lead=lead_id, source=medium.source.value,
        media=CapturedMedia(sha256=medium.sha256, size=medium.size, mime=medium.mime, role=medium.role),
        fix=CaptureFix(lon=fix.lon, lat=fix.lat, accuracy_m=fix.accuracy_m, age_ms=fix.age_ms) if fix else None,
        officers=[by.id], app=lead.app_build,
    )  # fmt: skip
    entry = msgspec.json.encode(said)
    signature = p256.encode(p256.sign(phone.private, chains.SIGNED + entry))
    judged, raw = chains.judged(phone.key, by.id, n, NewEntry(entry=entry, signature=signature))
    digest = hashlib.sha256(entry).hexdigest()
    await chain.add(conn, by.id, judged, entry, raw, digest)
    return phone._replace(n=n, prev=digest)

"""Phones that sign what they capture, and the server that gives receipts for it: as the real ones do, from a seed."""

import base64
import hashlib
import json
import random
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from backend.evidence.chain.structs import WholeEntry
from backend.evidence.keys.structs import CaptureKey, KeyState
from backend.evidence.receipts import rules
from backend.evidence.receipts.structs import Given, Received
from backend.evidence.structs import Media
from backend.tlog import p256
from tests.soak.packages.log import BEGUN, Log, an_id

FIRST = "0" * 64


class Signed(NamedTuple):
    """An entry of a chain, and the index of its event in the log."""

    whole: WholeEntry
    subject: UUID
    index: int


def private(dice: random.Random) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(dice.getrandbits(250) + 1, ec.SECP256R1())


def sign(key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    """The same each time, with s in the lower half."""
    made = key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    r, s = p256.decode_dss_signature(made)
    return r.to_bytes(32, "big") + min(s, p256.ORDER - s).to_bytes(32, "big")


class Phone:
    """One person's key, enrolled and approved in the log."""

    def __init__(self, dice: random.Random, log: Log) -> None:
        self._log = log
        self.id, self.person, self.device = an_id(dice), an_id(dice), an_id(dice)
        self.private = private(dice)
        self.public = p256.spki_of(self.private.public_key())
        self.chain: dict[int, Signed] = {}
        self.n, self.prev = 0, FIRST
        self.events: list[int] = []
        self.happened("enrolled", self.person)
        self.happened("approved", an_id(dice))

    def happened(self, what: str, actor: UUID) -> None:
        self._log.add(
            f"capture_key.{what}", self.id, actor, person_id=str(self.person), device_id=str(self.device),
            public_key=base64.b64encode(self.public).decode(),
        )  # fmt: skip
        self.events.append(len(self._log.sealed) - 1)

    def capture(self, medium: Media, fault: str, second: "Phone | None" = None) -> str:
        """The SHA-256 of the entry; ``fault``: what this phone does wrong. ``second``: whose officer is along, and
        confirms."""
        self.n += 3 if fault == "gap" else 1
        sha256 = FIRST if fault == "manifest" else medium.sha256
        beacon = {"text": f"fengxun/beacon/v1\n2026\n{FIRST}\n", "signature": p256.encode(bytes(64))}
        said = {
            "v": 1, "kind": "capture", "id": str(medium.id), "key": str(self.id), "device": str(self.device),
            "n": self.n, "prev": "1" * 64 if fault == "prev" else self.prev, "lead": str(medium.lead_id),
            "media": {"sha256": sha256, "size": medium.size, "mime": medium.mime, "role": str(medium.role),
                      "derived_from": None},
            "source": "camera", "taken_at": "2026-11-26T09:00:00.000+08:00", "mono_ms": 81234,
            "beacon": beacon if fault == "beacon" else None, "app": "test",
            "officers": [str(each.person) for each in (self, second) if each],
        }  # fmt: skip
        digest = self._signed("capture.signed", medium.id, said)
        if second and fault != "unconfirmed":
            second.confirm(medium.id, FIRST if fault == "manifest" else digest)
        return digest

    def confirm(self, medium: UUID, manifest: str) -> None:
        self.n += 1
        said = {
            "v": 1, "kind": "confirmed", "id": str(medium), "key": str(self.id), "device": str(self.device),
            "n": self.n, "prev": self.prev, "manifest": manifest, "taken_at": "2026-11-26T19:00:00.000+08:00",
            "mono_ms": 9, "beacon": None,
        }  # fmt: skip
        self._signed("capture.confirmed", medium, said)

    def _signed(self, action: str, subject: UUID, said: dict[str, Any]) -> str:
        made = json.dumps(said, ensure_ascii=False).encode()
        digest = hashlib.sha256(made).hexdigest()
        self._log.add(
            action, subject, self.person, key=str(self.id), n=self.n, prev=said["prev"], sha256=digest,
            state="whole",
        )  # fmt: skip
        whole = WholeEntry(
            key_id=self.id, n=self.n, entry=made, signature=sign(self.private, b"fengxun/manifest/v1\n" + made)
        )
        self.chain[self.n] = Signed(whole, subject, len(self._log.sealed) - 1)
        self.prev = digest
        return digest

    def around(self, own: set[UUID]) -> list[Signed]:
        """From the nearest before these media's to the nearest after."""
        numbers = sorted(self.chain)
        mine = [n for n in numbers if self.chain[n].subject in own]
        if not mine:
            return []
        first = max((n for n in numbers if n < mine[0]), default=mine[0])
        last = min((n for n in numbers if n > mine[-1]), default=mine[-1])
        return [self.chain[n] for n in numbers if first <= n <= last]

    def known(self) -> CaptureKey:
        return CaptureKey(
            id=self.id, person_id=self.person, person_name="张三", device_id=self.device, label="phone",
            public_key=self.public, state=KeyState.APPROVED, enrolled_at=BEGUN, approved_at=BEGUN,
            approved_by_name="李四", revoked_at=None, revoked_reason=None,
        )  # fmt: skip


def receipt(key: ec.EllipticCurvePrivateKey, medium: Media, sm3: str, event: int, manifest: str | None) -> Given:
    text = rules.text(
        Received(
            id=medium.id,
            sha256=medium.sha256,
            stored_sm3=sm3,
            size=medium.size,
            verified_at=BEGUN,
            event=event,
            manifest=manifest,
        )
    )
    return Given(medium_id=medium.id, text=text, signature=p256.encode(sign(key, text.encode())))


def sm3(data: bytes) -> str:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()

"""A phone's key and what it signs, made as the app makes it."""

import base64
import hashlib
import json
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from httpx import AsyncClient, Response

from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.tlog import p256
from tests.conftest import Person

FIRST = "0" * 64
AT = "2026-11-23T09:02:03.000+08:00"


class Signing:
    """One person's key on one phone, and the chain it makes."""

    def __init__(self, person_id: UUID, device_id: UUID | None = None) -> None:
        self.id, self.person_id, self.device_id = uuid7(), person_id, device_id or uuid7()
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.public = base64.b64encode(p256.spki_of(self.private.public_key())).decode()
        self.n, self.prev = 0, FIRST

    def sign(self, message: bytes) -> str:
        return p256.encode(p256.sign(self.private, message))

    def enrolment(self, **other: Any) -> dict[str, Any]:
        text = f"fengxun/key/v1\n{self.id}\n{self.person_id}\n{self.device_id}\n{self.public}"
        return {
            "id": str(self.id), "device_id": str(self.device_id), "label": "phone", "public_key": self.public,
            "proof": self.sign(text.encode()),
        } | other  # fmt: skip

    def entry(self, kind: str, subject: object, **other: Any) -> bytes:
        """The next entry of the chain."""
        self.n += 1
        head = {"v": 1, "kind": kind, "id": str(subject), "key": str(self.id), "device": str(self.device_id)}
        tail = {"n": self.n, "prev": self.prev, "taken_at": AT, "mono_ms": 81234, "beacon": None}
        made = json.dumps(head | tail | other, ensure_ascii=False).encode()
        self.prev = hashlib.sha256(made).hexdigest()
        return made

    def capture(self, medium: dict[str, Any], **other: Any) -> bytes:
        media = {name: medium[name] for name in ("sha256", "size", "mime")}
        said = {
            "lead": str(uuid7()), "source": "camera", "officers": [str(self.person_id)], "app": "test",
            "media": media | {"role": medium.get("role", "original"), "derived_from": medium.get("derived_from")},
            "fix": {"lon": 120.39, "lat": 29.8, "accuracy_m": 8.0, "age_ms": 900},
        }  # fmt: skip
        return self.entry("capture", medium["id"], **(said | other))

    def sent(self, entry: bytes) -> dict[str, str]:
        return {"entry": base64.b64encode(entry).decode(), "signature": self.sign(b"fengxun/manifest/v1\n" + entry)}


async def with_device(conn: Conn, person: Person) -> Signing:
    """Somebody's phone, from which they are signed in."""
    made = Signing(person.id)
    await conn.execute("insert into devices (person_id, id, label) values ($1, $2, 'phone')", person.id, made.device_id)
    await conn.execute("update sessions set device_id = $2 where person_id = $1", person.id, made.device_id)
    return made


async def enrolled(conn: Conn, person: Person, by: Person | None = None) -> Signing:
    """A key that is enrolled, and approved when ``by`` is given."""
    made = await with_device(conn, person)
    answer = await person.client.post("/api/evidence/keys", json=made.enrolment())
    assert answer.status_code == 201, answer.text
    if by:
        assert (await by.client.post(f"/api/evidence/keys/{made.id}/approve")).status_code == 200
    return made


async def put(client: AsyncClient, key: Signing, entry: bytes, n: int | None = None, **other: Any) -> Response:
    return await client.put(f"/api/evidence/entries/{key.id}/{n or key.n}", json=key.sent(entry) | other)

"""What the server answers for: receipts that say the same for ever, a signed time, and how a capture was signed."""

import base64
import hashlib
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from httpx import AsyncClient
from litestar.datastructures import State

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.errors import Misconfigured
from backend.core.ids import uuid7
from backend.tlog import p256, receipt_key
from tests.backend.evidence.conftest import Work
from tests.backend.evidence.test_facts import facts
from tests.backend.tlog.test_sealing import SIGNER, Again, happen
from tests.conftest import NewPerson, OneConnection, Person
from tests.support import hostile
from tests.support.chains import Signing, enrolled, put
from tests.support.leads import a_medium, reported
from tests.support.tus import upload


async def checked(client: AsyncClient, answer: dict[str, str]) -> list[str]:
    """The lines of a text that the receipt key has signed."""
    key = (await client.get("/api/evidence/receipt-key")).json()["public_key"]
    signature = p256.decode(answer["signature"])
    p256.verify(p256.public_key(base64.b64decode(key)), signature, answer["text"].encode())
    assert answer["text"].endswith("\n")
    return answer["text"].split("\n")[:-1]


async def sent(somebody: Person, work: Work, medium: dict[str, Any], data: bytes) -> None:
    await reported(somebody.client, medium)
    await upload(somebody.client, medium["id"], data)
    await work()


async def test_a_receipt_names_both_hashes_the_event_and_the_entry_and_stays_as_it_was_given(
    conn: Conn, client: AsyncClient, officer: Person, command_room: Person, work: Work
) -> None:
    key, data = await enrolled(conn, officer), hostile.jpeg()
    medium = a_medium(data)
    entry = key.capture(medium)
    await put(officer.client, key, entry)
    await reported(officer.client, medium)
    path = f"/api/media/{medium['id']}/receipt"
    assert (await officer.client.get(path)).status_code == 404, "not before it is received"
    await upload(officer.client, medium["id"], data)
    await work()
    first = (await officer.client.get(path)).json()
    said = await checked(client, first)
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(data)
    event = await conn.fetchrow("select id, detail from audit_events where action = 'medium.received'")
    assert event is not None
    assert said[:5] == ["fengxun/receipt/v1", medium["id"], medium["sha256"], sm3.finalize().hex(), str(len(data))]
    assert said[6:] == [str(event["id"]), hashlib.sha256(entry).hexdigest()]
    assert datetime.fromisoformat(said[5]).utcoffset()
    assert event["detail"] | {"chain": "key_not_approved", "sm3": said[3], "manifest": said[7]} == event["detail"]
    assert (await command_room.client.get(path)).json() == first


async def test_a_receipt_of_what_nobody_signed_says_so_for_ever(
    conn: Conn, client: AsyncClient, officer: Person, work: Work
) -> None:
    key, data = await enrolled(conn, officer), hostile.jpeg()
    medium = a_medium(data)
    await sent(officer, work, medium, data)
    path = f"/api/media/{medium['id']}/receipt"
    first = (await officer.client.get(path)).json()
    assert (await checked(client, first))[7] == "-"
    await put(officer.client, key, key.capture(medium))
    assert (await officer.client.get(path)).json() == first


async def test_receipts_of_another_town_and_of_nothing_look_the_same(
    officer: Person, stranger: Person, work: Work, client: AsyncClient
) -> None:
    medium = a_medium(data := hostile.jpeg())
    await sent(officer, work, medium, data)
    missing = await stranger.client.get(f"/api/media/{uuid7()}/receipt")
    answer = await stranger.client.get(f"/api/media/{medium['id']}/receipt")
    assert (answer.status_code, answer.content) == (404, missing.content)
    assert (await client.get(f"/api/media/{medium['id']}/receipt")).status_code == 401


async def test_a_beacon_says_the_time_and_the_newest_checkpoint(
    conn: Conn, client: AsyncClient, tmp_path: Path
) -> None:
    said = await checked(client, (await client.get("/api/log/beacon")).json())
    assert (said[0], said[2]) == ("fengxun/beacon/v1", "-")
    assert datetime.fromisoformat(said[1]).utcoffset()
    sealer = Again(OneConnection(conn), SIGNER, tmp_path / "log.signed")
    await happen(conn, 3)
    await sealer.seal()
    head = await sealer.sign(datetime.fromisoformat(said[1]), at_once=True)
    assert head is not None
    text = "".join(line + "\n" for line in head.note.split("\n")[:3])
    said = await checked(client, (await client.get("/api/log/beacon")).json())
    assert said[2] == hashlib.sha256(text.encode()).hexdigest()


async def states(conn: Conn, key: Signing, officer: Person, admin: Person, work: Work) -> dict[str, str]:
    """How a reader is told that each of these was signed."""
    one, two, odd, far = (hostile.jpeg((8 + n, 8)) for n in range(4))
    media = {name: a_medium(data) for name, data in (("first", one), ("second", two), ("odd", odd), ("far", far))}
    plain = a_medium(b"plain")
    await reported(officer.client, *media.values(), plain)
    await put(officer.client, key, key.capture(media["first"]))
    key.prev = "a" * 64
    await put(officer.client, key, key.capture(media["second"]))
    await put(officer.client, key, key.capture(media["odd"] | {"size": 7}))
    key.n += 2
    await put(officer.client, key, key.capture(media["far"]))
    found = {name: (await facts(officer, m["id"]))["chain"] for name, m in [*media.items(), ("plain", plain)]}
    await admin.client.post(f"/api/evidence/keys/{key.id}/approve")
    return found | {"approved": (await facts(officer, media["first"]["id"]))["chain"]}


async def test_a_reader_is_told_how_each_capture_was_signed_and_no_bytes_are_refused_for_it(
    conn: Conn, officer: Person, person: NewPerson, work: Work
) -> None:
    key = await enrolled(conn, officer)
    assert await states(conn, key, officer, await person(Role.SYSTEM_ADMIN), work) == {
        "first": "key_not_approved", "second": "broken", "odd": "mismatch", "far": "gap", "plain": "unsigned",
        "approved": "signed",
    }  # fmt: skip


async def test_an_entry_of_somebody_else_says_nothing_about_a_medium(
    conn: Conn, officer: Person, grid_worker: Person
) -> None:
    medium = a_medium(b"x")
    await reported(officer.client, medium)
    theirs = await enrolled(conn, grid_worker)
    await put(grid_worker.client, theirs, theirs.capture(medium | {"size": 7}))
    assert (await facts(officer, medium["id"]))["chain"] == "unsigned"


def state(path: Path | None) -> State:
    config = SimpleNamespace(demo=path is None, receipt_key_file=str(path or ""))
    return State({"settings": config})


def test_a_key_is_made_once_for_its_owner_alone_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "receipt.pem"
    receipt_key.make(path)
    with pytest.raises(FileExistsError):
        receipt_key.make(path)
    assert path.stat().st_mode & 0o777 == 0o400
    assert receipt_key.of(state(path)).public == receipt_key.of(state(path)).public
    assert receipt_key.of(state(None)).public != receipt_key.of(state(None)).public
    path.chmod(0o644)
    with pytest.raises(Misconfigured, match="RECEIPT_KEY_FILE"):
        receipt_key.of(state(path))


@pytest.mark.parametrize("text", ["", "nonsense", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_refused_by_the_settings_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "receipt.pem"
    path.touch(0o400)
    path.chmod(0o600)
    path.write_text(text)
    with pytest.raises(Misconfigured, match="RECEIPT_KEY_FILE"):
        receipt_key.of(state(path))

"""The sealer on a real database: every event once, in the tree and under a checkpoint; never what contradicts one."""

import base64
import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.errors import Misconfigured
from backend.core.ids import uuid7
from backend.tlog import merkle, notes, queries, sealing
from backend.tlog.notes import Signer
from backend.tlog.sealing import Forked, Sealer
from tests.conftest import NewPerson, OneConnection

SIGNER = Signer("fengxun.invalid/log", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
NOW = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)


@pytest.fixture
def sealer(conn: Conn, tmp_path: Path) -> Sealer:
    return Again(OneConnection(conn), SIGNER, tmp_path / "log.signed")


class Again(Sealer):
    """Begins anew each time, as after a restart: in these stories all that happened has ended long ago."""

    async def seal(self) -> int:
        self._since = "0"
        return await super().seal()


async def happen(conn: Conn, how_many: int = 1, action: str = "lead.reported") -> list[int]:
    """As in a transaction that has ended: this test's own never does."""
    rows = await conn.fetch(
        """
        insert into audit_events (xid, actor, action, subject, detail)
        select '3'::xid8, $1, $2, gen_random_uuid(), jsonb_build_object('n', n, 'of', 1.50)
        from generate_series(1, $3) as n returning id
        """,
        uuid7(), action, how_many,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def head(conn: Conn) -> notes.Checkpoint:
    found = await queries.newest_head(conn)
    assert found is not None
    return notes.checkpoint(notes.opened(found.note, [SIGNER.key()])[0])


async def test_every_event_gets_one_place_and_a_checkpoint_is_their_root(conn: Conn, sealer: Sealer) -> None:
    await happen(conn, 600)
    assert await sealer.seal() == 600
    assert await sealer.seal() == 0
    await happen(conn, 7)
    assert await sealer.seal() == 7
    await sealer.sign(NOW)
    leaves = [row["hash"] for row in await conn.fetch("select hash from log_leaves order by index")]
    point = await head(conn)
    assert (point.origin, point.size, point.root) == (SIGNER.name, 607, merkle.root_of(leaves))


async def test_a_checkpoint_is_signed_when_it_is_time_or_much_has_happened(conn: Conn, sealer: Sealer) -> None:
    await happen(conn)
    await sealer.seal()
    first = await sealer.sign(NOW)
    assert first is not None
    await happen(conn)
    await sealer.seal()
    soon, late = first.signed_at + timedelta(seconds=59), first.signed_at + timedelta(seconds=60)
    assert await sealer.sign(soon) == first
    second = await sealer.sign(late)
    assert second is not None
    assert second.size == 2
    await happen(conn, 1_000)
    await sealer.seal()
    third = await sealer.sign(second.signed_at)
    assert third is not None
    assert third.size == 1_002


@pytest.mark.parametrize("lost", ["database", "file"])
async def test_what_was_signed_must_be_the_beginning_or_nothing_is_signed_again(
    conn: Conn, sealer: Sealer, tmp_path: Path, lost: str
) -> None:
    await happen(conn, 5)
    await sealer.seal()
    await sealer.sign(NOW, at_once=True)
    await conn.execute("alter table log_leaves disable trigger user; alter table log_checkpoints disable trigger user")
    await conn.execute("update log_leaves set hash = sha256('another') where index = 2")
    if lost == "database":
        await conn.execute("delete from log_checkpoints")
    else:
        (tmp_path / "log.signed").unlink()
    await happen(conn)
    await sealer.seal()
    with pytest.raises(Forked):
        await sealer.sign(NOW, at_once=True)


async def test_a_database_set_back_to_an_older_state_is_not_signed(conn: Conn, sealer: Sealer) -> None:
    await happen(conn, 5)
    await sealer.seal()
    await sealer.sign(NOW, at_once=True)
    for table in ("log_leaves", "log_checkpoints", "audit_events"):
        await conn.execute(f"alter table {table} disable trigger user")
    await conn.execute("delete from log_checkpoints")
    await conn.execute("delete from log_leaves where index > 2")
    with pytest.raises(Forked):
        await sealer.sign(NOW, at_once=True)


async def test_a_log_by_a_new_name_goes_on_from_the_tree_there_is(conn: Conn, sealer: Sealer, tmp_path: Path) -> None:
    await happen(conn, 5)
    await sealer.seal()
    await sealer.sign(NOW, at_once=True)
    await happen(conn)
    renamed = Again(OneConnection(conn), SIGNER._replace(name="fengxun.invalid/log2"), tmp_path / "other.signed")
    await renamed.seal()
    found = await renamed.sign(NOW, at_once=True)
    assert found is not None
    assert (found.size, found.note.split("\n")[0]) == (6, "fengxun.invalid/log2")


async def refused(conn: Conn, role: str | None, words: str) -> bool:
    try:
        async with conn.transaction():
            await conn.execute(f"set local role {role or 'none'}")
            await conn.execute(words)
    except asyncpg.InsufficientPrivilegeError:
        return True
    return False


async def test_what_is_sealed_stays_for_every_role(conn: Conn, sealer: Sealer) -> None:
    await happen(conn)
    await sealer.seal()
    await sealer.sign(NOW, at_once=True)
    for role in ("fengxun_app", "fengxun_sealer", None):
        for table in ("log_leaves", "log_checkpoints"):
            for change in (f"update {table} set hash = hash", f"delete from {table}", f"truncate {table}"):
                words = change.replace("hash = hash", "size = size") if table == "log_checkpoints" else change
                assert await refused(conn, role, words)


async def test_the_application_itself_writes_nothing_into_the_log(conn: Conn) -> None:
    for table in ("log_leaves", "log_tiles", "log_checkpoints", "log_cosignatures", "log_stamps"):
        assert await refused(conn, "fengxun_app", f"insert into {table} default values")


async def test_an_auditor_gets_a_proof_that_anybody_can_check(conn: Conn, sealer: Sealer, person: NewPerson) -> None:
    auditor = await person(Role.AUDITOR, towns=())
    (number,) = await happen(conn, action="medium.accepted")
    await happen(conn, 300)
    assert (await auditor.client.get(f"/api/log/events/{number}")).status_code == 404
    await sealer.seal()
    assert (await auditor.client.get(f"/api/log/events/{number}")).json()["proof"] is None
    await sealer.sign(NOW, at_once=True)
    told = (await auditor.client.get(f"/api/log/events/{number}")).json()
    proof = notes.proof(told["proof"])
    point = notes.checkpoint(notes.opened(proof.note, [SIGNER.key()])[0])
    salted = hashlib.sha256(base64.b64decode(told["salt"]) + told["body"].encode()).digest()
    leaf = merkle.leaf_hash(b"fengxun/leaf/v1\n" + salted)
    assert merkle.includes(leaf, proof.index, point.size, proof.hashes, point.root)
    assert '"action":"medium.accepted"' in told["body"]
    assert await conn.fetchval("select count(*) from audit_events where action = 'log.entry_exported'") == 2


async def test_anybody_can_see_that_the_log_only_grew(client: Any, conn: Conn, sealer: Sealer) -> None:
    assert (await client.get("/api/log/checkpoint")).status_code == 404
    await happen(conn, 300)
    await sealer.seal()
    await sealer.sign(NOW, at_once=True)
    older = await head(conn)
    await happen(conn, 400)
    await sealer.seal()
    await sealer.sign(NOW, at_once=True)
    answer = await client.get("/api/log/checkpoint")
    newer = notes.checkpoint(notes.opened(answer.text, [SIGNER.key()])[0])
    grown = (await client.get("/api/log/consistency", params={"old": 300, "new": 700})).json()
    assert merkle.extends(300, older.root, 700, newer.root, notes.hashes(grown["hashes"]))
    for old, new in ((301, 300), (0, 701), (-1, 5)):
        answer = await client.get("/api/log/consistency", params={"old": old, "new": new})
        assert answer.status_code in (400, 422)
        assert answer.headers["content-type"] == "application/problem+json"


@given(st.binary(max_size=40))
def test_a_key_file_is_a_key_or_the_start_is_refused(tmp_path_factory: pytest.TempPathFactory, held: bytes) -> None:
    path = tmp_path_factory.mktemp("key") / "log.key"
    path.write_bytes(held)
    path.chmod(0o400)
    with pytest.raises(Misconfigured):
        sealing.signer_of("fengxun.invalid/log", str(path))


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.key"
    path.write_text(os.urandom(32).hex())
    path.chmod(0o440)
    with pytest.raises(Misconfigured):
        sealing.signer_of("fengxun.invalid/log", str(path))
    path.chmod(0o400)
    assert sealing.signer_of("fengxun.invalid/log", str(path)).name == "fengxun.invalid/log"

"""The log and a real witness beside it: it cosigns what grew, and nothing else."""

import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.core.db import Conn
from backend.core.errors import Misconfigured
from backend.tlog import merkle, notes, witnessing
from backend.tlog.notes import Checkpoint, Signer
from backend.tlog.witnessing import Witness
from tests.backend.tlog.test_sealing import SIGNER, Again, happen
from tests.conftest import ROOT, OneConnection

NOW = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)


@pytest.fixture
def witness(tmp_path: Path) -> Iterator[Witness]:
    """A process of its own, which knows the log's key."""
    words = ["--name", "county.example/w1", "--log", str(SIGNER.key()), "--state", str(tmp_path / "w"), "--port", "0"]
    command = [sys.executable, "-m", "infra.witness", *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        (found,) = witnessing.witnesses(process.stdout.readline())
        yield found
        process.terminate()


def post(witness: Witness, body: str) -> tuple[int, str]:
    request = urllib.request.Request(f"{witness.url}/add-checkpoint", body.encode(), method="POST")
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as exc:
        return exc.code, exc.read().decode()


def asked(size: int, old: int, *, salt: bytes = b"", signer: Signer = SIGNER) -> str:
    """A request about a log of ``size`` entries that are their numbers, with the proof from ``old`` on."""
    leaves = [merkle.leaf_hash(salt + b"%d" % n) for n in range(size)]

    def proof() -> list[bytes]:
        asking = merkle.consistency(old, size)
        sent = None
        while True:
            try:
                span = asking.send(sent)  # type: ignore[arg-type]
            except StopIteration as done:
                return list(done.value)
            sent = leaves[span.first : span.first + span.length]

    lines = "".join(f"{notes.encode(each)}\n" for each in (proof() if size < 256 else []))
    point = Checkpoint(signer.name, size, merkle.root_of(leaves))
    return f"old {old}\n{lines}\n{notes.signed(point.text, signer)}"


def test_a_witness_signs_what_grew_and_says_why_it_does_not(witness: Witness) -> None:
    stranger = Signer("elsewhere/log", SIGNER.private)
    false = Signer(SIGNER.name, Ed25519PrivateKey.generate())
    assert post(witness, "hello")[0] == 400
    assert post(witness, asked(5, 0, signer=stranger))[0] == 404
    assert post(witness, asked(5, 0, signer=false))[0] == 403
    status, line = post(witness, asked(5, 0))
    assert status == 200
    point = asked(5, 0).split("\n\n", 1)[1]
    _, signatures = notes.opened(point + line, [witness.key])
    assert signatures[0].at is not None
    assert post(witness, asked(9, 0)) == (409, "5\n")
    assert post(witness, asked(9, 5))[0] == 200
    assert post(witness, asked(5, 5)) == (409, "9\n")
    assert post(witness, asked(12, 9, salt=b"another history "))[0] == 422
    assert post(witness, asked(9, 9, salt=b"another history "))[0] == 409
    assert post(witness, asked(12, 9).replace("old 9", "old 13"))[0] == 400
    assert post(witness, asked(12, 9))[0] == 200


async def test_each_checkpoint_goes_to_the_witness_and_is_kept_with_its_line(
    conn: Conn, tmp_path: Path, witness: Witness
) -> None:
    database = OneConnection(conn)
    sealer = Again(database, SIGNER, tmp_path / "log.signed")
    for how_many in (3, 300):
        await happen(conn, how_many)
        await sealer.seal()
        head = await sealer.sign(NOW, at_once=True)
        assert head is not None
        await witnessing.ask(database, head, [witness])
        await witnessing.ask(database, head, [witness])
    assert await conn.fetchval("select array_agg(size order by size) from log_cosignatures") == [3, 303]
    # The log forgets what the witness has seen; the witness does not.
    await conn.execute("alter table log_cosignatures disable trigger user; delete from log_cosignatures")
    await happen(conn, 2)
    await sealer.seal()
    head = await sealer.sign(NOW, at_once=True)
    assert head is not None
    await witnessing.ask(database, head, [witness])
    line = await conn.fetchval("select line from log_cosignatures where size = 305")
    notes.opened(head.note + line, [witness.key])


async def test_a_fork_signed_with_the_real_key_gets_no_cosignature(
    conn: Conn, tmp_path: Path, witness: Witness
) -> None:
    database = OneConnection(conn)
    await happen(conn, 5)
    for memory in ("one", "two"):
        sealer = Again(database, SIGNER, tmp_path / memory)
        await sealer.seal()
        head = await sealer.sign(NOW, at_once=True)
        assert head is not None
        await witnessing.ask(database, head, [witness])
        for table in ("log_leaves", "log_checkpoints"):
            await conn.execute(f"alter table {table} disable trigger user; delete from {table}")
        await happen(conn, 1)
    assert await conn.fetchval("select array_agg(size) from log_cosignatures") == [5]


async def test_a_witness_that_is_away_holds_nothing_up(conn: Conn, tmp_path: Path, witness: Witness) -> None:
    database = OneConnection(conn)
    sealer = Again(database, SIGNER, tmp_path / "log.signed")
    await happen(conn)
    await sealer.seal()
    head = await sealer.sign(NOW, at_once=True)
    assert head is not None
    await witnessing.ask(database, head, [witness._replace(url="http://127.0.0.1:1"), witness])
    assert await conn.fetchval("select count(*) from log_cosignatures") == 1


@pytest.mark.parametrize("text", ["x", "a+b+c http://w", str(SIGNER.key()) + " http://w", "http://w"])
def test_a_setting_that_names_no_witnesses_stops_the_start(text: str) -> None:
    with pytest.raises(Misconfigured):
        witnessing.witnesses(text)

"""A package of evidence: checked without us, and nothing in it can be changed without that being found."""

import asyncio
import hashlib
import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.evidence.verifier import checking, pyz
from backend.evidence.verifier.policy import Policy, policy
from backend.evidence.verifier.verdicts import WORDS, Code, Result, Verdict
from backend.tlog import notes
from backend.tlog.notes import BadNote, Signer
from tests.backend.evidence.conftest import Work
from tests.backend.evidence.test_reading import taken_in
from tests.backend.tlog.test_sealing import SIGNER, Again
from tests.conftest import ROOT, NewPerson, OneConnection, Person
from tests.support import hostile

NOW = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
WITNESS = Signer("county.example/w1", Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
TRUSTED = Policy([SIGNER.key()], [WITNESS.key(notes.COSIGNATURE)], 1)
Files = dict[str, bytes]


@pytest.fixture
async def lead(officer: Person, work: Work, conn: Conn) -> str:
    medium = await taken_in(officer, work, hostile.jpeg())
    # What happened in this test has ended as far as the sealer is concerned.
    await conn.execute("alter table audit_events disable trigger user; update audit_events set xid = '3'::xid8")
    return str(medium["lead_id"])


async def seal(conn: Conn, tmp_path: Path, *, cosigned: bool = True) -> None:
    sealer = Again(OneConnection(conn), SIGNER, tmp_path / "log.signed")
    await sealer.seal()
    head = await sealer.sign(NOW, at_once=True)
    assert head is not None
    if cosigned:
        line = notes.cosigned(head.note.rpartition("\n\n")[0] + "\n", WITNESS, 1_764_000_000)
        await conn.execute(
            "insert into log_cosignatures (size, witness, line) values ($1, $2, $3)", head.size, WITNESS.name, line
        )


async def packaged(reviewer: Person, lead: str) -> bytes:
    answer = await reviewer.client.get(f"/api/leads/{lead}/package", params={"purpose": "行政复议"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    return answer.content


@pytest.fixture
async def reviewer(person: NewPerson) -> Person:
    return await person(Role.LEGAL_REVIEWER)


@pytest.fixture
async def package(reviewer: Person, lead: str, conn: Conn, tmp_path: Path) -> bytes:
    await seal(conn, tmp_path)
    return await packaged(reviewer, lead)


def checked(package: bytes, tmp_path: Path, trusted: Policy = TRUSTED) -> list[Result]:
    path = tmp_path / "package.zip"
    path.write_bytes(package)
    return checking.verify(path, trusted)


def worst(results: list[Result]) -> set[Code]:
    return {r.code for r in results if r.code is not None}


def unzipped(package: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


def zipped(files: Files) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, data in files.items():
            file.writestr(name, data)
    return made.getvalue()


async def test_without_a_lead_a_right_or_a_purpose_there_is_no_package(
    reviewer: Person, stranger: Person, officer: Person, lead: str, conn: Conn
) -> None:
    purpose = {"purpose": "行政复议"}
    assert (await reviewer.client.get(f"/api/leads/{uuid7()}/package", params=purpose)).status_code == 404
    assert (await officer.client.get(f"/api/leads/{lead}/package", params=purpose)).status_code == 403
    for wrong in ({}, {"purpose": ""}, {"purpose": "x" * 201}, {"purpose": "a\x00b"}):
        answer = await reviewer.client.get(f"/api/leads/{lead}/package", params=wrong)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json"), answer.text
    assert await conn.fetchval("select count(*) from audit_events where action = 'lead.packaged'") == 0


async def test_a_package_of_sealed_evidence_passes_in_every_item_and_is_on_record(
    package: bytes, tmp_path: Path, conn: Conn, reviewer: Person
) -> None:
    results = checked(package, tmp_path)
    assert {r.verdict for r in results} == {Verdict.PASS}
    assert [r.item.split("/")[0] for r in results].count("originals") == 1
    assert "行政复议" in unzipped(package)["README.txt"].decode()
    made = await conn.fetchrow("select actor, detail from audit_events where action = 'lead.packaged'")
    assert made is not None
    assert (made["actor"], made["detail"]["purpose"]) == (reviewer.id, "行政复议")


async def test_what_is_not_sealed_or_not_witnessed_yet_is_incomplete_and_not_wrong(
    reviewer: Person, lead: str, conn: Conn, tmp_path: Path
) -> None:
    early = checked(await packaged(reviewer, lead), tmp_path)
    assert worst(early) == {Code.NOT_SEALED}
    await seal(conn, tmp_path, cosigned=False)
    alone = checked(await packaged(reviewer, lead), tmp_path)
    assert Code.WITNESSES in worst(alone)
    assert {r.verdict for r in early + alone} <= {Verdict.PASS, Verdict.INCOMPLETE}


def one(files: Files, begin: str, end: str = "") -> str:
    return next(name for name in sorted(files) if name.startswith(begin) and name.endswith(end))


def edited(files: Files, name: str, change: Callable[[Any], None]) -> Files:
    value = json.loads(files[name])
    change(value)
    return files | {name: json.dumps(value).encode()}


def without(files: Files, name: str) -> Files:
    return {n: data for n, data in files.items() if n != name}


def sealed_by(files: Files, signer: Signer) -> Files:
    """Every proof under a checkpoint of the same root that somebody else signed."""
    changed = dict(files)
    for name in files:
        if name.endswith(".tlog-proof"):
            proof = notes.proof(files[name].decode())
            text = proof.note.rpartition("\n\n")[0] + "\n"
            note = notes.signed(text, signer)
            changed[name] = str(notes.Proof(proof.index, proof.hashes, note, proof.extra)).encode()
    return changed


def with_picture(files: Files) -> Files:
    """Another picture, and an index that says so."""
    name, other = one(files, "originals/"), hostile.jpeg((31, 24))

    def change(index: Any) -> None:
        index["items"][0].update(sha256=hashlib.sha256(other).hexdigest(), size=len(other))

    return edited(files | {name: other}, "index.json", change)


Change = Callable[[Files], Files]
FALSE = Signer(SIGNER.name, Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34))))
CHANGES: dict[str, tuple[Change, Code]] = {
    "another picture": (lambda f: f | {one(f, "originals/"): hostile.jpeg((31, 24))}, Code.SIZE),
    "a bit of the picture": (lambda f: f | {(n := one(f, "originals/")): f[n][:-1] + b"\x00"}, Code.HASH),
    "another picture that the index agrees with": (with_picture, Code.HASH),
    "an entry": (lambda f: f | {(n := one(f, "events/", ".json")): f[n].replace(b"2026", b"2025")}, Code.NOT_IN_LOG),
    "an entry's key twice": (
        lambda f: f | {(n := one(f, "events/", ".json")): f[n].replace(b'"v":1}', b'"v":1,"v":1}')}, Code.KEY_TWICE
    ),
    "an entry left out": (lambda f: without(f, one(f, "events/", ".json")), Code.ENTRY_MISSING),
    "a picture left out": (lambda f: without(f, one(f, "originals/")), Code.ENTRY_MISSING),
    "a proof of another entry": (
        lambda f: f | {one(f, "events/", ".tlog-proof"): f[sorted(n for n in f if n.endswith("proof"))[-1]]},
        Code.NOT_IN_LOG,
    ),
    "a shortened proof": (
        lambda f: f | {(n := one(f, "events/", ".tlog-proof")): b"\n".join(f[n].split(b"\n")[1:])}, Code.PROOF
    ),
    "another key by the same name": (lambda f: sealed_by(f, FALSE), Code.CHECKPOINT),
    "a log by another name": (lambda f: sealed_by(f, Signer("other.example/log", SIGNER.private)), Code.CHECKPOINT),
    "a file more": (lambda f: f | {"originals/../../evil.sh": b""}, Code.FOREIGN_ENTRY),
    "a program": (lambda f: f | {"run.exe": b""}, Code.FOREIGN_ENTRY),
    "an unnamed original": (lambda f: f | {f"originals/{uuid7()}.jpg": b"x"}, Code.FOREIGN_ENTRY),
    "an index of another lead": (
        lambda f: edited(f, "index.json", lambda i: i.update(subject=str(uuid7()))), Code.EVENT
    ),
    "an index without its entry": (
        lambda f: edited(f, "index.json", lambda i: i["items"][0].update(event=7)), Code.EVENT
    ),
    "an index of words": (lambda f: f | {"index.json": b'{"v": 1}'}, Code.INDEX),
    "an index that is no JSON": (lambda f: f | {"index.json": b"[" * 100_000}, Code.NO_JSON),
    "no index": (lambda f: without(f, "index.json"), Code.ENTRY_MISSING),
}  # fmt: skip


@pytest.mark.parametrize(("change", "code"), CHANGES.values(), ids=CHANGES)
def test_a_changed_package_fails_with_the_right_reason(
    package: bytes, tmp_path: Path, change: Change, code: Code
) -> None:
    files = unzipped(package)
    changed = change(files)
    assert changed != files
    results = checked(zipped(changed), tmp_path)
    assert code in worst(results), results
    assert Verdict.FAIL in {r.verdict for r in results}


async def test_any_bit_of_what_is_proven_that_flips_is_found(package: bytes, tmp_path: Path) -> None:
    """A sample; where a flip makes no difference to what is said, the package still says the same."""
    files, dice = unzipped(package), random.Random(5)
    proven = sorted(name for name in files if name.startswith(("originals/", "events/")))
    for _ in range(300):
        name = dice.choice(proven)
        at, bit = dice.randrange(len(files[name])), 1 << dice.randrange(8)
        flipped = bytearray(files[name])
        flipped[at] ^= bit
        results = checked(zipped(files | {name: bytes(flipped)}), tmp_path)
        if not {r.verdict for r in results} - {Verdict.PASS}:
            pytest.fail(f"{name} byte {at} bit {bit}: {bytes(flipped)[max(0, at - 20) : at + 20]!r}")


async def test_any_byte_of_the_file_that_changes_never_breaks_the_verifier(package: bytes, tmp_path: Path) -> None:
    dice = random.Random(6)
    for _ in range(300):
        changed = bytearray(package)
        for _ in range(dice.randrange(1, 4)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        checked(bytes(changed), tmp_path)
    for cut in range(0, len(package), max(1, len(package) // 40)):
        assert Verdict.PASS not in {r.verdict for r in checked(package[:cut], tmp_path)}


def test_a_file_twice_and_what_is_no_zip_are_refused(package: bytes, tmp_path: Path) -> None:
    made = io.BytesIO(package)
    with zipfile.ZipFile(made, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("lead.json", b"{}")
    assert worst(checked(made.getvalue(), tmp_path)) == {Code.ENTRY_TWICE}
    assert worst(checked(b"", tmp_path)) == {Code.NO_ZIP}
    assert worst(checked(b"PK\x05\x06" + bytes(18), tmp_path)) == {Code.ENTRY_MISSING}


@pytest.fixture
def policy_file(tmp_path: Path) -> Path:
    path = tmp_path / "policy.txt"
    path.write_text(f"# our log\nlog {SIGNER.key()}\nwitness {WITNESS.key(notes.COSIGNATURE)}\nquorum 1\n")
    return path


def test_the_command_says_it_in_both_languages_and_by_its_status(
    package: bytes, tmp_path: Path, policy_file: Path
) -> None:
    path = tmp_path / "package.zip"
    for change, status, word in ((lambda f: f, 0, "PASS"), (with_picture, 1, "FAIL(hash)")):
        path.write_bytes(zipped(change(unzipped(package))))
        command = [sys.executable, "-m", "backend.evidence.verifier", str(path), "--policy", str(policy_file)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (status, "")
        assert word in done.stdout
    command[-1] = str(tmp_path / "none.txt")
    assert subprocess.run(command, capture_output=True).returncode == 3


def test_the_verifier_in_one_file_needs_nothing_else_of_ours(package: bytes, tmp_path: Path, policy_file: Path) -> None:
    app, path = tmp_path / "verifier.pyz", tmp_path / "package.zip"
    pyz.build(app)
    path.write_bytes(package)
    command = [sys.executable, "-I", str(app), str(path), "--policy", str(policy_file)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("PASS: 全部通过")


BY_HAND = ROOT / "infra" / "by_hand" / "verify.sh"
WITHOUT_THE_INDEX = [
    name for name in CHANGES if "index" not in name and "file more" not in name and name != "a program"
]
"""What shows without reading the index and the names of files, which the shell's verifier does not."""


async def test_openssl_and_a_shell_come_to_the_same_verdicts(
    package: bytes, tmp_path: Path, policy_file: Path, reviewer: Person, lead: str, conn: Conn
) -> None:
    files = unzipped(package)
    trials = {"as it is": zipped(files)}
    trials |= {name: zipped(CHANGES[name][0](files)) for name in WITHOUT_THE_INDEX if name != "an unnamed original"}
    for name, trial in trials.items():
        path = tmp_path / "package.zip"
        path.write_bytes(trial)
        ours = {r.item: r.verdict for r in checking.verify(path, TRUSTED) if r.item != "index.json"}
        unpacked = tmp_path / f"unpacked-{name}"
        zipfile.ZipFile(path).extractall(unpacked)
        command = ["sh", str(BY_HAND), str(unpacked), str(policy_file)]
        done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True)
        theirs = {item: Verdict(word) for word, item in (line.split(" ") for line in done.stdout.splitlines())}
        assert theirs, done.stderr
        assert {item: ours[item] for item in theirs} == theirs, name
        assert done.returncode == (0 if name == "as it is" else 1 if Verdict.FAIL in theirs.values() else 0), name


@pytest.mark.parametrize(
    "text", ["", "log x", f"witness {SIGNER.key()}", f"log {SIGNER.key()}\nquorum 1", f"log {SIGNER.key()}\nwhat"]
)
def test_a_policy_that_trusts_nobody_or_says_nonsense_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        policy(text)


def test_every_reason_has_its_words() -> None:
    assert set(WORDS) == set(Code)

"""A package of evidence: checked without us, and nothing in it can be changed without that being found."""

import asyncio
import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from httpx import AsyncClient
from msgspec import structs

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.errors import NotFound
from backend.core.ids import uuid7
from backend.evidence.chain import packaging
from backend.evidence.custody.structs import Custody
from backend.evidence.keys import queries as capture_keys
from backend.evidence.receipts import queries as receipts
from backend.evidence.verifier import checking, layout, pyz
from backend.evidence.verifier.policy import Policy, policy
from backend.evidence.verifier.verdicts import WORDS, Code, Result, Verdict
from backend.leads.packages import aids, service
from backend.leads.packages.writing import Known
from backend.leads.structs import LeadDetail
from backend.settings import Settings
from backend.tlog import merkle, notes, p256, queries, stamping, witnessing
from backend.tlog.notes import BadNote, Proof, Signer
from tests.backend.evidence.conftest import Work
from tests.backend.tlog.test_sealing import SIGNER, Again
from tests.conftest import ORIGIN, NewPerson, OneConnection, Person
from tests.soak.packages import town
from tests.support import hostile
from tests.support.authority import authority, certificates
from tests.support.chains import Signing, enrolled, put
from tests.support.leads import a_medium, reported
from tests.support.merkle import Tree
from tests.support.tus import upload

NOW = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
WITNESS = Signer("county.example/w1", Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
TRUSTED = Policy([SIGNER.key()], [WITNESS.key(notes.COSIGNATURE)], 1)
Files = dict[str, bytes]


@pytest.fixture
async def lead(officer: Person, person: NewPerson, work: Work, conn: Conn) -> str:
    """A photo that a phone signed, sent and got a receipt for, between captures of other leads."""
    signing = await enrolled(conn, officer, await person(Role.SYSTEM_ADMIN))
    own = await captured(officer, signing, work)
    await settled(conn)
    return own


async def captured(officer: Person, signing: Signing, work: Work, **other: Any) -> str:
    """The lead of the second of three captures, ``other`` than it should be."""
    for n in range(3):
        medium = a_medium(hostile.jpeg((9 + n, 9)))
        await put(officer.client, signing, signing.capture(medium, **(other if n == 1 else {})))
        if n == 1:
            own = str((await reported(officer.client, medium))["id"])
            await upload(officer.client, medium["id"], hostile.jpeg((9 + n, 9)))
            await work()
            assert (await officer.client.get(f"/api/media/{medium['id']}/receipt")).status_code == 200
    return own


async def settled(conn: Conn) -> None:
    """What happened in this test has ended as far as the sealer is concerned."""
    await conn.execute("alter table audit_events disable trigger user; update audit_events set xid = '3'::xid8")


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
    name = rf"filename=\"evidence-\d{{4}}-{lead[-4:].upper()}\.zip\"; filename\*=UTF-8''%E8%AF%81%E6%8D%AE%E5%8C%85-"
    assert re.search(name, answer.headers["content-disposition"])
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


async def test_the_verifier_is_handed_out_and_the_page_is_told_when_a_package_is_ready(
    reviewer: Person, client: AsyncClient, lead: str, tmp_path: Path
) -> None:
    (tmp_path / "verifier.pyz").write_bytes((await client.get("/api/evidence/verifier.pyz")).content)
    asking = [sys.executable, str(tmp_path / "verifier.pyz"), "--help"]
    told = await asyncio.to_thread(subprocess.check_output, asking)
    assert "核验枫巡证据包" in told.decode()
    asked = {"purpose": "行政复议", "asked": str(uuid7())}
    answer = await reviewer.client.get(f"/api/leads/{lead}/package", params=asked)
    assert f"package-ready={asked['asked']}" in answer.headers["set-cookie"]
    readme = unzipped(answer.content)["README.txt"].decode()
    for path in ("/verify/", "/api/evidence/policy.txt", "/api/evidence/verifier.pyz", "/api/evidence/verify.sh"):
        assert f"{ORIGIN}{path}" in readme
        assert path == "/verify/" or (await client.get(path)).status_code in {200, 404}, "sealed or not"
    assert readme.endswith((await client.get("/api/evidence/verify.sh")).text)
    wrong = await reviewer.client.get(f"/api/leads/{lead}/package", params=asked | {"asked": "a; b"})
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("fengxun.example.gov.cn", "https://fengxun.example.gov.cn"),
        ("10.1.2.3:8443", "https://10.1.2.3:8443"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("[::1]:8000", "http://[::1]:8000"),
        ("fengxun.example/\n#!/bin/sh", "https://（系统网址 address of the system）"),
        (None, "https://（系统网址 address of the system）"),
    ],
)
def test_the_address_in_a_package_is_the_one_its_maker_came_by(host: str | None, address: str) -> None:
    assert aids.address(host) == address


def test_the_policy_handed_out_is_one_the_verifier_reads() -> None:
    witness = witnessing.Witness("https://w1.example", WITNESS.key(notes.COSIGNATURE))
    spki = p256.spki_of(generate_private_key(SECP256R1()).public_key())
    handed = policy(aids.policy(str(SIGNER.key()), [witness], base64.b64encode(spki).decode()))
    assert handed == TRUSTED._replace(receipts=(spki,))
    assert policy(aids.policy(str(SIGNER.key()), [], "")).quorum == 0
    with pytest.raises(NotFound):
        aids.policy("", [], "")


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


def without(files: Files, *names: str) -> Files:
    return {n: data for n, data in files.items() if n not in names}


def with_picture(files: Files) -> Files:
    """Another picture, and an index that says so."""
    name, other = one(files, "originals/"), hostile.jpeg((31, 24))

    def change(index: Any) -> None:
        index["items"][0].update(sha256=hashlib.sha256(other).hexdigest(), size=len(other))

    return edited(files | {name: other}, "index.json", change)


def test_a_file_twice_and_what_is_no_zip_are_refused(package: bytes, tmp_path: Path) -> None:
    made = io.BytesIO(package)
    with zipfile.ZipFile(made, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("lead.json", b"{}")
    assert worst(checked(made.getvalue(), tmp_path)) == {Code.ENTRY_TWICE}
    assert worst(checked(b"", tmp_path)) == {Code.NO_ZIP}
    assert worst(checked(b"PK\x05\x06" + bytes(18), tmp_path)) == {Code.ENTRY_MISSING}


async def test_an_authoritys_stamp_is_in_the_package_and_says_by_when_it_was_all_there(
    reviewer: Person, lead: str, conn: Conn, tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    trusted = policy(f"{TEXT}tsa ca.pem\n", lambda name: certificates(tmp_path / "theirs").read_bytes())
    with authority(tmp_path / "ours") as openssl:
        asked = stamping.authority(structs.replace(settings, tsa_url=openssl.url, tsa_ca_file=str(openssl.ca)))
        assert asked is not None
        await seal(conn, tmp_path)
        bare = checked(await packaged(reviewer, lead), tmp_path, trusted)
        await conn.execute("update audit_events set xid = '3'::xid8")
        head = await queries.newest_head(conn)
        assert head is not None
        await stamping.stamp(OneConnection(conn), head, asked, NOW)
    early = await packaged(reviewer, lead)
    await conn.execute("update audit_events set xid = '3'::xid8")
    await seal(conn, tmp_path)
    late = await packaged(reviewer, lead)
    right = trusted._replace(authorities=tuple(asked.roots))
    files = unzipped(early)
    trials = [
        (bare, Code.NOT_STAMPED),
        (checked(early, tmp_path, right), Code.NOT_SEALED),
        (checked(late, tmp_path, right), Code.NOT_STAMPED),
        (checked(early, tmp_path, trusted), Code.STAMP),
        (checked(zipped(files | {"stamp/token.tsr": b"0"}), tmp_path, right), Code.STAMP),
        (
            checked(zipped(files | {"stamp/checkpoint": files["stamp/checkpoint"] + b"\n"}), tmp_path, right),
            Code.CHECKPOINT,
        ),
        (checked(zipped(files | {"stamp/growth": b"?"}), tmp_path, right), Code.STAMP),
        (
            checked(zipped(files | {"stamp/growth": notes.encode(bytes(32)).encode() + b"\n"}), tmp_path, right),
            Code.FORKED,
        ),
        (checked(zipped(without(files, "stamp/growth")), tmp_path, right), Code.ENTRY_MISSING),
    ]
    for number, (results, code) in enumerate(trials):
        assert code in worst(results), (number, results)
    said = next(r for r in trials[1][0] if r.item == "stamp/token.tsr")
    assert said.code is None
    assert f"{said}".startswith("PASS stamp/token.tsr: 20")


TEXT = f"# our log\nlog {SIGNER.key()}\nwitness {WITNESS.key(notes.COSIGNATURE)}\nquorum 1\n"


@pytest.fixture
def policy_file(tmp_path: Path) -> Path:
    path = tmp_path / "policy.txt"
    path.write_text(TEXT)
    return path


def test_the_command_says_it_in_both_languages_and_by_its_status(
    package: bytes, tmp_path: Path, policy_file: Path
) -> None:
    path = tmp_path / "package.zip"
    for held, status, word in ((package, 0, "PASS"), (zipped(with_picture(unzipped(package))), 1, "FAIL(hash)")):
        path.write_bytes(held)
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


async def test_the_packages_of_the_soak_are_made_as_the_servers_are(
    package: bytes, tmp_path: Path, conn: Conn, lead: str
) -> None:
    files = unzipped(package)
    detail = msgspec.json.decode(files["lead.json"], type=LeadDetail)
    chain = await packaging.taken(conn, detail.id)
    told = await service.told(conn, {detail.id, *(medium.id for medium in detail.media)}, chain)
    events = [event for event in told if event.index is not None]  # the package itself was recorded since
    keys = await capture_keys.some(conn, [chain.entries[0].key_id])
    given = await receipts.of_lead(conn, detail.id)
    tree = Tree([row["hash"] for row in await conn.fetch("select hash from log_leaves order by index")])
    size = await conn.fetchval("select max(size) from log_checkpoints")
    note = await conn.fetchval("select note || line from log_checkpoints join log_cosignatures using (size)")
    proofs = [
        str(Proof(event.index, tree.answer(merkle.inclusion(event.index, size)), note, event.salt))
        for event in events
        if event.index is not None
    ]
    originals = {detail.media[0].id: files[one(files, "originals/")]}
    stories = [msgspec.json.decode(data, type=Custody) for name, data in files.items() if name.startswith("custody/")]
    known = Known(detail, detail.media, events, proofs, None, chain, keys, given, stories)
    made = town.made(known, originals, tmp_path)
    assert list(made.files) == list(files)
    told_of = {"README.txt", "index.json"}  # the time at which it was made
    assert without(made.files, *told_of) == without(files, *told_of)
    theirs, ours = json.loads(files["index.json"]), json.loads(made.files["index.json"])
    assert ours | {"made_at": theirs["made_at"]} == theirs


def test_a_package_of_more_than_two_gigabytes_is_read_like_any_other(
    package: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the limits set to a size that fits into a test."""
    files = without(unzipped(package), "README.txt")
    limit = max(map(len, files.values())) * 2
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", limit)
    monkeypatch.setattr(layout, "LARGE", limit)
    picture = one(files, "originals/")
    large = zipped({"README.txt": bytes(limit // 2), picture: files[picture]} | files)
    assert b"PK\6\6" in large
    assert {r.verdict for r in checked(large, tmp_path)} == {Verdict.PASS}
    for at in range(large.rindex(b"PK\6\6"), len(large)):
        changed = bytearray(large)
        changed[at] ^= 1
        assert Verdict.FAIL in {r.verdict for r in checked(bytes(changed), tmp_path)}, at - len(large)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "log x",
        f"witness {SIGNER.key()}",
        f"log {SIGNER.key()}\nquorum 1",
        f"log {SIGNER.key()}\nwhat",
        f"log {SIGNER.key()}\ntsa x",
    ],
)
def test_a_policy_that_trusts_nobody_or_says_nonsense_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        policy(text)


def test_every_reason_has_its_words() -> None:
    assert set(WORDS) == set(Code)

"""What a package shows of the phone: who signed, in which order, what is missing. Each planted fault has its reason."""

import asyncio
import base64
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from httpx import AsyncClient

from backend.audit import queries as audit
from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.evidence.chain import packaging
from backend.evidence.verifier.policy import Policy, policy
from backend.evidence.verifier.verdicts import Code, Verdict
from backend.tlog import notes, p256
from backend.tlog import queries as log
from backend.tlog.notes import BadNote
from tests.backend.evidence import test_package, test_redaction
from tests.backend.evidence.conftest import Work
from tests.backend.evidence.test_package import (
    TRUSTED,
    Files,
    captured,
    checked,
    edited,
    one,
    packaged,
    seal,
    settled,
    unzipped,
    without,
    worst,
    zipped,
)
from tests.backend.evidence.test_reading import taken_in
from tests.conftest import ROOT, NewPerson, Person
from tests.support import hostile
from tests.support.chains import Signing, enrolled, put

lead, reviewer, package, policy_file = (
    test_package.lead, test_package.reviewer, test_package.package, test_package.policy_file,
)  # fmt: skip
_NOBODYS = uuid7()
BY_HAND = ROOT / "infra" / "by_hand" / "verify.sh"


@pytest.fixture
async def trusted(client: AsyncClient) -> Policy:
    """The log, the witness, and the key that receipts are signed with."""
    public = (await client.get("/api/evidence/receipt-key")).json()["public_key"]
    return TRUSTED._replace(receipts=(base64.b64decode(public),))


async def test_a_signed_and_receipted_photo_passes_and_of_its_neighbours_only_the_events_are_there(
    package: bytes, tmp_path: Path, trusted: Policy
) -> None:
    results = checked(package, tmp_path, trusted)
    assert {r.verdict for r in results} == {Verdict.PASS}, list(map(str, results))
    judged = [r.item.split("/")[0] for r in results]
    assert (judged.count("chain"), judged.count("receipts")) == (1, 1)
    files = unzipped(package)
    signed = [
        json.loads(data) for name, data in files.items() if name.startswith("events/") and b"capture.signed" in data
    ]
    assert [event["detail"]["n"] for event in signed] == [1, 2, 3]
    assert [name.split("/")[2] for name in files if name.startswith("chain/") and "keys" not in name] == [
        "2.json",
        "2.sig",
    ]


def high_s(files: Files) -> Files:
    name = one(files, "chain/", ".sig")
    high = p256.ORDER - int.from_bytes(files[name][32:], "big")
    return files | {name: files[name][:32] + high.to_bytes(32, "big")}


def forgotten(*words: bytes) -> Callable[[Files], Files]:
    """Without the events that say these words, and an index that agrees."""

    def change(files: Files) -> Files:
        gone = [
            n for n in files if n.startswith("events/") and n.endswith("json") and all(w in files[n] for w in words)
        ]
        assert gone
        numbers = {int(n[7:-5]) for n in gone}
        kept = without(files, *gone, *(n.removesuffix("json") + "tlog-proof" for n in gone))
        return edited(kept, "index.json", lambda i: i.update(events=[n for n in i["events"] if n not in numbers]))

    return change


def of_another(files: Files) -> Files:
    """Everything signed anew with another key that the package itself vouches for."""
    other, (entry, sig) = Signing(uuid7()), (one(files, "chain/", "2.json"), one(files, "chain/", ".sig"))
    signature = p256.decode(other.sign(b"fengxun/manifest/v1\n" + files[entry]))
    return edited(files | {sig: signature}, "chain/keys.json", lambda k: k["keys"][0].update(public_key=other.public))


def receipt(change: Callable[[bytes], bytes]) -> Callable[[Files], Files]:
    return lambda files: files | {(name := one(files, "receipts/", ".txt")): change(files[name])}


Change = Callable[[Files], Files]
CHANGES: dict[str, tuple[Change, Code]] = {
    "a byte of the entry": (lambda f: f | {(n := one(f, "chain/", "2.json")): f[n] + b" "}, Code.SIGNATURE),
    "another signature": (lambda f: f | {one(f, "chain/", ".sig"): bytes(range(64))}, Code.SIGNATURE),
    "half a signature": (lambda f: f | {(n := one(f, "chain/", ".sig")): f[n][:32]}, Code.SIGNATURE),
    "the other right signature": (high_s, Code.MALLEATED),
    "no signature": (lambda f: without(f, one(f, "chain/", ".sig")), Code.ENTRY_MISSING),
    "no entry": (lambda f: without(f, one(f, "chain/", "2.json"), one(f, "chain/", ".sig")), Code.ENTRY_MISSING),
    "no chain at all": (
        lambda f: forgotten(b"capture.signed")(without(f, *[n for n in f if n.startswith("chain/")])),
        Code.ENTRY_MISSING,
    ),
    "another key": (of_another, Code.KEY_UNKNOWN),
    "another person's key": (
        lambda f: edited(f, "chain/keys.json", lambda k: k["keys"][0].update(person_id=str(uuid7()))), Code.KEY_UNKNOWN
    ),
    "no keys": (lambda f: without(f, "chain/keys.json"), Code.KEY_UNKNOWN),
    "keys of words": (lambda f: f | {"chain/keys.json": b'{"keys": 7}'}, Code.INDEX),
    "an enrolment left out": (forgotten(b"capture_key.enrolled"), Code.KEY_UNKNOWN),
    "an approval left out": (forgotten(b"capture_key.approved"), Code.KEY_NOT_APPROVED),
    "the capture before left out": (forgotten(b"capture.signed", b'"n":1'), Code.CHAIN_GAP),
    "the event of the entry left out": (forgotten(b"capture.signed", b'"n":2'), Code.EVENT),
    "a time in the receipt": (receipt(lambda t: t.replace(b"2026", b"2025")), Code.RECEIPT),
    "a receipt of something else": (receipt(lambda t: t.replace(t.split(b"\n")[2], b"a" * 64)), Code.RECEIPT),
    "a receipt of nothing": (receipt(lambda t: b""), Code.RECEIPT),
    "a receipt without its signature": (lambda f: without(f, one(f, "receipts/", ".sig")), Code.ENTRY_MISSING),
    "a receipt for another medium": (
        lambda f: f | {f"receipts/{_NOBODYS}.{e}": f[one(f, "receipts/", e)] for e in ("txt", "sig")}, Code.RECEIPT
    ),
    "a file more": (lambda f: f | {f"chain/{uuid7()}/1.sig": b""}, Code.FOREIGN_ENTRY),
}  # fmt: skip


def test_each_change_has_its_reason(package: bytes, tmp_path: Path, trusted: Policy) -> None:
    files = unzipped(package)
    for name, (change, code) in CHANGES.items():
        results = checked(zipped(change(files)), tmp_path, trusted)
        assert code in worst(results), (name, list(map(str, results)))


SHOWN_BY_HAND = (
    "a byte of the entry", "the other right signature", "an approval left out", "a time in the receipt",
)  # fmt: skip


async def test_openssl_and_a_shell_come_to_the_same_verdicts(
    package: bytes, tmp_path: Path, trusted: Policy, policy_file: Path
) -> None:
    spki = base64.b64encode(trusted.receipts[0]).decode()
    policy_file.write_text(policy_file.read_text() + f"receipts {spki}\n")
    files = unzipped(package)
    trials = {"as it is": files} | {name: CHANGES[name][0](files) for name in SHOWN_BY_HAND}
    (tmp_path / "README.txt").write_bytes(files["README.txt"])
    asked = "sed -n '/^#!/,$p' README.txt > verify.sh"
    assert asked in files["README.txt"].decode()
    await asyncio.to_thread(subprocess.run, asked, shell=True, cwd=tmp_path, check=True)
    assert (tmp_path / "verify.sh").read_text() == BY_HAND.read_text()
    for name, trial in trials.items():
        ours = {r.item: r.verdict for r in checked(zipped(trial), tmp_path, trusted)}
        unpacked = tmp_path / name
        zipfile.ZipFile(tmp_path / "package.zip").extractall(unpacked)
        command = ["sh", str(tmp_path / "verify.sh"), str(unpacked), str(policy_file)]
        done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True)
        said = dict(reversed(line.split(" ")) for line in done.stdout.splitlines())
        theirs = {item: Verdict(word) for item, word in said.items() if item.startswith(("chain/", "receipts/"))}
        assert len(theirs) == 2, done.stderr
        assert theirs == {item: ours[item] for item in theirs}, (name, done.stderr)


async def test_without_a_key_in_the_policy_receipts_are_not_judged(package: bytes, tmp_path: Path) -> None:
    results = checked(zipped(CHANGES["a receipt of nothing"][0](unzipped(package))), tmp_path)
    assert {r.verdict for r in results} == {Verdict.PASS}


async def history(
    conn: Conn, tmp_path: Path, officer: Person, reviewer: Person, signing: Signing, work: Work, **other: Any
) -> bytes:
    own = await captured(officer, signing, work, **other)
    await settled(conn)
    await seal(conn, tmp_path)
    return await packaged(reviewer, own)


@pytest.fixture
async def approved(conn: Conn, officer: Person, person: NewPerson) -> Signing:
    return await enrolled(conn, officer, await person(Role.SYSTEM_ADMIN))


async def test_what_phones_did_wrong_is_told_by_its_reason(
    conn: Conn, tmp_path: Path, officer: Person, reviewer: Person, approved: Signing, work: Work, trusted: Policy
) -> None:
    media = {"sha256": "a" * 64, "size": 7, "mime": "image/jpeg", "role": "original", "derived_from": None}
    beacon = {"text": "fengxun/beacon/v1\n2026-11-26T09:00:00.000+08:00\n-\n", "signature": p256.encode(bytes(64))}
    for other, code in (
        ({"media": media}, Code.MANIFEST),
        ({"beacon": beacon}, Code.BEACON),
        ({"prev": "a" * 64}, Code.CHAIN),
    ):
        undo = conn.transaction()
        await undo.start()
        made = await history(conn, tmp_path, officer, reviewer, approved, work, **other)
        assert code in worst(checked(made, tmp_path, trusted)), other
        await undo.rollback()
        approved.n, approved.prev = 0, "0" * 64
        (tmp_path / "log.signed").unlink()


async def test_a_key_revoked_before_the_capture_stood_in_the_log_signs_nothing(
    conn: Conn, tmp_path: Path, officer: Person, reviewer: Person, approved: Signing, work: Work
) -> None:
    """As if somebody had put the entry in past the service."""
    await audit.record(conn, officer.id, "capture_key.revoked", approved.id, public_key=approved.public)
    assert Code.KEY_REVOKED in worst(
        checked(await history(conn, tmp_path, officer, reviewer, approved, work), tmp_path)
    )


async def test_nobody_vouches_for_a_key_of_their_own(
    conn: Conn, tmp_path: Path, officer: Person, reviewer: Person, work: Work
) -> None:
    """As if somebody had written the approval into the record."""
    signing = await enrolled(conn, officer)
    await audit.record(conn, officer.id, "capture_key.approved", signing.id, public_key=signing.public)
    made = await history(conn, tmp_path, officer, reviewer, signing, work)
    assert worst(checked(made, tmp_path)) == {Code.KEY_NOT_APPROVED}


async def test_a_key_revoked_later_has_signed(
    conn: Conn, tmp_path: Path, officer: Person, reviewer: Person, approved: Signing, work: Work
) -> None:
    own = await captured(officer, approved, work)
    await officer.client.post(f"/api/evidence/keys/{approved.id}/revoke", json={"reason": "lost"})
    await settled(conn)
    await seal(conn, tmp_path)
    assert worst(checked(await packaged(reviewer, own), tmp_path)) == set()


async def test_a_photo_that_no_phone_signed_is_incomplete(
    conn: Conn, tmp_path: Path, officer: Person, reviewer: Person, work: Work
) -> None:
    medium = await taken_in(officer, work, hostile.jpeg())
    await settled(conn)
    await seal(conn, tmp_path)
    results = checked(await packaged(reviewer, medium["lead_id"]), tmp_path)
    assert worst(results) == {Code.NO_MANIFEST}


async def test_a_capture_of_two_officers_is_complete_once_the_second_has_confirmed_it(
    conn: Conn, tmp_path: Path, officer: Person, person: NewPerson, reviewer: Person, approved: Signing, work: Work,
    trusted: Policy, policy_file: Path,
) -> None:  # fmt: skip
    second, admin = await person(Role.OFFICER), await person(Role.SYSTEM_ADMIN)
    signing = await enrolled(conn, second, admin)
    own = await captured(officer, approved, work, officers=[str(officer.id), str(second.id)])
    await settled(conn)
    await seal(conn, tmp_path)
    (medium,) = (await reviewer.client.get(f"/api/leads/{own}")).json()["media"]
    name = f"confirmed/{medium['id']}"
    before = await packaged(reviewer, own)
    results = checked(before, tmp_path, trusted)
    assert [r.item for r in results if r.code] == [name]
    assert worst(results) == {Code.NOT_CONFIRMED}
    # On the own phone, later.
    (made,) = (await second.client.get(f"/api/evidence/entries?subject={medium['id']}")).json()
    await put(second.client, signing, signing.entry("confirmed", medium["id"], manifest=made["sha256"]))
    await settled(conn)
    await seal(conn, tmp_path)
    after = await packaged(reviewer, own)
    assert {r.verdict for r in checked(after, tmp_path, trusted)} == {Verdict.PASS}
    # What is confirmed is that very entry.
    await put(second.client, signing, signing.entry("confirmed", medium["id"], manifest="a" * 64))
    await settled(conn)
    await seal(conn, tmp_path)
    assert worst(checked(await packaged(reviewer, own), tmp_path, trusted)) == {Code.MANIFEST}
    for package, verdict in ((before, "INCOMPLETE"), (after, "PASS")):
        (tmp_path / "package.zip").write_bytes(package)
        command = ["sh", str(BY_HAND), str(tmp_path / "package.zip"), str(policy_file)]
        done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True)
        assert f"{verdict} {name}" in done.stdout.splitlines(), done.stdout


async def test_a_picture_painted_over_at_the_desk_passes_as_a_copy_of_its_signed_original(
    conn: Conn, tmp_path: Path, reviewer: Person, lead: str, trusted: Policy, policy_file: Path
) -> None:
    (original,) = (await reviewer.client.get(f"/api/leads/{lead}")).json()["media"]
    copy = (await test_redaction.redact(reviewer, original)).json()
    await settled(conn)
    await seal(conn, tmp_path)
    package = await packaged(reviewer, lead)
    results = checked(package, tmp_path, trusted)
    assert {r.verdict for r in results} == {Verdict.PASS}, list(map(str, results))
    name = f"derived/{copy['id']}"
    assert name in {r.item for r in results}
    # Nobody passes it off as what a camera took, whatever else is left out.
    item = {"role": "original", "derived_from": None}
    files = edited(unzipped(package), "index.json", lambda i: next(
        each for each in i["items"] if each["id"] == copy["id"]).update(item))  # fmt: skip
    unsaid = forgotten(b"medium.derived")(files)
    for trial in (files, unsaid):
        told = {r.item: r.code for r in checked(zipped(trial), tmp_path, trusted)}
        assert told[name] is Code.DERIVED
    by_hand = ["sh", str(BY_HAND), str(tmp_path / "package.zip"), str(policy_file)]
    for trial, verdict in ((unzipped(package), "PASS"), (unsaid, "FAIL")):
        (tmp_path / "package.zip").write_bytes(zipped(trial))
        done = await asyncio.to_thread(subprocess.run, by_hand, capture_output=True, text=True)
        assert f"{verdict} {name}" in done.stdout.splitlines(), done.stdout


async def test_all_that_was_done_comes_along_however_many_pages_of_the_record_it_is(
    conn: Conn, tmp_path: Path, officer: Person, reviewer: Person, approved: Signing, work: Work,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    own = await captured(officer, approved, work)
    await settled(conn)
    await seal(conn, tmp_path)
    whole = set(unzipped(await packaged(reviewer, own)))
    await settled(conn)
    await seal(conn, tmp_path)
    monkeypatch.setattr(log, "PAGE", 2)
    made = await packaged(reviewer, own)
    assert whole <= set(unzipped(made))
    assert worst(checked(made, tmp_path)) == set()


async def test_entries_that_lie_far_apart_in_their_chain_keep_their_places_and_what_lies_between_is_told_to_be_missing(
    conn: Conn, tmp_path: Path, officer: Person, reviewer: Person, approved: Signing, work: Work,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    own = await captured(officer, approved, work)
    first = await conn.fetchrow("select n, subject, e.sha256 from chain_entries e join media on media.id = subject")
    for _ in range(5):
        await put(officer.client, approved, approved.entry("deleted", uuid7(), reason="blurred"))
    await put(officer.client, approved, approved.entry("confirmed", first["subject"], manifest=first["sha256"]))
    await settled(conn)
    await seal(conn, tmp_path)
    monkeypatch.setattr(packaging, "MOST_AROUND", 3)
    results = checked(await packaged(reviewer, own), tmp_path)
    gap = f"chain/{approved.id}/{first['n'] + 1}-{approved.n - 1}"
    assert [(r.item, r.code) for r in results if r.code] == [(gap, Code.CHAIN_GAP)]


async def test_a_dropped_capture_beside_the_leads_own_is_named_by_its_numbers(
    conn: Conn, tmp_path: Path, officer: Person, reviewer: Person, approved: Signing, work: Work
) -> None:
    own = await captured(officer, approved, work)
    approved.n += 2
    await conn.execute("alter table chain_entries disable trigger user; delete from chain_entries where n = 3")
    await put(
        officer.client, approved, approved.capture({"id": str(uuid7()), "sha256": "a" * 64, "size": 1, "mime": "a/b"})
    )
    await settled(conn)
    await seal(conn, tmp_path)
    results = checked(await packaged(reviewer, own), tmp_path)
    assert [(r.item, r.code) for r in results if r.code] == [(f"chain/{approved.id}/3-5", Code.CHAIN_GAP)]


@pytest.mark.parametrize("text", ["receipts", "receipts x", f"receipts {notes.encode(bytes(91))}"])
def test_a_policy_with_a_receipt_key_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        policy(f"log {TRUSTED.logs[0]}\n{text}")

"""An auditor sees what was taken out of a chain, changed in it or put into it, whoever did it."""

import random

import pytest

from backend.core.db import Conn
from backend.evidence.chain import auditing
from backend.evidence.chain.auditing import ChainFault
from tests.conftest import Person
from tests.support.chain_tampering import ENTRIES, kept, removal
from tests.support.chains import Signing, enrolled, put
from tests.support.leads import a_medium


@pytest.fixture
async def key(conn: Conn, officer: Person) -> Signing:
    return await kept(conn, officer.id)


async def test_a_chain_that_came_in_by_the_service_is_whole_and_its_gap_is_told(conn: Conn, officer: Person) -> None:
    key = await enrolled(conn, officer)
    for _ in range(3):
        await put(officer.client, key, key.capture(a_medium()))
    assert await auditing.audit(conn) == []
    key.n += 2
    await put(officer.client, key, key.capture(a_medium()))
    (found,) = await auditing.audit(conn)
    assert (found.fault, found.key, found.first, found.last) == (ChainFault.CHAIN_GAP, key.id, 4, 5)
    assert found.begin
    assert found.end
    assert f"chain_gap {key.id} 4-5 (" in str(found)


async def test_entries_that_are_removed_are_flagged_with_key_numbers_and_times(conn: Conn, key: Signing) -> None:
    assert await auditing.audit(conn) == []
    wrong = [await removal(conn, key, random.Random(seed)) for seed in range(20)]
    assert [each for each in wrong if each] == []


async def test_a_phone_that_counts_to_the_end_holds_no_auditor_up(conn: Conn, officer: Person) -> None:
    key = await enrolled(conn, officer)
    await put(officer.client, key, key.capture(a_medium()))
    key.n = 2**53 - 1
    answer = await put(officer.client, key, key.capture(a_medium()))
    assert answer.status_code == 201, answer.text
    (found,) = await auditing.audit(conn)
    assert (found.fault, found.first, found.last) == (ChainFault.CHAIN_GAP, 2, 2**53 - 1)


async def test_a_whole_key_that_is_taken_out_is_missed_by_the_record(conn: Conn, key: Signing) -> None:
    await conn.execute("delete from chain_entries where key_id = $1", key.id)
    await conn.execute("delete from capture_keys where id = $1", key.id)
    (found,) = await auditing.audit(conn)
    assert (found.fault, found.key, found.first, found.last) == (ChainFault.ENTRY_MISSING, key.id, 1, ENTRIES)


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ("update chain_entries set entry = entry || ' ' where n = 7", {ChainFault.ENTRY_CHANGED}),
        ("update chain_entries set signature = sha256(entry) || sha256(entry) where n = 7", {ChainFault.ENTRY_CHANGED}),
        (
            "update chain_entries set prev = repeat('a', 64) where n = 7",
            {ChainFault.CHAIN_BROKEN, ChainFault.ENTRY_CHANGED},
        ),
        ("delete from audit_events where detail ->> 'n' = '7'", {ChainFault.ENTRY_UNTOLD}),
        ("update chain_entries set n = 31 where n = 7", {ChainFault.ENTRY_MISSING, ChainFault.CHAIN_BROKEN,
                                                         ChainFault.ENTRY_UNTOLD}),
    ],
)  # fmt: skip
async def test_a_change_to_a_chain_is_flagged(conn: Conn, key: Signing, change: str, faults: set[ChainFault]) -> None:
    await conn.execute(change)
    assert {found.fault for found in await auditing.audit(conn)} == faults

"""Somebody with the database, the store and the log's own key changes what happened; an auditor with one older
checkpoint sees it."""

import random
from pathlib import Path

import pytest

from backend.core.db import Conn
from backend.tlog import auditing
from backend.tlog.auditing import Fault, Finding
from backend.tlog.sealing import Sealer
from tests.backend.tlog.test_sealing import SIGNER
from tests.support.tampering import NOW, TAMPERINGS, Tamper, older, two_checkpoints


@pytest.fixture
async def sealer(conn: Conn, tmp_path: Path) -> Sealer:
    return await two_checkpoints(conn, tmp_path)


async def audited(conn: Conn, note: str) -> list[Finding]:
    return await auditing.audit(conn, SIGNER.key(), note, NOW)


async def test_a_log_that_nobody_touched_is_found_right(conn: Conn, sealer: Sealer) -> None:
    assert await audited(conn, await older(conn)) == []


@pytest.mark.parametrize(("tamper", "fault"), TAMPERINGS, ids=[t.__name__ for t, _ in TAMPERINGS])
async def test_a_tampering_is_seen_by_whoever_has_an_older_checkpoint(
    conn: Conn, sealer: Sealer, tamper: Tamper, fault: Fault
) -> None:
    note = await older(conn)
    for seed in range(5):
        undo = conn.transaction()
        await undo.start()
        await tamper(conn, sealer, random.Random(seed))
        assert fault in {finding.fault for finding in await audited(conn, note)}, f"seed {seed}"
        await undo.rollback()
    assert await audited(conn, note) == []

"""What somebody with every right in the database may do to chains of captures."""

import hashlib
import random
from uuid import UUID

from backend.core.db import Conn
from backend.evidence.chain import auditing
from backend.evidence.chain.auditing import ChainFault, ChainFinding
from backend.tlog import p256
from tests.support.chains import Signing
from tests.support.leads import a_medium

ENTRIES = 30


async def kept(conn: Conn, person_id: UUID) -> Signing:
    """A chain as the service keeps it, thirty long, and the events that tell of it; nothing is locked."""
    key = Signing(person_id)
    await conn.execute("insert into devices (person_id, id, label) values ($1, $2, 'phone')", person_id, key.device_id)
    await conn.execute(
        "insert into capture_keys (id, person_id, device_id, label, public_key) values ($1, $2, $3, 'phone', $4)",
        key.id, person_id, key.device_id, p256.spki_of(key.private.public_key()),
    )  # fmt: skip
    for n in range(1, ENTRIES + 1):
        prev, medium = key.prev, a_medium()
        entry = key.capture(medium)
        sha256 = hashlib.sha256(entry).hexdigest()
        signature = p256.sign(key.private, b"fengxun/manifest/v1\n" + entry)
        await conn.execute(
            """
            insert into chain_entries (key_id, n, person_id, kind, subject, entry, signature, sha256, prev, arrived_as,
                                       state)
            values ($1, $2, $3, 'capture', $4, $5, $6, $7, $8, 'whole', 'whole')
            """,
            key.id, n, person_id, medium["id"], entry, signature, sha256, prev,
        )  # fmt: skip
        detail = {"key": key.id, "n": n, "prev": prev, "sha256": sha256, "state": "whole"}
        await conn.execute(
            "insert into audit_events (actor, action, subject, detail) values ($1, 'capture.signed', $2, $3)",
            person_id, medium["id"], detail,
        )  # fmt: skip
    for table in ("chain_entries", "audit_events"):
        await conn.execute(f"alter table {table} disable trigger user")
    return key


async def removal(conn: Conn, key: Signing, dice: random.Random) -> str | None:
    """Remove one to three entries, half of the time with all that tells of them; what is wrong with what is found."""
    gone = sorted(dice.sample(range(1, ENTRIES + 1), dice.randrange(1, 4)))
    quietly = dice.random() < 0.5
    undo = conn.transaction()
    await undo.start()
    await conn.execute("delete from chain_entries where key_id = $1 and n = any($2::bigint[])", key.id, gone)
    if quietly:
        await conn.execute(
            "delete from audit_events where detail ->> 'key' = $1 and (detail ->> 'n')::bigint = any($2::bigint[])",
            str(key.id), gone,
        )  # fmt: skip
    found = await auditing.audit(conn)
    await undo.rollback()
    # Who removes the newest with their events as well is seen by the audit of the log, whose leaves stay.
    last = ENTRIES
    while quietly and last in gone:
        last -= 1
    wanted = {n for n in gone if n <= last}
    fault = ChainFault.CHAIN_GAP if quietly else ChainFault.ENTRY_MISSING
    named = {n for each in found if each.fault is fault for n in range(each.first, each.last + 1)}
    right = named == wanted and all(each.key == key.id and _dated(each) for each in found)
    return None if right else f"{gone} {quietly=}: {list(map(str, found))}"


def _dated(found: ChainFinding) -> bool:
    """Between its neighbours, where there are any."""
    return (found.begin is not None) == (found.first > 1) and (found.end is not None or found.last >= ENTRIES - 2)

"""The phone's own code in Node, struck at every step of a capture, against a real server; then the count at the server.

The phone's side is ``pwa/src/sync/crash_points.test.ts``: it says what it made, and whether it was left with anything.
"""

import asyncio
import hashlib
import os
import re
import sys
from pathlib import Path

import asyncpg
import msgspec
from msgspec import Struct

from backend.auth.permissions import Role
from backend.core.ids import uuid7
from backend.core.storage import Store
from backend.core.vault import Kept
from backend.settings import Settings
from infra.dev import places
from tests.support.live import Stage

FAULTS = ("crash before", "crash after", "error", "error after", "delay")


class Made(Struct, frozen=True):
    point: str
    fault: str | None
    note: str
    sha256: str
    problems: list[str]


class Told(Struct, frozen=True):
    points: list[str]
    found: list[Made]


async def phone_crashes(
    stage: Stage, settings: Settings, store: Store, *, size: int, faults: tuple[str, ...], every: bool
) -> Told:
    """``size`` bytes of a photo. ``every``: each fault at each step; else one of them in turn.

    Raises:
        RuntimeError: the phone's side did not run to its end.
    """
    who, device = await stage.person(Role.OFFICER), uuid7()
    await stage.pool.execute("insert into devices (person_id, id, label) values ($1, $2, 'phone')", who.id, device)
    await stage.pool.execute("update sessions set device_id = $2 where person_id = $1", who.id, device)
    async with stage.server(settings) as port:
        asked = {
            "server": f"http://127.0.0.1:{port}", "cookie": who.cookie["Cookie"], "bytes": size, "faults": faults,
            "all": every, "device": str(device),
        }  # fmt: skip
        words = ["node_modules/vitest/vitest.mjs", "run", "src/sync/crash_points.test.ts"]
        process = await asyncio.create_subprocess_exec(
            # What a dead phone still attempts fails unheard.
            str(Path(sys.executable).parent / "node"), *words, "--dangerouslyIgnoreUnhandledErrors",
            cwd=places.PWA, env={**os.environ, "FENGXUN_CRASHES": msgspec.json.encode(asked).decode()},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        said, _ = await process.communicate()
        line = re.search(r"told (\{.+\})", said.decode())
        if line is None:
            raise RuntimeError(said.decode()[-4000:])
        told = msgspec.json.decode(line[1], type=Told)
        return Told(told.points, [await _counted(stage, store, made) for made in told.found])


def _kept(row: asyncpg.Record) -> Kept:
    return Kept(key=row["key"], version=row["version"], vaulted=row["vaulted"])


async def _counted(stage: Stage, store: Store, made: Made) -> Made:
    """With what is wrong at the server added: it must have the lead once, with one photo, byte by byte, that was signed
    once in a chain of its own, and a receipt that names this entry."""
    rows = await stage.pool.fetch(
        """
        select leads.id, media.state, media.object_key as key, media.object_version as version, media.vaulted,
               media_receipts.text as receipt,
               array_agg(chain_entries.n || ' ' || chain_entries.state) as chain, max(chain_entries.sha256) as entry
        from leads left join media on media.lead_id = leads.id left join media_receipts on medium_id = media.id
        left join chain_entries on subject = media.id
        where leads.note = $1 group by leads.id, media.id, media_receipts.text
        """,
        made.note,
    )
    wrong = [] if len(rows) == 1 else [f"{len(rows)} leads with media at the server"]
    for row in rows:
        if row["state"] != "received":
            wrong.append(f"the medium is {row['state']}")
        elif hashlib.sha256(await store.vault.read(_kept(row))).hexdigest() != made.sha256:
            wrong.append("other bytes")
        if row["chain"] != ["1 whole"]:
            wrong.append(f"signed as {row['chain']}")
        elif row["receipt"] is None or row["receipt"].split("\n")[7] != row["entry"]:
            wrong.append(f"the receipt does not name the entry: {row['receipt']}")
    return msgspec.structs.replace(made, problems=made.problems + wrong)

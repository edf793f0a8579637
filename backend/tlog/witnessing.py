"""The log's side of its witnesses (C2SP tlog-witness): each newest checkpoint is handed to them with the proof that it
only grew, and what they sign is kept beside it. A witness that is away is asked again with the next checkpoint."""

import asyncio
import logging
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import NamedTuple

from backend.core.db import Database
from backend.core.errors import Misconfigured
from backend.tlog import merkle, notes, queries
from backend.tlog.notes import BadNote, Key
from backend.tlog.sealing import SEALER, answered
from backend.tlog.structs import SignedHead

log = logging.getLogger("fengxun")
PATIENCE_S = 10
_MAX_ANSWER = 16 << 10


class Witness(NamedTuple):
    url: str
    key: Key


class _Refused(Exception):
    """``size``: how far the witness says it has seen the log."""

    def __init__(self, status: int, size: int | None) -> None:
        super().__init__(f"answered {status}")
        self.size = size


def witnesses(text: str) -> list[Witness]:
    """From the setting: vkey and address of each, by turns, separated by spaces.

    Raises:
        Misconfigured: something else.
    """
    words = text.split()
    try:
        found = [
            Witness(url.rstrip("/"), notes.key_of(vkey)) for vkey, url in zip(words[::2], words[1::2], strict=True)
        ]
    except (BadNote, ValueError) as exc:
        raise Misconfigured(f"WITNESSES must be pairs of a vkey and an address: {exc}") from exc
    if any(not w.url.startswith(("http://", "https://")) or w.key.kind != notes.COSIGNATURE for w in found):
        raise Misconfigured("WITNESSES must be pairs of a vkey for cosignatures and an http(s) address.")
    return found


async def ask(database: Database, head: SignedHead, asked: Sequence[Witness]) -> None:
    """Have the checkpoint cosigned by those who have not yet. Never raises."""
    for witness in asked:
        try:
            await _ask(database, head, witness)
        except Exception as exc:  # noqa: BLE001 - theirs or the database's: the next checkpoint is another try
            log.warning("witness %s has not cosigned %d: %r", witness.key.name, head.size, exc)


async def _ask(database: Database, head: SignedHead, witness: Witness) -> None:
    async with database.transaction(SEALER) as conn:
        seen = await queries.last_seen_by(conn, witness.key.name)
    if seen >= head.size:
        return
    try:
        answer = await _post(database, head, witness, seen)
    except _Refused as exc:
        if exc.size is None or exc.size == seen or exc.size > head.size:
            raise
        answer = await _post(database, head, witness, exc.size)
    text, _, _ = head.note.rpartition("\n\n")
    _, signatures = notes.opened(f"{text}\n\n{answer}", [witness.key])
    async with database.transaction(SEALER) as conn:
        await queries.add_cosignature(conn, head.size, witness.key.name, signatures[0].line)


async def _post(database: Database, head: SignedHead, witness: Witness, old: int) -> str:
    async with database.transaction(SEALER) as conn:
        proof = await answered(conn, merkle.consistency(old, head.size))
    lines = "".join(f"{notes.encode(each)}\n" for each in proof)
    return await asyncio.to_thread(_send, f"{witness.url}/add-checkpoint", f"old {old}\n{lines}\n{head.note}".encode())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


OPENER = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))


def _send(url: str, body: bytes) -> str:
    headers = {"content-type": "text/plain; charset=utf-8"}
    request = urllib.request.Request(url, body, headers, method="POST")  # noqa: S310 - http(s) by ``witnesses``
    try:
        with OPENER.open(request, timeout=PATIENCE_S) as answer:
            return str(answer.read(_MAX_ANSWER).decode())
    except urllib.error.HTTPError as exc:
        said = exc.read(100).decode(errors="replace").strip()
        raise _Refused(exc.code, int(said) if exc.code == 409 and said.isdigit() else None) from exc
    except UnicodeDecodeError as exc:
        raise BadNote("the answer is no text") from exc

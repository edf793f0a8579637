"""The time of an authority (RFC 3161) on one checkpoint an hour: by somebody else's clock it was there by then,
and with it everything below it. An authority that is away is asked again in five minutes and holds nothing up."""

import asyncio
import logging
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import rfc3161_client as tsp
from cryptography import x509

from backend.core.db import Database
from backend.core.errors import Misconfigured
from backend.settings import Settings
from backend.tlog import queries, witnessing
from backend.tlog.sealing import SEALER
from backend.tlog.structs import SignedHead

log = logging.getLogger("fengxun")
EVERY = timedelta(hours=1)
_AGAIN = timedelta(minutes=5)
_MAX_ANSWER = 64 << 10


class Authority(NamedTuple):
    """Where it answers, and the certificates that its own must come from."""

    url: str
    roots: list[x509.Certificate]


def authority(config: Settings) -> Authority | None:
    """``None`` where none is asked.

    Raises:
        Misconfigured: the address is none, or the file holds no certificates.
    """
    if not config.tsa_url:
        return None
    if not config.tsa_url.startswith(("http://", "https://")):
        raise Misconfigured("TSA_URL must be an http(s) address.")
    try:
        return Authority(config.tsa_url, x509.load_pem_x509_certificates(Path(config.tsa_ca_file).read_bytes()))
    except (OSError, ValueError) as exc:
        raise Misconfigured(f"TSA_CA_FILE must hold the authority's root certificate in PEM: {exc}") from exc


class Stamping:
    """Beside the sealing, one request at a time."""

    def __init__(self, database: Database, asked: Authority | None) -> None:
        self._database, self._asked = database, asked
        self._next: datetime | None = None
        self._task: asyncio.Task[None] | None = None

    def about(self, head: SignedHead | None, now: datetime) -> None:
        if head is None or self._asked is None or (self._next and now < self._next):
            return
        self._next = now + _AGAIN
        self._task = asyncio.create_task(self._try(head, self._asked, now))

    async def _try(self, head: SignedHead, asked: Authority, now: datetime) -> None:
        try:
            await stamp(self._database, head, asked, now)
        except Exception as exc:  # noqa: BLE001 - theirs or the database's: five minutes later is another try
            log.warning("the authority has not stamped %d: %r", head.size, exc)

    def running(self) -> list[asyncio.Task[None]]:
        return [self._task] if self._task and not self._task.done() else []


async def stamp(database: Database, head: SignedHead, asked: Authority, now: datetime) -> None:
    """Have the checkpoint stamped, unless it or one of the last hour is.

    Raises:
        OSError, ValueError, VerificationError: the authority is away, or its answer is no right stamp.
    """
    async with database.transaction(SEALER) as conn:
        last = await queries.newest_stamp(conn)
    if last and (last.size >= head.size or now - last.stamped_at < EVERY):
        return
    note = head.note.encode()
    request = tsp.TimestampRequestBuilder().data(note).hash_algorithm(tsp.HashAlgorithm.SHA256).build()
    token = await asyncio.to_thread(_send, asked.url, request.as_bytes())
    answer = tsp.decode_timestamp_response(token)
    builder = tsp.VerifierBuilder.from_request(request)
    for root in asked.roots:
        builder = builder.add_root_certificate(root)
    builder.build().verify_message(answer, note)
    async with database.transaction(SEALER) as conn:
        await queries.add_stamp(conn, head.size, token, answer.tst_info.gen_time)


def _send(url: str, body: bytes) -> bytes:
    headers = {"content-type": "application/timestamp-query"}
    request = urllib.request.Request(url, body, headers, method="POST")  # noqa: S310 - http(s) by ``authority``
    with witnessing.OPENER.open(request, timeout=witnessing.PATIENCE_S) as answer:
        return bytes(answer.read(_MAX_ANSWER))

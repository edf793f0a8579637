"""Many phones in one process of their own: HTTP/1.1 over kept connections, the next batch when the last is answered.

Reads its orders as JSON from standard input and writes what was acknowledged to standard output.
"""

import asyncio
import random
import re
import sys
import time
from typing import Any
from uuid import UUID

import msgspec
import uvloop
from msgspec import Struct

from tests.bench import walk

_LENGTH = re.compile(rb"(?i)content-length: (\d+)")


class Orders(Struct):
    port: int
    seconds: float
    resend: float
    started_ms: int
    phones: list[tuple[int, str, UUID, int]]
    """Number, session token, patrol, first sequence number to send."""
    every_s: float = 0
    """A phone's next request begins so long after its last at the earliest; 0: at once when that is answered."""


class Ledger(Struct):
    """What this side knows: ``acked`` is phone and first number of every batch answered with success."""

    acked: list[tuple[int, int]] = []
    sent: int = 0
    resent: int = 0
    duplicates: int = 0
    errors: dict[str, int] = {}
    latency_ms: list[float] = []
    seconds: float = 0
    processor_s: float = 0
    """What the load itself cost."""


class _Phone(asyncio.Protocol):
    """One connection. The answers are told apart by their lengths alone: a load must cost little beside its server."""

    def __init__(self, orders: Orders, phone: tuple[int, str, UUID, int], ledger: Ledger, until: float) -> None:
        self.number, token, patrol, self.seq = phone
        self.orders, self.ledger, self.until = orders, ledger, until
        self.over = asyncio.get_running_loop().create_future()
        self.dice, self.again, self.came = random.Random(self.number), False, b""
        self.head = (
            f"POST /api/patrols/{patrol}/track HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: __Host-fengxun={token}\r\n"
            "content-type: application/vnd.fengxun.track\r\ncontent-length: "
        ).encode()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.send(walk.batch(self.number, self.seq, self.orders.started_ms))

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.over.done():
            self.over.set_exception(exc or ConnectionError("the server closed the connection"))

    def send(self, body: bytes) -> None:
        self.body, self.began = body, time.perf_counter()
        self.transport.write(self.head + b"%d\r\n\r\n" % len(body) + body)

    def data_received(self, data: bytes) -> None:
        self.came += data
        head, whole, body = self.came.partition(b"\r\n\r\n")
        if whole and len(body) >= int(_LENGTH.search(head).group(1)):  # type: ignore[union-attr]
            self.came = b""
            self.ledger.sent += 1
            self.ledger.latency_ms.append((time.perf_counter() - self.began) * 1000)
            self.answered(int(head[9:12]), body)

    def answered(self, status: int, answer: bytes) -> None:
        if self.again:
            self.ledger.duplicates += b'"duplicate":true' in answer
        elif status == 201:
            self.ledger.acked.append((self.number, self.seq))
        else:
            key = f"{status} {answer[:120]!r}"
            self.ledger.errors[key] = self.ledger.errors.get(key, 0) + 1
        self.again = not self.again and self.dice.random() < self.orders.resend
        if self.again:
            self.ledger.resent += 1
        else:
            self.seq += walk.POINTS
        wait = self.orders.every_s - (time.perf_counter() - self.began)
        if wait > 0:
            asyncio.get_running_loop().call_later(wait, self.go_on)
        else:
            self.go_on()

    def go_on(self) -> None:
        if self.again:
            self.send(self.body)
        elif time.perf_counter() < self.until:
            self.send(walk.batch(self.number, self.seq, self.orders.started_ms))
        else:
            self.over.set_result(None)
            self.transport.close()


async def drive(orders: Orders) -> Ledger:
    ledger, began = Ledger(), time.perf_counter()
    until = began + orders.seconds
    phones = [_Phone(orders, phone, ledger, until) for phone in orders.phones]
    loop = asyncio.get_running_loop()
    for phone in phones:
        await loop.create_connection(lambda phone=phone: phone, "127.0.0.1", orders.port)  # type: ignore[misc]
        await asyncio.sleep(orders.every_s / len(phones))  # not all at the same moment
    await asyncio.gather(*(phone.over for phone in phones))
    ledger.seconds, ledger.processor_s = time.perf_counter() - began, time.process_time()
    return ledger


def run(raw: bytes) -> bytes:
    orders = msgspec.json.decode(raw, type=Orders)
    result: Any = uvloop.run(drive(orders))
    return msgspec.json.encode(result)


if __name__ == "__main__":
    sys.stdout.buffer.write(run(sys.stdin.buffer.read()))

"""Many phones in one process of their own: HTTP/1.1 over kept connections, the next batch when the last is answered.

Reads its orders as JSON from standard input and writes what was acknowledged to standard output.
"""

import asyncio
import random
import sys
import time
from typing import Any
from uuid import UUID

import msgspec
import uvloop
from msgspec import Struct

from tests.bench import walk


class Orders(Struct):
    port: int
    seconds: float
    resend: float
    started_ms: int
    phones: list[tuple[int, str, UUID, int]]
    """Number, session token, patrol, first sequence number to send."""


class Ledger(Struct):
    """What this side knows: ``acked`` is phone and first number of every batch answered with success."""

    acked: list[tuple[int, int]] = []
    sent: int = 0
    resent: int = 0
    duplicates: int = 0
    errors: dict[str, int] = {}
    latency_ms: list[float] = []
    seconds: float = 0


class _Phone:
    def __init__(self, orders: Orders, number: int, token: str, patrol: UUID, seq: int, ledger: Ledger) -> None:
        self.number, self.seq, self.ledger, self.orders = number, seq, ledger, orders
        self.head = (
            f"POST /api/patrols/{patrol}/track HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: __Host-fengxun={token}\r\n"
            "content-type: application/vnd.fengxun.track\r\ncontent-length: "
        ).encode()

    async def run(self, until: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.orders.port)
        dice = random.Random(self.number)
        while time.perf_counter() < until:
            body = walk.batch(self.number, self.seq, self.orders.started_ms)
            status, answer = await self.post(reader, writer, body)
            self.count(status, answer)
            if dice.random() < self.orders.resend:
                self.ledger.resent += 1
                status, answer = await self.post(reader, writer, body)
                self.ledger.duplicates += b'"duplicate":true' in answer
            self.seq += walk.POINTS
        writer.close()

    def count(self, status: int, answer: bytes) -> None:
        if status == 201:
            self.ledger.acked.append((self.number, self.seq))
        else:
            key = f"{status} {answer[:120]!r}"
            self.ledger.errors[key] = self.ledger.errors.get(key, 0) + 1

    async def post(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes) -> tuple[int, bytes]:
        began = time.perf_counter()
        writer.write(self.head + b"%d\r\n\r\n" % len(body) + body)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        answer = await reader.readexactly(length)
        self.ledger.sent += 1
        self.ledger.latency_ms.append((time.perf_counter() - began) * 1000)
        return int(head[9:12]), answer


async def drive(orders: Orders) -> Ledger:
    ledger, began = Ledger(), time.perf_counter()
    until = began + orders.seconds
    await asyncio.gather(*(_Phone(orders, *phone, ledger).run(until) for phone in orders.phones))
    ledger.seconds = time.perf_counter() - began
    return ledger


def run(raw: bytes) -> bytes:
    orders = msgspec.json.decode(raw, type=Orders)
    result: Any = uvloop.run(drive(orders))
    return msgspec.json.encode(result)


if __name__ == "__main__":
    sys.stdout.buffer.write(run(sys.stdin.buffer.read()))

"""The officers' phones, in a process of their own: each sends its last fixes every ``period`` seconds, all in turn.

Orders on standard input; into the file they name, which fix of whom was acknowledged when.
"""

import asyncio
import sys
import time
from pathlib import Path

import msgspec
import numpy as np
import uvloop
from msgspec import Struct

from geo import pack
from geo.pack import Header
from tests.bench import crowd

FIXES = 5
LINES = 16


class Orders(Struct):
    port: int
    officers: int
    period: float
    seconds: float
    first_seq: int
    file: str


class Sent(Struct):
    """Acknowledged: (officer, time of the newest fix in epoch ms, when the answer was there in epoch ms)."""

    acked: list[tuple[int, int, float]] = []
    errors: dict[str, int] = {}
    rounds: int = 0


def place(number: int, at_ms: int) -> tuple[float, float]:
    """Round a block, about 1.4 m/s, everybody somewhere else in the county."""
    rng = np.random.default_rng(number)
    lon, lat = 119.9 + 0.6 * rng.random(), 29.4 + 0.6 * rng.random()
    angle = at_ms / 1000 / 150 + number
    return lon + 0.002 * np.cos(angle), lat + 0.002 * np.sin(angle)


def batch(number: int, first_seq: int, at_ms: int) -> bytes:
    lon, lat = place(number, at_ms)
    steps = np.arange(FIXES)
    records = pack.write(
        steps * 1000,
        np.round(lon * pack.DEGREE) + steps - FIXES + 1,
        np.full(FIXES, round(lat * pack.DEGREE)),
        np.full(FIXES, 50),
        np.full(FIXES, 140),
        np.full(FIXES, 900),
        np.full(FIXES, 80 << 8),
    )
    return pack.pack(Header(first_seq, at_ms - 1000 * (FIXES - 1), at_ms), records)


async def _line(orders: Orders, line: int, sent: Sent, began: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", orders.port)
    numbers = range(line, orders.officers, LINES)
    due, tour = began, 0
    while True:
        for number in numbers:
            due += orders.period / len(numbers)
            if due > began + orders.seconds + 0.001:
                writer.close()
                sent.rounds = max(sent.rounds, tour + 1)
                return
            await asyncio.sleep(max(0.0, due - time.time()))
            at_ms = int(time.time() * 1000)
            body = batch(number, orders.first_seq + tour * FIXES, at_ms)
            head = (
                f"POST /api/patrols/{crowd.patrol(number)}/track HTTP/1.1\r\nhost: 127.0.0.1\r\n"
                f"cookie: {crowd.officer_cookie(number)}\r\ncontent-type: application/vnd.fengxun.track\r\n"
                f"content-length: {len(body)}\r\n\r\n"
            )
            writer.write(head.encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(answer.lower().split(b"content-length: ")[1].split(b"\r\n")[0]))
            if answer[9:12] == b"201":
                sent.acked.append((number, at_ms, time.time() * 1000))
            else:
                key = answer[9:12].decode()
                sent.errors[key] = sent.errors.get(key, 0) + 1
        tour += 1


async def drive(orders: Orders) -> Sent:
    sent, began = Sent(), time.time()
    await asyncio.gather(*(_line(orders, line, sent, began) for line in range(LINES)))
    return sent


if __name__ == "__main__":
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Orders)
    Path(asked.file).write_bytes(msgspec.json.encode(uvloop.run(drive(asked))))

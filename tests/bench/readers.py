"""Readers of addresses in one process of their own: HTTP/1.1 over kept connections, the next when the last is there.

Reads its orders as JSON from standard input and writes what came to standard output.
"""

import asyncio
import sys
import time
from typing import Any

import msgspec
import uvloop
from msgspec import Struct


class Orders(Struct):
    """``paths`` are gone through in order, by all connections together, over and over."""

    port: int
    cookie: str
    paths: list[str]
    seconds: float
    connections: int


class Came(Struct):
    answers: int = 0
    bytes: int = 0
    seconds: float = 0
    statuses: dict[int, int] = {}

    @property
    def rate(self) -> float:
        return self.answers / self.seconds


async def _read(orders: Orders, came: Came, until: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", orders.port)
    tail = f" HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-encoding: gzip\r\ncookie: {orders.cookie}\r\n\r\n"
    while time.perf_counter() < until:
        path = orders.paths[came.answers % len(orders.paths)]
        came.answers += 1
        writer.write(f"GET {path}{tail}".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        status = int(head[9:12])
        if b"content-length: " in head:
            length = int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
        elif status in (204, 304):
            length = 0
        else:
            raise RuntimeError(f"an answer without a length: {head!r}")
        await reader.readexactly(length)
        came.bytes += length
        came.statuses[status] = came.statuses.get(status, 0) + 1
    writer.close()


async def drive(orders: Orders) -> Came:
    came, began = Came(), time.perf_counter()
    await asyncio.gather(*(_read(orders, came, began + orders.seconds) for _ in range(orders.connections)))
    came.seconds = time.perf_counter() - began
    return came


if __name__ == "__main__":
    result: Any = uvloop.run(drive(msgspec.json.decode(sys.stdin.buffer.read(), type=Orders)))
    sys.stdout.buffer.write(msgspec.json.encode(result))

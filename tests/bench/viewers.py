"""Fifty command rooms, in a process of their own: real WebSockets that take down every frame and when it came.

Arguments: port, how many, the file for what they heard. Says ``ready`` when every line has had its first frame of
places, and ends when its standard input does.
"""

import asyncio
import sys
import time

import numpy as np
import uvloop
from websockets.asyncio.client import connect

from backend.command.places import NAME, PLACE
from tests.bench import crowd


class Viewer:
    def __init__(self, number: int) -> None:
        self.number = number
        self.bytes = 0
        self.frames: list[tuple[float, bytes]] = []
        self.begun = asyncio.Event()

    async def listen(self, port: int) -> None:
        cookie = {"Cookie": crowd.viewer_cookie(self.number)}
        seq = 0
        async with connect(
            f"ws://127.0.0.1:{port}/api/live", additional_headers=cookie, compression=None, max_size=16 << 20
        ) as socket:
            async for frame in socket:
                seq += 1
                self.bytes += len(frame)
                if isinstance(frame, bytes):
                    if int.from_bytes(frame[:4], "little") != seq:
                        raise RuntimeError(f"viewer {self.number}: a hole before {seq}")
                    self.frames.append((time.time() * 1000, frame))
                    self.begun.set()

    def heard(self) -> np.ndarray:
        """Rows of (officer, time of fix, when it was here), epoch ms."""
        officer_of: dict[int, int] = {}
        parts = []
        for here, frame in self.frames:
            told = int.from_bytes(frame[6:8], "little")
            names, count = (int.from_bytes(frame[at : at + 4], "little") for at in (8, 12))
            base = np.frombuffer(frame, "<f8", 1, 16)[0]
            for index, person, _ in np.frombuffer(frame, NAME, names, 24 + told).tolist():
                officer_of[index] = crowd.number_of(person)
            places = np.frombuffer(frame, PLACE, count, 24 + told + names * NAME.itemsize)
            who = np.array([officer_of[i] for i in places["index"].tolist()], np.float64)
            parts.append(np.column_stack([who, base + places["at"], np.full(count, here)]))
        return np.concatenate(parts) if parts else np.empty((0, 3))


async def watch(port: int, count: int, file: str) -> None:
    viewers = [Viewer(number) for number in range(count)]
    lines = [asyncio.create_task(viewer.listen(port)) for viewer in viewers]
    await asyncio.wait_for(asyncio.gather(*(viewer.begun.wait() for viewer in viewers)), 60)
    before, began = sum(viewer.bytes for viewer in viewers), time.time()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.buffer.read)
    seconds = time.time() - began
    spent = sum(viewer.bytes for viewer in viewers) - before
    broken = [repr(line.exception()) for line in lines if line.done()]
    for line in lines:
        line.cancel()
    await asyncio.gather(*lines, return_exceptions=True)
    np.savez(file, *(viewer.heard() for viewer in viewers), bytes_s=spent / seconds / count, broken=broken)


if __name__ == "__main__":
    asked_port, asked_count, to = sys.argv[1:]
    uvloop.run(watch(int(asked_port), int(asked_count), to))

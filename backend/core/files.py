"""Files handed out in pieces."""

import asyncio
from collections.abc import AsyncIterator
from typing import BinaryIO

_CHUNK = 256 << 10


async def chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    """All of it, read beside the event loop; closed when the last was taken or nobody takes any more."""
    with file:
        while chunk := await asyncio.to_thread(file.read, _CHUNK):
            yield chunk

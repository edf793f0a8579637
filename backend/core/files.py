"""Files handed out: in pieces, and by a name."""

import asyncio
from collections.abc import AsyncIterator
from typing import BinaryIO
from urllib.parse import quote

_CHUNK = 256 << 10


async def chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    """All of it, read beside the event loop; closed when the last was taken or nobody takes any more."""
    with file:
        while chunk := await asyncio.to_thread(file.read, _CHUNK):
            yield chunk


def attachment(name: str, plain: str) -> str:
    """``Content-Disposition``, RFC 6266: the name in Unicode, and one in ASCII for what does not read it."""
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"

"""Answers that the other side may keep until they change."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from litestar import Request, Response

T = TypeVar("T")


async def answer_if_changed(
    request: Request[Any, Any, Any], tag: str, make: Callable[[], Awaitable[T]], media_type: str | None = None
) -> Response[T]:
    """304 without a body when the caller holds this ``tag`` already; ``make`` is only called otherwise."""
    quoted = f'"{tag}"'
    headers = {"etag": quoted, "cache-control": "private, no-cache"}
    held = {t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")}
    if quoted in held or "*" in held:
        nothing = b"" if media_type else None
        unchanged: Response[Any] = Response(nothing, status_code=304, headers=headers, media_type=media_type)
        return unchanged
    return Response(await make(), headers=headers, media_type=media_type)

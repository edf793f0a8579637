"""Requests whose JSON is read strictly: it must say that it is JSON, and name no key twice."""

import json
from typing import Any

from litestar import Request
from litestar.exceptions import SerializationException

from backend.core import faults
from backend.core.errors import Malformed, UnsupportedType


class StrictRequest(Request[Any, Any, Any]):
    async def json(self) -> Any:
        """
        Raises:
            UnsupportedType: the body is not declared as JSON.
            Malformed: it is not JSON, or an object names a key twice.
        """
        if self.content_type[0] != "application/json":
            raise UnsupportedType("请以 application/json 发送。", "Send application/json.")
        try:
            value = await super().json()
        except SerializationException as exc:
            raise Malformed(*faults.unreadable(str(exc))) from exc
        refuse_repeated_keys(await self.body())
        return value


def refuse_repeated_keys(text: bytes) -> None:
    """Readers differ on which of two equal keys counts, so that what was checked may not be what is used.

    ``text`` has been read as JSON before.

    Raises:
        Malformed: names the key.
    """
    json.loads(text, object_pairs_hook=_once, parse_int=_nothing, parse_float=_nothing)


def _once(pairs: list[tuple[str, Any]]) -> None:
    seen = set()
    for key, _ in pairs:
        if key in seen:
            raise Malformed("JSON 中有重复的字段。", f"The JSON names the key {key[:100]!r} twice.")
        seen.add(key)


def _nothing(_: str) -> None:
    """Numbers do not matter here, and a very long one would take long."""

"""Requests whose JSON is read strictly: it must say that it is JSON, name no key twice, and no time beyond all time."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Request
from litestar.exceptions import SerializationException

from backend.core import faults
from backend.core.errors import Malformed, UnsupportedType

_AT_THE_ENDS = re.compile(rb"0001-01-01|9999-12-31|-62135|253402|\\u00[23]")
"""What a time at either end of all time is written with: as a text, in seconds, or with digits and dashes escaped."""


class StrictRequest(Request[Any, Any, Any]):
    async def json(self) -> Any:
        """
        Raises:
            UnsupportedType: the body is not declared as JSON.
            Malformed: it is not JSON, or an object names a key twice.
            Invalid: a time that is none in UTC.
        """
        if self.content_type[0] != "application/json":
            raise UnsupportedType("请以 application/json 发送。", "Send application/json.")
        try:
            value = await super().json()
        except SerializationException as exc:
            raise Malformed(*faults.unreadable(str(exc))) from exc
        body = await self.body()
        refuse_repeated_keys(body)
        data = self.route_handler.parsed_fn_signature.parameters.get("data")
        if data is not None and _AT_THE_ENDS.search(body):
            refuse_times_beyond(value, data.annotation)
        return value


def refuse_times_beyond(value: Any, kind: Any) -> None:
    """A time of the year 1 or 9999 may, with its offset, lie where there is no year, and then cannot be stored. The
    very first moment and the very last one would be kept as no moment at all.

    ``kind``: what ``value`` is going to be read as. What does not fit it is left to whoever reads it.

    Raises:
        Invalid: names the fields.
    """
    try:
        read = msgspec.convert(value, kind, strict=False)
    except (msgspec.ValidationError, TypeError):
        return
    if wrong := [(where.removeprefix("."), "Timestamp is out of range") for where in _beyond("", read)]:
        raise faults.invalid(wrong)


def _beyond(where: str, part: Any) -> Iterator[str]:
    if isinstance(part, datetime):
        try:
            beyond = part.astimezone(UTC).replace(tzinfo=None) in (datetime.min, datetime.max)
        except OverflowError:
            beyond = True
        if beyond:
            yield where
    elif isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            yield from _beyond(f"{where}.{name}", getattr(part, name))
    elif isinstance(part, list):
        for n, each in enumerate(part):
            yield from _beyond(f"{where}[{n}]", each)


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

"""What a request for features asks for. Pure. What is wrong is 400, as the standard wants it, with what and where."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from backend.core.china import SHANGHAI
from backend.core.errors import FieldError, Malformed
from backend.features.structs import Asked, BoxOf, Times

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
_YEARS = range(1900, 2200)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_MOST_TEXT = 200


def asked(pairs: Sequence[tuple[str, str]], matches: Mapping[str, str], usual: int, most: int) -> Asked:
    """``matches``: properties that may be asked for, each with the pattern of its values.

    Raises: Malformed: names every parameter that is wrong and why.
    """
    given = _once(pairs, {"bbox", "datetime", "limit", "after", "f", *matches})
    if given.get("f", "json") not in ("json", "geojson"):
        raise _wrong("f", "只提供 GeoJSON。", "Only json and geojson are served.")
    for name, pattern in matches.items():
        if name in given and not re.fullmatch(pattern, given[name]):
            raise _wrong(name, "取值有误。", f"Must match {pattern}.")
    return Asked(
        boxes=boxes(given["bbox"]) if "bbox" in given else [],
        times=times(given["datetime"]) if "datetime" in given else None,
        limit=_limit(given["limit"], most) if "limit" in given else usual,
        after=_after(given["after"]) if "after" in given else None,
        match={name: given[name] for name in matches if name in given},
    )


def format_only(pairs: Sequence[tuple[str, str]]) -> None:
    """For pages that take no parameter but the format.

    Raises: Malformed
    """
    if _once(pairs, {"f"}).get("f", "json") != "json":
        raise _wrong("f", "只提供 JSON。", "Only json is served.")


def _once(pairs: Sequence[tuple[str, str]], known: set[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in pairs:
        if name not in known:
            shown = name[:40].encode("ascii", "replace").decode()
            raise _wrong(shown, "没有这个参数。", f"Not known here. Known are {', '.join(sorted(known))}.")
        if name in given:
            raise _wrong(name, "参数重复。", "Given more than once.")
        if len(value) > _MOST_TEXT:
            raise _wrong(name, "太长。", f"Longer than {_MOST_TEXT} characters.")
        given[name] = value
    return given


def _wrong(field: str, zh: str, en: str) -> Malformed:
    return Malformed(f"参数 {field}：{zh}", f"Parameter {field}: {en}", (FieldError(field, en, zh, en),))


def boxes(text: str) -> list[BoxOf]:
    """Four numbers in degrees, or six with heights, which are left aside. West beyond east crosses the 180th meridian.

    Raises: Malformed
    """
    parts = text.split(",")
    if len(parts) not in (4, 6):
        raise _wrong("bbox", "应为 4 或 6 个数。", "Four numbers: west, south, east, north; or six with heights.")
    numbers = [_degrees(f"bbox[{n}]", part) for n, part in enumerate(parts)]
    west, south, east, north = numbers if len(numbers) == 4 else (numbers[0], numbers[1], numbers[3], numbers[4])
    for field, value, most in (("west", west, 180), ("east", east, 180), ("south", south, 90), ("north", north, 90)):
        if abs(value) > most:
            raise _wrong("bbox", f"{field} 超出范围。", f"{field} is beyond {most} degrees.")
    if south > north:
        raise _wrong("bbox", "南界高于北界。", "The south lies north of the north.")
    return [(west, south, east, north)] if west <= east else [(west, south, 180, north), (-180, south, east, north)]


def _degrees(field: str, text: str) -> float:
    if not _NUMBER.fullmatch(text.strip()) or not math.isfinite(value := float(text)):
        raise _wrong(field, "不是数。", "Not a number.")
    return value


def times(text: str) -> Times:
    """A moment with its offset, a day (in China), or two of these with a slash between; ``..`` or nothing is open.

    Raises: Malformed
    """
    parts = text.split("/")
    if len(parts) > 2:
        raise _wrong("datetime", "最多两个时间。", "At most two moments.")
    if len(parts) == 1:
        first, last = _moments("datetime", text)
        return Times(begin=first, end=last)
    begin = None if parts[0] in ("", "..") else _moments("datetime[0]", parts[0])[0]
    end = None if parts[1] in ("", "..") else _moments("datetime[1]", parts[1])[1]
    if begin is not None and end is not None and end < begin:
        raise _wrong("datetime", "结束早于开始。", "It ends before it begins.")
    return Times(begin=begin, end=end)


def _moments(field: str, text: str) -> tuple[datetime, datetime]:
    """The first and the last moment of what is said."""
    said = text.strip()
    try:
        if _DAY.fullmatch(said) and (day := date.fromisoformat(said)).year in _YEARS:
            begin = datetime.combine(day, time(), SHANGHAI)
            return begin, begin + timedelta(days=1) - timedelta(microseconds=1)
        if _MOMENT.fullmatch(said) and (at := datetime.fromisoformat(said.upper())).year in _YEARS:
            return at, at
    except ValueError:
        pass
    raise _wrong(field, "不是日期或带时区的时间。", "Neither a day nor a moment as 2026-11-26T08:00:00+08:00.")


def _limit(text: str, most: int) -> int:
    """More than there is at a time is no error: as much as there is."""
    if not text.isascii() or not text.isdigit() or len(text) > 18 or int(text) < 1:
        raise _wrong("limit", "应为正整数。", "A whole number from 1.")
    return min(int(text), most)


def _after(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise _wrong("after", "分页游标有误。", "Not what a next link of this collection says.") from None

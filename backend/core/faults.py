"""What the reader of requests finds wrong with them, told in Chinese and English. Pure."""

import re
from collections.abc import Callable

from backend.core.errors import FieldError, Invalid

_KINDS = {
    "str": ("文字", "text"), "int": ("整数", "a whole number"), "float": ("数字", "a number"),
    "bool": ("是或否（true、false）", "true or false"), "null": ("空值", "null"), "array": ("列表", "a list"),
    "object": ("对象", "an object"), "datetime": ("时间", "a time"), "date": ("日期", "a date"),
    "uuid": ("编号", "an id"), "bytes": ("字节", "bytes"),
}  # fmt: skip
_UNITS = {
    "str": ("个字符", "characters"),
    "bytes": ("个字节", "bytes"),
    "array": ("项", "items"),
    "object": ("项", "items"),
}
Both = tuple[str, str]


def _kinds(found: str) -> Both:
    each = [_KINDS.get(kind, (kind, kind)) for kind in found.split(" | ")]
    return "或".join(zh for zh, _ in each), " or ".join(en for _, en in each)


def _other_kind(wanted: str, got: str) -> Both:
    (want_zh, want_en), (got_zh, got_en) = _kinds(wanted), _kinds(got)
    return f"应为{want_zh}，收到的是{got_zh}", f"must be {want_en}, not {got_en}"


def _length(kind: str, sign: str, bound: str) -> Both:
    zh, en = _UNITS[kind]
    if sign == "<=":
        return f"最多 {bound} {zh}", f"at most {bound} {en}"
    return f"至少 {bound} {zh}", f"at least {bound} {en}"


_SIGNS = {
    ">=": ("不能小于", "at least"), "<=": ("不能大于", "at most"),
    ">": ("须大于", "more than"), "<": ("须小于", "less than"),
}  # fmt: skip


def _bound(sign: str, bound: str) -> Both:
    zh, en = _SIGNS[sign]
    n = bound.removesuffix(".0")
    return f"{zh} {n}", f"must be {en} {n}"


_TABLE: list[tuple[str, Callable[..., Both]]] = [
    (r"Expected `([^`]+)`, got `([^`]+)`", _other_kind),
    (r"Expected `(str|bytes|array|object)` of length (<=|>=) (\d+)", _length),
    (r"Expected `array` of length (\d+), got (\d+)",
     lambda n, got: (f"应有 {n} 项，收到 {got} 项", f"must have {n} items, not {got}")),
    (r"Expected `(?:int|float)` (>=|<=|>|<) (\S+)", _bound),
    (r"Expected `str` matching regex .*",
     lambda: ("格式不正确，或含有不允许的字符", "not in the form that is wanted here")),
    (r"Expected `datetime` with a timezone component", lambda: ("时间须带时区", "a time must say its zone")),
    (r"Object missing required field `(.+)`", lambda name: (f"缺少 {name}", f"{name} is missing")),
    (r"Object contains unknown field `(.+)`", lambda name: (f"没有 {name} 这一项", f"there is no {name}")),
    (r"Missing", lambda: ("必须填写", "is missing")),
    (r"Invalid (?:enum )?value (.+)", lambda value: (f"没有 {value} 这个选项", f"{value} is none of the choices")),
    (r"Invalid UUID.*", lambda: ("不是编号（UUID）", "no UUID")),
    (r"Invalid RFC3339 encoded date", lambda: ("不是日期（如 2026-03-02）", "no day, like 2026-03-02")),
    (r"Invalid RFC3339 encoded datetime", lambda: ("不是时间（RFC 3339）", "no time as RFC 3339 writes it")),
    (r"Invalid base64 encoded string", lambda: ("不是 base64", "no base64")),
    (r"Timestamp is out of range", lambda: ("时间超出范围", "a time out of range")),
    (r"(?:Integer value|Number) out of range.*", lambda: ("数值超出范围", "out of range")),
    (r"'data'", lambda: ("请求没有内容", "there is no body")),
]  # fmt: skip
_RULES = [(re.compile(pattern, re.S), say) for pattern, say in _TABLE]


def told(found: str) -> Both:
    """What the reader said of one value. What is not known here stays as it was said, in English."""
    for pattern, say in _RULES:
        if match := pattern.fullmatch(found):
            return say(*match.groups())
    return "内容有误", found


def sentence(wrong: list[tuple[str, str]]) -> Both:
    """One sentence of what is wrong where. ``wrong``: fields, and what the reader said of each; the first is told."""
    if not wrong:
        return "内容有误。", "Something in the request is wrong."
    field, (zh, en) = wrong[0][0], told(wrong[0][1])
    more_zh, more_en = (f"，另有 {len(wrong) - 1} 处", f", and {len(wrong) - 1} more") if wrong[1:] else ("", "")
    where_zh, where_en = ("", "") if field == "data" else (f"{field} ", f"{field}: ")
    return f"内容有误：{where_zh}{zh}{more_zh}。", f"Something in the request is wrong: {where_en}{en}{more_en}."


def invalid(wrong: list[tuple[str, str]]) -> Invalid:
    """The problem of a request with these faults. ``wrong``: as in ``sentence``."""
    return Invalid(*sentence(wrong), tuple(FieldError(field, found, *told(found)) for field, found in wrong))


def missing(found: str) -> str | None:
    """The parameter that a request had to have, if that is what the framework says."""
    match = re.match(r"Missing required \S+ parameter '([^']+)' for path ", found)
    return match[1] if match else None


def unreadable(found: str) -> Both:
    """Of a body that cannot be read as JSON: where it stops being some, as far as the reader says."""
    byte = re.search(r"\(byte (\d+)\)", found)
    if byte:
        n = int(byte[1]) + 1
        return f"请求无法解析：第 {n} 个字节起不是 JSON。", f"The request cannot be read: no JSON from byte {n} on."
    if "out of range" in found:
        return "请求无法解析：有数值超出范围。", "The request cannot be read: a value is out of range."
    return "请求无法解析：不是完整的 JSON。", "The request cannot be read: the JSON is not whole."

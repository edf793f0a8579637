"""Which column holds what, by the names that survey offices and departments use, and its values as text."""

import math
import unicodedata
from collections.abc import Sequence

CODE = (
    "code", "编码", "代码", "网格编码", "网格代码", "区域编码", "区域代码", "勤务区编码", "责任区编码", "行政区划代码",
    "行政区代码", "zone_code", "area_code", "grid_code", "xzqdm", "zldwdm", "xzdm", "cdm", "dm", "bm",
    "网格编", "区域编",
)  # fmt: skip
NAME = (
    "name", "名称", "网格名称", "区域名称", "勤务区名称", "责任区名称", "行政区名称", "zone_name", "area_name",
    "grid_name", "xzqmc", "zldwmc", "xzmc", "cmc", "mc", "网格名", "区域名",
)  # fmt: skip
TOWN = ("town_code", "town", "乡镇编码", "乡镇代码", "所属乡镇", "所属镇街", "乡镇", "镇街", "乡镇名称", "szxz")
"""The first that is there wins. The last of a list are cut to ten bytes, as a Shapefile in UTF-8 cuts them."""


def find(fields: Sequence[str], wanted: str | None, aliases: Sequence[str]) -> str | None:
    """The column named by the person, else the first alias present; letter case and spaces do not matter."""
    by_name = {f.strip().casefold(): f for f in reversed(fields)}
    names = aliases if wanted is None else (wanted,)
    return next((by_name[n.strip().casefold()] for n in names if n.strip().casefold() in by_name), None)


def text(value: object) -> str:
    """A value as text: numbers without a fraction lose their point, what is missing is empty."""
    if value is None or isinstance(value, bool | bytes):
        return ""
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else str(value)
    return str(value).strip()


def is_plain(said: str) -> bool:
    """No control, surrogate or direction-changing characters, which would make the text look like another."""
    return not any(unicodedata.category(c) in ("Cc", "Cs", "Cf", "Co", "Cn") for c in said)


def shown(said: str, length: int = 60) -> str:
    """Fit for a report, whatever it was."""
    return "".join(c if is_plain(c) else "\N{REPLACEMENT CHARACTER}" for c in said[:length])

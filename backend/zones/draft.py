"""A feature between the file and the report."""

from typing import Any

from msgspec import Struct

from backend.zones.structs import Finding, Severity


class Draft(Struct, kw_only=True):
    """A feature while it is being judged. ``shape`` is in degrees, ``metres`` the same in EPSG:4549.

    ``seen`` is the shape as it was read, for looking at, even where it cannot be used.
    """

    index: int
    code: str
    name: str
    town: str
    findings: list[Finding]
    seen: Any = None
    shape: Any = None
    metres: Any = None
    town_code: str | None = None

    @property
    def good(self) -> bool:
        return not any(f.severity is Severity.ERROR for f in self.findings)

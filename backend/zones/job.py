"""What travels between the application and the limited process that reads files of strangers (MessagePack)."""

from msgspec import Struct

from backend.zones.structs import AreaRepair, FeatureReport, Finding, ImportShape, NewAreaImport


class Outline(Struct, frozen=True, kw_only=True):
    """An area in force, as WKB in CGCS2000 degrees, against which new ones are checked."""

    code: str
    name: str
    wkb: bytes


class Standing(Struct, frozen=True, kw_only=True):
    """An area of the imported kind that is in force, or comes into force, once the import does."""

    code: str
    name: str
    town_code: str | None
    wkb: bytes


class Numbered(Struct, frozen=True, kw_only=True):
    """One version of an area by its number, as WKB in CGCS2000 degrees."""

    number: int
    code: str
    wkb: bytes


class Job(Struct, frozen=True, kw_only=True):
    """A file and what it is to be checked against."""

    wanted: NewAreaImport
    counties: list[Outline]
    towns: list[Outline]
    standing: list[Standing]
    file: bytes


class Shape(Struct, frozen=True, kw_only=True):
    """An area found good, ready to be stored; WKB of a multipolygon in CGCS2000 degrees."""

    index: int
    code: str
    name: str
    town_code: str | None
    area_m2: float
    wkb: bytes


class Repairs(Struct, frozen=True, kw_only=True):
    """What could be done about a file, and its areas after all of that; both empty when there is nothing to do."""

    proposals: list[AreaRepair] = []
    shapes: list[Shape] = []


class Checked(Struct, frozen=True, kw_only=True):
    """The outcome. ``refusal``: the file could not be read at all, and there is no report."""

    refusal: Finding | None = None
    problems: list[Finding] = []
    features: list[FeatureReport] = []
    shapes: list[Shape] = []
    previews: list[ImportShape] = []
    repairs: Repairs = Repairs()

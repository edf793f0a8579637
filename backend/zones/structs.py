"""Areas on the wire."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from backend.core.errors import FieldError
from backend.core.geojson import MultiPolygon
from geo.repairs import Repair


class AreaKind(StrEnum):
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"
    DUTY_ZONE = "duty_zone"  # 责任勤务区
    UNIT_GRID = "unit_grid"  # 单元网格, GB/T 30428.1
    GOVERNANCE_GRID = "governance_grid"  # 全科网格


DEALING = (AreaKind.TOWN, AreaKind.DUTY_ZONE)
"""The kinds of area that decide who deals with what happens at a place."""


class AreaRef(Struct, frozen=True, kw_only=True):
    """An area named, without its shape."""

    id: UUID
    kind: AreaKind
    code: str
    name: str
    town_code: str | None


class AreaVersion(Struct, frozen=True, kw_only=True):
    """A version of an area without its shape. ``number`` stands for it where there are millions, as in tracks."""

    number: int
    id: UUID
    kind: AreaKind
    code: str
    name: str
    town_code: str | None
    valid_from: date
    valid_to: date | None

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def ref(self) -> AreaRef:
        return AreaRef(id=self.id, kind=self.kind, code=self.code, name=self.name, town_code=self.town_code)


class Area(Struct, frozen=True, kw_only=True):
    """One version of an area: in force from ``valid_from`` until the day before ``valid_to``. Mirrors ``areas``."""

    id: UUID
    kind: AreaKind
    code: str
    name: str
    town_code: str | None
    valid_from: date
    valid_to: date | None
    geometry: MultiPolygon
    area_m2: float


class AreasAt(Struct, frozen=True, kw_only=True):
    """What covers a place on a day, one area of each kind."""

    on: date
    areas: list[AreaRef]


class Datum(StrEnum):
    """What the sender says the numbers are. ``auto``: what the file itself declares."""

    AUTO = "auto"
    CGCS2000 = "cgcs2000"
    WGS84 = "wgs84"
    GCJ02 = "gcj02"


class ImportMode(StrEnum):
    """Which areas in force an import ends: those of the same codes, or every one of its kind in the same towns."""

    BY_CODE = "by_code"
    REPLACE_ALL = "replace_all"


class NewAreaImport(Struct, frozen=True, kw_only=True):
    """How a file of areas is to be read. ``epsg`` declares what the file does not; ``ends`` are codes of areas that end
    without a successor, which no file can say."""

    kind: AreaKind
    valid_from: date
    filename: str
    datum: Datum = Datum.AUTO
    convert: bool = False
    mode: ImportMode = ImportMode.BY_CODE
    epsg: int | None = None
    layer: str | None = None
    encoding: str | None = None
    code_field: str | None = None
    name_field: str | None = None
    town_field: str | None = None
    ends: tuple[str, ...] = ()


class ImportOrigin(StrEnum):
    """A file that was sent, or borders that were changed on the map."""

    FILE = "file"
    MAP = "map"


class Severity(StrEnum):
    ERROR = "error"
    NOTE = "note"


class Finding(Struct, frozen=True, kw_only=True):
    """Something found in a file. ``place`` is longitude and latitude where that can be said."""

    code: str
    zh: str
    en: str
    severity: Severity = Severity.ERROR
    place: tuple[float, float] | None = None
    other_code: str | None = None

    def of(self, field: str) -> FieldError:
        """That it was found in this field of what was sent."""
        return FieldError(field, self.code, self.zh, self.en)


class FeatureReport(Struct, frozen=True, kw_only=True):
    """What is to be said of one feature; ``index`` counts from 0 in the file."""

    index: int
    code: str
    name: str
    ok: bool
    errors: list[Finding]
    town_code: str | None = None


class AreaImportState(StrEnum):
    CHECKED = "checked"
    APPLIED = "applied"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Accept(StrEnum):
    ALL = "all"
    GOOD_PART = "good_part"
    NONE = "none"


class AreaImport(Struct, frozen=True, kw_only=True):
    """A file of areas with the report on it. Mirrors table ``area_imports``, without file and shapes."""

    id: UUID
    origin: ImportOrigin
    kind: AreaKind
    filename: str
    valid_from: date
    mode: ImportMode
    state: AreaImportState
    accepted: Accept | None
    feature_count: int
    good_count: int
    applied_count: int
    features: list[FeatureReport]
    problems: list[Finding]
    imported_by: UUID | None
    at: datetime
    decided_at: datetime | None
    withdrawn_at: datetime | None


class ImportShape(Struct, frozen=True, kw_only=True):
    """A feature of a checked file for looking at, simplified; ``index`` as in the report."""

    index: int
    geometry: MultiPolygon


class AreaRepair(Struct, frozen=True, kw_only=True):
    """What could be done about one fault of a file (修正建议); nothing is done by it.

    ``index`` is the feature that would change, ``others`` the ones around; ``ground`` is what two share or nobody has,
    ``after`` the feature as it would be by this alone (None: left out).
    """

    repair: Repair
    index: int
    others: list[int]
    area_m2: float
    place: tuple[float, float]
    zh: str
    en: str
    ground: MultiPolygon
    after: MultiPolygon | None


class Ended(Struct, frozen=True, kw_only=True):
    """A version that an import ended, and until when it had been in force before."""

    id: UUID
    valid_to: date | None


class Decision(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    accept: Accept

"""What the schema says of bodies that are read as bytes."""

from dataclasses import dataclass

from litestar.openapi.spec import (
    OpenAPIFormat,
    OpenAPIMediaType,
    OpenAPIType,
    Operation,
    Reference,
    RequestBody,
    Schema,
)

from backend.patrols.tracks.gpx import MEDIA_TYPE as GPX
from backend.patrols.tracks.wire import MEDIA_TYPE

_BYTES = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY))


def _integers(low: int, high: int) -> Schema:
    item = Schema(type=OpenAPIType.INTEGER, minimum=low, maximum=high)
    return Schema(type=OpenAPIType.ARRAY, items=item, min_items=1, max_items=1000)


_TIME = Schema(type=OpenAPIType.INTEGER, minimum=0, maximum=4_102_444_800_000, description="epoch milliseconds")
_COLUMNS: dict[str, Reference | Schema] = {
    "first_seq": Schema(type=OpenAPIType.INTEGER, minimum=0, maximum=999_999),
    "t0": _TIME,
    "sent_at": _TIME,
    "dt": _integers(0, 2**32 - 1),
    "lon": _integers(-1_800_000_000, 1_800_000_000),
    "lat": _integers(-900_000_000, 900_000_000),
    **{name: _integers(0, 65535) for name in ("accuracy_dm", "speed_cms", "heading_ddeg", "flags")},
}
_JSON = OpenAPIMediaType(
    schema=Schema(type=OpenAPIType.OBJECT, properties=_COLUMNS, required=list(_COLUMNS), additional_properties=False)
)


@dataclass
class TrackBatch(Operation):
    """Packed or as columns of integers; see ``geo/pack.py`` for units."""

    def __post_init__(self) -> None:
        self.request_body = RequestBody({MEDIA_TYPE: _BYTES, "application/json": _JSON}, required=True)


@dataclass
class GpxFile(Operation):
    def __post_init__(self) -> None:
        self.request_body = RequestBody({GPX: _BYTES}, required=True)

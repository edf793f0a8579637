"""What the schema says of the file that is read as bytes."""

from dataclasses import dataclass

from litestar.openapi.spec import OpenAPIFormat, OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema

_BYTES = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY))


@dataclass
class AreaFile(Operation):
    """GeoJSON, GeoPackage, or a zipped Shapefile; told apart by content, whatever the media type says."""

    def __post_init__(self) -> None:
        self.request_body = RequestBody({"application/octet-stream": _BYTES}, required=True)

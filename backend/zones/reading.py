"""Files of areas, read with GDAL. Runs only in the limited process: see ``checking``.

GDAL would open nearly anything, and some formats name further files or addresses to open. So the format is told from
the first bytes, every driver but three is switched off (``ENVIRONMENT``), and only memory is read, never a path.
"""

import codecs
from collections.abc import Iterable
from typing import Any

import msgspec
import pyogrio
from msgspec import Raw, Struct
from pyogrio import raw

from backend.zones import archive
from backend.zones.columns import shown
from backend.zones.drivers import ALLOWED
from backend.zones.formats import Format, told
from backend.zones.structs import NewAreaImport
from backend.zones.unreadable import Unreadable
from backend.zones.words import say

MAX_FEATURES = 20_000
MAX_POINTS = 3_000_000
_GDAL_ERRORS = (
    pyogrio.errors.CRSError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.DataSourceError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.FieldError,
    pyogrio.errors.GeometryError,
    UnicodeError,
    IndexError,
    UnboundLocalError,  # pyogrio 0.13, on a system of coordinates that GDAL cannot write down
)


class Layer(Struct, frozen=True, kw_only=True):
    """What a file holds, not yet judged. ``crs`` is as declared: EPSG code, URN, WKT, or None."""

    crs: str | None
    columns: dict[str, list[object]]
    wkb: list[bytes | None]


class _Collection(Struct):
    """The outside of a GeoJSON file; its features stay unparsed."""

    type: str
    features: list[Raw] = []
    crs: Raw = Raw(b"null")


class _CrsName(Struct):
    name: str


class _Crs(Struct):
    properties: _CrsName


def read(data: bytes, wanted: NewAreaImport) -> Layer:
    """The areas in a GeoJSON, GeoPackage or zipped Shapefile.

    Raises:
        Unreadable: none of these, damaged, too large, or it is not clear which layer is meant.
    """
    try:
        layer = _read_by_format(data, wanted)
    except _GDAL_ERRORS as problem:
        raise Unreadable(say("unreadable", why=shown(str(problem), 300))) from problem
    if len(layer.wkb) > MAX_FEATURES:
        raise Unreadable(say("too_many_features", limit=MAX_FEATURES))
    if sum(len(w) for w in layer.wkb if w) > MAX_POINTS * 16:
        raise Unreadable(say("too_many_points", limit=MAX_POINTS))
    return layer


def refuse_other_drivers() -> None:
    """Stop when GDAL could open more than it may, because a new version brought a driver that is not switched off."""
    if others := set(pyogrio.list_drivers()) - ALLOWED:
        raise RuntimeError(f"these GDAL drivers must be off: {', '.join(sorted(others))}")


def _read_by_format(data: bytes, wanted: NewAreaImport) -> Layer:
    match told(data):
        case Format.GEOPACKAGE:
            return _geopackage(data, wanted.layer)
        case Format.ARCHIVE:
            return _shapefile(data, wanted)
        case Format.GEOJSON:
            return _geojson(data.removeprefix(codecs.BOM_UTF8))
        case None:
            raise Unreadable(say("unknown_format"))


def _geojson(data: bytes) -> Layer:
    try:
        outside = msgspec.json.decode(data, type=_Collection)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as problem:
        raise Unreadable(say("unreadable", why=shown(str(problem), 300))) from problem
    if outside.type != "FeatureCollection":
        raise Unreadable(say("unknown_format"))
    if len(outside.features) > MAX_FEATURES:
        raise Unreadable(say("too_many_features", limit=MAX_FEATURES))
    meta, _, shapes, values = raw.read(data)
    # An entry that is not even an object is left out by GDAL, and every index after it would be wrong.
    if len(shapes) != len(outside.features):
        raise Unreadable(say("unreadable", why="features"))
    return _layer(_crs_of(outside), meta["fields"], values, shapes)


def _crs_of(outside: _Collection) -> str | None:
    """The name in the "crs" member, which GDAL replaces by EPSG:4326 when it is missing or unknown."""
    if bytes(outside.crs) == b"null":
        return None
    try:
        return msgspec.json.decode(outside.crs, type=_Crs).properties.name
    except msgspec.DecodeError:
        return shown(bytes(outside.crs).decode(errors="replace"))


def _geopackage(data: bytes, name: str | None) -> Layer:
    layers = [str(layer) for layer, kind in pyogrio.list_layers(data) if kind is not None]
    if name is not None:
        layers = [layer for layer in layers if layer == name]
    if not layers:
        raise Unreadable(say("no_layer", name=name or ""))
    if len(layers) > 1:
        raise Unreadable(say("several_layers", names=shown(", ".join(layers), 300)))
    meta, _, shapes, values = raw.read(data, layer=layers[0], max_features=MAX_FEATURES + 1)
    return _layer(meta["crs"], meta["fields"], values, shapes)


def _shapefile(data: bytes, wanted: NewAreaImport) -> Layer:
    """Text is read byte for byte (Latin-1 keeps every byte) and decoded here, because the declared encoding of
    Chinese Shapefiles is often missing and sometimes wrong."""
    files = archive.parts(data, wanted.layer)
    declared = wanted.encoding or files.pop(".cpg", b"").decode("ascii", "replace").strip()
    files.pop(".cpg", None)
    table = bytearray(files[".dbf"])
    table[29:30] = b"\0"  # the language mark, by which GDAL would decode
    meta, _, shapes, values = raw.read(archive.repack({**files, ".dbf": bytes(table)}), max_features=MAX_FEATURES + 1)
    texts = [v.tolist() for v in values]
    encoding = _encoding(_strings([meta["fields"], *texts]), declared, certain=wanted.encoding is not None)
    fields = [_decode(f, encoding) for f in meta["fields"]]
    columns = [[_decode(v, encoding) if isinstance(v, str) else v for v in column] for column in texts]
    return Layer(crs=meta["crs"], columns=dict(zip(fields, columns, strict=True)), wkb=list(shapes))


def _layer(crs: str | None, fields: Iterable[str], values: Iterable[Any], shapes: Iterable[bytes | None]) -> Layer:
    columns = {str(f): v.tolist() for f, v in zip(fields, values, strict=True)}
    return Layer(crs=crs, columns=columns, wkb=list(shapes))


def _strings(columns: Iterable[Iterable[object]]) -> set[str]:
    return {v for column in columns for v in column if isinstance(v, str)}


def _encoding(said: set[str], declared: str, *, certain: bool) -> str:
    """The declared encoding if the text fits it, else UTF-8, else GB 18030 (which includes GBK and GB 2312)."""
    wanted = _python_name(declared)
    if certain:
        if wanted is None or not _fits(said, wanted):
            raise Unreadable(say("encoding", name=shown(declared)))
        return wanted
    for encoding in (wanted, "utf-8", "gb18030"):
        if encoding and _fits(said, encoding):
            return encoding
    raise Unreadable(say("encoding", name="UTF-8, GB 18030"))


def _python_name(declared: str) -> str | None:
    name = declared.lower().removeprefix("ansi ").removeprefix("oem ").strip()
    name = f"cp{name}" if name.isdigit() else name
    if name in ("cp65001", "utf8"):
        return "utf-8"
    # GBK is a part of GB 18030, and files that say GBK hold characters beyond it.
    if name in ("gbk", "gb2312", "cp936", "ms936"):
        return "gb18030"
    try:
        return codecs.lookup(name).name if name else None
    except (LookupError, ValueError):
        return None


def _fits(said: set[str], encoding: str) -> bool:
    try:
        for value in said:
            _decode(value, encoding)
    except UnicodeError:
        return False
    return True


def _decode(latin: str, encoding: str) -> str:
    """A column is cut at a number of bytes, perhaps within a character: what is left of that is dropped."""
    return codecs.getincrementaldecoder(encoding)("strict").decode(latin.encode("latin-1"), final=False)

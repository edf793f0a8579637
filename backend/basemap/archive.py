"""A package as one file: PMTiles 3 (github.com/protomaps/PMTiles), tiles gzipped, layers named in the metadata."""

import gzip
import io
from collections.abc import Iterable

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from backend.basemap import rules
from backend.basemap.structs import Box, FeatureKind, Tile

_FIELDS = {"name": "String", "rank": "Number"}
_ZONE_FIELDS = {"kind": "String", "code": "String", "name": "String"}


def packed(tiles: Iterable[Tile], box: Box, name: str) -> bytes:
    """All tiles in one archive; empty ones are left out, as the format has it.

    Raises:
        ValueError: there is not a single tile with something in it.
    """
    kept = sorted((zxy_to_tileid(t.z, t.x, t.y), t.data) for t in tiles if t.data)
    if not kept:
        raise ValueError("no tile has anything in it")
    file = io.BytesIO()
    writer = Writer(file)
    for tile_id, data in kept:
        writer.write_tile(tile_id, gzip.compress(data, mtime=0))
    header = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP, **rules.header(box)}
    zooms = {"minzoom": rules.FIRST_ZOOM, "maxzoom": rules.LAST_ZOOM}
    layers = [{"id": kind.value, "fields": _FIELDS, **zooms} for kind in FeatureKind]
    layers.append({"id": "zones", "fields": _ZONE_FIELDS, **zooms})
    writer.finalize(header, {"name": name, "vector_layers": layers})
    return file.getvalue()

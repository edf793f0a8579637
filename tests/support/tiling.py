"""Tiles of a web map, computed and read independently of ours."""

import math
from typing import Any

import mapbox_vector_tile
import numpy as np

EXTENT = 4096


def tile_of(lon: float, lat: float, z: int) -> tuple[int, int]:
    """Column and row of the tile that holds a place."""
    x, y = grid(lon, lat, z)
    return int(x), int(y)


def grid(lon: float, lat: float, z: int) -> tuple[float, float]:
    n = 1 << z
    return (lon + 180) / 360 * n, (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * n


def features(tile: bytes, layer: str) -> list[dict[str, Any]]:
    """Of one layer, with coordinates from the north-west corner as in the file."""
    if not tile:
        return []
    layers = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})
    found: list[dict[str, Any]] = layers.get(layer, {"features": []})["features"]
    return found


def within_tile(lonlat: np.ndarray, z: int, x: int, y: int) -> np.ndarray:
    """Coordinates in the units of a tile."""
    placed = np.array([grid(lon, lat, z) for lon, lat in lonlat.tolist()])
    return (placed - [x, y]) * EXTENT

"""A file of duty zones with mistakes in it."""

import json

import shapely

CENTRE = (120.3935, 29.8055)
"""In the first town's first zone, which the good area replaces."""
WEST, SOUTH, SIDE = 120.38, 29.79, 0.02


def defective_zones() -> bytes:
    """GeoJSON: one good area, one whose line crosses itself, one far outside the county."""
    lon, lat = CENTRE
    east, north = WEST + SIDE, SOUTH + SIDE
    crossed = [[WEST, SOUTH], [east, north], [east, SOUTH], [WEST, north], [WEST, SOUTH]]
    shapes = {
        "330681109-Q01": shapely.geometry.mapping(shapely.box(lon - 0.002, lat - 0.002, lon + 0.002, lat + 0.002)),
        "330681109-X02": {"type": "Polygon", "coordinates": [crossed]},
        "330681109-X03": shapely.geometry.mapping(shapely.box(2.0, 48.0, 2.1, 48.1)),
    }
    features = [
        {"type": "Feature", "properties": {"code": code, "name": f"勤务区{code}"}, "geometry": shape}
        for code, shape in shapes.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()

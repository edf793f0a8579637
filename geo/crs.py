"""The two coordinate systems everything here is in. Axis order is always longitude or easting first."""

SRID = 4490
"""CGCS2000 geographic, the statutory datum (Surveying and Mapping Law Art. 5); what every geometry column stores."""
METRIC_EPSG = 4549
"""CGCS2000 3-degree Gauss-Krueger, central meridian 120° E: metres for areas and distances here."""

"""Pages of features, with their links; reading what tells of people leaves a trace."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

import msgspec

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.auth.permissions import Reach
from backend.core import clock
from backend.core.db import Conn
from backend.core.errors import NotFound
from backend.core.ids import uuid7
from backend.features import queries, rules
from backend.features.layers import LAYERS, Layer, one_of
from backend.features.structs import (
    CONFORMS_TO,
    Collection,
    Collections,
    Conformance,
    Drawn,
    Extent,
    Feature,
    FeatureCollection,
    Landing,
    Link,
    Spatial,
)

GEOJSON = "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
_JSON = "application/json"
_TITLE = "枫巡 Fengxun: OGC API – Features"


def landing(root: str) -> Landing:
    return Landing(
        title=_TITLE,
        description="区域、线索、巡查轨迹，按本人权限。 Zones, leads and patrol tracks, within one's own rights.",
        links=[
            _link(root, "self", _JSON, "this page"),
            _link(f"{root}/api", "service-desc", OPENAPI, "what can be asked"),
            _link(f"{root}/conformance", "conformance", _JSON, "what of the standard is kept to"),
            _link(f"{root}/collections", "data", _JSON, "the layers"),
        ],
    )


def conformance() -> Conformance:
    return Conformance(conforms_to=CONFORMS_TO)


async def collections(conn: Conn, caller: Caller, root: str) -> Collections:
    """Those the caller may read."""
    own = [layer for layer in LAYERS if caller.reaches(layer.permission, Reach.OWN)]
    links = [_link(f"{root}/collections", "self", _JSON, "the layers")]
    extent = await _extent(conn)
    return Collections(links=links, collections=[_collection(layer, root, extent) for layer in own])


async def collection(conn: Conn, layer: Layer, root: str) -> Collection:
    return _collection(layer, root, await _extent(conn))


def _collection(layer: Layer, root: str, extent: Extent | None) -> Collection:
    here = f"{root}/collections/{layer.name}"
    return Collection(
        id=layer.name,
        title=layer.title,
        description=layer.about,
        links=[_link(here, "self", _JSON, layer.title), _link(f"{here}/items", "items", GEOJSON, layer.title)],
        extent=msgspec.UNSET if extent is None else extent,
    )


async def _extent(conn: Conn) -> Extent | None:
    box = await queries.extent(conn)
    return None if box is None else Extent(spatial=Spatial(bbox=[(box.west, box.south, box.east, box.north)]))


async def page(
    conn: Conn, caller: Caller, layer: Layer, root: str, pairs: Sequence[tuple[str, str]]
) -> FeatureCollection:
    """
    Raises: Malformed: a parameter is wrong; says which and why.
    """
    asked = rules.asked(pairs, layer.matches, layer.usual, layer.most)
    found = await layer.rows(conn, asked, None)
    rows, more = found[: asked.limit], len(found) > asked.limit
    here = f"{root}/collections/{layer.name}"
    links = [_link(_with(f"{here}/items", pairs), "self", GEOJSON, "this page")]
    if more:
        following = [*(pair for pair in pairs if pair[0] != "after"), ("after", str(rows[-1].id))]
        links.append(_link(_with(f"{here}/items", following), "next", GEOJSON, "the next page"))
    if layer.leaves_trace:
        said = {name: value for name, value in pairs if name != "after"}
        await audit.record(conn, caller.id, f"{layer.name}.features_read", uuid7(), asked=said, rows=len(rows))
    return FeatureCollection(
        features=[_feature(row) for row in rows], links=links, time_stamp=clock.now(), number_returned=len(rows)
    )


async def feature(conn: Conn, caller: Caller, layer: Layer, root: str, feature_id: UUID) -> Feature:
    found = await one_of(layer, conn, feature_id)
    if found is None:
        raise NotFound("没有找到。", "No such feature.")
    if layer.leaves_trace:
        await audit.record(conn, caller.id, f"{layer.name}.features_read", feature_id, rows=1)
    here = f"{root}/collections/{layer.name}"
    links = [
        _link(f"{here}/items/{feature_id}", "self", GEOJSON, "this feature"),
        _link(here, "collection", _JSON, layer.title),
    ]
    return msgspec.structs.replace(_feature(found), links=links)


def _feature(row: Drawn) -> Feature:
    return Feature(id=row.id, geometry=msgspec.Raw((row.geometry or "null").encode()), properties=row.properties)


def _link(href: str, rel: str, media_type: str, title: str) -> Link:
    return Link(href=href, rel=rel, type=media_type, title=title)


def _with(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs, safe=',:/')}" if pairs else path

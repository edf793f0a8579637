"""Who may do what to whose things: written by hand, so that the code's own table can be held against it.

Letters are roles: G grid worker, O officer, L squad leader, C command room, V legal reviewer, D county department,
W guidance office, A auditor, S system administrator, X security administrator.
``may``: who gets past the door; everybody else who is signed in is told 403.
``own``, ``town``, ``other``, ``assigned``, ``missing``: for whose thing the answer is ``ok``; the rest of ``may`` is
told 404, exactly as for a thing that does not exist. Only for listings: in whose list the thing is.
"""

import time
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from tests.conftest import FENGQIAO
from tests.support.pieces import a_lead, tus
from tests.support.world import Things

ALL = "GOLCVDWASX"
EVERYBODY = ALL + "0"
"""Also whoever has no role."""
Kwargs = dict[str, Any]


class Op(Struct, frozen=True, kw_only=True):
    name: str
    may: str
    ok: int = 200
    oks: dict[str, int] = {}
    """Where the answer to some relation is another than ``ok``."""
    none: bool = False
    """About no thing at all: ``may`` is everything there is to know."""
    listing: bool = False
    own: str = ""
    town: str = ""
    other: str = ""
    assigned: str | None = None
    missing: str = ""
    path: str = ""
    send: Callable[[Things], Kwargs] = lambda _: {}

    @property
    def method(self) -> str:
        return self.name.split(" ")[0]

    def url(self, things: Things) -> str:
        path = self.path or self.name.split(" ")[1].replace(":uuid", "")
        return path.format(**{f: getattr(things, f) for f in Things.__struct_fields__})


def body(**words: Any) -> Callable[[Things], Kwargs]:
    return lambda _: {"json": words}


_DAY = "2026-03-02T00:00:00Z"
SQUARE = {
    "type": "MultiPolygon",
    "coordinates": [[[[120.2, 29.75], [120.22, 29.75], [120.22, 29.77], [120.2, 29.77], [120.2, 29.75]]]],
}
_CORNER = {"x": 0.1, "y": 0.1, "width": 0.2, "height": 0.2}
_READ_LEAD = {"may": "GOLCVDW", "own": "GOLCVDW", "town": "OLCVDW", "other": "DW", "assigned": "GOLCVDW"}
_READ_PATROL = {"may": "OLCW", "own": "OLCW", "town": "LCW", "other": "W"}
_HOLD = {"may": "CVW", "own": "CVW", "town": "CVW", "other": "W"}
_READ_ALARM = {"may": "GOLCW", "own": "GOLCW", "town": "LCW", "other": "W"}
_UPLOAD = {"may": "GOLC", "own": "GOLC"}


def a_fix(_: Things) -> Kwargs:
    """One more fix, from ten minutes after every patrol here began."""
    at = int((time.time() - 3000) * 1000)
    columns = {c: [1] for c in ("accuracy_dm", "speed_cms", "heading_ddeg")}
    return {
        "json": {"first_seq": 2, "t0": at, "sent_at": at, "dt": [0], "lon": [1], "lat": [1], "flags": [0], **columns}
    }


SESSION = [
    Op(name="POST /api/session", may="public", ok=401, none=True, send=body(name="nobody", password="wrong")),
    Op(name="GET /api/session", may=EVERYBODY, none=True),
    Op(name="DELETE /api/session", may=EVERYBODY, ok=204, none=True),
    Op(name="GET /api/sessions", may=ALL, listing=True, own=ALL),
    Op(name="DELETE /api/sessions/{session_id:uuid}", may=ALL, ok=204, own=ALL),
    Op(
        name="PUT /api/session/password", may=EVERYBODY, ok=401, none=True, send=body(current="wrong", new="0123456789")
    ),
    Op(name="GET /api/keys", may=ALL, listing=True, own=ALL),
    Op(name="POST /api/keys", may=ALL, ok=401, none=True, send=body(label="QGIS", password="wrong")),
    Op(name="DELETE /api/keys/{key_id:uuid}", may=ALL, ok=204, own=ALL),
    Op(name="GET /api/devices", may=ALL, listing=True, own=ALL),
    Op(name="PUT /api/devices/{device_id:uuid}/name", may=ALL, own=ALL, send=body(name="巡逻车平板")),
    Op(name="PUT /api/devices/{device_id:uuid}/revocation", may=ALL, own=ALL, send=body(reason="lost")),
]
PEOPLE = [
    Op(name="GET /api/people", may="OLCVWSX", listing=True, own="OLCVWSX", town="OLCVWSX", other="WSX",
       path="/api/people?limit=200"),
    Op(name="POST /api/people", may="S", ok=201, none=True,
       send=body(name="new", display_name="new", password="0123456789")),
    Op(name="PUT /api/people/{person_id:uuid}/roles", may="X", own="X", town="X", other="X", oks={"own": 403},
       send=body(roles=["grid_worker"])),
    Op(name="PUT /api/people/{person_id:uuid}/towns", may="X", own="X", town="X", other="X", oks={"own": 403},
       send=body(town_codes=[FENGQIAO])),
    Op(name="PUT /api/people/{person_id:uuid}/squad", may="S", own="S", town="S", other="S",
       send=body(squad="枫桥二组")),
    Op(name="PUT /api/people/{person_id:uuid}/phone", may="S", own="S", town="S", other="S",
       send=body(phone="13800000000")),
    Op(name="PUT /api/people/{person_id:uuid}/disabled", may="S", own="S", town="S", other="S", oks={"own": 403},
       send=body(disabled=True)),
    Op(name="PUT /api/people/{person_id:uuid}/password", may="S", ok=204, own="S", town="S", other="S",
       oks={"own": 403}, send=body(new="0123456789")),
    Op(name="GET /api/people/export", may="OLCVWSX", listing=True, own="OLCVWSX", town="OLCVWSX", other="WSX",
       path="/api/people/export?format=csv"),
    Op(name="GET /api/people/devices", may="S", listing=True, own="S", town="S", other="S",
       path="/api/people/devices?limit=200"),
    Op(name="GET /api/people/devices/export", may="S", listing=True, own="S", town="S", other="S",
       path="/api/people/devices/export?format=csv"),
    Op(name="PUT /api/people/{person_id:uuid}/devices/{device_id:uuid}/name", may="S", own="S", town="S", other="S",
       send=body(name="巡逻车平板")),
    Op(name="PUT /api/people/{person_id:uuid}/devices/{device_id:uuid}/revocation", may="S", own="S", town="S",
       other="S", send=body(reason="lost")),
    Op(name="DELETE /api/people/{person_id:uuid}/devices/{device_id:uuid}/revocation", may="S", own="S", town="S",
       other="S"),
]  # fmt: skip
COMPANIONS = [
    Op(name="GET /api/people/{person_id:uuid}/companions", may="S", listing=True, own="S", town="S", other="S"),
    Op(name="POST /api/people/{person_id:uuid}/companions", may="S", ok=201, own="S", town="S", other="S",
       send=body(kind="owntracks", label="phone")),
    Op(name="PUT /api/people/{person_id:uuid}/companions/{companion_id:uuid}/revocation", may="S", own="S", town="S",
       other="S", send=body(reason="lost")),
    Op(name="GET /api/companions/aside", may="S", listing=True, own="S", town="S", other="S",
       path="/api/companions/aside?limit=500"),
    Op(name="GET /api/companions/aside/{aside_id:uuid}", may="S", own="S", town="S", other="S"),
    Op(name="PUT /api/companions/aside/{aside_id:uuid}/settlement", may="S", own="S", town="S", other="S"),
    Op(name="POST /api/companions/owntracks", may="public", ok=401, none=True),
    Op(name="POST /api/companions/traccar/{secret:str}", may="public", ok=401, none=True,
       path="/api/companions/traccar/nobodys"),
    Op(name="POST /api/companions/osmand/{secret:str}", may="public", ok=401, none=True,
       path="/api/companions/osmand/nobodys"),
    Op(name="GET /api/companions/osmand/{secret:str}", may="public", ok=401, none=True,
       path="/api/companions/osmand/nobodys"),
]  # fmt: skip
AREAS = [
    Op(name="GET /api/reference", may="GOLCVDWS", none=True),
    Op(name="GET /api/areas", may=ALL, none=True),
    Op(name="GET /api/areas/page", may=ALL, none=True),
    Op(name="GET /api/areas/export", may=ALL, none=True),
    Op(name="GET /api/areas/at", may=ALL, none=True, path="/api/areas/at?lon=120.25&lat=29.75"),
    Op(name="POST /api/areas/imports", may="WS", ok=422, none=True,
       path="/api/areas/imports?kind=town&valid_from=2026-01-01&filename=a.geojson"),
    Op(name="GET /api/areas/imports/{import_id:uuid}", may="WS", own="WS", town="WS", other="WS"),
    Op(name="GET /api/areas/imports", may="WS", none=True),
    Op(name="GET /api/areas/imports/export", may="WS", none=True),
    Op(name="GET /api/areas/imports/{import_id:uuid}/shapes", may="WS", own="WS", town="WS", other="WS"),
    Op(name="GET /api/areas/imports/{import_id:uuid}/repairs", may="WS", own="WS", town="WS", other="WS"),
    Op(name="GET /api/areas/imports/{import_id:uuid}/repaired", may="WS", ok=409, own="WS", town="WS", other="WS"),
    Op(name="PUT /api/areas/imports/{import_id:uuid}/withdrawal", may="WS", ok=409, own="WS", town="WS", other="WS"),
    Op(name="PUT /api/areas/imports/{import_id:uuid}/decision", may="WS", own="WS", town="WS", other="WS",
       send=body(accept="none")),
    Op(name="GET /api/areas/editing", may="WS", none=True,
       path="/api/areas/editing?kind=duty_zone&town_code=330681109"),
    Op(name="GET /api/areas/editing/code", may="WS", none=True,
       path="/api/areas/editing/code?kind=duty_zone&lon=120.25&lat=29.75&like=A-01"),
    Op(name="POST /api/areas/editing/split", may="WS", none=True, send=body(
        shape=SQUARE, line={"type": "LineString", "coordinates": [[120.21, 29.7], [120.21, 29.9]]})),
    Op(name="POST /api/areas/editing/merge", may="WS", none=True, send=body(shapes=[SQUARE, SQUARE])),
    Op(name="POST /api/areas/editing/fit", may="WS", none=True, send=body(shape=SQUARE, neighbours=[])),
    Op(name="POST /api/areas/editing/report", may="WS", none=True, send=body(
        kind="duty_zone", on="2026-01-01", zones=[{"code": "A-01", "name": "A", "geometry": SQUARE}])),
    Op(name="POST /api/areas/editing/repairs", may="WS", none=True, send=body(
        kind="duty_zone", on="2026-01-01", zones=[{"code": "A-01", "name": "A", "geometry": SQUARE}])),
    Op(name="PUT /api/areas/changes/{import_id:uuid}", may="WS", ok=422, none=True,
       path="/api/areas/changes/019abcde-0000-7000-8000-000000000000",
       send=body(kind="duty_zone", valid_from="2026-01-01", zones=[])),
]  # fmt: skip
BASEMAP = [
    Op(name="GET /api/map/tiles/{z:int}/{x:int}/{y:int}", may=ALL, none=True, path="/api/map/tiles/3/6/3"),
    Op(name="GET /api/map/packages", may=ALL, none=True),
    Op(name="GET /api/map/packages/{town_code:str}", may=ALL, ok=404, none=True, path="/api/map/packages/990000000"),
    Op(name="PUT /api/map/packages/{town_code:str}", may=ALL, ok=404, none=True, path="/api/map/packages/990000000"),
    Op(name="GET /api/tiles/zones/{z:int}/{x:int}/{y:int}", may=ALL, none=True, path="/api/tiles/zones/9/427/211"),
    Op(name="GET /api/tiles/leads/{z:int}/{x:int}/{y:int}", may="GOLCVDW", none=True,
       path="/api/tiles/leads/9/427/211"),
    Op(name="GET /api/tiles/coverage/{z:int}/{x:int}/{y:int}", may="LCW", ok=404, none=True,
       path="/api/tiles/coverage/9/427/211?town_code=990000000"),
]  # fmt: skip
PATROLS = [
    Op(name="PUT /api/patrols/{patrol_id:uuid}", may="OL", own="OL", town="OL", other="OL", missing="OL",
       oks={"own": 409, "town": 409, "other": 409, "missing": 201}, send=body(squad="another", started_at=_DAY)),
    Op(name="PUT /api/patrols/{patrol_id:uuid}/events/{event_id:uuid}", may="OL", ok=409, own="OL",
       send=body(kind="resume", at=_DAY)),
    Op(name="POST /api/patrols/{patrol_id:uuid}/track", may="OL", ok=201, own="OL", send=a_fix),
    Op(name="POST /api/patrols/imports", may="OL", ok=400, none=True),
    Op(name="GET /api/patrols", listing=True, **_READ_PATROL),
    Op(name="GET /api/patrols/page", listing=True, path="/api/patrols/page?limit=200", **_READ_PATROL),
    Op(name="GET /api/patrols/export", listing=True, path="/api/patrols/export?format=csv", **_READ_PATROL),
    Op(name="GET /api/patrols/coverage", may="LCW", ok=404, none=True,
       path="/api/patrols/coverage?town_code=990000000"),
    Op(name="GET /api/patrols/coverage/{area_id:uuid}", may="LCW", ok=404, none=True,
       path="/api/patrols/coverage/00000000-0000-7000-8000-000000000000"),
    Op(name="GET /api/patrols/{patrol_id:uuid}", **_READ_PATROL),
    Op(name="GET /api/patrols/{patrol_id:uuid}/track", **_READ_PATROL),
    Op(name="GET /api/patrols/{patrol_id:uuid}/track.gpx", **_READ_PATROL),
    Op(name="GET /api/patrols/{patrol_id:uuid}/holds", **_HOLD),
    Op(name="PUT /api/patrols/{patrol_id:uuid}/holds/{hold_id:uuid}", ok=201,
       path="/api/patrols/{patrol_id}/holds/{step_id}", send=body(reason="a case"), **_HOLD),
    Op(name="PUT /api/patrols/{patrol_id:uuid}/holds/{hold_id:uuid}/release", may="CVW", ok=404, none=True,
       path="/api/patrols/00000000-0000-7000-8000-000000000000/holds/00000000-0000-7000-8000-000000000000/release",
       send=body(reason="over")),
]  # fmt: skip
LEADS = [
    Op(name="PUT /api/leads/{lead_id:uuid}", may="GOLC", own="GOLC", town="GOLC", other="GOLC", missing="GOLC",
       ok=409, oks={"missing": 201}, send=body(**a_lead(FENGQIAO), captured_at=_DAY)),
    Op(name="PUT /api/leads/{lead_id:uuid}/steps/{step_id:uuid}", may="LC", own="LC", town="LC", assigned="LC",
       oks={"assigned": 403},
       send=body(kind="accept", at=_DAY)),
    Op(name="PUT /api/leads/{lead_id:uuid}/work/{step_id:uuid}", may="OL", own="OL", town="OL", assigned="OL",
       oks={"own": 403, "town": 403, "assigned": 409}, send=body(kind="set_out", at=_DAY)),
    Op(name="PUT /api/leads/{lead_id:uuid}/additions/{step_id:uuid}", may="GOLC", own="GOLC", town="OLC",
       assigned="GOLC", send=body(note="more", at=_DAY)),
    Op(name="PUT /api/leads/{lead_id:uuid}/objections/{step_id:uuid}", may="GOLC", own="GOLC", assigned="GOLC",
       oks={"own": 409, "assigned": 403}, send=body(reason="no", at=_DAY)),
    Op(name="PUT /api/leads/{lead_id:uuid}/receipt", ok=204, send=body(kind="opened"), **_READ_LEAD),
    Op(name="GET /api/leads", listing=True, path="/api/leads?limit=200", **_READ_LEAD),
    Op(name="GET /api/leads/export", listing=True, path="/api/leads/export?format=csv", **_READ_LEAD),
    Op(name="GET /api/leads/nearby", listing=True, path="/api/leads/nearby?lon=120.3&lat=29.75&within_m=5000",
       **_READ_LEAD),
    Op(name="GET /api/leads/{lead_id:uuid}", **_READ_LEAD),
    Op(name="GET /api/leads/{lead_id:uuid}/retention", may="CVW", own="CVW", town="CVW", other="W", assigned="CVW"),
    Op(name="PUT /api/leads/{lead_id:uuid}/retention", may="CVW", own="CVW", town="CVW", other="W", assigned="CVW",
       send=body(evidence_class="simple_case", reason="why")),
    Op(name="PUT /api/leads/{lead_id:uuid}/retention/holds/{hold_id:uuid}", may="CVW", own="CVW", town="CVW",
       other="W", assigned="CVW", ok=201, path="/api/leads/{lead_id}/retention/holds/{event_id}",
       send=body(reason="why")),
    Op(name="PUT /api/leads/{lead_id:uuid}/retention/holds/{hold_id:uuid}/release", may="CVW", ok=404, none=True,
       path="/api/leads/00000000-0000-7000-8000-000000000000/retention/holds/00000000-0000-7000-8000-000000000000/release",
       send=body(reason="over")),
    Op(name="PUT /api/leads/{lead_id:uuid}/redactions/{medium_id:uuid}", may="CVDW", own="CVDW", town="CVDW",
       other="DW", assigned="CVDW", ok=422, path="/api/leads/{lead_id}/redactions/{event_id}",
       send=lambda t: {"json": {"of": str(t.photo_id), "boxes": [_CORNER], "purpose": "publication"}}),
    Op(name="GET /api/leads/{lead_id:uuid}/package", path="/api/leads/{lead_id}/package?purpose=review",
       may="CVDW", own="CVDW", town="CVDW", other="DW", assigned="CVDW"),
]  # fmt: skip
MEDIA = [
    Op(name="POST /api/media", ok=201, path="/api/media",
       send=lambda t: {"headers": tus(t.medium_id) | {"upload-length": "3"}}, **_UPLOAD),
    Op(name="HEAD /api/media/{medium_id:uuid}", send=lambda t: {"headers": tus(t.medium_id)}, **_UPLOAD),
    Op(name="PATCH /api/media/{medium_id:uuid}", ok=204, **_UPLOAD,
       send=lambda t: {"content": b"abc", "headers": tus(t.medium_id) | {
           "upload-offset": "0", "content-type": "application/offset+octet-stream"}}),
    Op(name="DELETE /api/media/{medium_id:uuid}", ok=204, send=lambda t: {"headers": tus(t.medium_id)}, **_UPLOAD),
    *(Op(name=f"GET /api/media/{{medium_id:uuid}}/{what}", path=f"/api/media/{{photo_id}}/{what}", **_READ_LEAD)
      for what in ("state", "facts", "thumbnail", "receipt")),
    *(Op(name=f"GET /api/media/{{medium_id:uuid}}/{what}", path=f"/api/media/{{photo_id}}/{what}?purpose=casework",
         **_READ_LEAD) for what in ("preview", "original")),
    Op(name="GET /api/media/{medium_id:uuid}/custody", path="/api/media/{photo_id}/custody",
       may="CVDW", own="CVDW", town="CVDW", other="DW", assigned="CVDW"),
]  # fmt: skip
CAPTURE = [
    Op(name="GET /api/evidence/receipt-key", may="public", none=True),
    Op(name="GET /api/evidence/verifier.pyz", may="public", none=True),
    Op(name="GET /api/evidence/verify.sh", may="public", none=True),
    Op(name="GET /api/evidence/policy.txt", may="public", ok=404, none=True),
    Op(name="GET /api/log/beacon", may="public", none=True),
    Op(name="GET /api/evidence/keys", may=ALL, listing=True, own=ALL, town="S", other="S"),
    Op(name="POST /api/evidence/keys", may=ALL, ok=422, none=True, send=body(
        id="019abcde-0000-7000-8000-000000000000", device_id="019abcde-0000-7000-8000-000000000000", label="phone",
        public_key="", proof="")),
    Op(name="POST /api/evidence/keys/{key_id:uuid}/approve", path="/api/evidence/keys/{capture_key_id}/approve",
       may="S", own="S", town="S", other="S", oks={"own": 403}),
    Op(name="POST /api/evidence/keys/{key_id:uuid}/revoke", path="/api/evidence/keys/{capture_key_id}/revoke",
       may=ALL, own=ALL, town="S", other="S", send=body(reason="lost")),
    # What a key has not signed is kept aside, whoever's it is: here nothing comes that could be.
    Op(name="PUT /api/evidence/entries/{key_id:uuid}/{n:int}", path="/api/evidence/entries/{capture_key_id}/2",
       may=ALL, ok=422, none=True, send=body(entry="", signature="")),
    Op(name="GET /api/evidence/entries", path="/api/evidence/entries?key_id={capture_key_id}", listing=True,
       may=ALL, own=ALL, town="OLCVDW", other="DW"),
    Op(name="GET /api/evidence/entries/waiting", may=ALL, none=True),
    Op(name="GET /api/evidence/aside", listing=True, may=ALL, own=ALL, town="S", other="S"),
]  # fmt: skip
ALARMS = [
    Op(name="PUT /api/alarms/{alarm_id:uuid}", may="GOL", own="GOL", town="GOL", other="GOL", missing="GOL",
       ok=409, oks={"missing": 201}, send=body(kind="sos", at=_DAY)),
    Op(name="PUT /api/alarms/{alarm_id:uuid}/cancellation", may="GOL", own="GOL", send=body(at=_DAY, reason="false")),
    Op(name="PUT /api/alarms/{alarm_id:uuid}/steps/{step_id:uuid}", may="LC", own="LC", town="LC",
       send=body(kind="see", at=_DAY)),
    Op(name="GET /api/alarms", listing=True, path="/api/alarms?limit=200", **_READ_ALARM),
    Op(name="GET /api/alarms/page", listing=True, path="/api/alarms/page?limit=200", **_READ_ALARM),
    Op(name="GET /api/alarms/export", listing=True, path="/api/alarms/export?format=csv", **_READ_ALARM),
    Op(name="GET /api/alarms/{alarm_id:uuid}", **_READ_ALARM),
    Op(name="GET /api/alarm-rules", may="C", listing=True, own="C", town="C"),
    Op(name="PUT /api/alarm-rules/{rule_id:uuid}", may="C", own="C", town="C", other="C", missing="C",
       oks={"other": 409}, send=body(town_code=FENGQIAO, name="night", low_battery=30)),
    Op(name="DELETE /api/alarm-rules/{rule_id:uuid}", may="C", ok=204, own="C", town="C"),
]  # fmt: skip
_LAYER = "/api/ogc/collections"
FEATURES = [
    Op(name="GET /api/ogc", may=ALL, none=True),
    Op(name="GET /api/ogc/conformance", may=ALL, none=True),
    Op(name="GET /api/ogc/api", may=ALL, none=True),
    Op(name="GET /api/ogc/collections", may=ALL, none=True),
    Op(name=f"GET {_LAYER}/zones", may=ALL, none=True),
    Op(name=f"GET {_LAYER}/zones/items", may=ALL, none=True),
    Op(name=f"GET {_LAYER}/zones/items/{{feature_id:uuid}}", may=ALL, ok=404, none=True,
       path=f"{_LAYER}/zones/items/00000000-0000-7000-8000-000000000000"),
    Op(name=f"GET {_LAYER}/leads", may="GOLCVDW", none=True),
    Op(name=f"GET {_LAYER}/leads/items", listing=True, path=f"{_LAYER}/leads/items?limit=1000", **_READ_LEAD),
    Op(name=f"GET {_LAYER}/leads/items/{{feature_id:uuid}}", path=f"{_LAYER}/leads/items/{{lead_id}}", **_READ_LEAD),
    Op(name=f"GET {_LAYER}/patrols", may="OLCW", none=True),
    Op(name=f"GET {_LAYER}/patrols/items", listing=True, path=f"{_LAYER}/patrols/items?limit=100", **_READ_PATROL),
    Op(name=f"GET {_LAYER}/patrols/items/{{feature_id:uuid}}", path=f"{_LAYER}/patrols/items/{{patrol_id}}",
       **_READ_PATROL),
]  # fmt: skip
_HOURS = "&".join(
    f"{name}={time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(time.time() + by))}"
    for name, by in (("begin", -3 * 3600), ("end", 3600))
)
COMMAND = [
    Op(name="GET /api/replay", may="LCW", listing=True, own="LCW", town="LCW", other="W",
       path=f"/api/replay?purpose=safety&{_HOURS}"),
    Op(name="GET /api/live/snapshot", may="LCW", listing=True, own="LCW", town="LCW", other="W", assigned="LCW"),
    Op(name="WS /api/live", may="LCW", ok=101, none=True),
]  # fmt: skip
SYSTEM = [
    Op(name="GET /api/audit", may="A", none=True),
    Op(name="GET /api/audit/page", may="A", none=True),
    Op(name="GET /api/audit/export", may="A", none=True, path="/api/audit/export?format=csv"),
    Op(name="GET /api/health", may="public", none=True),
    Op(name="GET /api/log", may="A", none=True),
    Op(name="GET /api/log/checkpoint", may="public", ok=404, none=True),
    Op(name="GET /api/log/consistency", may="public", none=True, path="/api/log/consistency?old=0&new=0"),
    Op(name="GET /api/log/events/{number:int}", may="A", ok=404, none=True, path="/api/log/events/0"),
    Op(name="GET /api/schema", may=ALL, none=True),
    Op(name="GET /api/schema/openapi.json", may=ALL, none=True),
    Op(name="GET /api/schema/{path:str}", may=ALL, ok=404, none=True, path="/api/schema/nothing"),
]
OPERATIONS = [
    *SESSION, *PEOPLE, *COMPANIONS, *AREAS, *BASEMAP, *PATROLS, *LEADS, *MEDIA, *CAPTURE, *ALARMS, *FEATURES, *COMMAND,
    *SYSTEM,
]  # fmt: skip

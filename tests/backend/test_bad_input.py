"""Whatever is sent, the answer is a problem with a meaning: never a 500, never a trace, never a stored half."""

import base64
import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from httpx import Response

from backend.core.ids import uuid7
from tests.conftest import FENGQIAO
from tests.support.chains import Signing
from tests.support.operations import OPERATIONS, Op
from tests.support.pieces import a_lead, jpeg
from tests.support.world import World, world_of

_DAY = "2026-03-02T00:00:00Z"
_JSON = {"content-type": "application/json"}
_KEY = Signing(uuid7())
_MEDIA = {
    "media": [
        {"id": str(uuid7()), "sha256": "0" * 64, "size": 3, "mime": "image/jpeg", "source": "file", "captured_at": _DAY}
    ]
}
TRIANGLE = {
    "type": "MultiPolygon",
    "coordinates": [[[[120.2, 29.75], [120.22, 29.75], [120.2, 29.77], [120.2, 29.75]]]],
}
GOOD: dict[str, dict[str, Any]] = {
    "POST /api/session": {"name": "nobody", "password": "wrong", "device": {"id": str(uuid7()), "label": "phone"}},
    "PUT /api/session/password": {"current": "wrong", "new": "0123456789"},
    "POST /api/keys": {"label": "QGIS", "days": 30, "password": "wrong"},
    "PUT /api/devices/{device_id:uuid}/name": {"name": "tablet"},
    "PUT /api/devices/{device_id:uuid}/revocation": {"reason": "lost"},
    "POST /api/people": {"name": "n", "display_name": "n", "password": "0123456789", "town_codes": [FENGQIAO]},
    "PUT /api/people/{person_id:uuid}/roles": {"roles": ["officer"]},
    "PUT /api/people/{person_id:uuid}/towns": {"town_codes": [FENGQIAO]},
    "PUT /api/people/{person_id:uuid}/phone": {"phone": "13800000000"},
    "PUT /api/people/{person_id:uuid}/disabled": {"disabled": True},
    "PUT /api/people/{person_id:uuid}/password": {"new": "0123456789"},
    "PUT /api/people/{person_id:uuid}/devices/{device_id:uuid}/name": {"name": "tablet"},
    "PUT /api/people/{person_id:uuid}/devices/{device_id:uuid}/revocation": {"reason": "lost"},
    "POST /api/people/{person_id:uuid}/companions": {"kind": "traccar", "label": "phone"},
    "PUT /api/people/{person_id:uuid}/companions/{companion_id:uuid}/revocation": {"reason": "lost"},
    "PUT /api/areas/imports/{import_id:uuid}/decision": {"accept": "none"},
    "POST /api/areas/editing/split": {
        "shape": TRIANGLE, "line": {"type": "LineString", "coordinates": [[120.205, 29.7], [120.205, 29.9]]},
    },
    "POST /api/areas/editing/merge": {"shapes": [TRIANGLE, TRIANGLE]},
    "POST /api/areas/editing/fit": {"shape": TRIANGLE, "neighbours": [], "within_m": 2.0},
    "POST /api/areas/editing/report": {
        "kind": "duty_zone", "on": "2026-01-01", "zones": [{"code": "A-01", "name": "A", "geometry": TRIANGLE}],
    },
    "POST /api/areas/editing/repairs": {
        "kind": "duty_zone", "on": "2026-01-01", "zones": [{"code": "A-01", "name": "A", "geometry": TRIANGLE}],
    },
    "PUT /api/areas/changes/{import_id:uuid}": {
        "kind": "duty_zone", "valid_from": "2026-01-01", "ended": [],
        "zones": [{"code": "A-01", "name": "A", "geometry": TRIANGLE, "town_code": FENGQIAO, "base_id": str(uuid7())}],
    },
    "PUT /api/patrols/{patrol_id:uuid}": {"squad": "squad", "started_at": _DAY, "vehicle": "浙A"},
    "PUT /api/patrols/{patrol_id:uuid}/events/{event_id:uuid}": {"kind": "end", "at": _DAY, "reason": "over"},
    "PUT /api/patrols/{patrol_id:uuid}/holds/{hold_id:uuid}": {"reason": "a case", "until": "2199-01-01"},
    "PUT /api/patrols/{patrol_id:uuid}/holds/{hold_id:uuid}/release": {"reason": "over"},
    "POST /api/patrols/{patrol_id:uuid}/track": {
        "first_seq": 2, "t0": 1_770_000_000_000, "sent_at": 1_770_000_000_000, "dt": [0], "lon": [1], "lat": [1],
        "accuracy_dm": [1], "speed_cms": [1], "heading_ddeg": [1], "flags": [0],
    },
    "PUT /api/leads/{lead_id:uuid}": {
        **a_lead(FENGQIAO), "captured_at": _DAY, "address": "路", "app_build": "1",
        "fix": {"lon": 120.2, "lat": 29.7, "accuracy_m": 5.0, "age_ms": 1, "at": _DAY, "altitude_m": 1.0},
        "media": [{"id": str(uuid7()), "sha256": "0" * 64, "size": 3, "mime": "image/jpeg", "source": "camera",
                   "captured_at": _DAY, "filename": "a.jpg", "thumbnail": base64.b64encode(jpeg()).decode()}],
    },
    "PUT /api/leads/{lead_id:uuid}/receipt": {"kind": "delivered"},
    "PUT /api/leads/{lead_id:uuid}/steps/{step_id:uuid}": {"kind": "note", "reason": "why", "at": _DAY, "revision": 1},
    "PUT /api/leads/{lead_id:uuid}/retention": {"evidence_class": "simple_case", "reason": "why"},
    "PUT /api/leads/{lead_id:uuid}/retention/holds/{hold_id:uuid}": {"reason": "why", "until": "2199-01-01"},
    "PUT /api/leads/{lead_id:uuid}/retention/holds/{hold_id:uuid}/release": {"reason": "over"},
    "PUT /api/leads/{lead_id:uuid}/redactions/{medium_id:uuid}": {
        "of": str(uuid7()), "boxes": [{"x": 0.1, "y": 0.1, "width": 0.2, "height": 0.2}], "purpose": "publication",
    },
    "PUT /api/leads/{lead_id:uuid}/work/{step_id:uuid}": {"kind": "handle", "note": "done", "at": _DAY, **_MEDIA},
    "PUT /api/leads/{lead_id:uuid}/additions/{step_id:uuid}": {"note": "more", "at": _DAY, **_MEDIA},
    "PUT /api/leads/{lead_id:uuid}/objections/{step_id:uuid}": {"reason": "why", "at": _DAY},
    "PUT /api/people/{person_id:uuid}/squad": {"squad": "枫桥一组"},
    "PUT /api/alarms/{alarm_id:uuid}": {
        "kind": "sos", "at": _DAY, "note": "help", "battery": 50,
        "fix": {"lon": 120.2, "lat": 29.7, "accuracy_m": 5.0, "age_ms": 1, "at": _DAY, "altitude_m": 1.0},
    },
    "PUT /api/alarms/{alarm_id:uuid}/steps/{step_id:uuid}": {
        "kind": "close", "at": _DAY, "outcome": "drill", "reason": "over",
    },
    "PUT /api/alarm-rules/{rule_id:uuid}": {
        "town_code": FENGQIAO, "zone_code": "FQ-1", "name": "night", "from_min": 1320, "to_min": 360, "no_fix_min": 5,
        "left_zone_min": 5, "unvisited_h": 4, "low_battery": 20, "accuracy_m": 200,
    },
    "POST /api/evidence/keys": _KEY.enrolment(),
    "POST /api/evidence/keys/{key_id:uuid}/revoke": {"reason": "lost"},
    "PUT /api/evidence/entries/{key_id:uuid}/{n:int}": _KEY.sent(b'{"v": 1}'),
    "PUT /api/alarms/{alarm_id:uuid}/cancellation": {"at": _DAY, "reason": "why"},
}  # fmt: skip
"""A body that is right in form for every handler that takes JSON."""

HTTP = [op for op in OPERATIONS if op.method != "WS" and "{path:str}" not in op.name]
"""All but the framework's own page about a schema that is not there, which takes nothing in."""
WITH_JSON = [op for op in HTTP if op.name in GOOD]
WITH_BYTES = [op for op in HTTP if op.name in ("POST /api/areas/imports", "POST /api/patrols/imports")]

UNREADABLE = {
    "nested 5,000 deep": b"[" * 5000 + b"]" * 5000,
    "objects nested 5,000 deep": b'{"a":' * 5000 + b"1" + b"}" * 5000,
    "invalid UTF-8": b'{"name": "\xff\xfe"}',
    "NaN": b'{"name": NaN}',
    "Infinity": b'{"name": -Infinity}',
    "cut off": b'{"name": "a',
    "a lone surrogate": b'{"name": "\\ud800"}',
    "a key twice": b'{"name": 1, "name": 2}',
    "a key twice, further in": b'{"name": [{"a": 1, "a": 1}]}',
    "a number of 5,000 digits": b'{"name": ' + b"9" * 5000 + b"}",
    "UTF-16": '{"name": 1}'.encode("utf-16"),
}
_OTHER_TYPES = ["text/plain", "application/xml", "application/x-www-form-urlencoded", "application/msgpack",
                "multipart/form-data; boundary=x", "application/json5", "nonsense", ""]  # fmt: skip
WRONG: list[Any] = ["a\x00b", 2**70, -(2**70), "", None, [], {}, True, -1, 1e308, "x" * 5000, "9999999-01-01T00:00:00Z",
                    ["\x00"], [2**70], "%", "\\", "-infinity", "' or 1=1 --", "0001-01-01T00:00:00+23:59"]  # fmt: skip


@pytest.fixture(scope="module")
async def world(database_url: str) -> AsyncIterator[World]:
    async with world_of(database_url) as made:
        yield made


async def send(world: World, op: Op, *, url: str = "", **more: Any) -> Response:
    """As somebody who may, about a thing of their own, undone afterwards."""
    who = "anonymous" if op.may == "public" else op.may[0]
    undo = world.conn.transaction()
    await undo.start()
    try:
        headers = {"tus-resumable": "1.0.0", **more.pop("headers", {})}
        return await world.send(who, op.method, url or op.url(world.own.get(who, world.town)), headers=headers, **more)
    finally:
        await undo.rollback()


SAYS_NOTHING = {"内容有误。", "请求无法解析。"}
"""Neither where nor what."""


def check(answer: Response, *, refused: bool = False) -> None:
    assert answer.status_code < 500, answer.text
    assert "Traceback" not in answer.text
    assert 'File "' not in answer.text
    if refused:
        assert answer.status_code >= 400, answer.text
    if answer.status_code >= 400 and answer.request.method != "HEAD":
        assert answer.headers["content-type"] == "application/problem+json"
        problem = json.loads(answer.text)
        assert problem["status"] == answer.status_code
        assert problem["detail"]
        assert problem["detail_en"]
        assert all(e["field"] and e["reason"] and e["detail"] and e["detail_en"] for e in problem["errors"])
        assert problem["detail"] not in SAYS_NOTHING, (answer.request.url, answer.request.content[:200], problem)


def named(ops: list[Op]) -> Any:
    return pytest.mark.parametrize("op", ops, ids=[op.name for op in ops])


def test_there_is_a_good_body_for_every_handler_that_takes_json(world: World) -> None:
    paths = world.app.openapi_schema.to_schema()["paths"]
    takes = {
        f"{method.upper()} {path}"
        for path, item in paths.items()
        for method, described in item.items()
        if "application/json" in described.get("requestBody", {}).get("content", {})
    }
    assert {name.replace(":uuid", "").replace(":int", "") for name in GOOD} == takes


@named(WITH_JSON)
async def test_a_body_that_cannot_be_read_is_malformed(world: World, op: Op) -> None:
    for what, body in UNREADABLE.items():
        answer = await send(world, op, content=body, headers=_JSON)
        check(answer, refused=True)
        assert answer.status_code in (400, 422), (what, answer.text)


@named(WITH_JSON)
async def test_a_wrong_content_type_is_refused(world: World, op: Op) -> None:
    body = json.dumps(GOOD[op.name]).encode()
    for kind in _OTHER_TYPES:
        answer = await send(world, op, content=body, headers={"content-type": kind})
        check(answer, refused=True)
        assert answer.status_code == 415, (kind, answer.text)


@named(WITH_JSON)
async def test_an_unknown_field_is_named(world: World, op: Op) -> None:
    for spot in spots(GOOD[op.name]):
        if isinstance(at(GOOD[op.name], spot), dict) and spot[-1:] != ("place",):
            answer = await send(world, op, json=put(GOOD[op.name], (*spot, "no_such_field"), 1))
            check(answer, refused=True)
            assert answer.status_code == 422, answer.text
            assert "no_such_field" in answer.text
            assert answer.json()["errors"]


@named(WITH_JSON)
async def test_no_body_at_all_is_refused(world: World, op: Op) -> None:
    for more in ({}, {"content": b""}, {"content": b"null"}, {"content": b"[]"}, {"content": b"0"}, {"content": b'""'}):
        answer = await send(world, op, headers=_JSON, **more)
        check(answer, refused=True)
        assert answer.status_code in (400, 422), answer.text


@named(WITH_JSON)
async def test_every_field_withstands_every_wrong_value(world: World, op: Op) -> None:
    for spot in spots(GOOD[op.name]):
        if spot:
            for value in WRONG:
                answer = await send(world, op, json=put(GOOD[op.name], spot, value))
                check(answer)
                assert answer.status_code != 400, (spot, value, answer.text)
                if answer.status_code == 422:
                    assert answer.json()["errors"], (spot, value, answer.text)


@named(WITH_JSON)
async def test_a_text_with_a_nul_or_a_huge_number_is_never_taken(world: World, op: Op) -> None:
    for spot in spots(GOOD[op.name]):
        kind = type(at(GOOD[op.name], spot))
        for hostile in {str: ["a\x00b"], int: [2**70, -(2**70)], float: [1e308, -1e308]}.get(kind, []):
            check(await send(world, op, json=put(GOOD[op.name], spot, hostile)), refused=True)


def takes_a_town(world: World) -> Iterator[Op]:
    """Whatever is asked for a town in its path or query."""
    paths = world.app.openapi_schema.to_schema()["paths"]
    for op in HTTP:
        described = paths.get(re.sub(r":\w+(?=})", "", op.name.split(" ")[1]), {}).get(op.method.lower(), {})
        if any(each["name"] == "town_code" for each in described.get("parameters", [])):
            yield op


async def test_a_town_is_nine_digits_and_no_line_break_wherever_one_is_asked_for(world: World) -> None:
    asked = list(takes_a_town(world))
    assert len(asked) >= 15
    for op in asked:
        for code in ("990000000", "990000000\n", "99000000", "9900000001", "99000000a"):
            whole = httpx.URL(op.url(world.own[op.may[0]]).replace("990000000", quote(code, safe="")))
            if "{town_code" not in op.name:
                whole = whole.copy_set_param("town_code", code)
            answer = await send(world, op, url=str(whole))
            check(answer)
            assert (answer.status_code in (400, 422)) == (code != "990000000"), (op.name, code, answer.text)


@named([op for op in HTTP if op.method in ("POST", "PUT", "PATCH")])
async def test_twenty_megabytes_and_a_byte_are_too_large(world: World, op: Op) -> None:
    body = b" " * ((20 << 20) + 1)
    kind = {"PATCH": "application/offset+octet-stream"}.get(op.method, "application/json")
    answer = await send(world, op, content=body, headers={"content-type": kind, "upload-offset": "0"})
    check(answer, refused=op.name not in NO_BODY)
    assert op.name in NO_BODY or answer.status_code == 413, answer.text


NO_BODY = {
    "POST /api/media", "POST /api/evidence/keys/{key_id:uuid}/approve",
    "PUT /api/areas/imports/{import_id:uuid}/withdrawal",
    "PUT /api/map/packages/{town_code:str}",
    "PUT /api/companions/aside/{aside_id:uuid}/settlement",
    "POST /api/companions/owntracks", "POST /api/companions/traccar/{secret:str}",
    "POST /api/companions/osmand/{secret:str}",
}  # fmt: skip
"""Takes no body, and never reads one; of a companion's none before it has proved who it is."""


@named(WITH_BYTES)
async def test_a_file_that_is_none_is_refused(world: World, op: Op) -> None:
    for body in (b"", b"\x00" * 100, b"\xff" * 100, b"{}", UNREADABLE["nested 5,000 deep"], b"PK\x03\x04", b"<gpx>"):
        answer = await send(world, op, content=body, headers={"content-type": "application/octet-stream"})
        check(answer, refused=True)


def query_parameters(world: World, op: Op) -> list[str]:
    described = world.app.openapi_schema.to_schema()["paths"].get(op.name.split(" ")[1].replace(":uuid", ""), {})
    return [p["name"] for p in described.get(op.method.lower(), {}).get("parameters", []) if p["in"] == "query"]


_IN_QUERY = ["\x00", "a\x00", str(2**70), "-1", "nan", "inf", "-Infinity", "1e400", "1000", "", "%", "\\", "(", "'",
             "9999-12-31", "0001-01-01", "99999-01-01", "x" * 5000, "ÿ", "\ud7ff", "[]", "{}", "null"]  # fmt: skip


@named(HTTP)
async def test_every_query_parameter_withstands_every_wrong_value(world: World, op: Op) -> None:
    url = op.url(world.own.get(op.may[0], world.town))
    bare, _, given = url.partition("?")
    kept = dict(pair.split("=") for pair in given.split("&") if pair)
    for name in query_parameters(world, op):
        for value in _IN_QUERY:
            check(await send(world, op, url=bare, params={**kept, name: value}))
    for raw in ("?%ff=%ff", "?a=%00", "?lon=1&lon=2", "?%", "?" + "a=1&" * 2000, "?q=%ed%a0%80&mine=%ff"):
        check(await send(world, op, url=bare + raw))


@named([op for op in HTTP if ":uuid}" in op.name])
async def test_an_id_that_is_none_is_not_found(world: World, op: Op) -> None:
    path = op.name.split(" ")[1]
    for wrong in ("1", "null", "%00", "%ff", "'", "0" * 32 + "0", "x" * 3000):
        parts = [wrong if p.startswith("{") else p for p in path.split("/")]
        answer = await send(world, op, url="/".join(parts))
        check(answer, refused=True)
        assert answer.status_code in (404, 405), answer.text


@pytest.mark.parametrize(
    "place", [[1000, 29.7], [120.2, 91], [120.2], [120.2, 29.7, 3], ["a", "b"], [], None, [[1, 2]]]
)
async def test_a_place_off_the_globe_is_refused_with_its_field(world: World, place: Any) -> None:
    (op,) = (op for op in WITH_JSON if op.name == "PUT /api/leads/{lead_id:uuid}")
    answer = await send(world, op, json=put(GOOD[op.name], ("place", "coordinates"), place))
    check(answer, refused=True)
    assert answer.status_code == 422
    assert "place.coordinates" in answer.json()["errors"][0]["field"]


def spots(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value."""
    yield above
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield from spots(part, (*above, key))


def at(value: Any, spot: tuple[Any, ...]) -> Any:
    for key in spot:
        value = value[key]
    return value


def put(value: Any, spot: tuple[Any, ...], new: Any) -> Any:
    """A copy with something else in one place."""
    if not spot:
        return new
    copy = value.copy()
    copy[spot[0]] = put(copy[spot[0]], spot[1:], new) if len(spot) > 1 else new
    return copy

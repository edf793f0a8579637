"""When alarms are due is set by the command room, for its own towns, and leaves a trace."""

from typing import Any
from uuid import UUID

from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.conftest import DIANKOU, FENGQIAO, Person

NIGHT = {"town_code": FENGQIAO, "zone_code": "FQ-1", "name": "夜班", "from_min": 1320, "to_min": 360, "unvisited_h": 4}


async def test_a_rule_is_set_changed_and_taken_away_with_a_trace(conn: Conn, command_room: Person, zone: UUID) -> None:
    path = f"/api/alarm-rules/{uuid7()}"
    made = await command_room.client.put(path, json=NIGHT)
    assert (made.status_code, made.json()["zone_name"], made.json()["no_fix_min"]) == (200, "一区", None)
    assert (await command_room.client.put(path, json=NIGHT)).status_code == 200
    changed = await command_room.client.put(path, json=NIGHT | {"unvisited_h": 8})
    assert changed.json()["updated_by_name"] == "指挥员01"
    listed = (await command_room.client.get("/api/alarm-rules")).json()
    assert [r["unvisited_h"] for r in listed["rules"]] == [8]
    assert listed["defaults"] == {
        "no_fix_min": 10, "left_zone_min": 0, "unvisited_h": 0, "low_battery": 15, "accuracy_m": 300,
    }  # fmt: skip
    assert (await command_room.client.delete(path)).status_code == 204
    assert (await command_room.client.delete(path)).status_code == 404
    told = await conn.fetch("select action, detail from audit_events where action like 'alarm_rule%' order by id")
    assert [r["action"] for r in told] == ["alarm_rule.saved"] * 3 + ["alarm_rule.deleted"]
    assert [(r["detail"].get("before") or {}).get("unvisited_h") for r in told] == [None, 4, 4, 8]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"town_code": DIANKOU, "zone_code": None}, "town_code"), ({"zone_code": "FQ-9"}, "zone_code"),
    ({"to_min": 1320}, "to_min"), ({"unvisited_h": None}, "no_fix_min"), ({"low_battery": 51}, "low_battery"),
    ({"no_fix_min": -1}, "no_fix_min"), ({"from_min": 1440}, "from_min"), ({"name": ""}, "name"),
]  # fmt: skip


async def test_a_rule_that_cannot_be_is_refused_with_its_field(command_room: Person, zone: UUID) -> None:
    for changes, field in REFUSED:
        answer = await command_room.client.put(f"/api/alarm-rules/{uuid7()}", json=NIGHT | changes)
        assert answer.status_code == 422, changes
        assert field in answer.json()["errors"][0]["field"]


async def test_the_rules_of_another_town_are_not_seen(command_room: Person, stranger: Person, zone: UUID) -> None:
    rule_id = uuid7()
    await command_room.client.put(f"/api/alarm-rules/{rule_id}", json=NIGHT)
    assert (await stranger.client.get("/api/alarm-rules")).json()["rules"] == []
    own = NIGHT | {"town_code": DIANKOU, "zone_code": None}
    assert (await stranger.client.put(f"/api/alarm-rules/{rule_id}", json=own)).status_code == 409

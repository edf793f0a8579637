"""The demonstration is loaded once, through the rooms, and never into production."""

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from httpx import ASGITransport, AsyncClient

from backend.core import clock
from backend.core.db import Conn
from backend.core.errors import Misconfigured
from backend.core.ids import uuid7
from backend.core.storage import Store
from backend.demo import people, seed
from backend.demo.loading.walking import Walkers
from backend.demo.plane import metres
from backend.evidence.verifier.verdicts import Code
from backend.patrols.tracks.ingest import of_batches
from backend.settings import Settings
from backend.zones.assigning import Assigner
from tests.backend.demo.conftest import SECRET, County
from tests.backend.evidence.test_package import checked, worst
from tests.conftest import ORIGIN, ROOT, OneConnection


def _settings(config: Settings, **changes: Any) -> Settings:
    return Settings(**{field: getattr(config, field) for field in Settings.__struct_fields__} | changes)


async def test_a_production_start_never_loads_it(conn: Conn, settings: Settings) -> None:
    with pytest.raises(Misconfigured, match="FENGXUN_DEMO"):
        await seed.seed(OneConnection(conn), _settings(settings, demo=False, secret=SECRET), print)
    assert await conn.fetchval("select count(*) from people") == 0


async def test_without_a_secret_the_passwords_would_be_the_same_everywhere_so_it_is_refused(
    conn: Conn, settings: Settings
) -> None:
    with pytest.raises(Misconfigured, match="FENGXUN_SECRET"):
        await seed.seed(OneConnection(conn), _settings(settings, secret=""), print)


async def test_a_database_with_real_people_is_left_alone(conn: Conn, settings: Settings) -> None:
    await conn.execute(
        """
        insert into people (id, name, display_name, password_hash, roles, town_codes)
        values ($1, 'somebody', 'somebody', '-', '{officer}', '{330681109}')
        """,
        uuid7(),
    )
    with pytest.raises(Misconfigured, match="already holds people"):
        await seed.seed(OneConnection(conn), _settings(settings, secret=SECRET), print)
    assert await conn.fetchval("select count(*) from people") == 1


@pytest.mark.parametrize("chore", ["seed-demo", "demo-logins"])
def test_the_chores_refuse_in_production_too(chore: str, settings: Settings) -> None:
    env = {
        "DATABASE_URL": settings.database_url,
        "S3_ENDPOINT": "127.0.0.1:1",
        "S3_ACCESS_KEY": "key",
        "S3_SECRET_KEY": "long enough and random",
        "FENGXUN_SECRET": "long enough and random",
        "RECEIPT_KEY_FILE": "receipt.pem",
    }
    command = [sys.executable, "-m", "backend.cli", chore]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert "FENGXUN_DEMO=1" in done.stderr


async def test_loading_says_what_it_does_and_the_second_time_does_nothing(loaded: County) -> None:
    assert [line.split()[0] for line in loaded.said] == [
        "区域", "地图要素", "人员", "照片", "巡查", "线索", "上传并校验照片"
    ]  # fmt: skip
    written = (
        "select (select max(id) from audit_events), (select max(id) from live_events), (select count(*) from people)"
    )
    async with loaded.database.pool.acquire() as conn:
        before = await conn.fetchrow(written)
        said: list[str] = []
        await seed.seed(loaded.database, loaded.config, said.append)
        assert said == ["演示县已载入 · the demonstration county is loaded"]
        assert await conn.fetchrow(written) == before


async def test_everybody_signs_in_with_the_password_that_is_printed(loaded: County) -> None:
    for member in people.shown():
        me = await loaded.get(member.name, "/api/session")
        assert me["roles"] == [member.role.value]
        assert [town["code"] for town in me["towns"]] == list(member.town_codes)


async def test_the_command_room_sees_its_officers_on_duty_and_its_open_leads(loaded: County) -> None:
    snapshot = await loaded.get("指挥员01", "/api/live/snapshot")
    assert {o["person_name"] for o in snapshot["officers"]} == {"队员02", "队员03", "队员04"}
    assert {o["patrol_state"] for o in snapshot["officers"]} == {"running", "paused"}
    assert all(o["place"] and 0 <= o["battery"] <= 100 for o in snapshot["officers"])
    assert {lead["town_code"] for lead in snapshot["leads"]} == {"330681109"}
    assert len(snapshot["leads"]) >= 3


STATES = {"reported", "accepted", "rejected", "assigned", "handled", "closed"}


async def test_the_county_sees_leads_of_all_nine_teams_in_every_state(loaded: County) -> None:
    leads = (await loaded.get("指导办01", "/api/leads?limit=100"))["items"]
    assert len({lead["town_code"] for lead in leads}) == 9
    assert set(Counter(lead["state"] for lead in leads)) <= STATES
    assert all(lead["duty_zone_name"] for lead in leads)
    assert all(lead["media_received"] == lead["media_total"] > 0 for lead in leads)
    received = [lead["received_at"] for lead in leads]
    assert received == sorted(received, reverse=True)


async def test_a_reporter_sees_every_step_of_their_lead(loaded: County) -> None:
    oldest = (await loaded.get("指导办01", "/api/leads?limit=100"))["items"][-1]
    mine = (await loaded.get(oldest["reported_by_name"], "/api/leads?mine=true&limit=50"))["items"]
    assert oldest["id"] in {lead["id"] for lead in mine}
    lead = await loaded.get(oldest["reported_by_name"], f"/api/leads/{oldest['id']}")
    assert lead["steps"][0]["kind"] == "reported"
    assert len(lead["steps"]) > 1
    assert [step["at"] for step in lead["steps"]] == sorted(step["at"] for step in lead["steps"])


async def test_a_patrol_shows_distance_gaps_with_reasons_and_time_in_zones(loaded: County) -> None:
    patrols = await loaded.get("队员01", "/api/patrols?mine=true&state=ended")
    patrol = await loaded.get("队员01", f"/api/patrols/{patrols[0]['id']}")
    assert 2_000 < patrol["distance_m"] < 14_000
    assert "hidden" in {gap["reason"] for gap in patrol["gaps"]}
    assert "枫桥镇集镇勤务区" in {zone["name"] for zone in patrol["zones"]}
    assert sum(part["count"] for part in patrol["dropped"]) < patrol["point_count"] * 0.02


async def test_photos_are_in_the_object_store_with_the_bytes_that_were_declared(loaded: County) -> None:
    store = Store(loaded.config)
    async with loaded.database.pool.acquire() as conn:
        rows = await conn.fetch("select object_key, sha256, state from media")
    assert {row["state"] for row in rows} == {"received"}
    for row in rows[:5]:
        assert (await store.fingerprint([row["object_key"]], store.vault.bucket)).sha256 == row["sha256"]
    store.close()


async def test_a_package_of_it_lacks_nothing_but_the_seal(loaded: County, tmp_path: Path) -> None:
    """Every photo was signed on its reporter's phone with an approved key. Where a log runs, it is sealed, too."""
    async with loaded.database.pool.acquire() as conn:
        chains = await conn.fetch("select detail ->> 'chain' from audit_events where action = 'medium.received'")
        lead = await conn.fetchval("select lead_id from media group by lead_id order by count(*) desc limit 1")
    assert {row[0] for row in chains} == {"signed"}
    reviewer = await loaded.signed_in("指导办01")
    answer = await reviewer.get(f"/api/leads/{lead}/package", params={"purpose": "演示"})
    assert answer.status_code == 200, answer.text
    results = checked(answer.content, tmp_path)
    assert any(result.item.startswith("chain/") for result in results)
    assert worst(results) == {Code.NOT_SEALED}


async def test_officers_on_duty_walk_on_while_it_runs(loaded: County) -> None:
    walkers = Walkers(loaded.database, of_batches(loaded.database, Assigner()))
    before = await _positions(loaded)
    now = clock.now()
    await walkers.step(now)
    later = now + timedelta(seconds=30)
    assert await walkers.step(later) == len(before) - 1  # one is paused
    after = await _positions(loaded)
    for name, place in before.items():
        moved = float(np.hypot(*(metres(np.array(after[name])) - metres(np.array(place)))))
        assert moved < 30 * 15 + 120
    assert sum(after[name] != place for name, place in before.items()) == len(before) - 1


async def test_after_a_long_time_the_officers_begin_new_patrols_where_they_were(loaded: County) -> None:
    async with loaded.database.pool.acquire() as conn:
        await conn.execute("update patrols set started_at = started_at - interval '1 day' where state <> 'ended'")
    walkers = Walkers(loaded.database, of_batches(loaded.database, Assigner()))
    now = clock.now()
    await walkers.step(now)
    assert await walkers.step(now + timedelta(seconds=30)) == 13
    patrols = await loaded.get("指挥员01", "/api/patrols?state=running")
    assert {patrol["person_name"] for patrol in patrols} == {"队员02", "队员03", "队员04"}
    assert all(patrol["point_count"] > 0 for patrol in patrols)


async def _positions(loaded: County) -> dict[str, list[float]]:
    async with loaded.database.pool.acquire() as conn:
        rows = await conn.fetch("select name, lon, lat from live_positions join people on people.id = person_id")
    return {row["name"]: [row["lon"], row["lat"]] for row in rows}


async def test_what_was_interrupted_is_finished_the_next_time(loaded: County) -> None:
    async with loaded.database.pool.acquire() as conn:
        await conn.execute("update media set due_at = null")  # as if a server had made the previews meanwhile
        await conn.execute(
            """
            update media
            set state = 'declared', received_bytes = 0, object_key = null, verified_at = null, due_at = null
            where id in (select id from media order by id limit 3)
            """
        )
        said: list[str] = []
        await seed.seed(loaded.database, loaded.config, said.append)
        assert said[-1].startswith("上传并校验照片 3 张")
        assert await conn.fetchval("select count(*) from media where state <> 'received'") == 0
        assert await conn.fetchval("select count(*) from leads") == 26


async def test_the_printed_passwords_open_the_door_also_after_the_secret_has_changed(loaded: County) -> None:
    said: list[str] = []
    await seed.seed(loaded.database, _settings(loaded.config, secret="another secret"), said.append)
    assert len(said) == 2
    client = AsyncClient(transport=ASGITransport(loaded.app), base_url=ORIGIN)
    for secret, status in (("another secret", 201), (SECRET, 401)):
        credentials = {"name": "队员01", "password": people.password(secret, "队员01")}
        assert (await client.post("/api/session", json=credentials)).status_code == status

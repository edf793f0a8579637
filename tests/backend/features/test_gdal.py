"""GDAL, which QGIS is made of, reads the layers over HTTP with an access key: a real server, a real client."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from httpx import AsyncClient

from backend.auth import passwords
from backend.auth.caller import COOKIE
from backend.auth.permissions import Role
from backend.core.ids import uuid7
from tests.backend.patrols.conftest import PACKED, batch
from tests.conftest import FENGQIAO
from tests.support.committed import committed
from tests.support.leads import reported

PASSWORD = "correct horse battery"


class Served(NamedTuple):
    root: str
    key: str
    client: AsyncClient


@pytest.fixture(scope="module")
async def served(admin_dsn: str, database_url: str) -> AsyncIterator[Served]:
    """A town with zones, a lead and a patrol that is under way."""
    async with committed(admin_dsn, database_url) as stage, stage.server() as port:
        who = await stage.person(Role.OFFICER)
        hashed = await passwords.hashed(PASSWORD)
        await stage.pool.execute("update people set password_hash = $2 where id = $1", who.id, hashed)
        await stage.pool.execute(
            """
            insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
            select gen_random_uuid(), 'duty_zone', 'Z' || n, '责任区' || n, $1, '2020-01-01',
                   st_multi(st_makeenvelope(120 + n * 0.01, 29.7, 120.01 + n * 0.01, 29.8, 4490)), 1
            from generate_series(1, 25) as n
            """,
            FENGQIAO,
        )
        async with AsyncClient(base_url=f"http://127.0.0.1:{port}", cookies={COOKIE: who.token}) as client:
            await reported(client)
            start, patrol = datetime.now(UTC) - timedelta(hours=1), uuid7()
            told = {"squad": "枫桥一组", "started_at": start.isoformat()}
            assert (await client.put(f"/api/patrols/{patrol}", json=told)).status_code == 201
            way = batch(0, 30, at=start)
            sent = await client.post(f"/api/patrols/{patrol}/track", content=way, headers={"content-type": PACKED})
            assert sent.status_code == 201
            made = (await client.post("/api/keys", json={"label": "QGIS", "password": PASSWORD})).json()
            yield Served(f"http://127.0.0.1:{port}/api/ogc", made["key"], client)


async def ogrinfo(served: Served, *words: str, key: str | None = None) -> tuple[int, str]:
    if (program := shutil.which("ogrinfo")) is None:
        pytest.fail("ogrinfo is not installed: ./dev test installs it")
    login = f"USERPWD=somebody:{key or served.key}"
    command = [program, "-ro", "-oo", login, f"OAPIF:{served.root}", *words]
    child = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await asyncio.wait_for(child.communicate(), 60)
    return child.returncode or 0, said.decode()


async def test_it_lists_the_layers(served: Served) -> None:
    status, said = await ogrinfo(served)
    assert status == 0, said
    assert [line.split(":")[1].split()[0] for line in said.splitlines() if line[:1].isdigit()] == [
        "zones", "leads", "patrols",
    ]  # fmt: skip


async def test_it_is_refused_without_a_key(served: Served) -> None:
    status, said = await ogrinfo(served, key="fx_wrong")
    assert status != 0
    assert "401" in said


async def test_it_reads_every_page_of_the_zones(served: Served) -> None:
    status, said = await ogrinfo(served, "-oo", "PAGE_SIZE=10", "-al", "-so", "zones")
    assert status == 0, said
    assert "Feature Count: 25" in said
    assert "Geometry: Multi Polygon" in said
    assert "valid_from: Date" in said
    assert "WGS 84" in said


async def test_it_asks_for_a_part_of_the_map(served: Served) -> None:
    status, said = await ogrinfo(served, "-al", "-spat", "120.055", "29.7", "120.075", "29.8", "zones")
    assert status == 0, said
    assert sorted(line.split()[-1] for line in said.splitlines() if line.startswith("  code ")) == ["Z5", "Z6", "Z7"]


async def test_it_reads_leads_and_tracks(served: Served) -> None:
    status, said = await ogrinfo(served, "-al", "leads")
    assert status == 0, said
    assert "POINT (120.39 29.8)" in said
    assert "店外经营" in said
    assert "captured_at (DateTime)" in said
    status, said = await ogrinfo(served, "-al", "patrols")
    assert status == 0, said
    assert "MULTILINESTRING ((120.25 29.7," in said
    assert "枫桥一组" in said

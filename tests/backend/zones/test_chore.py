"""Importing from the command line."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from backend import cli
from backend.core import db
from backend.core.db import SYSTEM, Conn, PooledDatabase
from backend.core.errors import Conflict
from backend.zones import chore, report, service
from backend.zones.structs import Accept, AreaKind, NewAreaImport
from tests.backend.zones.samples import DAY, ZONES, Row, geojson, zone
from tests.conftest import OneConnection
from tests.support import databases

BAD: Row = ("FQ-03", "枫桥三区", zone(2.0, 48.0))
WANTED = NewAreaImport(kind=AreaKind.DUTY_ZONE, valid_from=DAY, filename="zones.geojson")


@pytest.fixture
def own_database(admin_dsn: str) -> Iterator[str]:
    """A database in which these tests may really commit."""
    name = f"test_{os.getpid()}_areas"
    asyncio.run(databases.migrated(admin_dsn, name))
    yield databases.named(admin_dsn, name)
    asyncio.run(databases.execute(admin_dsn, f'drop database if exists "{name}" with (force)'))


async def test_without_accepting_a_file_is_only_checked(conn: Conn) -> None:
    done = await chore.load(OneConnection(conn), WANTED, geojson(ZONES), None)
    assert chore.succeeded(done, None)
    assert "共 2 个区域,合格 2 个" in report.text(done)
    assert await conn.fetchval("select count(*) from areas") == 0


async def test_all_is_not_imported_while_something_is_bad(conn: Conn) -> None:
    done = await chore.load(OneConnection(conn), WANTED, geojson([*ZONES, BAD]), Accept.ALL)
    assert not chore.succeeded(done, Accept.ALL)
    said = report.text(done)
    assert "✗ #2 FQ-03 枫桥三区" in said
    assert "! outside_china: 位置不在中国境内。" in said
    assert await conn.fetchval("select count(*) from areas") == 0


async def test_the_good_part_is_imported_when_accepted(conn: Conn) -> None:
    done = await chore.load(OneConnection(conn), WANTED, geojson([*ZONES, BAD]), Accept.GOOD_PART)
    assert chore.succeeded(done, Accept.GOOD_PART)
    assert "已导入 / imported: 2" in report.text(done)
    assert await conn.fetchval("select count(*) from areas") == 2


async def test_areas_in_force_that_stand_against_it_are_a_conflict(conn: Conn) -> None:
    later = NewAreaImport(kind=AreaKind.DUTY_ZONE, valid_from=DAY.replace(month=7), filename="zones.geojson")
    await chore.load(OneConnection(conn), later, geojson(ZONES), Accept.ALL)
    with pytest.raises(Conflict):
        await chore.load(OneConnection(conn), WANTED, geojson(ZONES), Accept.ALL)


def test_the_command_prints_the_report_and_fails_when_the_file_is_refused(
    own_database: str, shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", own_database)
    swapped = shared / "data" / "county_swapped_axes.geojson"
    options = ["--kind", "county", "--valid-from", "2026-01-01"]
    with pytest.raises(SystemExit) as left:
        cli.main(["import-areas", str(swapped), *options, "--accept", "all"])
    assert left.value.code == 1
    assert "坐标轴疑似颠倒" in capsys.readouterr().out
    broken = tmp_path / "broken.geojson"
    broken.write_bytes(b"{")
    assert cli.main(["import-areas", str(broken), *options]) == 1
    assert "damaged" in capsys.readouterr().err
    assert cli.main(["import-areas", str(shared / "data" / "county_330681.geojson"), *options]) == 0
    assert "330681" not in capsys.readouterr().err


async def test_two_decisions_at_once_bring_one_version_into_force(own_database: str) -> None:
    """Really committed: each decision in a connection of its own."""
    async with asyncpg.create_pool(own_database, init=db.set_codecs, min_size=1, max_size=4) as pool:
        database = PooledDatabase(pool)
        first, second = [await service.check(database, SYSTEM, None, WANTED, geojson(ZONES)) for _ in range(2)]

        async def decide(which: UUID) -> None:
            async with database.transaction(SYSTEM) as conn:
                await service.decide(conn, None, which, Accept.ALL)

        await asyncio.gather(*(decide(i) for i in (first.id, first.id, second.id, second.id)))
        in_force = await pool.fetch("select code from areas where valid_to is null order by code")
        assert [r["code"] for r in in_force] == ["FQ-01", "FQ-02"]
        assert await pool.fetchval("select count(*) from areas") == 4

"""The private cluster: made once, adopted when it runs, rebuilt only if it never held anything."""

import os
import signal
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import psutil
import pytest

from infra.dev import postgres


async def ask(server: postgres.Server, sql: str) -> object:
    conn = await asyncpg.connect(server.dsn)
    try:
        return await conn.fetchval(sql)
    finally:
        await conn.close()


def postmaster(folder: Path) -> psutil.Process:
    return psutil.Process(int((folder / "data" / "postmaster.pid").read_text().split()[0]))


async def test_a_new_cluster_has_the_extensions_checksums_and_a_secret_of_its_own(folder: Path) -> None:
    server = postgres.start(folder, durable=False)
    assert await ask(server, "select count(*) from pg_extension where extname in ('postgis', 'btree_gist')") == 2
    assert await ask(server, "show data_checksums") == "on"
    assert await ask(server, "show listen_addresses") == "127.0.0.1"
    assert stat.S_IMODE((folder / "password").stat().st_mode) == 0o600


def test_starting_twice_at_once_gives_the_same_cluster(folder: Path) -> None:
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(lambda _: postgres.start(folder, durable=False), range(2))
    pid = postmaster(folder).pid
    assert first.dsn == second.dsn
    assert postgres.start(folder, durable=False).dsn == first.dsn
    assert postmaster(folder).pid == pid


async def test_what_was_committed_survives_kill_9_of_a_durable_cluster(folder: Path) -> None:
    server = postgres.start(folder)
    await ask(server, "create table kept (n int)")
    conn = await asyncpg.connect(server.dsn)
    await conn.execute("insert into kept select generate_series(1, 1000)")
    main = postmaster(folder)
    main.send_signal(signal.SIGKILL)
    main.wait(10)
    await conn.close(timeout=5) if not conn.is_closed() else None
    again = postgres.start(folder)
    assert again.dsn == server.dsn
    assert await ask(again, "select count(*) from kept") == 1000


async def test_a_cluster_whose_making_was_interrupted_is_made_anew(folder: Path) -> None:
    half = folder / "data.making"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("15\n")
    server = postgres.start(folder, durable=False)
    assert await ask(server, "select 1") == 1
    assert not half.exists()


async def test_a_start_interrupted_before_the_database_was_made_makes_it_next_time(folder: Path) -> None:
    server = postgres.start(folder, durable=False)
    conn = await asyncpg.connect(server.dsn.rsplit("/", 1)[0] + "/postgres")
    await conn.execute("drop database fengxun with (force)")
    await conn.close()
    (folder / "data" / "complete").unlink()
    assert await ask(postgres.start(folder, durable=False), "select postgis_lib_version()")


async def test_a_cluster_with_data_is_never_made_anew(folder: Path) -> None:
    server = postgres.start(folder, durable=False)
    await ask(server, "create table precious ()")
    server.stop()
    for mark in (folder / "data" / "complete", folder / "port"):
        mark.unlink()
    again = postgres.start(folder, durable=False)
    assert await ask(again, "select count(*) from pg_class where relname = 'precious'") == 1


def test_stopping_ends_every_process_of_the_cluster(folder: Path) -> None:
    server = postgres.start(folder, durable=False)
    main = postmaster(folder)
    family = [main, *main.children(recursive=True)]
    server.stop()
    assert not [p for p in family if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
    postgres.stop(folder)


def test_services_never_run_as_root(folder: Path) -> None:
    postgres.start(folder, durable=False)
    assert postmaster(folder).uids().effective != 0
    if os.geteuid() == 0:
        assert (folder / "data").stat().st_uid != 0


def test_a_server_without_postgis_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be found on the path, and everything would stop at making the first database."""
    for tool, says in (("initdb", ""), ("pg_config", str(tmp_path / "share"))):
        (tmp_path / tool).write_text(f"#!/bin/sh\necho {says}\n")
        (tmp_path / tool).chmod(0o755)
    monkeypatch.setattr(postgres, "VERSIONS", ())
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert postgres.binaries() is None
    (tmp_path / "share" / "extension").mkdir(parents=True)
    (tmp_path / "share" / "extension" / "postgis.control").touch()
    assert postgres.binaries() == tmp_path

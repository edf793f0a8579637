"""The embedded object store: adopted when it runs, and what it acknowledged outlives any end of it."""

import io
import os
import secrets
import signal
import stat
from pathlib import Path

import psutil
import pytest
from minio import Minio
from minio.error import S3Error

from infra.dev import objects


def client(server: objects.Server, secret: str = "") -> Minio:
    key = secret or server.secret_key
    return Minio(server.endpoint, server.access_key, key, secure=False, region="us-east-1")


def test_a_second_start_takes_the_running_store(folder: Path) -> None:
    first = objects.start(folder)
    pid = objects.pid(folder)
    second = objects.start(folder)
    assert (second.endpoint, second.secret_key) == (first.endpoint, first.secret_key)
    assert objects.pid(folder) == pid
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600


def test_acknowledged_objects_survive_kill_9_and_the_store_comes_back_at_its_address(folder: Path) -> None:
    server = objects.start(folder)
    minio = client(server)
    minio.make_bucket("kept")
    bodies = {f"o/{n}": secrets.token_bytes(2000) for n in range(10)}
    for key, body in bodies.items():
        minio.put_object("kept", key, io.BytesIO(body), len(body))
    pid = objects.pid(folder)
    assert pid
    os.kill(pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=5)
    again = objects.start(folder)
    assert again.endpoint == server.endpoint
    assert {key: client(again).get_object("kept", key).read() for key in bodies} == bodies


def test_the_store_lets_nobody_in_without_its_secret(folder: Path) -> None:
    server = objects.start(folder)
    with pytest.raises(S3Error):
        client(server, "wrong-secret-wrong-secret").list_buckets()


def test_stopping_ends_the_store_and_may_be_repeated(folder: Path) -> None:
    server = objects.start(folder)
    server.stop()
    assert objects.pid(folder) is None
    server.stop()


def test_a_stranger_with_the_kept_number_is_neither_taken_for_the_store_nor_ended(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "pid").write_text(str(os.getpid()))
    assert objects.pid(folder) is None
    objects.stop(folder)

"""The commands themselves: ports, users, stamps, certificates, clear words."""

import ipaddress
import os
import subprocess
from pathlib import Path
from socket import socket

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from infra.dev import (
    __main__,
    application,
    certificate,
    node,
    objects,
    ports,
    postgres,
    services,
    start,
    system,
    tidy,
    users,
)
from infra.dev.steps import Trouble
from tests.conftest import ROOT


@pytest.fixture
def busy() -> int:
    with socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()
        yield s.getsockname()[1]


def test_a_port_in_use_is_named_together_with_a_free_one(busy: int) -> None:
    with pytest.raises(Trouble, match=rf"端口 {busy} 已被.*(\n.*)?Port {busy} is in use") as trouble:
        start.choose_port(busy)
    suggested = int(str(trouble.value).rsplit(" ", 1)[1])
    assert ports.is_free(suggested)


def test_a_row_of_ports_skips_what_is_taken(busy: int) -> None:
    first = ports.free_row(busy, 4)
    assert first != busy
    assert all(ports.is_free(first + n) for n in range(4))


@pytest.mark.parametrize("words", [[], ["help"]])
def test_without_a_chore_all_chores_are_listed(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(words) == 0
    said = capsys.readouterr().out
    assert all(f"./dev {name}" in said for name in ("run", "test", "check", "bench", "soak", "lock", "stop", "clean"))


def test_an_unknown_chore_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["fly"]) == 2
    assert "no such chore: fly" in capsys.readouterr().err


def test_trouble_is_told_without_a_traceback(busy: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["run", "--port", str(busy)]) == 1
    said = capsys.readouterr().err
    assert f"--port {busy}" not in said
    assert "Traceback" not in said
    assert "端口" in said


def test_missing_rights_are_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr("infra.dev.postgres.binaries", lambda: None)
    with pytest.raises(Trouble, match=r"PostgreSQL \+ PostGIS.*DATABASE_URL"):
        system.install_missing(database=True, browser=False)


@pytest.mark.parametrize("there", ["chromium-headless-shell", "chromium", "chromium-browser", None])
def test_no_other_chromium_is_asked_for_where_there_is_one(monkeypatch: pytest.MonkeyPatch, there: str | None) -> None:
    monkeypatch.setattr("shutil.which", lambda name, **_: f"/usr/bin/{name}" if name == there else None)
    assert ("chromium-headless-shell" in system._missing_for_tests()) == (there is None)


def test_an_outside_store_needs_its_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3_ENDPOINT", "store.example:9000")
    monkeypatch.delenv("S3_SECRET_KEY", raising=False)
    with pytest.raises(Trouble, match="S3_SECRET_KEY"):
        services.Services()


def test_an_outside_database_gets_no_sample_people_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FENGXUN_DEMO", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert start.wants_demo(refused=False)
    assert not start.wants_demo(refused=True)
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/real")
    assert not start.wants_demo(refused=False)
    monkeypatch.setenv("FENGXUN_DEMO", "1")
    assert start.wants_demo(refused=False)


@pytest.mark.skipif(os.geteuid() != 0, reason="only a start by root drops to another user")
def test_a_folder_the_services_cannot_reach_is_replaced_by_one_they_can(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o700)
    found = users.home(hidden / "state")
    try:
        assert found.parent == users.FALLBACK
        assert users.can_reach(found, users.service_user())
    finally:
        found.rmdir()


def test_the_build_is_judged_by_the_sources_alone() -> None:
    parts = {part for path in node.sources() for part in path.relative_to(ROOT / "pwa").parts}
    assert "package-lock.json" in parts
    assert not parts & {"node_modules", "dist"}


def test_the_process_of_a_stranger_is_not_ended_as_a_left_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "app.pid"
    file.write_text(str(os.getpid()))
    monkeypatch.setattr(application, "_pid_file", lambda: file)
    application.stop_left_over()


def test_stopping_a_part_ends_its_services_and_leaves_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidy, "state", lambda: folder)
    cluster = postgres.start(folder / "test" / "pg", durable=False)
    store, other = objects.start(folder / "test" / "s3"), objects.start(folder / "run" / "s3")
    tidy.stop_services("test")
    assert not postgres.running(cluster.state)
    assert not objects.running(store.state)
    assert objects.running(other.state)
    tidy.stop_services()
    assert not objects.running(other.state)


def _load(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _verify(folder: Path, address: str) -> None:
    verifier = PolicyBuilder().store(Store([_load(folder / "ca.crt")]))
    host = x509.IPAddress(ipaddress.ip_address(address))
    verifier.build_server_verifier(host).verify(_load(folder / "server.crt"), [])


def test_the_server_certificate_is_kept_while_it_fits_and_the_authority_longer(tmp_path: Path) -> None:
    certificate.make(tmp_path, ["localhost", "127.0.0.1", "192.168.1.20"])
    made, authority = _load(tmp_path / "server.crt"), _load(tmp_path / "ca.crt")
    _verify(tmp_path, "192.168.1.20")
    certificate.make(tmp_path, ["localhost", "127.0.0.1", "192.168.1.20"])
    assert _load(tmp_path / "server.crt") == made
    certificate.make(tmp_path, ["localhost", "127.0.0.1", "10.0.0.7"])
    assert _load(tmp_path / "server.crt") != made
    assert _load(tmp_path / "ca.crt") == authority
    assert (tmp_path / "ca.key").stat().st_mode & 0o777 == 0o600


def test_the_authority_cannot_vouch_for_the_rest_of_the_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate.make(tmp_path, ["localhost", "127.0.0.1", "203.0.113.9"])
    _verify(tmp_path, "203.0.113.9")
    monkeypatch.setattr(certificate, "_allowed", lambda _: [])
    certificate.make(tmp_path, ["localhost", "127.0.0.1", "8.8.8.8"])
    with pytest.raises(VerificationError, match=r"name constraint|permitted"):
        _verify(tmp_path, "8.8.8.8")


def test_dev_works_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run([ROOT / "dev"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "./dev run" in done.stdout

"""An authority of openssl's stamps a checkpoint an hour; what it does not do holds nothing up."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs

from backend.core.db import Conn
from backend.core.errors import Misconfigured
from backend.settings import Settings
from backend.tlog import queries, stamping
from backend.tlog.structs import SignedHead
from tests.backend.tlog.test_sealing import NOW, SIGNER, Again, happen
from tests.conftest import OneConnection
from tests.support.authority import Authority, authority, certificates


@pytest.fixture(scope="module")
def openssl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with authority(tmp_path_factory.mktemp("authority")) as made:
        yield made


@pytest.fixture
def asked(settings: Settings, openssl: Authority) -> stamping.Authority:
    found = stamping.authority(structs.replace(settings, tsa_url=openssl.url, tsa_ca_file=str(openssl.ca)))
    assert found is not None
    return found


async def signed(conn: Conn, folder: Path) -> SignedHead:
    sealer = Again(OneConnection(conn), SIGNER, folder / "log.signed")
    await happen(conn, 3)
    await sealer.seal()
    head = await sealer.sign(NOW, at_once=True)
    assert head is not None
    return head


async def test_one_checkpoint_an_hour_is_stamped(conn: Conn, tmp_path: Path, asked: stamping.Authority) -> None:
    database, sizes = OneConnection(conn), []
    for _ in range(3):
        head = await signed(conn, tmp_path)
        first = await queries.newest_stamp(conn)
        now = (first.stamped_at if first else NOW) + timedelta(minutes=(0, 59, 60)[len(sizes)])
        await stamping.stamp(database, head, asked, now)
        stamp = await queries.newest_stamp(conn)
        assert stamp is not None
        sizes.append(stamp.size)
        assert abs(stamp.at - stamp.stamped_at) < timedelta(minutes=5)
    assert sizes == [3, 3, 9]


async def test_a_stamp_of_somebody_else_is_not_kept(
    conn: Conn, tmp_path: Path, openssl: Authority, settings: Settings
) -> None:
    stranger = certificates(tmp_path)
    asked = stamping.authority(structs.replace(settings, tsa_url=openssl.url, tsa_ca_file=str(stranger)))
    stamps = stamping.Stamping(OneConnection(conn), asked)
    stamps.about(await signed(conn, tmp_path), NOW)
    await asyncio.gather(*stamps.running())
    assert await queries.newest_stamp(conn) is None


async def test_an_authority_that_is_away_holds_nothing_up_and_is_asked_again(
    conn: Conn, tmp_path: Path, asked: stamping.Authority
) -> None:
    away = stamping.Stamping(OneConnection(conn), asked._replace(url="http://127.0.0.1:1/"))
    head = await signed(conn, tmp_path)
    away.about(head, NOW)
    await asyncio.gather(*away.running())
    away.about(head, NOW + timedelta(minutes=4))
    assert away.running() == []
    away.about(head, NOW + timedelta(minutes=5))
    assert len(away.running()) == 1
    await asyncio.gather(*away.running())
    assert await queries.newest_stamp(conn) is None


@pytest.mark.parametrize(("url", "ca"), [("ftp://x", "ca.pem"), ("http://x", ""), ("http://x", "/dev/null")])
def test_a_setting_that_names_no_authority_stops_the_start(settings: Settings, url: str, ca: str) -> None:
    with pytest.raises(Misconfigured):
        stamping.authority(structs.replace(settings, tsa_url=url, tsa_ca_file=ca))

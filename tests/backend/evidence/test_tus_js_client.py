"""The real tus-js-client, the one in phones, against a real server over a connection that is cut."""

import asyncio
import hashlib
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from httpx import AsyncClient

from backend.auth.permissions import Role
from backend.core.storage import Store
from backend.settings import Settings
from tests.conftest import ROOT
from tests.support.committed import committed, until, until_received
from tests.support.hostile import jpeg, mp4
from tests.support.leads import a_medium, reported
from tests.support.live import Stage, Watching
from tests.support.proxy import cuts, drops, proxy
from tests.support.tus import create, offset, send

PHOTO = jpeg(behind=bytes(range(256)) * 4000)
PACKAGES = ROOT / "pwa" / "node_modules"
NODE = Path(sys.executable).parent / "node"


@pytest.fixture(scope="module", autouse=True)
def client_is_installed() -> None:
    if not (PACKAGES / "tus-js-client").is_dir():
        pytest.skip("pwa/node_modules is not installed (npm ci in pwa/)")


@pytest.fixture(scope="module")
async def house(admin_dsn: str, database_url: str) -> AsyncIterator[Stage]:
    async with committed(admin_dsn, database_url) as made:
        yield made


@pytest.fixture(scope="module")
async def port(house: Stage, store_settings: Settings, bucket: Store) -> AsyncIterator[int]:
    async with house.server(store_settings) as port:
        yield port


@pytest.fixture
async def phone(house: Stage) -> Watching:
    return await house.person(Role.OFFICER)


@pytest.fixture
async def door(port: int, phone: Watching) -> AsyncIterator[AsyncClient]:
    async with AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=phone.cookie) as client:
        yield client


@pytest.fixture
async def medium(door: AsyncClient) -> str:
    declared = a_medium(PHOTO)
    await reported(door, declared)
    return str(declared["id"])


@pytest.fixture
def photo(tmp_path: Path) -> str:
    path = tmp_path / "photo.jpg"
    path.write_bytes(PHOTO)
    return str(path)


async def client(who: Watching, through: int, **asked: Any) -> dict[str, Any]:
    """Run tus-js-client; what it did."""
    told = {
        "packages": str(PACKAGES),
        "endpoint": f"http://127.0.0.1:{through}/api/media",
        "cookie": who.cookie["Cookie"],
    } | asked
    script = Path(__file__).parent / "tus_js_client.mjs"
    process = await asyncio.create_subprocess_exec(
        str(NODE), str(script), json.dumps(told), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(60):
        out, complaint = await process.communicate()
    assert process.returncode == 0, complaint.decode()
    did: dict[str, Any] = json.loads(out)
    return did


def received(found: dict[str, Any]) -> bool:
    return bool(found["state"] == "received" and found["sha256"] == hashlib.sha256(PHOTO).hexdigest())


@pytest.mark.parametrize("chunk", [None, 100_000])
async def test_it_uploads(
    phone: Watching, port: int, door: AsyncClient, medium: str, photo: str, chunk: int | None
) -> None:
    asked = {"chunkSize": chunk} if chunk else {}
    did = await client(phone, port, id=medium, file=photo, **asked)
    assert did["url"].endswith(f"/api/media/{medium}")
    assert did["requests"][0][:2] == ["POST", 201]
    assert {r[0] for r in did["requests"][1:]} == {"PATCH"}
    assert received(await until_received(door, medium))


async def test_it_carries_on_after_every_cut(
    phone: Watching, port: int, door: AsyncClient, medium: str, photo: str
) -> None:
    async with proxy([port], cuts(300_000, 250_000, 200_000, 150_000)) as way:
        did = await client(phone, way.port, id=medium, file=photo)
        assert way.cuts == 4
    assert "error" not in did, did
    resumed = [int(r[2]) for r in did["requests"] if r[0] == "HEAD"]
    assert resumed == sorted(resumed)
    assert resumed[-1] > 0
    assert received(await until_received(door, medium))


async def test_over_a_line_that_drops_every_half_megabyte_a_phone_sends_a_third_more_at_most(
    phone: Watching, port: int, door: AsyncClient, tmp_path: Path
) -> None:
    film = mp4() + hashlib.shake_128(b"a film").digest(2 << 20)
    declared = a_medium(film, mime="video/mp4")
    await reported(door, declared)
    (tmp_path / "film.mp4").write_bytes(film)
    async with proxy([port], drops(1, 500_000), in_the_air=64_000) as way:
        did = await client(phone, way.port, id=declared["id"], file=str(tmp_path / "film.mp4"), paced=True)
        assert "error" not in did, did
        assert way.cuts >= 3
        assert way.sent - len(film) <= 0.30 * len(film)
    assert (await until_received(door, declared["id"]))["sha256"] == hashlib.sha256(film).hexdigest()


async def test_after_a_reinstall_it_goes_on_where_it_was_by_the_mediums_id_alone(
    phone: Watching, port: int, door: AsyncClient, medium: str, photo: str
) -> None:
    await create(door, medium, len(PHOTO))
    await send(door, medium, 0, PHOTO[:400_000])
    url = f"http://127.0.0.1:{port}/api/media/{medium}"
    did = await client(phone, port, id=medium, file=photo, uploadUrl=url)
    assert did["requests"][0] == ["HEAD", 200, "400000"]
    assert [r[0] for r in did["requests"]] == ["HEAD", "PATCH"]
    assert received(await until_received(door, medium))


async def test_a_phone_that_only_has_the_id_creates_what_was_never_created(
    phone: Watching, port: int, door: AsyncClient, medium: str, photo: str
) -> None:
    url = f"http://127.0.0.1:{port}/api/media/{medium}"
    did = await client(phone, port, id=medium, file=photo, uploadUrl=url)
    assert [r[:2] for r in did["requests"]] == [["HEAD", 404], ["POST", 201], ["PATCH", 204]]
    assert received(await until_received(door, medium))


async def test_it_starts_again_without_being_told_when_other_bytes_had_arrived(
    phone: Watching, port: int, door: AsyncClient, house: Stage, medium: str, photo: str
) -> None:
    await create(door, medium, len(PHOTO))
    await send(door, medium, 0, b"x" * len(PHOTO))

    async def state() -> str:
        return str((await door.get(f"/api/media/{medium}/state")).json()["state"])

    assert await until(state, lambda found: found == "mismatch")
    url = f"http://127.0.0.1:{port}/api/media/{medium}"
    await client(phone, port, id=medium, file=photo, uploadUrl=url)
    assert received(await until_received(door, medium))


async def test_it_gives_up_an_upload(phone: Watching, port: int, door: AsyncClient, medium: str) -> None:
    await create(door, medium, len(PHOTO))
    await send(door, medium, 0, PHOTO[:1000])
    assert await offset(door, medium) == 1000
    url = f"http://127.0.0.1:{port}/api/media/{medium}"
    did = await client(phone, port, id=medium, uploadUrl=url, terminate=True)
    assert did["terminated"] is True
    assert (await door.get(f"/api/media/{medium}/state")).json()["state"] == "declared"

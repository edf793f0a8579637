"""GPX out and in: what goes out comes back in, hostile files do nothing."""

import asyncio
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import gpxpy
import pytest
from httpx import Response

from backend.auth.permissions import Role
from backend.core.db import Conn
from geo import pack
from tests.backend.patrols.conftest import START, Phone, after, batch
from tests.conftest import NewPerson, Person

POINT = '<trkpt lat="29.7" lon="120.25"><time>2026-03-02T01:00:00Z</time></trkpt>'


def gpx(*segments: str, head: str = "", version: str = "1/1") -> bytes:
    inside = "".join(f"<trkseg>{s}</trkseg>" for s in segments)
    xmlns = f"http://www.topografix.com/GPX/{version}"
    return f'<?xml version="1.0"?>{head}<gpx xmlns="{xmlns}"><trk>{inside}</trk></gpx>'.encode()


async def send(phone: Phone, body: bytes) -> Response:
    headers = {"content-type": "application/gpx+xml"}
    return await phone.client.post("/api/patrols/imports", content=body, headers=headers)


async def test_who_may_not_patrol_may_not_import(grid_worker: Person) -> None:
    assert (await send(Phone(grid_worker.client), gpx(POINT))).status_code == 403


LAUGHS = '<!DOCTYPE g [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE g [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"<gpx", 400), (b"\xff\xfe\x00", 400), (b'<?xml version="1.0" encoding="nothing"?><gpx/>', 400),
        (b"<a>" * 5000, 400), (b"<kml/>", 422), (b"<gpx/>", 422), (gpx(), 422), (gpx(""), 422),
        (gpx(POINT, head=LAUGHS), 422), (gpx(POINT, head=FILE), 422), (gpx(POINT, head="<!DOCTYPE gpx>"), 422),
        (bytes((20 << 20) + 1), 413),
    ],
)  # fmt: skip
async def test_what_is_no_harmless_gpx_is_refused(phone: Phone, conn: Conn, body: bytes, status: int) -> None:
    answer = await send(phone, body)
    assert answer.status_code == status, answer.text
    assert await conn.fetchval("select count(*) from patrols") == 0


@pytest.mark.parametrize(
    "point",
    [
        '<trkpt lat="29.7" lon="120.25"/>',
        POINT.replace("29.7", "91"), POINT.replace("29.7", "nan"), POINT.replace("120.25", "1e400"),
        POINT.replace(' lon="120.25"', ""), POINT.replace("2026", "1999"), POINT.replace("2026", "99999"),
        POINT.replace("2026", "9999"), POINT.replace("2026-03-02T01:00:00Z", "yesterday"),
        POINT.replace("2026-03-02T01:00:00Z", (datetime.now(UTC) + timedelta(days=1)).isoformat()),
    ],
)  # fmt: skip
async def test_a_fix_without_a_plausible_place_and_time_is_named(phone: Phone, point: str) -> None:
    answer = await send(phone, gpx(POINT, POINT + point))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "trk[0].trkseg[1].trkpt[1]")


async def test_what_is_exported_is_what_is_drawn_and_names_nobody(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(0, 3))
    await phone.send(patrol, batch(3, 3, at=after(1000), flags=[1, 0, pack.MOCK_BIT]))
    answer = await phone.client.get(f"/api/patrols/{patrol}/track.gpx")
    assert answer.headers["content-type"].startswith("application/gpx+xml")
    assert answer.headers["content-disposition"] == f'attachment; filename="patrol-{patrol}.gpx"'
    assert "队员" not in answer.text
    (track,) = gpxpy.parse(answer.text).tracks
    drawn = [[[p.longitude, p.latitude, p.time.timestamp() * 1000] for p in s.points] for s in track.segments]
    assert drawn == [p["coordinates"] for p in (await phone.get(f"/{patrol}/track"))["parts"]]
    assert [len(s) for s in drawn] == [3, 2]


async def test_gdal_reads_the_exported_track_with_its_segments_and_times(phone: Phone, tmp_path: Path) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(0, 3))
    await phone.send(patrol, batch(3, 2, at=after(1000), flags=[1, 0]))
    file = tmp_path / "patrol.gpx"
    file.write_bytes((await phone.client.get(f"/api/patrols/{patrol}/track.gpx")).content)
    if (program := shutil.which("ogrinfo")) is None:
        pytest.fail("ogrinfo is not installed: ./dev test installs it")
    words = [program, "-ro", "-al", file, "track_points"]
    read = await asyncio.to_thread(subprocess.run, words, capture_output=True, text=True, check=True, timeout=60)
    assert read.stderr == ""
    said = read.stdout
    assert "Feature Count: 5" in said
    assert "WGS 84" in said
    assert [line.split()[-1] for line in said.splitlines() if line.startswith("  track_seg_id ")] == [*"00011"]
    assert "POINT (120.25 29.7)" in said
    assert f"time (DateTime) = {START:%Y/%m/%d %H:%M:%S}+00" in said


async def test_what_was_exported_comes_in_again_as_it_was_and_only_once(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(0, 1000, step_s=1.001))
    await phone.send(patrol, batch(1000, 200, at=after(2000), flags=[1, *[0] * 199]))
    body = (await phone.client.get(f"/api/patrols/{patrol}/track.gpx")).content
    first, again = await send(phone, body), await send(phone, body)
    assert (first.status_code, again.status_code) == (201, 201), first.text
    assert first.json() == again.json()
    (imported,) = first.json()
    assert (imported["squad"], imported["state"], imported["point_count"]) == ("GPX", "ended", 1200)
    assert await conn.fetchval("select count(*) from patrols") == 2
    was, now = await phone.get(f"/{patrol}"), await phone.get(f"/{imported['id']}")
    assert (now["distance_m"], now["moving_s"]) == (was["distance_m"], was["moving_s"])
    tracks = [await phone.get(f"/{p}/track") for p in (patrol, imported["id"])]
    assert tracks[0]["parts"] == tracks[1]["parts"]
    assert [g["reason"] for g in tracks[1]["gaps"]] == ["unknown"]
    assert await conn.fetchval("select count(*) from live_positions where patrol_id = $1", imported["id"]) == 0


async def test_every_track_of_a_file_is_a_patrol_and_older_versions_are_read(phone: Phone) -> None:
    body = gpx(POINT, version="1/0").replace(b"</gpx>", b"<trk><trkseg>" + POINT.encode() + b"</trkseg></trk></gpx>")
    answer = await send(phone, body)
    assert [p["point_count"] for p in answer.json()] == [1, 1]


async def test_the_same_file_of_two_people_is_a_patrol_of_each(phone: Phone, person: NewPerson) -> None:
    colleague = Phone((await person(Role.OFFICER)).client)
    one, other = (await send(phone, gpx(POINT))).json(), (await send(colleague, gpx(POINT))).json()
    assert one[0]["id"] != other[0]["id"]

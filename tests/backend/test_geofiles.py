"""Lists as files for GIS programs, opened again by GDAL's own programs: shapes, types, coordinates."""

import json
import shutil
import subprocess
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import shapely
from httpx import AsyncClient

from backend.core import exports
from backend.core.db import Conn
from backend.core.errors import Invalid, TooLarge
from backend.core.exports import FileKind, Plan, Shapes, make
from backend.core.geofiles import Datum, Kind
from backend.core.sheets import Column, Sheet
from backend.patrols.tracks.derived import paths
from tests.backend.patrols.conftest import START, Phone, batch, make_zone
from tests.conftest import OneConnection, Person
from tests.support.leads import reported

AT = datetime(2026, 11, 25, 16, 30, 5, tzinfo=UTC)
VECTORS = [
    (120.2363, 29.7136, 120.2407444, 29.7111184),
    (120.2600, 29.9200, 120.2644417, 29.9175381),
    (120.4000, 29.8000, 120.4045531, 29.7977150),
]
"""WGS-84 and GCJ-02, longitude first: the rulebook's."""


class Row(NamedTuple):
    text: str
    place: tuple[float, float] | None = (120.25, 29.75)
    number: float | None = None
    at: datetime | None = AT
    day: date | None = date(2026, 11, 25)


SHEET: Sheet[Row] = Sheet(
    zh="试",
    en="Trial",
    columns=[
        Column("文字", "Text", lambda row, _: row.text),
        Column("时间", "Time", lambda row, _: row.at, holds=Kind.TIME),
        Column("日期", "Day", lambda row, _: row.day, holds=Kind.DAY),
        Column("数", "Number", lambda row, _: row.number, holds=Kind.NUMBER),
    ],
)


async def places(_: object, rows: Sequence[Row]) -> list[bytes | None]:
    return [None if row.place is None else shapely.to_wkb(shapely.Point(row.place)) for row in rows]


SHAPES: Shapes[Row] = Shapes(geometry="Point", wkb=places)


async def made(kind: FileKind, datum: Datum, *rows: Row, shapes: Shapes[Row] | None = SHAPES) -> bytes:
    async def pages() -> AsyncIterator[list[Row]]:
        for row in rows:
            yield [row]

    plan = Plan(sheet=SHEET, layer="trial", kind=kind, datum=datum, shapes=shapes)
    with (await make(plan, pages())).file as file:
        return file.read()


def ogrinfo(tmp_path: Path, content: bytes, name: str) -> str:
    if (program := shutil.which("ogrinfo")) is None:
        pytest.fail("ogrinfo is not installed: ./dev test installs it")
    path = tmp_path / name
    path.write_bytes(content)
    done = subprocess.run([program, "-ro", "-al", path], capture_output=True, text=True, check=True, timeout=60)
    # Times without thousandths are what later versions of the format have; it reads them, and says so.
    assert all("successfully parsed" in line for line in done.stderr.splitlines())
    return done.stdout


@pytest.mark.parametrize(("datum", "code"), [(Datum.CGCS2000, "4490"), (Datum.WGS84, "4326")])
async def test_a_geopackage_has_shapes_types_and_says_its_coordinates(tmp_path: Path, datum: Datum, code: str) -> None:
    rows = [Row("枫桥镇", number=8.5), Row("=1+1", None, None, None, None)]
    said = ogrinfo(tmp_path, await made(FileKind.GPKG, datum, *rows), "a.gpkg")
    for line in (
        "Layer name: trial", "Geometry: Point", "Feature Count: 2", f'ID["EPSG",{code}]', "POINT (120.25 29.75)",
        "文字: String", "时间: DateTime", "日期: Date", "数: Real", "文字 (String) = 枫桥镇", "数 (Real) = 8.5",
        "时间 (DateTime) = 2026/11/25 16:30:05+00", "日期 (Date) = 2026/11/25", "文字 (String) = =1+1",
        "时间 (DateTime) = (null)", "数 (Real) = (null)", "日期 (Date) = (null)",
    ):  # fmt: skip
        assert line in said


async def test_an_empty_list_is_an_empty_layer(tmp_path: Path) -> None:
    said = ogrinfo(tmp_path, await made(FileKind.GPKG, Datum.CGCS2000), "a.gpkg")
    assert "Feature Count: 0" in said
    assert "数: Real" in said
    assert json.loads(await made(FileKind.GEOJSON, Datum.CGCS2000))["features"] == []


async def test_geojson_is_read_by_gdal_and_has_times_of_china(tmp_path: Path) -> None:
    content = await made(FileKind.GEOJSON, Datum.CGCS2000, Row("枫", number=1), Row("桥", None))
    said = ogrinfo(tmp_path, content, "a.geojson")
    assert "Feature Count: 2" in said
    assert "POINT (120.25 29.75)" in said
    first, second = json.loads(content)["features"]
    assert first["properties"] == {
        "文字": "枫", "时间": "2026-11-26T00:30:05+08:00", "日期": "2026-11-25", "数": 1,
    }  # fmt: skip
    assert second["geometry"] is None


@pytest.mark.parametrize(("lon", "lat", "lon_gcj", "lat_gcj"), VECTORS)
async def test_geojson_in_gcj02_says_so_and_is_shifted_as_the_rulebook_has_it(
    lon: float, lat: float, lon_gcj: float, lat_gcj: float
) -> None:
    told = json.loads(await made(FileKind.GEOJSON, Datum.GCJ02, Row("x", (lon, lat))))
    assert told["datum"] == "GCJ-02"
    assert told["features"][0]["geometry"]["coordinates"] == [lon_gcj, lat_gcj]
    for datum, name in ((Datum.CGCS2000, "CGCS2000"), (Datum.WGS84, "WGS-84")):
        told = json.loads(await made(FileKind.GEOJSON, datum, Row("x", (lon, lat))))
        assert (told["datum"], told["features"][0]["geometry"]["coordinates"]) == (name, [lon, lat])


@pytest.mark.parametrize(
    ("kind", "datum"),
    [(FileKind.GPKG, Datum.GCJ02), (FileKind.CSV, Datum.GCJ02), (FileKind.XLSX, Datum.WGS84)],
)
async def test_a_file_that_could_not_say_its_coordinates_is_refused(kind: FileKind, datum: Datum) -> None:
    with pytest.raises(Invalid) as wrong:
        await made(kind, datum)
    assert wrong.value.errors[0].field == "datum"


async def test_what_has_no_place_is_no_map() -> None:
    with pytest.raises(Invalid) as wrong:
        await made(FileKind.GPKG, Datum.CGCS2000, shapes=None)
    assert wrong.value.errors[0].field == "format"


async def test_there_may_be_fewer_shapes_than_rows() -> None:
    few = Shapes(geometry="Point", wkb=places, most=1)
    await made(FileKind.CSV, Datum.CGCS2000, Row("a"), Row("b"), shapes=few)
    with pytest.raises(TooLarge):
        await made(FileKind.GPKG, Datum.CGCS2000, Row("a"), Row("b"), shapes=few)


async def read(client: AsyncClient, path: str, **params: Any) -> bytes:
    answer = await client.get(f"/api/{path}/export", params=params)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == exports.MEDIA_TYPES[FileKind(params["format"])]
    return answer.content


@pytest.fixture
async def county(officer: Person, conn: Conn) -> None:
    """A zone, a lead, and an ended patrol."""
    await make_zone(conn, "Z1", 120.2, 29.7, 120.3, 29.8)
    await reported(officer.client)
    phone = Phone(officer.client)
    patrol = await phone.start()
    await phone.send(patrol, batch(0, 30))
    await phone.event(patrol, "end", START + timedelta(hours=1))
    await paths.refresh(OneConnection(conn))


@pytest.mark.usefixtures("county")
async def test_areas_leads_and_patrols_come_with_their_shapes(officer: Person, conn: Conn, tmp_path: Path) -> None:
    wanted = {
        "areas": "MULTIPOLYGON (((120.2 29.7,120.2 29.8,120.3 29.8,120.3 29.7,120.2 29.7)))",
        "leads": "POINT (120.39 29.8)",
        "patrols": "MULTILINESTRING ((120.25 29.7,120.25 29.7029))",
    }
    for path, shape in wanted.items():
        said = ogrinfo(tmp_path, await read(officer.client, path, format="gpkg"), f"{path}.gpkg")
        assert f"Layer name: {path}" in said
        assert shape in said
        told = json.loads(await read(officer.client, path, format="geojson", datum="gcj02", lang="en"))
        assert told["features"][0]["geometry"]["type"].upper() == shape.partition(" ")[0]
    detail = await conn.fetchval("select detail from audit_events where action = 'leads.exported' order by id desc")
    assert (detail["format"], detail["datum"], detail["rows"]) == ("geojson", "gcj02", 1)
    answer = await officer.client.get("/api/leads/export?format=gpkg&datum=gcj02")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "datum")


@pytest.mark.usefixtures("county")
async def test_nobody_takes_along_more_than_they_may_see(stranger: Person, command_room: Person) -> None:
    for who, count in ((stranger, 0), (command_room, 1)):
        told = json.loads(await read(who.client, "patrols", format="geojson"))
        assert len(told["features"]) == count


@pytest.mark.parametrize("path", ["leads", "patrols", "areas"])
async def test_a_list_of_nothing_is_a_file_of_nothing(command_room: Person, path: str) -> None:
    for kind in ("geojson", "gpkg"):
        answer = await command_room.client.get(f"/api/{path}/export?format={kind}&q=nothing-of-this-name")
        assert answer.status_code == 200, answer.text
        assert answer.headers["x-rows"] == "0"

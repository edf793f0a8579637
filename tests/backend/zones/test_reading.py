"""Files as they come: three formats, Chinese encodings, and those that were made to do harm."""

import io
import json
import sqlite3
import struct
import zipfile
from pathlib import Path

import msgspec
import pytest
import shapely

from backend.core.sandbox import Stopped, run_limited
from backend.zones import archive, reading
from backend.zones.drivers import ENVIRONMENT
from backend.zones.job import Checked, Job
from backend.zones.structs import AreaKind, Datum, NewAreaImport
from backend.zones.unreadable import Unreadable
from tests.backend.zones.samples import (
    DAY,
    ZONES,
    checked,
    codes,
    collection,
    feature,
    geojson,
    geopackage,
    polygon,
    problems,
    projected,
    shapefile,
    zone,
)

NAMES = ["枫桥一区", "枫桥二区"]


def refusal(file: bytes, **wanted: object) -> str:
    with pytest.raises(Unreadable) as unreadable:
        checked(file, **wanted)  # type: ignore[arg-type]
    return unreadable.value.finding.code


async def limited(file: bytes, kind: AreaKind = AreaKind.DUTY_ZONE, cpu_s: int = 20) -> Checked:
    """As in earnest: in the limited process."""
    wanted = NewAreaImport(kind=kind, valid_from=DAY, filename="zones")
    job = msgspec.msgpack.encode(Job(wanted=wanted, counties=[], towns=[], standing=[], file=file))
    answer = await run_limited("backend.zones.checking:check", job, env=ENVIRONMENT, memory_mb=2048, cpu_s=cpu_s)
    return msgspec.msgpack.decode(answer, type=Checked)


async def test_the_counties_boundary_is_good(shared: Path) -> None:
    outcome = await limited((shared / "data" / "county_330681.geojson").read_bytes(), AreaKind.COUNTY)
    assert codes(outcome) == [[]]
    # Zhuji has 2,311 km² by its statistics; the generalised outline comes to 2,315.
    assert outcome.shapes[0].area_m2 == pytest.approx(2.311e9, rel=0.01)


async def test_the_boundary_with_swapped_axes_is_refused_saying_so(shared: Path) -> None:
    outcome = await limited((shared / "data" / "county_swapped_axes.geojson").read_bytes(), AreaKind.COUNTY)
    assert outcome.shapes == []
    assert problems(outcome) == ["swapped_axes"]
    assert "坐标轴疑似颠倒" in outcome.problems[0].zh
    assert "axes look swapped" in outcome.problems[0].en


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4326"])
def test_a_geopackage_is_read(crs: str) -> None:
    outcome = checked(geopackage(ZONES, crs))
    assert [s.name for s in outcome.shapes] == NAMES


@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
@pytest.mark.parametrize("keep", [(), (".shp", ".shx", ".dbf", ".prj")], ids=["with cpg", "without cpg"])
def test_a_shapefile_is_read_whatever_its_encoding_and_whether_it_says_so(encoding: str, keep: tuple[str, ...]) -> None:
    outcome = checked(shapefile(ZONES, encoding=encoding, keep=keep))
    assert codes(outcome) == [[], []]
    assert [s.name for s in outcome.shapes] == NAMES


def test_a_shapefile_that_says_the_wrong_encoding_is_read_all_the_same() -> None:
    with zipfile.ZipFile(io.BytesIO(shapefile(ZONES, encoding="GBK"))) as good:
        files = {name: good.read(name) for name in good.namelist()}
    files["zones.cpg"] = b"UTF-8"
    assert [s.name for s in checked(packed(files)).shapes] == NAMES
    assert refusal(packed(files), encoding="UTF-8") == "encoding"
    assert refusal(packed(files), encoding="no-such") == "encoding"
    assert [s.name for s in checked(packed(files), encoding="GBK").shapes] == NAMES


def test_a_shapefile_in_zone_40_is_moved_to_degrees_by_its_prj() -> None:
    rows = [(c, n, projected(s, 4528)) for c, n, s in ZONES]
    assert codes(checked(shapefile(rows, "EPSG:4528"))) == [[], []]
    assert codes(checked(shapefile(rows, None))) == [["zone_prefixed"], ["zone_prefixed"]]
    assert codes(checked(shapefile(rows, None), epsg=4528)) == [[], []]


def test_a_shapefile_in_a_folder_with_a_chinese_name_is_found() -> None:
    assert len(checked(shapefile(ZONES, stem="枫桥/勤务区")).shapes) == 2
    # Windows packs names as GBK and does not say so.
    raw = shapefile(ZONES, stem="folder/AAAA").replace(b"folder/AAAA", "枫桥/勤区".encode("gbk") + b"AA"[:2])
    assert len(checked(raw).shapes) == 2


@pytest.mark.parametrize("missing", [".shx", ".dbf"])
def test_a_shapefile_without_a_part_says_which(missing: str) -> None:
    keep = tuple({".shp", ".shx", ".dbf", ".prj"} - {missing})
    with pytest.raises(Unreadable) as unreadable:
        checked(shapefile(ZONES, keep=keep))
    assert unreadable.value.finding.code == "archive_part_missing"
    assert f"zones{missing}" in unreadable.value.finding.zh


def packed(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive_file:
        for name, content in files.items():
            archive_file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "name", ["../zones.shp", "/etc/zones.shp", "a/../../zones.shp", "..\\zones.shp", "C:\\zones.shp"]
)
def test_an_archive_with_names_that_lead_elsewhere_is_refused(name: str) -> None:
    assert refusal(packed({name: b"x"})) == "archive_unsafe_name"


def test_archives_without_one_whole_shapefile_are_refused() -> None:
    assert refusal(packed({"readme.txt": b"x"})) == "archive_no_shapefile"
    assert refusal(packed({})) == "archive_no_shapefile"
    assert refusal(packed({"a.shp": b"x", "b.shp": b"x"})) == "archive_several"
    assert refusal(packed({"a.shp": b"x", "b.shp": b"x"}), layer="c") == "no_layer"
    assert refusal(packed({"a.shp": b"x", "a.shx": b"x", "a.dbf": b"x"})) == "unreadable"
    assert refusal(shapefile(ZONES)[:-30]) == "archive_damaged"
    assert refusal(b"PK\x03\x04" + b"\x00" * 100) == "archive_damaged"
    assert refusal(packed({f"{i}.txt": b"" for i in range(201)})) == "archive_too_large"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed({"zones.shp": b"\0" * (archive.MAX_UNPACKED + 1), "zones.shx": b"", "zones.dbf": b""})
    assert len(bomb) < 1 << 20
    monkeypatch.setattr(archive, "_unpack", None)
    assert refusal(bomb) == "archive_too_large"


def test_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    honest = packed({"zones.shp": b"\0" * 5_000_000, "zones.shx": b"", "zones.dbf": b""})
    lying = honest.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 10))
    assert refusal(lying) == "archive_damaged"


def test_an_encrypted_archive_is_refused() -> None:
    data = bytearray(packed({"zones.shp": b"x", "zones.shx": b"x", "zones.dbf": b"x"}, zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 1)
    assert refusal(bytes(data)) == "archive_encrypted"


def _with_sql(file: bytes, tmp_path: Path, *statements: str) -> bytes:
    path = tmp_path / "areas.gpkg"
    path.write_bytes(file)
    conn = sqlite3.connect(path)
    for statement in statements:
        conn.execute(statement)
    conn.commit()
    conn.close()
    return path.read_bytes()


async def test_a_geopackage_with_triggers_is_read_and_they_do_not_run(tmp_path: Path) -> None:
    file = _with_sql(
        geopackage(ZONES),
        tmp_path,
        "create trigger gotcha after insert on gpkg_contents begin delete from zones; end",
        "create table bait (x)",
    )
    assert len((await limited(file)).shapes) == 2


async def test_a_geopackage_with_an_endless_view_is_stopped(tmp_path: Path) -> None:
    file = _with_sql(
        geopackage(ZONES),
        tmp_path,
        "alter table zones rename to hidden",
        """create view zones as with recursive n(i) as (select 1 union all select i + 1 from n)
           select h.* from hidden h, n where i < 0""",
    )
    try:
        assert (await limited(file, cpu_s=2)).refusal
    except Stopped as stopped:
        assert stopped.reason == "time"  # noqa: PT017


def test_a_geopackage_with_several_layers_asks_which(tmp_path: Path) -> None:
    file = _with_sql(
        geopackage(ZONES),
        tmp_path,
        "create table more as select * from zones",
        """insert into gpkg_contents select 'more', data_type, 'more', description, last_change, min_x, min_y, max_x,
           max_y, srs_id from gpkg_contents""",
        "insert into gpkg_geometry_columns select 'more', column_name, geometry_type_name, srs_id, z, m "
        "from gpkg_geometry_columns",
    )
    assert refusal(file) == "several_layers"
    assert len(checked(file, layer="zones").shapes) == 2
    assert refusal(file, layer="others") == "no_layer"


def test_a_database_that_is_no_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plain.sqlite"
    conn = sqlite3.connect(path)
    conn.execute("create table secrets (x)")
    conn.commit()
    conn.close()
    assert refusal(path.read_bytes()) in ("unreadable", "no_layer")
    assert refusal(geopackage(ZONES)[:5000]) in ("unreadable", "no_layer")


@pytest.mark.parametrize(
    "file",
    [
        b"hello",
        b"\x00" * 100,
        b"<?xml version='1.0'?><gml/>",
        b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'
        b"</OGRVRTDataSource>",
        b'{"type": "Topology", "objects": {}, "arcs": []}',
        b'{"type": "Feature", "properties": {}, "geometry": null}',
        "PK枫桥".encode(),
    ],
)
def test_other_formats_are_not_even_tried(file: bytes) -> None:
    assert refusal(file) == "unknown_format"


@pytest.mark.parametrize(
    "file",
    [
        b"{",
        b'{"type": "FeatureCollection"',
        b'{"type": 7}',
        b'{"type": "FeatureCollection", "features": 7}',
        b'{"type": "FeatureCollection", "features": [null]}x',
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "\xff"}}]}',
        b'{"type": "FeatureCollection", "features": ' + b"[" * 5000 + b"]" * 5000 + b"}",
        collection([feature(polygon([[119.95, 29.6]]))]).replace(b"119.95", b"NaN"),
        collection([feature(polygon([[119.95, 29.6]]))]).replace(b"119.95", b"Infinity"),
        collection([feature(polygon([[119.95, 29.6]]))]).replace(b"119.95", b"1e400"),
    ],
)
def test_broken_json_is_refused(file: bytes) -> None:
    assert refusal(file) == "unreadable"


@pytest.mark.parametrize("depth", [100, 5000, 100_000])
async def test_deep_nesting_anywhere_is_no_crash(depth: int) -> None:
    deep = "[" * depth + "]" * depth
    for inside in (
        f'"properties": {{"code": "a", "name": {deep}}}, "geometry": null',
        f'"properties": {{}}, "geometry": {{"type": "Polygon", "coordinates": {deep}}}',
    ):
        file = f'{{"type": "FeatureCollection", "features": [{{"type": "Feature", {inside}}}]}}'.encode()
        outcome = await limited(file)
        assert outcome.refusal or outcome.shapes == []


def test_too_many_features_and_too_many_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_FEATURES", 1)
    for file in (geojson(ZONES), geopackage(ZONES), shapefile(ZONES)):
        assert refusal(file) == "too_many_features"
    monkeypatch.setattr(reading, "MAX_FEATURES", 10)
    monkeypatch.setattr(reading, "MAX_POINTS", 5)
    assert refusal(geojson(ZONES)) == "too_many_points"


def test_attributes_of_any_kind_are_no_trouble() -> None:
    values = [None, True, 7, 7.5, 2**70, [1, 2], {"a": 1}, "\u0000", "2026-01-01", "2026-01-01T00:00:00Z"]
    for value in values:
        features = [feature(json.loads('{"type": "Polygon", "coordinates": []}'), code=value, name=value)]
        outcome = checked(collection(features))
        assert len(outcome.features) == 1
        assert "\0" not in msgspec.json.encode(outcome).decode()


@pytest.mark.parametrize("prj", [b"PROJCS[", b"\x00\xff", b'GEOGCS["x"]', b'LOCAL_CS["here"]', b"x" * 100_000])
def test_a_broken_prj_is_no_crash(prj: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(shapefile(ZONES))) as good:
        files = {name: good.read(name) for name in good.namelist()}
    files["zones.prj"] = prj
    files["zones.cpg"] = b"\x00GBK"
    try:
        outcome = checked(packed(files))
    except Unreadable as unreadable:
        assert unreadable.finding.code == "unreadable"  # noqa: PT017
    else:
        assert outcome.shapes == [] or problems(outcome) == []


def test_numbers_far_from_everything_are_no_crash_on_any_way() -> None:
    wild = polygon([[1e308, -1e308], [-1e308, 1e308], [1e-320, 0], [1e308, -1e308]])
    for options in ({}, {"epsg": 4549}, {"epsg": 3857}, {"datum": Datum.GCJ02, "convert": True}):
        outcome = checked(collection([feature(wild), feature(shapely.geometry.mapping(ZONES[0][2]), "B")]), **options)
        assert not outcome.features[0].ok


def test_a_byte_order_mark_does_not_matter() -> None:
    assert len(checked(b"\xef\xbb\xbf" + geojson(ZONES)).shapes) == 2


async def test_twenty_thousand_shapes_on_one_another_are_stopped() -> None:
    rows = [(f"Z-{i}", "重叠", zone(119.95, 29.6)) for i in range(20_000)]
    with pytest.raises(Stopped) as stopped:
        await limited(geojson(rows), cpu_s=3)
    assert stopped.value.reason in ("time", "memory")

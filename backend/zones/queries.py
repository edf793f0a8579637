"""Every SQL statement about areas. Which of them hold a place is answered by ``assigning``."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from backend.core import db
from backend.core.db import Conn
from backend.zones.job import Numbered, Outline, Shape, Standing
from backend.zones.structs import (
    Accept,
    Area,
    AreaImport,
    AreaImportState,
    AreaKind,
    AreaVersion,
    Ended,
    FeatureReport,
    Finding,
    NewAreaImport,
)


class Version(Struct, frozen=True, kw_only=True):
    version: int


async def version(conn: Conn) -> int:
    """A number that every change of areas moves on."""
    return (await db.one(conn, Version, "select version from data_versions where name = 'areas'")).version


async def every_version(conn: Conn) -> list[AreaVersion]:
    """All versions of all areas, without their shapes."""
    return await db.all(
        conn,
        AreaVersion,
        "select number, id, kind, code, name, town_code, valid_from, valid_to from areas order by number",
    )


async def shapes(conn: Conn, numbers: list[int]) -> list[Numbered]:
    return await db.all(
        conn,
        Numbered,
        "select number, code, st_asbinary(geom) as wkb from areas where number = any($1::int[])",
        numbers,
    )


_AREA = """
    select id, kind, code, name, town_code, valid_from, valid_to, st_asgeojson(geom, 7)::json as geometry, area_m2
    from areas
"""


async def in_force(conn: Conn, kinds: Sequence[AreaKind], town_codes: Sequence[str] | None, on: date) -> list[Area]:
    """Areas of some kinds on a date; ``town_codes`` None means everywhere."""
    return await db.all(
        conn,
        Area,
        _AREA
        + """
        where kind = any($1::text[]) and ($2::text[] is null or town_code = any($2))
          and valid_from <= $3 and (valid_to is null or $3 < valid_to)
        order by array_position($1::text[], kind), code collate "C"
        """,
        [k.value for k in kinds],
        town_codes,
        on,
    )


async def outlines(conn: Conn, kind: AreaKind, on: date) -> list[Outline]:
    return await db.all(
        conn,
        Outline,
        """
        select code, name, st_asbinary(geom) as wkb from areas
        where kind = $1 and valid_from <= $2 and (valid_to is null or $2 < valid_to)
        order by code collate "C"
        """,
        kind.value,
        on,
    )


async def standing(conn: Conn, kind: AreaKind, since: date) -> list[Standing]:
    """Areas of a kind in force on a day or later."""
    return await db.all(
        conn,
        Standing,
        """
        select code, name, town_code, st_asbinary(geom) as wkb from areas
        where kind = $1 and (valid_to is null or (valid_to > $2 and valid_to > valid_from))
        order by code collate "C"
        """,
        kind.value,
        since,
    )


async def insert_import(
    conn: Conn, report: AreaImport, file: bytes, sha256: str, shapes: bytes, previews: bytes, repairs: bytes
) -> None:
    await db.run(
        conn,
        """
        insert into area_imports
            (id, kind, valid_from, filename, mode, state, feature_count, good_count, report, imported_by,
             file, sha256, shapes, previews, repairs, origin)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """,
        report.id,
        report.kind.value,
        report.valid_from,
        report.filename,
        report.mode.value,
        report.state.value,
        report.feature_count,
        report.good_count,
        Report(features=report.features, problems=report.problems),
        report.imported_by,
        file,
        sha256,
        shapes,
        previews,
        repairs,
        report.origin.value,
    )


class Report(Struct, frozen=True, kw_only=True):
    features: list[FeatureReport]
    problems: list[Finding]


async def import_by_id(conn: Conn, import_id: UUID) -> AreaImport:
    return await db.one(
        conn,
        AreaImport,
        """
        select id, origin, kind, filename, valid_from, mode, state, accepted, feature_count, good_count, applied_count,
               report -> 'features' as features, report -> 'problems' as problems, imported_by, at,
               decided_at, withdrawn_at
        from area_imports where id = $1
        """,
        import_id,
    )


class StoredShapes(Struct, frozen=True, kw_only=True):
    shapes: bytes


async def lock_areas(conn: Conn) -> None:
    """Hold every other change of areas until the transaction ends."""
    await db.run(conn, "select pg_advisory_xact_lock(hashtext('areas'))")


async def lock_import(conn: Conn, import_id: UUID) -> bytes:
    """Hold the import, and with it every other change of areas, until the transaction ends. Its good shapes."""
    await lock_areas(conn)
    found = await db.one(conn, StoredShapes, "select shapes from area_imports where id = $1 for update", import_id)
    return found.shapes


async def save_decision(
    conn: Conn,
    import_id: UUID,
    state: AreaImportState,
    accept: Accept,
    applied_count: int,
    ended: list[Ended],
    by: UUID | None,
    at: datetime,
) -> None:
    await db.run(
        conn,
        """
        update area_imports
        set state = $2, accepted = $3, applied_count = $4, ended = $5, decided_by = $6, decided_at = $7
        where id = $1
        """,
        import_id, state.value, accept.value, applied_count, ended, by, at,
    )  # fmt: skip


class Code(Struct, frozen=True, kw_only=True):
    code: str


async def later_versions(
    conn: Conn, wanted: NewAreaImport, codes: Sequence[str], replaced_towns: Sequence[str]
) -> list[str]:
    """Codes of areas an import would end, but which begin after it."""
    found = await db.all(
        conn,
        Code,
        """
        select distinct code from areas
        where kind = $1 and (code = any($3::text[]) or town_code = any($4::text[]))
          and valid_from > $2 and (valid_to is null or valid_to > valid_from)
        order by code
        """,
        wanted.kind.value,
        wanted.valid_from,
        codes,
        replaced_towns,
    )
    return [f.code for f in found]


async def versions_to_end(
    conn: Conn, wanted: NewAreaImport, codes: Sequence[str], replaced_towns: Sequence[str]
) -> list[Ended]:
    """What ``end_versions`` will close, and until when it is in force now."""
    return await db.all(
        conn,
        Ended,
        """
        select id, valid_to from areas
        where kind = $1 and (code = any($3::text[]) or town_code = any($4::text[]))
          and valid_from <= $2 and (valid_to is null or valid_to > $2)
        order by id
        """,
        wanted.kind.value,
        wanted.valid_from,
        codes,
        replaced_towns,
    )


async def end_versions(conn: Conn, wanted: NewAreaImport, codes: Sequence[str], replaced_towns: Sequence[str]) -> int:
    """Close what was in force; a version replaced on the day it began was never in force."""
    return await db.run(
        conn,
        """
        update areas set valid_to = $2
        where kind = $1 and (code = any($3::text[]) or town_code = any($4::text[]))
          and valid_from <= $2 and (valid_to is null or valid_to > $2)
        """,
        wanted.kind.value,
        wanted.valid_from,
        codes,
        replaced_towns,
    )


async def insert_areas(
    conn: Conn, import_id: UUID, wanted: NewAreaImport, ids: Sequence[UUID], shapes: Sequence[Shape]
) -> None:
    await db.run(
        conn,
        """
        insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2, import_id)
        select id, $1, code, name, town_code, $2, st_setsrid(st_geomfromwkb(wkb), 4490), area_m2, $3
        from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::float8[])
             as new (id, code, name, town_code, wkb, area_m2)
        """,
        wanted.kind.value,
        wanted.valid_from,
        import_id,
        ids,
        [s.code for s in shapes],
        [s.name for s in shapes],
        [s.town_code for s in shapes],
        [s.wkb for s in shapes],
        [s.area_m2 for s in shapes],
    )

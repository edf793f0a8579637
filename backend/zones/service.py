"""Importing areas: a file is checked and kept, and a person decides what of it comes into force."""

import asyncio
import hashlib
from pathlib import PurePosixPath
from uuid import UUID

import msgspec
import shapely
from msgspec.structs import replace

from backend.audit import queries as audit
from backend.core import clock
from backend.core.db import Conn, Context, Database
from backend.core.errors import Invalid, invalid
from backend.core.ids import uuid7
from backend.core.sandbox import Stopped, run_limited
from backend.zones import queries, rules
from backend.zones.columns import shown
from backend.zones.drivers import ENVIRONMENT
from backend.zones.formats import told
from backend.zones.job import Checked, Job, Shape, Standing
from backend.zones.structs import (
    Accept,
    AreaImport,
    AreaImportState,
    AreaKind,
    Ended,
    FeatureReport,
    Finding,
    ImportOrigin,
    NewAreaImport,
)
from backend.zones.words import say
from geo import areas
from geo.metric import stretched

_AT_ONCE = asyncio.Semaphore(2)
"""Checks running at a time; each is a process of its own."""


async def check(
    database: Database, context: Context, actor: UUID | None, wanted: NewAreaImport, file: bytes
) -> AreaImport:
    """Read a file and keep it with the report on it. Nothing comes into force yet.

    Holds no transaction while the file is being read.

    Raises:
        Invalid: the file cannot be read at all; nothing is kept.
    """
    rules.check_date(wanted.valid_from)
    if not file:
        raise invalid("file", "文件是空的。", "The file is empty.")
    if told(file) is None:  # saves a process
        raise _unread(say("unknown_format"))
    wanted = replace(wanted, filename=shown(PurePosixPath(wanted.filename.replace("\\", "/")).name, 200))
    async with database.transaction(context) as conn:
        counties = await queries.outlines(conn, AreaKind.COUNTY, wanted.valid_from)
        towns = await queries.outlines(conn, AreaKind.TOWN, wanted.valid_from)
        standing = await queries.standing(conn, wanted.kind, wanted.valid_from)
    checked = await examine(Job(wanted=wanted, counties=counties, towns=towns, standing=standing, file=file))
    report = report_on(wanted, checked, actor)
    async with database.transaction(context) as conn:
        await keep(conn, report, file, checked)
        await audit.record(
            conn, actor, "areas.checked", report.id, kind=report.kind.value, good=report.good_count,
            features=report.feature_count,
        )  # fmt: skip
    return report


async def examine(job: Job) -> Checked:
    """Read and judge in a limited process.

    Raises:
        Invalid: it cannot be read at all.
    """
    try:
        async with _AT_ONCE:
            answer = await run_limited(
                "backend.zones.checking:check", msgspec.msgpack.encode(job), env=ENVIRONMENT,
                memory_mb=2048, cpu_s=40, wall_s=120, max_output=256 << 20,
            )  # fmt: skip
    except Stopped as stopped:
        raise _unread(_why(stopped)) from stopped
    checked = msgspec.msgpack.decode(answer, type=Checked)
    if checked.refusal:
        raise _unread(checked.refusal)
    return checked


async def keep(conn: Conn, report: AreaImport, file: bytes, checked: Checked) -> None:
    shapes = msgspec.msgpack.encode(checked.shapes)
    previews = msgspec.msgpack.encode(checked.previews)
    repairs = msgspec.msgpack.encode(checked.repairs)
    await queries.insert_import(conn, report, file, hashlib.sha256(file).hexdigest(), shapes, previews, repairs)


def _why(stopped: Stopped) -> Finding:
    if stopped.reason == "crash":
        return say("unreadable", why="GDAL")
    zh = {"time": "时间", "memory": "内存", "size": "大小"}[stopped.reason]
    return say("too_complex", why_zh=zh, why_en=stopped.reason)


def _unread(finding: Finding) -> Invalid:
    return Invalid(finding.zh, finding.en, (finding.of("file"),))


def report_on(
    wanted: NewAreaImport, checked: Checked, actor: UUID | None, origin: ImportOrigin = ImportOrigin.FILE
) -> AreaImport:
    features: list[FeatureReport] = checked.features
    return AreaImport(
        id=uuid7(),
        origin=origin,
        kind=wanted.kind,
        filename=wanted.filename,
        valid_from=wanted.valid_from,
        mode=wanted.mode,
        state=rules.state_after_check(len(checked.shapes)),
        accepted=None,
        feature_count=len(features),
        good_count=len(checked.shapes),
        applied_count=0,
        features=features,
        problems=checked.problems,
        imported_by=actor,
        at=clock.now(),
        decided_at=None,
        withdrawn_at=None,
    )


async def decide(conn: Conn, actor: UUID | None, import_id: UUID, accept: Accept) -> AreaImport:
    """Bring all, or the good part, into force on its date, or refuse it. The same decision again changes nothing.

    Raises:
        NotFound: no such import.
        Conflict: not all is good; decided otherwise before; or areas have come into force since that stand against it.
    """
    packed = await queries.lock_import(conn, import_id)
    report = await queries.import_by_id(conn, import_id)
    if not rules.may_decide(report, accept):
        return report
    if accept is Accept.NONE:
        await queries.save_decision(conn, import_id, AreaImportState.REFUSED, accept, 0, [], actor, clock.now())
        await audit.record(conn, actor, "areas.refused", import_id)
    else:
        shapes = msgspec.msgpack.decode(packed, type=list[Shape])
        wanted = NewAreaImport(
            kind=report.kind, valid_from=report.valid_from, filename=report.filename, mode=report.mode
        )
        count, ended = len(shapes), await apply(conn, report.id, wanted, shapes)
        now = clock.now()
        await queries.save_decision(conn, import_id, AreaImportState.APPLIED, accept, count, ended, actor, now)
        await audit.record(conn, actor, "areas.applied", import_id, kind=report.kind.value, count=count)
    return await queries.import_by_id(conn, import_id)


async def apply(conn: Conn, import_id: UUID, wanted: NewAreaImport, shapes: list[Shape]) -> list[Ended]:
    """Bring shapes into force; the versions this ends, as they were."""
    codes = [*(s.code for s in shapes), *wanted.ends]
    towns = rules.replaced_towns(wanted, [s.town_code for s in shapes])
    rules.refuse_later_versions(await queries.later_versions(conn, wanted, codes, towns))
    standing = await queries.standing(conn, wanted.kind, wanted.valid_from)
    stay = rules.staying(standing, wanted, codes, towns)
    rules.refuse_overlaps(await asyncio.to_thread(_clashes, shapes, stay))
    ended = await queries.versions_to_end(conn, wanted, codes, towns)
    await queries.end_versions(conn, wanted, codes, towns)
    await queries.insert_areas(conn, import_id, wanted, [uuid7() for _ in shapes], shapes)
    return ended


def _clashes(shapes: list[Shape], stay: list[Standing]) -> list[tuple[str, str]]:
    """Codes of new areas and of those that stay in force on the same ground. Takes seconds for many thousands."""
    if not shapes or not stay:
        return []
    new, old = (shapely.from_wkb([s.wkb for s in some]) for some in (shapes, stay))
    plane = stretched(new)
    found = areas.clashes(plane.metres(new), plane.metres(old))
    return [(shapes[c.first].code, stay[c.second].code) for c in found]

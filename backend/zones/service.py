"""Importing areas: a file is checked and kept, and a person decides what of it comes into force."""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePosixPath
from uuid import UUID

import msgspec
from msgspec.structs import replace

from backend.audit import queries as audit
from backend.core import clock
from backend.core.db import Conn, Context, Database
from backend.core.errors import FieldError, Invalid, invalid
from backend.core.ids import uuid7
from backend.core.sandbox import Stopped, run_limited
from backend.zones import queries, rules
from backend.zones.columns import shown
from backend.zones.drivers import ENVIRONMENT
from backend.zones.job import Checked, Job, Shape
from backend.zones.queries import Clash
from backend.zones.structs import (
    Accept,
    AreaImport,
    AreaImportState,
    AreaKind,
    FeatureReport,
    Finding,
    NewAreaImport,
)
from backend.zones.words import say
from geo.areas import SLIVER_M2

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
    wanted = replace(wanted, filename=shown(PurePosixPath(wanted.filename.replace("\\", "/")).name, 200))
    async with database.transaction(context) as conn:
        counties = await queries.outlines(conn, AreaKind.COUNTY, wanted.valid_from)
        towns = await queries.outlines(conn, AreaKind.TOWN, wanted.valid_from)
    checked = await _examine(Job(wanted=wanted, counties=counties, towns=towns, file=file))
    async with database.transaction(context) as conn:
        checked = _with_clashes(checked, await queries.clashes(conn, wanted, checked.shapes, SLIVER_M2))
        report = _report(wanted, checked, actor)
        shapes = msgspec.msgpack.encode(checked.shapes)
        await queries.insert_import(conn, report, file, hashlib.sha256(file).hexdigest(), shapes)
        await audit.record(
            conn, actor, "areas.checked", report.id, kind=report.kind.value, good=report.good_count,
            features=report.feature_count,
        )  # fmt: skip
    return report


async def _examine(job: Job) -> Checked:
    try:
        async with _AT_ONCE:
            answer = await run_limited(
                "backend.zones.checking:check", msgspec.msgpack.encode(job), env=ENVIRONMENT,
                memory_mb=2048, cpu_s=40, wall_s=80, max_output=256 << 20,
            )  # fmt: skip
    except Stopped as stopped:
        raise _unread(_why(stopped)) from stopped
    checked = msgspec.msgpack.decode(answer, type=Checked)
    if checked.refusal:
        raise _unread(checked.refusal)
    return checked


def _why(stopped: Stopped) -> Finding:
    if stopped.reason == "crash":
        return say("unreadable", why="GDAL")
    zh = {"time": "时间", "memory": "内存", "size": "大小"}[stopped.reason]
    return say("too_complex", why_zh=zh, why_en=stopped.reason)


def _unread(finding: Finding) -> Invalid:
    return Invalid(finding.zh, finding.en, (FieldError("file", finding.code),))


def _with_clashes(checked: Checked, clashes: Sequence[Clash]) -> Checked:
    """The same, with ground that areas in force hold already counted as an error."""
    if not clashes:
        return checked
    found: dict[int, list[Finding]] = defaultdict(list)
    for c in clashes:
        other = shown(c.other_name)
        found[c.index].append(say("overlaps_in_force", (c.lon, c.lat), c.other_code, other=other, area=c.area_m2))
    features = [
        replace(f, ok=False, errors=[*f.errors, *found[f.index]]) if f.index in found else f for f in checked.features
    ]
    return replace(checked, features=features, shapes=[s for s in checked.shapes if s.index not in found])


def _report(wanted: NewAreaImport, checked: Checked, actor: UUID | None) -> AreaImport:
    features: list[FeatureReport] = checked.features
    return AreaImport(
        id=uuid7(),
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
        await queries.save_decision(conn, import_id, AreaImportState.REFUSED, accept, 0)
        await audit.record(conn, actor, "areas.refused", import_id)
    else:
        count = await _apply(conn, report, msgspec.msgpack.decode(packed, type=list[Shape]))
        await queries.save_decision(conn, import_id, AreaImportState.APPLIED, accept, count)
        await audit.record(conn, actor, "areas.applied", import_id, kind=report.kind.value, count=count)
    return await queries.import_by_id(conn, import_id)


async def _apply(conn: Conn, report: AreaImport, shapes: list[Shape]) -> int:
    wanted = NewAreaImport(kind=report.kind, valid_from=report.valid_from, filename=report.filename, mode=report.mode)
    rules.refuse_later_versions(await queries.later_versions(conn, wanted, shapes))
    clashes = await queries.clashes(conn, wanted, shapes, SLIVER_M2)
    rules.refuse_overlaps([(c.code, c.other_code) for c in clashes])
    await queries.end_versions(conn, wanted, shapes)
    await queries.insert_areas(conn, report.id, wanted, [uuid7() for _ in shapes], shapes)
    return len(shapes)

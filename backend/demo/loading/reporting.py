"""Tell the stories to the leads room: as reported, decided by the command rooms, handled by officers."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from backend.auth.caller import Caller
from backend.core.db import Conn
from backend.core.geojson import Fix, Point
from backend.core.ids import uuid7
from backend.demo.loading import queries
from backend.demo.loading.patrolling import moment
from backend.demo.loading.signing import Phones
from backend.demo.pictures.photo import Files
from backend.demo.stories import Story, StoryStep
from backend.evidence.structs import MediumSource, NewMedia
from backend.leads import service
from backend.leads.followups import service as followups
from backend.leads.followups.structs import NewObjection, NewWork, Work
from backend.leads.structs import Act, NewLead, NewStep, PlaceSource
from backend.zones.assigning import Assigner

BUILD = "demonstration"


def filename(story: int, picture: int) -> str:
    """Names the drawing, so that a loading that was interrupted can draw it again."""
    return f"demo-{story:03d}-{picture}.jpg"


async def report(
    conn: Conn,
    assigner: Assigner,
    stories: list[Story],
    photos: Mapping[str, Files],
    callers: Mapping[str, Caller],
    patrol_ids: list[UUID],
    now: datetime,
    phones: Phones,
) -> list[UUID]:
    """Store every story as a lead with its steps; ``photos`` by their ``filename``, signed by their reporters'
    ``phones``."""
    ids = []
    for number, story in enumerate(stories):
        lead_id = uuid7()
        patrol_id = None if story.walk is None else patrol_ids[story.walk]
        lead = lead_of(number, story, photos, patrol_id, now)
        await phones.capture(conn, callers[story.reporter], lead_id, lead)
        await service.report(conn, assigner, callers[story.reporter], lead_id, lead)
        for step in story.steps:
            await _tell(conn, callers, lead_id, step, now)
        ids.append(lead_id)
    await queries.set_leads_back(conn, ids)
    return ids


def lead_of(
    number: int,
    story: Story,
    photos: Mapping[str, Files],
    patrol_id: UUID | None,
    now: datetime,
    build: str = BUILD,
) -> NewLead:
    """What the reporter's phone sends. ``number`` names the photos."""
    at = moment(now, story.captured)
    on_patrol = story.walk is not None
    fix = Fix(lon=story.lon, lat=story.lat, accuracy_m=story.accuracy_m, age_ms=1200, at=at)
    return NewLead(
        category=story.category,
        place=Point(coordinates=(story.lon, story.lat)),
        place_source=PlaceSource.OWN_FIX if on_patrol else PlaceSource.PIN,
        fix=fix,
        address=story.address,
        note=story.note,
        captured_at=at,
        patrol_id=patrol_id,
        media=[
            _medium(filename(number, n), photos, on_patrol, fix, moment(at, -20.0 + 6 * n))
            for n in range(len(story.pictures))
        ],
        app_build=build,
    )


def _medium(name: str, photos: Mapping[str, Files], on_patrol: bool, fix: Fix, at: datetime) -> NewMedia:
    photo = photos[name]
    return NewMedia(
        id=uuid7(),
        sha256=hashlib.sha256(photo.jpeg).hexdigest(),
        size=len(photo.jpeg),
        mime="image/jpeg",
        filename=name,
        source=MediumSource.CAMERA if on_patrol else MediumSource.GALLERY,
        captured_at=at,
        fix=fix,
        thumbnail=photo.thumbnail,
    )


async def _tell(conn: Conn, callers: Mapping[str, Caller], lead_id: UUID, step: StoryStep, now: datetime) -> None:
    actor, at = callers[step.actor], moment(now, step.at)
    if step.kind == "object":
        await followups.object_to(conn, actor, lead_id, uuid7(), NewObjection(reason=step.reason or "", at=at))
    elif step.kind in set(Work):
        work = NewWork(kind=Work(step.kind), note=step.reason or "", at=at)
        await followups.work(conn, actor, lead_id, uuid7(), work)
    else:
        await service.move(conn, actor, lead_id, uuid7(), _step(step, callers, now))


def _step(step: StoryStep, callers: Mapping[str, Caller], now: datetime) -> NewStep:
    return NewStep(
        kind=Act(step.kind),
        reason=step.reason,
        assignee_id=callers[step.assignee].id if step.assignee else None,
        at=moment(now, step.at),
    )

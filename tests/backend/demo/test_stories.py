"""The demonstration's leads hang together with its people, patrols and places; its photos are photos."""

import io
from collections import Counter

import numpy as np
import pytest
import shapely
from PIL import Image, ImageChops, ImageOps, ImageStat

from backend.auth.permissions import Role
from backend.demo import day, people
from backend.demo.county import Area, county
from backend.demo.day import Walk
from backend.demo.names import DIANKOU, FENGQIAO
from backend.demo.pictures import photo
from backend.demo.pictures.photo import Picture
from backend.demo.pictures.subjects import SUBJECTS
from backend.demo.stories import Story, stories
from backend.demo.words import KINDS

SEED = 20261123
EVERYONE = {member.name: member for member in people.members()}


@pytest.fixture(scope="module")
def areas() -> list[Area]:
    return county(SEED)


@pytest.fixture(scope="module")
def walks(areas: list[Area]) -> list[Walk]:
    return day.day(SEED, areas, people.members())


@pytest.fixture(scope="module")
def told(areas: list[Area], walks: list[Walk]) -> list[Story]:
    return stories(SEED, areas, walks, people.members())


def test_there_are_some_dozens_mostly_in_the_two_big_towns_and_of_the_four_causes(told: list[Story]) -> None:
    assert 40 <= len(told) <= 60
    by_town = Counter(story.town.code for story in told)
    assert len(by_town) == 9
    assert {code for code, _ in by_town.most_common(2)} == {FENGQIAO, DIANKOU}
    dominant = {kind.category for kind in KINDS[:4]}
    assert sum(story.category in dominant for story in told) > len(told) * 0.7
    assert dominant <= {story.category for story in told}


def test_every_state_of_a_lead_occurs(told: list[Story]) -> None:
    last = Counter(story.steps[-1].kind if story.steps else "reported" for story in told)
    assert all(last[kind] >= 3 for kind in ("reported", "accept", "reject", "assign", "handle", "close")), last
    assert any(story.steps and story.steps[-1].kind == "object" for story in told)


def test_leads_lie_in_their_town(told: list[Story], areas: list[Area]) -> None:
    towns = {area.code: area.shape for area in areas if area.kind == "town"}
    assert all(towns[story.town.code].contains(shapely.Point(story.lon, story.lat)) for story in told)


def test_what_an_officer_reports_was_seen_on_patrol(told: list[Story], walks: list[Walk]) -> None:
    on_patrol = [story for story in told if story.walk is not None]
    assert len(on_patrol) > len(told) / 2
    for story in on_patrol:
        assert story.walk is not None
        walk = walks[story.walk]
        assert walk.person == story.reporter
        assert walk.begins <= story.captured <= walk.begins + walk.seconds
        near = np.hypot((walk.fixes.lon - story.lon) * 96_870, (walk.fixes.lat - story.lat) * 110_870).min()
        assert near < 40
    assert all(EVERYONE[story.reporter].role is Role.GRID_WORKER for story in told if story.walk is None)


def test_steps_follow_the_report_and_are_taken_by_the_towns_command_room_and_the_officer_it_sends(
    told: list[Story],
) -> None:
    for story in told:
        moments = [story.captured, *(step.at for step in story.steps)]
        assert moments == sorted(moments)
        assert moments[-1] < 0
        for step in story.steps:
            actor = EVERYONE[step.actor]
            role = Role.OFFICER if step.kind in ("set_out", "handle") else Role.COMMAND_ROOM
            if step.kind == "object":
                assert step.actor == story.reporter
            else:
                assert (actor.role, actor.town_codes) == (role, (story.town.code,))
            assert step.reason or step.kind in ("accept", "assign", "set_out")
            if step.kind == "assign":
                assert step.assignee
                assert EVERYONE[step.assignee].role is Role.OFFICER
                assert EVERYONE[step.assignee].town_codes == (story.town.code,)


def test_photos_are_the_same_bytes_every_time() -> None:
    picture = Picture(subject="stall", weather="rain", orientation=6, seed=(1, 2, 3), number=0)
    assert photo.take(picture) == photo.take(picture)


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("orientation", photo.ORIENTATIONS)
def test_photos_stand_upright_once_their_orientation_is_heeded(subject: str, orientation: int) -> None:
    picture = Picture(subject=subject, weather="clear", orientation=orientation, seed=(1, 2, 3), number=0)
    taken = photo.take(picture)
    stored = Image.open(io.BytesIO(taken.jpeg))
    assert stored.getexif()[0x0112] == orientation
    upright = ImageOps.exif_transpose(stored)
    assert upright.size == photo.SIZE
    assert max(ImageStat.Stat(ImageChops.difference(upright, photo.draw(picture))).mean) < 6
    small = Image.open(io.BytesIO(taken.thumbnail))
    assert small.width == 320
    assert len(taken.thumbnail) <= 60_000


def test_another_subject_weather_or_angle_is_another_picture() -> None:
    base = {"subject": "stall", "weather": "clear", "orientation": 1, "seed": (1, 2, 3), "number": 0}
    changes: list[dict[str, object]] = [
        {},
        {"subject": "rubble"},
        {"weather": "rain"},
        {"number": 1},
        {"seed": (1, 2, 4)},
    ]
    files = {photo.take(Picture(**{**base, **change})).jpeg for change in changes}  # type: ignore[arg-type]
    assert len(files) == len(changes)

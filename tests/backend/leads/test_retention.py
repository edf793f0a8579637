"""Evidence stays for its period and while it is held, and goes when both are over: by one job, with a trace."""

import io
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar

from backend.auth.permissions import Role
from backend.core import clock
from backend.core.china import SHANGHAI
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.core.storage import MissingObject, Store
from backend.core.vault import Keeping, Kept
from backend.evidence import rehashing
from backend.evidence.verifier.verdicts import Code, Verdict
from backend.leads.retention import job, rules
from backend.leads.retention.structs import EvidenceClass
from tests.backend.evidence.conftest import Work, bucket, settings, store_settings, work  # noqa: F401 - fixtures
from tests.backend.evidence.test_custody import story
from tests.backend.evidence.test_package import checked
from tests.backend.evidence.test_reading import WHY, taken_in
from tests.conftest import NewPerson, Person
from tests.support import hostile

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
CLASSES = st.sampled_from(EvidenceClass)
UNTILS = st.lists(st.none() | DAYS, max_size=3)
SHORT = [cls for cls in EvidenceClass if rules.PERIODS[cls].days]
LASTING = [cls for cls in EvidenceClass if rules.PERIODS[cls].for_ever]


# Days, without a database


@given(CLASSES, st.none() | DAYS, UNTILS, DAYS)
def test_nothing_younger_than_its_period_or_on_hold_ever_goes_and_what_is_due_does(
    cls: EvidenceClass, ended: date | None, untils: list[date | None], today: date
) -> None:
    period = rules.PERIODS[cls]
    old_enough = ended is not None and not period.for_ever and today > _plainly_over(ended, period)
    held = any(until is None or until >= today for until in untils)
    assert rules.goes(cls, ended, untils, today) == (old_enough and not held)


def _plainly_over(ended: date, period: rules.Period) -> date:
    """The last day of the period, counted day by day of the calendar rather than by our arithmetic."""
    if period.years:
        leap = (ended.month, ended.day) == (2, 29) and (ended.year + period.years) % 4 != 0
        return date(ended.year + period.years, 3, 1) if leap else ended.replace(year=ended.year + period.years)
    return date.fromordinal(ended.toordinal() + period.days)


@given(CLASSES, st.none() | DAYS, UNTILS, DAYS)
def test_a_lock_never_outlasts_the_day_on_which_it_may_have_to_go(
    cls: EvidenceClass, ended: date | None, untils: list[date | None], today: date
) -> None:
    now = datetime(today.year, today.month, today.day, 12, tzinfo=SHANGHAI)
    until = rules.lock_until(cls, ended, untils, now)
    due = rules.first_day_without(cls, ended)
    assert until <= now + rules.LONG_LOCK
    if due and not rules.is_held(untils, today):
        assert until <= datetime(due.year, due.month, due.day, tzinfo=SHANGHAI)


def test_the_table_says_what_the_rules_say() -> None:
    assert {cls for cls in EvidenceClass if rules.PERIODS[cls].days == 180} == set(SHORT)
    assert rules.PERIODS[EvidenceClass.SIMPLE_CASE].years == 30
    assert set(LASTING) == set(EvidenceClass) - set(SHORT) - {EvidenceClass.SIMPLE_CASE}
    assert all(period.article for period in rules.PERIODS.values())
    assert rules.first_day_without(EvidenceClass.NO_CASE, date(2026, 1, 1)) == date(2026, 7, 1)
    assert rules.first_day_without(EvidenceClass.SIMPLE_CASE, date(2024, 2, 29)) == date(2054, 3, 2)


# The job, on a real store


@pytest.fixture
async def reviewer(person: NewPerson) -> Person:
    return await person(Role.LEGAL_REVIEWER)


@pytest.fixture
async def medium(officer: Person, command_room: Person, work: Work, conn: Conn) -> dict[str, Any]:  # noqa: F811
    """Of a lead that was rejected 200 days ago."""
    medium = await taken_in(officer, work, hostile.jpeg())
    step = {"kind": "reject", "reason": "not so", "at": "2026-11-23T02:00:00Z"}
    answer = await command_room.client.put(f"/api/leads/{medium['lead_id']}/steps/{uuid7()}", json=step)
    assert answer.status_code == 200, answer.text
    await conn.execute("update lead_steps set received_at = now() - interval '200 days' where kind = 'rejected'")
    return medium


@pytest.fixture
def erase(app: Litestar) -> Any:
    async def run(now: datetime | None = None) -> list[UUID]:
        gone, locked = await job.erase(app.state.database, app.state.store, now or clock.now())
        assert not locked
        return [each.medium.id for each in gone]

    return run


async def test_what_is_due_is_said_first_and_goes_when_asked_for_with_a_trace(
    reviewer: Person,
    medium: dict[str, Any],
    app: Litestar,
    conn: Conn,
    erase: Any,
    tmp_path: Path,
    bucket: Store,  # noqa: F811
) -> None:
    if await bucket.vault.ready() is Keeping.LOCKED:
        pytest.skip("a store that locks keeps what is new for a month")
    own = UUID(medium["id"])
    due = await job.due(app.state.database, clock.now())
    assert [(each.medium.id, each.evidence_class) for each in due] == [(own, EvidenceClass.NO_CASE)]
    assert await conn.fetchval("select state from media") == "received"
    key = await conn.fetchval("select object_key from media")
    await bucket.call(lambda: bucket.client.put_object(bucket.vault.bucket, key, io.BytesIO(b"again"), 5))
    assert await erase() == [own]
    assert list(bucket.client.list_objects(bucket.vault.bucket, prefix=key, include_version=True)) == []
    assert await erase() == []
    stone = await conn.fetchrow("select * from media_tombstones")
    assert stone
    assert (stone["medium_id"], stone["sha256"], stone["size"]) == (own, medium["sha256"], medium["size"])
    assert (stone["class"], stone["due_on"]) == ("no_case", due[0].due_on)
    assert "第十三条" in stone["reason"]
    left = await conn.fetchrow("select state, object_key, phone_thumbnail, fix, filename from media")
    assert left
    assert tuple(left) == ("erased", None, None, None, "")
    for kind in ("original", "preview", "thumbnail"):
        assert (await reviewer.client.get(f"/api/media/{medium['id']}/{kind}", params=WHY)).status_code == 404
    assert not [o for o in bucket.client.list_objects(bucket.vault.bucket, recursive=True, include_version=True)
                if medium["id"] in str(o.object_name)]  # fmt: skip
    receipt = await reviewer.client.get(f"/api/media/{medium['id']}/receipt")
    assert receipt.json()["text"].split("\n")[1:3] == [medium["id"], medium["sha256"]], "it was received once"
    package = await reviewer.client.get(f"/api/leads/{medium['lead_id']}/package", params={"purpose": "复核"})
    told = {result.item: result for result in checked(package.content, tmp_path)}
    assert told[f"originals/{medium['id']}"].code is Code.ERASED
    assert Verdict.FAIL not in {result.verdict for result in told.values()}
    last = next(e for e in await story(reviewer, medium["id"]) if e["kind"] == "medium.erased")
    assert (last["kind"], last["detail"]["sha256"]) == ("medium.erased", medium["sha256"])
    assert await rehashing.audit(app.state.database, app.state.store) == []


async def hold(somebody: Person, medium: dict[str, Any], **other: Any) -> tuple[str, Any]:
    hold_id = str(uuid7())
    url = f"/api/leads/{medium['lead_id']}/retention/holds/{hold_id}"
    return hold_id, await somebody.client.put(url, json={"reason": "行政复议"} | other)


async def test_what_is_on_hold_stays_until_it_is_released_with_a_reason(
    reviewer: Person, medium: dict[str, Any], erase: Any, conn: Conn
) -> None:
    hold_id, placed = await hold(reviewer, medium)
    assert placed.status_code == 201, placed.text
    assert await erase() == []
    told = (await reviewer.client.get(f"/api/leads/{medium['lead_id']}/retention")).json()
    assert (told["held"], told["evidence_class"], len(told["holds"])) == (True, "no_case", 1)
    assert told["due_on"] < clock.today().isoformat()
    url = f"/api/leads/{medium['lead_id']}/retention/holds/{hold_id}/release"
    released = await reviewer.client.put(url, json={"reason": "复议已结束"})
    assert (released.status_code, released.json()["release_reason"]) == (200, "复议已结束")
    assert await erase() == [UUID(medium["id"])]
    assert (await hold(reviewer, medium))[1].status_code == 409
    actions = await conn.fetch("select action from audit_events where action ~ '^evidence|erased' order by id")
    assert [row["action"] for row in actions] == ["evidence.hold_placed", "evidence.hold_released", "medium.erased"]


async def test_a_hold_has_a_last_day(reviewer: Person, medium: dict[str, Any], erase: Any) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    assert (await hold(reviewer, medium, until=clock.today().replace(year=2020).isoformat()))[1].status_code == 422
    assert (await hold(reviewer, medium, until=tomorrow.isoformat()))[1].status_code == 201
    assert await erase(clock.now() + timedelta(days=1)) == []
    assert len(await erase(clock.now() + timedelta(days=2))) == 1


async def test_a_case_is_kept_as_long_as_its_file(
    reviewer: Person, medium: dict[str, Any], erase: Any, conn: Conn
) -> None:
    url = f"/api/leads/{medium['lead_id']}/retention"
    for cls, years in (("ordinary_case", None), ("simple_case", 30)):
        chosen = await reviewer.client.put(url, json={"evidence_class": cls, "reason": "立案"})
        assert (chosen.status_code, chosen.json()["for_ever"]) == (200, years is None)
        assert await erase() == []
        assert await erase(clock.now() + timedelta(days=29 * 365)) == []
    told = (await reviewer.client.get(url)).json()
    assert (told["chosen_by_name"], told["article"]) == (
        reviewer.name, rules.PERIODS[EvidenceClass.SIMPLE_CASE].article,
    )  # fmt: skip
    assert await conn.fetchval("select count(*) from audit_events where action = 'evidence.class_chosen'") == 2


async def test_a_lead_that_has_not_ended_or_was_objected_to_keeps_everything(
    medium: dict[str, Any], erase: Any, conn: Conn
) -> None:
    for change in ("state = 'accepted'", "objection = 'open'"):
        before = await conn.fetchrow("select state, objection from leads")
        await conn.execute(f"update leads set {change}")
        assert await erase() == []
        await conn.execute("update leads set state = $1, objection = $2", *(before or ()))


async def test_an_original_that_the_store_has_lost_keeps_no_other_from_being_locked(
    officer: Person,
    work: Work,  # noqa: F811
    app: Litestar,
    conn: Conn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lost, there, long = sorted([UUID((await taken_in(officer, work, hostile.jpeg()))["id"]) for _ in range(3)])
    now, vault = clock.now(), app.state.store.vault
    await conn.execute("update media set locked_until = $2 where id <> $1", long, now + timedelta(days=9))
    await conn.execute("update media set locked_until = $2 where id = $1", long, now + timedelta(days=11))
    asked = []

    async def lock(kept: Kept, until: datetime) -> datetime:
        asked.append(kept.key)
        if str(lost) in kept.key:
            raise MissingObject("存储中没有这个对象。", "The store has no such object.")
        return until

    async def locking() -> Keeping:
        return Keeping.LOCKED

    monkeypatch.setattr(vault, "lock", lock)
    monkeypatch.setattr(vault, "ready", locking)
    assert await job.renew(app.state.database, app.state.store, now) == 1
    assert [str(medium) in key for medium, key in zip((lost, there), asked, strict=True)] == [True, True]
    until = {row["id"]: row["locked_until"] for row in await conn.fetch("select id, locked_until from media")}
    assert until == {lost: now + timedelta(days=9), there: now + rules.SHORT_LOCK, long: now + timedelta(days=11)}


async def test_only_who_may_hold_evidence_says_how_long_it_stays(
    officer: Person, stranger: Person, reviewer: Person, medium: dict[str, Any]
) -> None:
    assert (await officer.client.get(f"/api/leads/{medium['lead_id']}/retention")).status_code == 403
    assert (await reviewer.client.get(f"/api/leads/{uuid7()}/retention")).status_code == 404
    hold_id, first = await hold(reviewer, medium)
    url = f"/api/leads/{medium['lead_id']}/retention/holds/{hold_id}"
    again = await reviewer.client.put(url, json={"reason": "行政复议"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert (await reviewer.client.put(url, json={"reason": "other"})).status_code == 409

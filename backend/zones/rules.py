"""What a code and a name must be, and what may happen to an import. No I/O, no clock."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from backend.core.china import SHANGHAI
from backend.core.errors import Conflict, invalid
from backend.zones.columns import is_plain, shown
from backend.zones.draft import Draft
from backend.zones.job import Standing
from backend.zones.structs import (
    Accept,
    AreaImport,
    AreaImportState,
    AreaKind,
    Finding,
    ImportMode,
    NewAreaImport,
    Severity,
)
from backend.zones.words import say

DIGITS = {AreaKind.COUNTY: 6, AreaKind.TOWN: 9, AreaKind.VILLAGE: 12, AreaKind.UNIT_GRID: 15}
"""Division codes (county 6, town + 3, village + 3) and unit grids (+ 3, GB/T 30428.1). Other codes are free."""
LONGEST_FREE_CODE = 40
LONGEST_NAME = 200
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


def judge_names(features: Iterable[Draft]) -> None:
    for feature in features:
        if not feature.name:
            feature.findings.append(say("no_name"))
        elif len(feature.name) > LONGEST_NAME or not is_plain(feature.name):
            feature.findings.append(say("bad_name"))


def judge_codes(features: Sequence[Draft], kind: AreaKind, counties: list[str], towns: list[str]) -> None:
    """Add what is wrong with codes: form, repetition, and a beginning that is no division in force."""
    times = Counter(f.code for f in features)
    for feature in features:
        if finding := _code_fault(feature.code, kind):
            feature.findings.append(finding)
            continue
        if times[feature.code] > 1:
            feature.findings.append(say("duplicate_code", code=shown(feature.code)))
        if prefix := _stray_prefix(feature.code, kind, counties, towns):
            feature.findings.append(say("unknown_parent", code=feature.code, prefix=prefix))


def _code_fault(code: str, kind: AreaKind) -> Finding | None:
    if not code:
        return say("no_code")
    digits = DIGITS.get(kind)
    if digits is None:
        return None if len(code) <= LONGEST_FREE_CODE and is_plain(code) else say("bad_free_code")
    return None if re.fullmatch(f"[0-9]{{{digits}}}", code) else say("bad_code", code=shown(code), digits=digits)


def _stray_prefix(code: str, kind: AreaKind, counties: list[str], towns: list[str]) -> str | None:
    if kind is AreaKind.TOWN and counties and code[:6] not in counties:
        return code[:6]
    if kind in (AreaKind.VILLAGE, AreaKind.UNIT_GRID) and towns and code[:9] not in towns:
        return code[:9]
    return None


def check_date(valid_from: date) -> None:
    if not EARLIEST <= valid_from < LATEST:
        raise invalid("valid_from", "生效日期不合理。", f"Must lie between {EARLIEST} and {LATEST}.")


def state_after_check(good_count: int) -> AreaImportState:
    return AreaImportState.CHECKED if good_count else AreaImportState.REFUSED


def faulty(report: AreaImport) -> bool:
    return report.good_count < report.feature_count or any(p.severity is Severity.ERROR for p in report.problems)


def may_decide(report: AreaImport, accept: Accept) -> bool:
    """Whether this decision has anything to do: False when the same was decided before.

    Raises:
        Conflict: decided otherwise before, or ``all`` although something is wrong.
    """
    if report.state is AreaImportState.WITHDRAWN:
        raise Conflict("此导入已撤回,请重新上传文件。", "This import has been taken back. Send the file again.")
    if report.state is AreaImportState.CHECKED:
        if accept is Accept.ALL and faulty(report):
            raise Conflict(
                f"{report.feature_count} 个区域中只有 {report.good_count} 个合格,不能全部导入。",
                f"Only {report.good_count} of {report.feature_count} features are good: not all can be imported.",
            )
        return True
    before = report.accepted or Accept.NONE
    if before is not accept:
        raise Conflict("此导入已有不同的决定。", "This import has been decided otherwise.")
    return False


def withdrawable_until(decided_at: datetime) -> datetime:
    """Midnight in China after the day of the decision."""
    day = decided_at.astimezone(SHANGHAI).date() + timedelta(days=1)
    return datetime.combine(day, time.min, SHANGHAI)


def may_withdraw(report: AreaImport, now: datetime) -> bool:
    """Whether there is anything to take back: False when that has been done.

    Raises:
        Conflict: nothing of it came into force, or the day of the decision is over.
    """
    if report.state is AreaImportState.WITHDRAWN:
        return False
    if report.state is not AreaImportState.APPLIED or report.decided_at is None:
        raise Conflict("此导入没有生效,无需撤回。", "Nothing of this import came into force.")
    if now >= withdrawable_until(report.decided_at):
        raise Conflict(
            "只能在决定当日 24 时前撤回。请导入更正后的文件,它会成为新版本。",
            "It could be taken back until midnight of the day it was decided. Import a corrected file instead.",
        )
    return True


def refuse_built_upon(later: list[str], touched: int) -> None:
    """What a later import was checked against cannot be pulled away from under it."""
    if later:
        listed = ", ".join(shown(name, 60) for name in later[:5])
        raise Conflict(
            f"之后还有导入以此为基础,请先撤回:{listed}", f"Later imports build on it, take them back first: {listed}"
        )
    if touched:
        raise Conflict("其中的区域已有新版本,不能撤回。", "Some of its areas have newer versions already.")


def refuse_later_versions(codes: list[str]) -> None:
    """History is written forwards: what begins later than an import cannot be ended by it."""
    if codes:
        listed = ", ".join(shown(c, 40) for c in codes[:10])
        raise Conflict(f"这些区域已有更晚生效的版本:{listed}", f"Versions that begin later are there already: {listed}")


def replaced_towns(wanted: NewAreaImport, towns: Iterable[str | None]) -> list[str]:
    """The towns whose areas of this kind all end: those of the new areas, when all is to be replaced."""
    return sorted({t for t in towns if t}) if wanted.mode is ImportMode.REPLACE_ALL else []


def staying(
    standing: Sequence[Standing], wanted: NewAreaImport, codes: Iterable[str], towns: Iterable[str | None]
) -> list[Standing]:
    """What an import of these codes, in these towns, does not end."""
    ended, emptied = {*codes, *wanted.ends}, set(replaced_towns(wanted, towns))
    return [s for s in standing if s.code not in ended and s.town_code not in emptied]


def refuse_overlaps(found: list[tuple[str, str]]) -> None:
    """An import may not share ground with an area of its kind that stays in force."""
    if found:
        listed = ", ".join(f"{shown(new, 40)} / {shown(old, 40)}" for new, old in found[:10])
        raise Conflict(f"与现行区域重叠:{listed}", f"Overlaps areas that stay in force: {listed}")

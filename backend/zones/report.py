"""An import's report as text, for the command line."""

from collections.abc import Iterator

from backend.zones.structs import AreaImport, AreaImportState, AreaKind, Finding, Severity

_KINDS = {
    AreaKind.COUNTY: "县域",
    AreaKind.TOWN: "乡镇(街道)",
    AreaKind.VILLAGE: "村(社区)",
    AreaKind.DUTY_ZONE: "责任勤务区",
    AreaKind.UNIT_GRID: "单元网格",
    AreaKind.GOVERNANCE_GRID: "全科网格",
}
_STATES = {
    AreaImportState.CHECKED: "已检查,尚未导入 / checked, nothing imported yet",
    AreaImportState.APPLIED: "已导入 / imported",
    AreaImportState.REFUSED: "已拒绝 / refused",
    AreaImportState.WITHDRAWN: "已撤回 / taken back",
}


def text(report: AreaImport) -> str:
    return "\n".join(_lines(report)) + "\n"


def _lines(report: AreaImport) -> Iterator[str]:
    yield f"{_KINDS[report.kind]} {report.kind.value} · {report.filename} · {report.valid_from} 起生效 / in force from"
    yield f"共 {report.feature_count} 个区域,合格 {report.good_count} 个 / {report.good_count} of them good"
    for problem in report.problems:
        yield from _finding(problem, "  ")
    for feature in report.features:
        if feature.errors:
            yield f"  {'✓' if feature.ok else '✗'} #{feature.index} {feature.code} {feature.name}"
            for finding in feature.errors:
                yield from _finding(finding, "      ")
    yield f"{_STATES[report.state]}: {report.applied_count} · {report.id}"


def _finding(finding: Finding, indent: str) -> Iterator[str]:
    mark = "!" if finding.severity is Severity.ERROR else "·"
    where = f" ({finding.place[0]:.6f}, {finding.place[1]:.6f})" if finding.place else ""
    yield f"{indent}{mark} {finding.code}: {finding.zh}{where}"
    yield f"{indent}  {finding.en}"

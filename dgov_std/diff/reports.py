"""Two reports compared: which finding is which, what is new, what is resolved, and what was only not looked at again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from dgov_std.diff.surroundings import surroundings
from dgov_std.report.differences import Changed, Difference, Stopped, Trend, Worse
from dgov_std.report.facts import Labels
from dgov_std.report.gate import FailOn
from dgov_std.report.values import CheckResult, Finding, Report, Severity, Status, Verdict

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_LEVEL = {"error": 0, "warning": 1, "info": 2, "none": -1}
# From the best verdict to the one that says least.
_VERDICTS = (Verdict.PASS, Verdict.FAIL, Verdict.INCOMPLETE, Verdict.NOT_EVALUATED)


def compare_reports(old: Report, new: Report, fail_on: FailOn = "info") -> Difference:
    """Return what became of the findings of a report.

    A finding is the same where code, cause, columns and checks are; columns are known by their data element, else by
    their label, checks may have been renamed by another edition.

    Args:
        old, new: the reports, the later one second.
        fail_on: the lowest severity that can make the new one worse; `none`: it never is.
    """
    pairs = _paired(old, new)
    taken = {b.number for _, b in pairs}
    kept = {a.number for a, _ in pairs}
    added = [b for b in new.findings if b.number not in taken]
    gone = [a for a in old.findings if a.number not in kept]
    unjudged = [a for a in gone if not _is_judged(a, old, new)]
    resolved = [a for a in gone if a not in unjudged]
    changed = tuple(Changed(a.number, b.number, trend) for a, b in pairs if (trend := _trend(a, b)) is not None)
    moved = {(each.old, each.new) for each in changed}
    return Difference(
        old=old,
        new=new,
        added=tuple(b.number for b in added),
        resolved=tuple(a.number for a in resolved),
        unjudged=tuple(a.number for a in unjudged),
        changed=changed,
        same=tuple((a.number, b.number) for a, b in pairs if (a.number, b.number) not in moved),
        about=tuple(surroundings(old, new)),
        stopped=tuple(_stopped(old, new)),
        started=tuple(_stopped(new, old)),
        worse=tuple(_worse(old, new, added, unjudged, pairs, fail_on)),
        fail_on=fail_on,
    )


def _paired(old: Report, new: Report) -> list[tuple[Finding, Finding]]:
    """Return which finding is which, in the order of the new report; the closest likeness first."""
    left, right = list(old.findings), list(new.findings)
    found: list[tuple[Finding, Finding]] = []
    forms: tuple[Callable[[Finding, Report], Hashable], ...] = (
        lambda f, report: (f.code, f.cause, names_of(f, report), f.checks),
        lambda f, report: (f.code, f.cause, names_of(f, report)),
    )
    for form in forms:
        waiting: dict[Hashable, list[Finding]] = {}
        for a in left:
            waiting.setdefault(form(a, old), []).append(a)
        for b in list(right):
            fitting = waiting.get(form(b, new))
            if fitting:
                a = fitting.pop(0)
                found.append((a, b))
                left.remove(a)
                right.remove(b)
    return sorted(found, key=lambda pair: pair[1].number)


def names_of(finding: Finding, report: Report) -> tuple[str, ...]:
    """Return what the columns of a finding are known by: their data element, else their label."""
    names = {column.index: column.element or column.label for column in report.columns}
    return tuple(names.get(index, "") for index in finding.columns)


def _trend(old: Finding, new: Finding) -> Trend | None:
    """Return whether a finding became worse or better; None where it is as it was."""
    if _RANK[new.severity] != _RANK[old.severity]:
        return "worse" if _RANK[new.severity] < _RANK[old.severity] else "better"
    before, after = _size(old), _size(new)
    if before == after:
        return None
    return "worse" if any(b > a for a, b in zip(before, after, strict=True)) else "better"


def _size(finding: Finding) -> tuple[int, ...]:
    labels = finding.facts.total if isinstance(finding.facts, Labels) else 0
    return finding.rows, finding.cells, labels


def _is_judged(finding: Finding, old: Report, new: Report) -> bool:
    """Whether one of the checks that found a finding ran in the new report, in a column of the finding.

    Of cells and rows nothing is judged where a column of theirs is gone; a fault of the header is gone with it.
    """
    if new.verdict is Verdict.NOT_EVALUATED:
        return False
    names = names_of(finding, old)
    known = {column.element or column.label for column in new.columns}
    if finding.unit != "file" and not known.issuperset(filter(None, names)):
        return False
    ran = [check for check in new.checks if check.id in finding.checks and check.status is Status.RAN]
    columns = {_column_of(check, new) for check in ran}
    return not finding.checks or (bool(ran) and (not names or None in columns or not columns.isdisjoint(names)))


def _column_of(check: CheckResult, report: Report) -> str | None:
    """Return what the column of a check is known by."""
    if check.column is None:
        return check.element
    column = next((each for each in report.columns if each.index == check.column), None)
    return (column.element or column.label) if column is not None else None


def _stopped(old: Report, new: Report) -> Iterator[Stopped]:
    """Yield the checks that ran in a report and not in another one, in their order."""
    ran = {(check.id, _column_of(check, new)) for check in new.checks if check.status is Status.RAN}
    labels = {column.index: column.label for column in old.columns}
    for check in old.checks:
        if check.status is Status.RAN and (check.id, _column_of(check, old)) not in ran:
            yield Stopped(check.id, check.code, labels.get(check.column) if check.column is not None else None)


def _worse(
    old: Report,
    new: Report,
    added: Sequence[Finding],
    unjudged: Sequence[Finding],
    pairs: Sequence[tuple[Finding, Finding]],
    fail_on: FailOn,
) -> Iterator[Worse]:
    """Yield why the new report is worse, the gravest reason first."""
    if fail_on == "none":
        return
    level = _LEVEL[fail_on]

    def counts(finding: Finding) -> bool:
        return _RANK[finding.severity] <= level

    if _VERDICTS.index(new.verdict) > _VERDICTS.index(old.verdict):
        yield Worse("verdict", 1)
    found: Mapping[str, int] = {
        "new": sum(map(counts, added)),
        "severity": sum(counts(b) and _RANK[b.severity] < _RANK[a.severity] for a, b in pairs),
        "more": sum(counts(b) and a.severity is b.severity and _trend(a, b) == "worse" for a, b in pairs),
        "unjudged": sum(map(counts, unjudged)),
    }
    if found["new"]:
        yield Worse("new", found["new"])
    if found["severity"]:
        yield Worse("severity", found["severity"])
    if found["more"]:
        yield Worse("more", found["more"])
    if found["unjudged"]:
        yield Worse("unjudged", found["unjudged"])

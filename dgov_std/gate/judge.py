"""The judgement: may the pipeline go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dgov_std.gate.baseline import Compared, compare, held_findings
from dgov_std.gate.exceptions import excuse
from dgov_std.gate.faults import Found, count_of, found_in
from dgov_std.gate.rules import Rules
from dgov_std.gate.thresholds import Measured, measure
from dgov_std.report.gate import FailOn, Gate, KnownIssues, Outcome, Ruling
from dgov_std.report.values import Finding, Report, Severity, Verdict

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_FAILING: dict[FailOn, int] = {"none": -1, "error": 0, "warning": 1, "info": 2}


def judge(report: Report, rules: Rules, found: Found | None = None) -> Report:
    """Return the report with what the gate makes of it; nothing else in it is changed.

    What is known of a finding is taken off first, then what is excused. What is left of it fails the gate, if it is of
    a severity that fails; where thresholds name it, these decide instead, whatever its severity. `found` are the faults
    of the report, row by row where rows are told apart; without it the report's own counts are taken.
    """
    found = found or found_in(report)
    held = held_findings(report, rules.fail_on)
    section = rules.baseline.section(report, found, by_name=rules.by_name) if rules.baseline is not None else None
    compared = compare(section, report, found, held)
    left = [fault.count - known for fault, known in zip(found.faults, compared.known, strict=True)]
    excused, exceptions = excuse(rules.waivers, rules.day, report, found, left)
    left = [count - taken for count, taken in zip(left, excused, strict=True)]
    counted = frozenset(each.number for each in report.findings if _counts(each.severity, rules.fail_on))
    measured = measure(rules.tolerances, report, found, left, counted)
    rulings = tuple(
        _ruling(finding, found, compared.known, excused, measured, fails=_fails(finding.severity, rules.fail_on))
        for finding in sorted(report.findings, key=lambda each: each.number)
    )
    decided = report.verdict in (Verdict.PASS, Verdict.FAIL) and not report.misplaced
    kept = all(each.threshold.kept for each in measured)
    gate = Gate(
        passed=decided and kept and all(ruling.outcome != "fails" for ruling in rulings),
        fail_on=rules.fail_on,
        day=rules.day if rules.waivers else None,
        rulings=rulings,
        thresholds=tuple(each.threshold for each in measured),
        baseline=_known_issues(rules, found, compared, held, listed=section is not None),
        exceptions=exceptions,
    )
    return replace(report, gate=gate)


def _fails(severity: Severity, fail_on: FailOn) -> bool:
    return _RANK[severity] <= _FAILING[fail_on]


def _counts(severity: Severity, fail_on: FailOn) -> bool:
    """Whether a finding counts in a threshold of its column: where nothing fails by itself, an error does."""
    return _RANK[severity] <= max(_FAILING[fail_on], 0)


def _ruling(
    finding: Finding,
    found: Found,
    known: Sequence[int],
    excused: Sequence[int],
    measured: Sequence[Measured],
    *,
    fails: bool,
) -> Ruling:
    places = [i for i, fault in enumerate(found.faults) if fault.finding == finding.number]
    count = sum(found.faults[i].count for i in places) if places else count_of(finding)
    of_known, of_excused = sum(known[i] for i in places), sum(excused[i] for i in places)
    open_ones = {i for i in places if found.faults[i].count > known[i] + excused[i]}
    deciding = [each for each in measured if each.decides & open_ones]
    free = open_ones - frozenset[int]().union(*(each.decides for each in deciding))
    outcome: Outcome
    if not count - of_known - of_excused and count:
        outcome = "approved" if of_excused else "known"
    elif any(not each.threshold.kept for each in deciding) or ((free or not deciding) and fails):
        outcome = "fails"
    else:
        outcome = "within" if deciding and not free else "below"
    return Ruling(finding.number, count, of_known, of_excused, count - of_known - of_excused, outcome)


def _known_issues(
    rules: Rules, found: Found, compared: Compared, held: frozenset[int], *, listed: bool
) -> KnownIssues | None:
    if rules.baseline is None:
        return None
    known = sum(compared.known)
    total = sum(fault.count for fault in found.faults if fault.finding in held)
    key = found.key if compared.keyed else ()
    return KnownIssues(rules.baseline.sha256, listed, key, known, total - known, compared.gone)

"""Reports as JUnit XML, which every CI system shows: a file is a suite, a check in a column a test case.

Valid under both schemas in use: that of Ant (windyroad/JUnit-Schema) and that of Jenkins' xUnit plugin (junit-10.xsd).
Names of test cases stay the same from run to run, so that platforms can tell new failures from old ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from dgov_std.render.gate import gate_heading, gate_lines
from dgov_std.render.gate_words import say
from dgov_std.render.issues import GATE, Issue, issues, path_of, short, state
from dgov_std.render.wording import code_of, severity_word, topic, word
from dgov_std.report.values import CheckResult, Finding, Report, Status
from dgov_std.report.visible import visible
from dgov_std.text import Language

_UNKNOWN = "1970-01-01T00:00:00"  # the schema of Ant wants a time; a report without its run has none


@dataclass(frozen=True, slots=True)
class _Case:
    """A test case: passed, or with one element that says why not."""

    name: str
    outcome: str | None = None  # failure, error or skipped
    kind: str = ""
    message: str = ""
    text: str = ""


def render(reports: Sequence[Report], *, language: Language) -> str:
    """Return the test suites as an XML document.

    What the gate stops at is a failure, without one every error of the data; all else fails nothing and is told in the
    suite's output. A verdict that is none is an error. A check that did not run is skipped, with the reason.
    """
    told = issues(reports, language)
    taken: Counter[str] = Counter()
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>"]
    for i, report in enumerate(reports):
        own = [issue for issue in told if issue.report is report]
        name = _once(visible(path_of(report)), taken)
        lines += _suite(report, i, name, own, language)
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _suite(report: Report, index: int, name: str, told: Sequence[Issue], language: Language) -> list[str]:
    cases = _cases(report, told, language)
    kinds = Counter(case.outcome for case in cases)
    when = report.run.started[:19] if report.run else _UNKNOWN
    seconds = f"{report.run.seconds:.3f}" if report.run else "0"
    head = _attributes(
        id=str(index), package="dgov-std", name=name, timestamp=when, hostname="localhost", time=seconds, tests=str(len(cases)),
        failures=str(kinds["failure"]), errors=str(kinds["error"]), skipped=str(kinds["skipped"]),
    )  # fmt: skip
    lines = [f"<testsuite{head}>", "<properties>"]
    lines += [f"<property{_attributes(name=key, value=value)}/>" for key, value in _properties(report)]
    lines += ["</properties>", *(line for case in cases for line in _written(case, name))]
    aside = [_whole(issue, language) for issue in told if not issue.fails]
    if report.gate is not None:
        aside = [*map(visible, (gate_heading(report, language), *gate_lines(report, language))), *aside]
    return [*lines, f"<system-out>{escape(chr(10).join(aside))}</system-out>", "<system-err></system-err>", "</testsuite>"]


def _properties(report: Report) -> list[tuple[str, str]]:
    basis = report.basis
    known = {
        "verdict": report.verdict.value,
        "receipt": report.receipt,
        "standard": basis.standard if basis else "",
        "edition": basis.edition if basis else "",
        "dataset": basis.dataset if basis else "",
        "as_of": (basis.as_of if basis else None) or "",
        "rows": str(report.rows.total),
        "rows_with_errors": str(report.rows.with_errors),
        "sha256": report.input.sha256 or "",
        "bundle_sha256": basis.bundle_sha256 if basis else "",
        "dgov-std": report.versions.get("dgov-std", ""),
    }
    return [(key, short(value)) for key, value in known.items() if value]


def _cases(report: Report, told: Iterable[Issue], language: Language) -> list[_Case]:
    """Return the verdict, then the findings that fail, then all checks that no such finding stands for."""
    taken: Counter[str] = Counter()
    said = state(report, language)
    name = _once(word("p_verdict", language), taken)
    missing = _Case(name, "error", report.verdict.value, short(": ".join(said[:2])), "\n".join(said))
    cases = [missing if said else _Case(name)]
    failing = [issue for issue in told if issue.fails]
    if report.gate is not None:
        shut = [
            _Case(_once(say("title", language), taken), *_broken(issue, language)) for issue in failing if issue.rule == GATE
        ]
        cases += shut or [_Case(_once(say("title", language), taken))]
    known: dict[str, list[CheckResult]] = {}
    for check in report.checks:
        known.setdefault(check.id, []).append(check)
    told_of: set[int] = set()
    for issue in failing:
        if issue.finding is not None:
            own, blamed = _checks_of(issue.finding, known)
            told_of.update(id(check) for check in blamed)
            cases.append(_Case(_once(_name_of(issue.finding, own, report, language), taken), *_broken(issue, language)))
    for check in report.checks:
        if id(check) not in told_of:
            cases.append(_outcome(check, _once(_name(check, report, language), taken), language))
    return cases


def _outcome(check: CheckResult, name: str, language: Language) -> _Case:
    if check.status is Status.RAN:
        return _Case(name)
    reason = short(check.reason.in_(language) if check.reason else word("no_reason", language))
    return _Case(name, "skipped", check.status.value, reason, reason)


def _broken(issue: Issue, language: Language) -> tuple[str, str, str, str]:
    return "failure", issue.rule, short(issue.head), _whole(issue, language)


def _checks_of(finding: Finding, known: Mapping[str, list[CheckResult]]) -> tuple[CheckResult | None, list[CheckResult]]:
    """Return the check that a finding is about, if it is one, and all checks it stands for, which have no case of their own."""
    columns = {*finding.columns, None}
    own, blamed = None, []
    for check in (each for name in finding.checks for each in known.get(name, ())):
        mine = own is None and check.code == finding.code and check.column in (*finding.columns[:1], None)
        own = check if mine else own
        if mine or (check.failed and check.column in columns):
            blamed.append(check)
    return own, blamed


def _name_of(finding: Finding, own: CheckResult | None, report: Report, language: Language) -> str:
    """Return the name of the check that a finding is about, or one like it where a cause stands for several."""
    if own is not None:
        return _name(own, report, language)
    column = next(iter(finding.columns), None)
    return _said(finding.code, column, topic(finding.code, language), finding.checks[:1], report)


def _name(check: CheckResult, report: Report, language: Language) -> str:
    known = check.rule.title.in_(language) if check.rule.title else topic(check.code, language)
    return _said(check.code, check.column, known, (check.id,), report)


def _said(code: str, column: int | None, known: str, checks: Iterable[str], report: Report) -> str:
    label = next((each.label for each in report.columns if each.index == column), "").strip()
    where = f" {short(label)}" if label else ""
    return short(f"{code_of(code)}{where}: {known}{''.join(f' [{check}]' for check in checks)}")


def _once(name: str, taken: Counter[str]) -> str:
    """Return a name that no other has: platforms drop the second test case of a name."""
    taken[name] += 1
    return name if taken[name] == 1 else _once(f"{name} ({taken[name]})", taken)


def _whole(issue: Issue, language: Language) -> str:
    return "\n".join((f"{severity_word(issue.severity, language)} {issue.head}", *issue.more))


def _written(case: _Case, suite: str) -> list[str]:
    head = f"<testcase{_attributes(classname=suite, name=case.name, time='0')}"
    if case.outcome is None:
        return [f"{head}/>"]
    inner = _attributes(type=case.kind, message=case.message)
    return [f"{head}>", f"<{case.outcome}{inner}>{escape(case.text)}</{case.outcome}>", "</testcase>"]


def _attributes(**known: str) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in known.items())

"""What pipelines are told of reports: one issue for each finding, one for a verdict that is none or a gate that is shut.

The formats for machines (JUnit, SARIF, GitLab, GitHub) differ in syntax only; what they say is said here.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from dgov_std.render.gate import gate_heading, gate_lines, said_of
from dgov_std.render.wording import clause, code_of, place, summary, title, todo, verdict_word, word
from dgov_std.report.gate import Ruling
from dgov_std.report.values import Finding, Place, Report, Severity, Verdict
from dgov_std.report.visible import escaped, hidden, visible
from dgov_std.text import Language

__all__ = ["GATE", "INCOMPLETE", "NOT_EVALUATED", "Issue", "issues", "line_of", "path_of", "short", "state"]
INCOMPLETE, NOT_EVALUATED, GATE = "INCOMPLETE", "NOT-EVALUATED", "GATE"
_ABSOLUTE = re.compile(r"/|[A-Za-z]:")
_LONGEST = 400
_MOST_LIMITS = 5
_MOST_GATED = 20
_EXCUSED = ("within", "known", "approved")


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to be told about one file; every text is one line, safe to print, and escaped by none of the formats.

    `rule`: the finding's code; without a finding INCOMPLETE or NOT-EVALUATED where the file has no verdict, or GATE where
    the gate says something that is about none.
    `fails`: a pipeline stops at it. `ruling`: how the gate took the finding, if there was one.
    `line`: the physical line of a text file, the row of a sheet, None where it is about the whole file.
    `head`: the place and what is wrong. `more`: how many and where, what to do, by which rule, where to read on.
    `fingerprint`: 32 hex digits that stay the same while the fault does, whatever the values and their number.
    """

    report: Report
    finding: Finding | None
    rule: str
    severity: Severity
    path: str
    line: int | None
    head: str
    more: tuple[str, ...]
    fingerprint: str
    fails: bool
    ruling: Ruling | None = None

    @property
    def excused(self) -> bool:
        """Whether the gate lets it pass: known, approved, or within a threshold."""
        return self.ruling is not None and self.ruling.outcome in _EXCUSED

    @property
    def shown(self) -> Severity:
        """How grave it is for the pipeline: what is excused is only noted."""
        return Severity.INFO if self.excused else self.severity


def issues(reports: Sequence[Report], language: Language) -> tuple[Issue, ...]:
    """Return the issues of all reports, in their order: of each the missing verdict first, then the findings by number."""
    found = [issue for report in reports for issue in _issues(report, language)]
    # Equal ones are told apart by their order, as platforms drop all but the first.
    seen: Counter[str] = Counter()
    told = []
    for issue in found:
        seen[issue.fingerprint] += 1
        count = seen[issue.fingerprint]
        told.append(issue if count == 1 else replace(issue, fingerprint=_digest([issue.fingerprint, str(count)])))
    return tuple(told)


def path_of(report: Report) -> str:
    """Return the file's path below the repository, with slashes; its name where that is not known.

    Marks that turn or hide text are spelled out; blanks of all kinds stay, so that the platform finds the file.
    """
    asked = report.run.path if report.run else ""
    kept = asked and not _ABSOLUTE.match(asked) and ".." not in PurePosixPath(asked).parts
    path = asked if kept else report.input.name
    return "".join(escaped(c) if hidden(c) and unicodedata.category(c) != "Zs" else c for c in path) or "-"


def line_of(spot: Place) -> int:
    """Return the physical line of a text file, the row of a sheet."""
    return spot.line if spot.line is not None else spot.row


def state(report: Report, language: Language) -> tuple[str, ...]:
    """Return why there is no verdict, in lines; nothing where there is one."""
    if report.verdict not in (Verdict.INCOMPLETE, Verdict.NOT_EVALUATED):
        return ()
    head = verdict_word(report.verdict, language)
    limits = [short(limit.in_(language)) for limit in report.limits[:_MOST_LIMITS]]
    return tuple(line for line in (head, *limits, short(summary(report, language))) if line)


def short(text: str) -> str:
    """Return text from outside on one line, cut where it is too long."""
    shown = visible(text[: _LONGEST + 1])
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 3] + "..."


def _issues(report: Report, language: Language) -> Iterator[Issue]:
    path = path_of(report)
    head, *more = state(report, language) or ("",)
    if head:
        rule = INCOMPLETE if report.verdict is Verdict.INCOMPLETE else NOT_EVALUATED
        head = f"{head}: {more[0]}" if more else head
        yield Issue(report, None, rule, Severity.ERROR, path, None, head, tuple(more[1:]), _digest([path, rule]), fails=True)
    yield from _gated(report, path, language)
    rulings = {ruling.finding: ruling for ruling in report.gate.rulings} if report.gate else {}
    for finding in sorted(report.findings, key=lambda each: each.number):
        ruling = rulings.get(finding.number)
        yield Issue(
            report=report,
            finding=finding,
            rule=code_of(finding.code),
            severity=finding.severity,
            path=path,
            line=line_of(finding.first[0]) if finding.first else None,
            head=f"{short(place(finding, language, report.columns))}: {short(title(finding, language, report.columns))}",
            more=((said_of(ruling, language),) if ruling else ()) + tuple(_more(finding, report, language)),
            fingerprint=_digest([path, *_identity(finding, report)]),
            fails=ruling.outcome == "fails" if ruling else finding.severity is Severity.ERROR,
            ruling=ruling,
        )


def _gated(report: Report, path: str, language: Language) -> Iterator[Issue]:
    """Yield what the gate says that stands beside no finding: a score that is too low, an exception that has expired."""
    gate = report.gate
    if gate is None or report.verdict in (Verdict.INCOMPLETE, Verdict.NOT_EVALUATED):
        return
    alone = not gate.passed and all(ruling.outcome != "fails" for ruling in gate.rulings)
    if not alone and all(each.state != "expired" for each in gate.exceptions):
        return
    severity = Severity.ERROR if alone else Severity.WARNING
    lines = tuple(short(line) for line in gate_lines(report, language, _MOST_GATED))
    head = short(gate_heading(report, language))
    yield Issue(report, None, GATE, severity, path, None, head, lines, _digest([path, GATE]), fails=alone)


def _more(finding: Finding, report: Report, language: Language) -> Iterator[str]:
    key = {"cell": "f_many", "row": "f_many_rows"}.get(finding.unit, "f_many_file")
    yield word(key, language).format(rows=finding.rows, cells=finding.cells, evaluated=finding.evaluated)
    if finding.first:
        spots = [spot.cell or word("row", language).format(spot.row) for spot in finding.first]
        yield f"{word('p_first_cells', language)}: {short(', '.join(spots))}"
    yield word("f_todo", language).format(short(todo(finding, language, report.columns)))
    yield word("f_clause", language).format(short(clause(finding.rule, language)))
    if report.receipt:
        yield word("g_receipt", language).format(receipt=short(report.receipt), number=finding.number)


def _identity(finding: Finding, report: Report) -> list[str]:
    """Return what makes two findings of two runs the same: check, column and cause, never a value or a count.

    A cause takes in whichever checks its cells happen to fail, so that its checks are not part of it.
    """
    column = finding.element or next((each.label for each in report.columns if each.index in finding.columns[:1]), "")
    lead = "" if finding.cause else next(iter(finding.checks), "")
    return [finding.code, lead, column, finding.cause or ""]


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]

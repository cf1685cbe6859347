"""The rest of a report's tables: every check with what became of it, every column, every row count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dgov_std.bind.header import BoundColumn, Header, letter
from dgov_std.causes import CAUSES
from dgov_std.dataset.block import AsideKind
from dgov_std.engine.findings import ASIDE_CODES, DAMAGE_CODES, rule_of
from dgov_std.engine.keys import Breach
from dgov_std.engine.merge import Outcome
from dgov_std.engine.stained import stained_labels
from dgov_std.plan.atoms import Atom
from dgov_std.plan.crossrow import Key, UnrunKey
from dgov_std.plan.plan import Plan, Unrun
from dgov_std.report.codes import CODES
from dgov_std.report.values import CheckResult, Column, Rows, Rule, Severity, Status
from dgov_std.text import Text


def check_results(outcome: Outcome, header: Header, found: Sequence[Breach]) -> tuple[CheckResult, ...]:
    """Return every check x column: ran over how many, how many failed, or why it did not run."""
    plan, places = outcome.plan, header.places
    failed = [0] * len(plan.atoms)
    for (atom, _), tally in outcome.tallies.items():
        failed[atom] += tally.count
    counts = [int(count) for count in outcome.evaluated] if len(outcome.evaluated) else [0] * len(plan.atoms)
    results = [
        _result(plan, atom, places, *_became(outcome, atom, count), count, fails)
        for atom, count, fails in zip(plan.atoms, counts, failed, strict=True)
    ]
    results += [_unrun(plan, each, places) for each in plan.unrun]
    for breach in found:
        key = breach.check
        check = plan.checks[key.check]
        results.append(_of_rows(check["id"], key.code, key.severity, breach.evaluated, breach.count, rule_of(check)))
    results += [_unsaid(plan, each) for each in plan.unrun_keys]
    results += _structure(outcome, header)
    return tuple(sorted(results, key=lambda r: (r.id, -1 if r.column is None else r.column, r.evaluated, r.failed)))


def _became(outcome: Outcome, atom: Atom, evaluated: int) -> tuple[Status, Text | None]:
    """Return what became of a check that ran: one that had nothing to say of any row was not applicable."""
    silence: Text | None = getattr(getattr(atom.expression, "kernel", None), "silence", None)
    if silence is None or evaluated or not outcome.total:
        return Status.RAN, None
    return Status.NOT_APPLICABLE, silence


def _result(
    plan: Plan, atom: Atom, places: Mapping[str, int], status: Status, reason: Text | None, evaluated: int, failed: int
) -> CheckResult:
    check, code = plan.checks[atom.check], CODES[atom.code]
    return CheckResult(
        id=plan.check_id(atom),
        code=atom.code,
        severity=Severity(atom.severity),
        dimension=str(code.dimension),
        unit=code.unit,
        column=places.get(atom.column or ""),
        element=atom.column,
        status=status,
        reason=reason,
        evaluated=evaluated,
        failed=failed,
        rule=rule_of(check),
    )


def _unrun(plan: Plan, each: Unrun, places: Mapping[str, int]) -> CheckResult:
    status = Status.SKIPPED if each.skipped else Status.NOT_APPLICABLE
    return _result(plan, each.atom, places, status, each.reason, 0, 0)


def _of_rows(name: str, code: str, severity: str, evaluated: int, failed: int, rule: Rule) -> CheckResult:
    return CheckResult(
        id=name,
        code=code,
        severity=Severity(severity),
        dimension=str(CODES[code].dimension),
        unit="row",
        column=None,
        element=None,
        status=Status.RAN,
        reason=None,
        evaluated=evaluated,
        failed=failed,
        rule=rule,
    )


def _unsaid(plan: Plan, each: UnrunKey) -> CheckResult:
    check = plan.checks[each.key.check]
    result = _of_rows(check["id"], each.key.code, each.key.severity, 0, 0, rule_of(check))
    return replace(result, status=Status.SKIPPED if each.skipped else Status.NOT_APPLICABLE, reason=each.reason)


_HEADER = {"STR102": "info", "STR103": "info", "STR104": "error", "STR105": "warning", "STR106": "info"}


def _structure(outcome: Outcome, header: Header) -> list[CheckResult]:
    """Return the checks of form, which every file undergoes: of its rows and cells, and of its header."""
    rows = outcome.total
    cells = rows * len(header.columns)
    failed = dict.fromkeys(DAMAGE_CODES.values(), 0)
    for (kind, _), tally in outcome.damage.items():
        failed[DAMAGE_CODES[kind]] += tally.count
    found = [
        _of_rows(f"structure.{code}", code, "error", rows if CODES[code].unit == "row" else cells, count, Rule())
        for code, count in failed.items()
    ]
    found.append(_of_rows("structure.STR204", "STR204", "info", outcome.size, len(outcome.inner_blank()), Rule()))
    found += [_aside(outcome, kind, code) for kind, code in ASIDE_CODES.items()]
    for code, severity in _HEADER.items():
        flaws = [flaw for flaw in header.flaws if flaw.code == code]
        worst = min((flaw.severity for flaw in flaws), key=["error", "warning", "info"].index, default=severity)
        asked = len(header.columns) + (len(flaws) if code == "STR102" else 0)
        found.append(_of_rows(f"structure.{code}", code, worst, asked, len(flaws), Rule()))
    return [*(replace(result, unit=CODES[result.code].unit) for result in found), *_stains(outcome, header)]


def _stains(outcome: Outcome, header: Header) -> list[CheckResult]:
    """Return the checks that look for characters that do not belong, each of the file as a whole."""
    found = []
    for cause, severity in (("invisible", "info"), ("mojibake", "warning")):
        code = CAUSES[cause].code
        stained = cause in outcome.stains.kinds or bool(stained_labels(cause, header))
        found.append(replace(_of_rows(f"structure.{code}", code, severity, 1, int(stained), Rule()), unit="file"))
    return found


def _aside(outcome: Outcome, kind: AsideKind, code: str) -> CheckResult:
    """Return the check that looks for rows of this kind: over all rows, or over the file as a whole."""
    count = outcome.asides[kind].count if kind in outcome.asides else 0
    severity = "info" if kind is AsideKind.NOTE else "warning"
    if CODES[code].unit == "file":
        return _of_rows(f"structure.{code}", code, severity, 1, int(count > 0), Rule())
    return _of_rows(f"structure.{code}", code, severity, outcome.size, count, Rule())


def column_table(outcome: Outcome, header: Header, binding: Mapping[str, Any]) -> tuple[Column, ...]:
    """Return the columns of the file as bound, with how many of their cells are filled."""
    known = {column["id"]: column for column in binding["columns"]}
    found = []
    for column in header.columns:
        entry = known.get(column.element or "")
        present = int(outcome.present[column.index]) if outcome.present is not None else 0
        found.append(
            Column(
                index=column.index,
                letter=letter(column.index),
                label=column.label,
                element=column.element,
                title=_title(entry["title"]) if entry else None,
                level=entry["level"] if entry else None,
                level_title=_title(entry.get("level_title")) if entry else None,
                personal=bool(entry and entry["personal"]),
                matched_by=column.matched_by,
                present=present,
                missing=int(outcome.missing[column.index]) if outcome.missing is not None else 0,
                faulty=_faulty(outcome, column),
            )
        )
    return tuple(found)


def _title(stored: Mapping[str, str] | None) -> Text | None:
    return Text(stored["zh"], stored["en"]) if stored else None


def _faulty(outcome: Outcome, column: BoundColumn) -> int:
    """Return how many cells of a column hold an error or a warning: failing, damaged, or proved to be cut."""
    failing = int(outcome.faulty[column.index]) if outcome.faulty is not None else 0
    damaged = sum(tally.count for (_, index), tally in outcome.damage.items() if index == column.index)
    cut = outcome.passed_cut.get(column.element or "")
    return failing + damaged + (cut.count if cut else 0)


def row_table(outcome: Outcome, found: Sequence[Breach]) -> Rows:
    """Return the row counts; duplicates among them are rows wholly equal to another one, all of a group counted."""
    total, clean, failing, warned = outcome.row_counts()
    twins = [each.count for each in found if isinstance(each.check, Key) and each.check.missing_equal]
    return Rows(total, clean, failing, warned, outcome.blank_rows, sum(twins))

"""The rest of a report's tables: every check with what became of it, every column, every row count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dgov_std.bind.header import Header, letter
from dgov_std.dataset.block import DamageKind
from dgov_std.engine.findings import rule_of
from dgov_std.engine.keys import Repeated
from dgov_std.engine.merge import Outcome
from dgov_std.plan.atoms import Atom
from dgov_std.plan.plan import Plan, Unrun
from dgov_std.report.codes import CODES
from dgov_std.report.values import CheckResult, Column, Rows, Rule, Severity, Status
from dgov_std.text import Text


def check_results(outcome: Outcome, header: Header, duplicates: Sequence[Repeated]) -> tuple[CheckResult, ...]:
    """Return every check x column: ran over how many, how many failed, or why it did not run."""
    plan, places = outcome.plan, header.places
    failed = [0] * len(plan.atoms)
    for (atom, _), tally in outcome.tallies.items():
        failed[atom] += tally.count
    results = [
        _result(plan, atom, places, Status.RAN, None, int(outcome.evaluated[i]) if len(outcome.evaluated) else 0, failed[i])
        for i, atom in enumerate(plan.atoms)
    ]
    results += [_unrun(plan, each, places) for each in plan.unrun]
    for twins in duplicates:
        key = plan.keys[twins.key]
        check = plan.checks[key.check]
        results.append(_of_rows(check["id"], key.code, key.severity, twins.evaluated, len(twins.records), rule_of(check)))
    results += _structure(outcome)
    return tuple(sorted(results, key=lambda r: (r.id, -1 if r.column is None else r.column, r.evaluated, r.failed)))


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


def _structure(outcome: Outcome) -> list[CheckResult]:
    total = outcome.size - len(outcome.blank)
    damaged = dict.fromkeys(DamageKind, 0)
    for (kind, _), tally in outcome.damage.items():
        damaged[kind] += tally.count
    return [
        _of_rows("structure.STR201", "STR201", "error", total, damaged[DamageKind.RAGGED], Rule()),
        _of_rows("structure.STR203", "STR203", "error", total, damaged[DamageKind.OPEN_QUOTE], Rule()),
        _of_rows("structure.STR204", "STR204", "info", outcome.size, len(outcome.inner_blank()), Rule()),
    ]


def column_table(outcome: Outcome, header: Header, binding: Mapping[str, Any]) -> tuple[Column, ...]:
    """Return the columns of the file as bound, with how many of their cells are filled."""
    known = {column["id"]: column for column in binding["columns"]}
    total = outcome.size - len(outcome.blank)
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
                title=Text(entry["title"]["zh"], entry["title"]["en"]) if entry else None,
                level=entry["level"] if entry else None,
                personal=bool(entry and entry["personal"]),
                matched_by=column.matched_by,
                present=present,
                missing=total - present,
            )
        )
    return tuple(found)


def row_table(outcome: Outcome, duplicates: Sequence[Repeated]) -> Rows:
    """Return the row counts; duplicates are rows wholly equal to an earlier one or sharing a key."""
    total, clean, failing, warned = outcome.row_counts()
    twins = [len(each.records) for each in duplicates if outcome.plan.keys[each.key].missing_equal]
    return Rows(total, clean, failing, warned, len(outcome.blank), sum(twins))

"""What is counted by a gate: the faults that one check found in one column, as part of one finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dgov_std.report.facts import Labels
from dgov_std.report.values import CheckResult, Column, Finding, Report


@dataclass(frozen=True, slots=True)
class Fault:
    """Faults of one check in one column, as part of one finding: `count` of them.

    `check` is the check's id; of a finding that no check stands behind, its code. `column` is the element, else the
    label; empty for what is about rows or the file. `keys` are hashes of the keys of the rows, one for each fault whose
    key may be told; None where rows are not told apart at all.
    """

    finding: int
    check: str
    column: str
    count: int
    keys: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The faults of a file: by number of finding.

    `file` is what the run calls it, `key` the columns that the keys of the rows are made of, empty where there are none.
    """

    file: str
    faults: tuple[Fault, ...]
    key: tuple[str, ...] = ()


def found_in(report: Report) -> Found:
    """Return what a report says of its faults: all those of a finding go to its first check, no row is known."""
    faults = (
        Fault(each.number, each.checks[0] if each.checks else each.code, column_of(each, report.columns), count_of(each))
        for each in sorted(report.findings, key=lambda each: each.number)
    )
    return Found(report.input.name, tuple(faults))


def count_of(finding: Finding) -> int:
    """Return how many faults a finding counts for: its rows; of one about the file one, or the labels it is about."""
    if finding.unit != "file":
        return max(finding.rows, 1)  # none: what is wrong with cells was seen in a label only
    return finding.facts.total if isinstance(finding.facts, Labels) else 1


def column_of(finding: Finding, columns: tuple[Column, ...]) -> str:
    """Return the column a finding blames: its element, else its label; empty for what is about rows or the file.

    Damage that is told once of several columns blames none of them: tomorrow it may stand in others.
    """
    several = len(finding.columns) > 1 and any(check.startswith("structure.") for check in finding.checks)
    whole_rows = finding.unit == "row" and len(finding.columns) != 1  # which of their columns is to blame nobody knows
    if finding.unit == "file" or not finding.columns or several or whole_rows:
        return finding.element or ""
    return name_of(columns[finding.columns[0]])


def name_of(column: Column) -> str:
    """Return what a column is called in files beside the data: its element, else its label."""
    return column.element or column.label


def names_of(finding: Finding, columns: tuple[Column, ...]) -> frozenset[str]:
    """Return every name by which a column of a finding may be called: element, label, letter."""
    found = {finding.element or ""}
    for index in finding.columns:
        found |= {columns[index].element or "", columns[index].label, columns[index].letter}
    return frozenset(found - {""})


def results_of(report: Report) -> Mapping[str, tuple[CheckResult, ...]]:
    """Return what became of each check, by id, in all columns."""
    found: dict[str, tuple[CheckResult, ...]] = {}
    for result in report.checks:
        found[result.id] = (*found.get(result.id, ()), result)
    return found

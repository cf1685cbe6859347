"""The faults of a file as a gate counts them: by check and column, and by the keys of their rows where these may be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from dgov_std.api.codelists import Bundle
from dgov_std.api.options import Options
from dgov_std.api.row_keys import row_keys
from dgov_std.dataset.table import Table
from dgov_std.engine.findings import Collected
from dgov_std.engine.merge import Outcome
from dgov_std.engine.result import Rows
from dgov_std.engine.stains import STAINS
from dgov_std.gate.faults import Fault, Found, column_of, count_of
from dgov_std.plan.crossrow import Key
from dgov_std.plan.plan import Bound, Plan
from dgov_std.privacy.shape import mask_runs
from dgov_std.report.values import Finding, Report

MOST_KEYS = 50_000  # of one check in one column; a list of more is no list


@dataclass(slots=True)
class _Part:
    """The faults of one check within a finding: how many, and the records, where all of them are remembered."""

    check: str
    count: int
    records: list[Rows] | None = field(default_factory=list)


def faults_of(
    report: Report,
    outcome: Outcome,
    collected: Sequence[Collected],
    table: Table,
    bundle: Bundle,
    options: Options,
    source: Path | None,
) -> Found:
    """Return the faults behind the findings of a report.

    The rows of a file are told apart by the first key of its dataset, if every column of it is in the file and none
    holds personal information; the file is then read a second time, where there are faults. Only hashes are kept.

    Args:
        report: as frozen: what is told of columns is masked.
        outcome: what was found, row by row.
        collected: the findings with what they are made of, under the numbers of the report.
        table: as it was read.
        bundle: what it was checked by.
        options: `baseline` and `sections` say whether keys are wanted, `place` what the run calls the file.
        source: the file; None for a table in memory.

    Raises:
        InputError: the file changed since it was checked.
    """
    findings = {finding.number: finding for finding in report.findings}
    parts = [
        (findings[found.finding.number], part)
        for found in sorted(collected, key=lambda each: each.finding.number)
        for part in _parts(found, findings[found.finding.number], outcome)
    ]
    key = _key(outcome.plan, report, bundle) if _wants_keys(options) else ()
    file = mask_runs(options.place) if options.place else report.input.name
    found = Found(file, tuple(_fault(*each, report) for each in parts))
    asked = [part.records if key and _is_row_wise(part) else None for _, part in parts]
    if not any(asked):
        return found
    wanted = np.unique(np.concatenate([rows for records in asked for rows in records or ()]))
    hashes = row_keys(wanted, key, table, outcome, source)
    faults = tuple(
        fault if records is None else replace(fault, keys=tuple(_told(records, hashes)))
        for fault, records in zip(found.faults, asked, strict=True)
    )
    return replace(found, faults=faults, key=tuple(bound.id for bound in key))


def _told(records: Sequence[Rows], hashes: Mapping[int, str | None]) -> list[str]:
    return sorted(key for rows in records for record in rows.tolist() if (key := hashes[record]) is not None)


def _wants_keys(options: Options) -> bool:
    return options.sections is not None or (options.gate is not None and options.gate.baseline is not None)


def _is_row_wise(part: _Part) -> bool:
    """Whether every fault is of one record that is remembered, and they are not too many."""
    return bool(part.records) and part.count == sum(map(len, part.records or ())) <= MOST_KEYS


def _key(plan: Plan, report: Report, bundle: Bundle) -> tuple[Bound, ...]:
    """Return the columns of the first key of the dataset; none where there is none, or one of them is personal.

    A schema of another maker does not say which columns are personal, so that none of its keys may be told.
    """
    if "row" in bundle or report.basis is None:
        return ()
    keys = sorted(
        (each for each in plan.keys if isinstance(each, Key) and not each.missing_equal), key=lambda key: key.check
    )
    unrun = [each.key.check for each in plan.unrun_keys if isinstance(each.key, Key) and not each.key.missing_equal]
    if not keys or min(unrun, default=keys[0].check) < keys[0].check:
        return ()
    personal = {column.element for column in report.columns if column.personal}
    bound = {column.id: column for column in plan.columns}
    columns = tuple(bound[name] for name in keys[0].columns)
    return () if any(column.personal or column.id in personal for column in columns) else columns


def _fault(finding: Finding, part: _Part, report: Report) -> Fault:
    column = column_of(finding, report.columns)  # its label may be masked in no report, but is in every list
    return Fault(finding.number, part.check, mask_runs(column), part.count)


def _parts(found: Collected, finding: Finding, outcome: Outcome) -> Iterator[_Part]:
    """Yield the faults of a finding by check; those that no check stands behind by its code."""
    named = finding.checks[0] if finding.checks else finding.code
    if finding.unit == "file" or finding.cause in STAINS:
        yield _Part(named, count_of(finding), None)
        return
    if found.breaches:
        for breach in found.breaches:
            yield _Part(str(outcome.plan.checks[breach.check.check]["id"]), breach.count, [breach.records])
        return
    if not found.members:
        yield _Part(named, count_of(finding), found.records or None)
        return
    parts = _by_check(found, outcome)
    yield from parts.values()
    rest = finding.rows - sum(part.count for part in parts.values())
    if rest > 0:  # cells that pass every check, and yet are damaged
        yield _Part(finding.code, rest, None)


def _by_check(found: Collected, outcome: Outcome) -> dict[str, _Part]:
    parts: dict[str, _Part] = {}
    for atom, cause in found.members:
        check = outcome.plan.check_id(outcome.plan.atoms[atom])
        part = parts.setdefault(check, _Part(check, 0))
        part.count += outcome.tallies[atom, cause].count
        if outcome.rows_of is None or part.records is None:
            part.records = None
        else:
            part.records += outcome.rows_of.get((atom, cause), [])
    return parts

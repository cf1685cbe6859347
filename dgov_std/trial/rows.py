"""The examples of datasets: whole rows, the first of them with changes, several rows at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from dgov_std.engine.counting import count_findings
from dgov_std.engine.kernel import judge
from dgov_std.engine.keys import breaches
from dgov_std.engine.merge import Outcome
from dgov_std.engine.store import Store
from dgov_std.plan import build_plan
from dgov_std.plan.plan import Plan
from dgov_std.report.trials import Expected, Miss, Said
from dgov_std.schema.bundle import compile_dataset
from dgov_std.standard.model import Cells, Dataset, Mark, RowExample, RowExamples, Standard
from dgov_std.trial.verdicts import Verdict, holds, judged, numbered

_COUNT = "KEY203"  # how many rows a table has: a handful of examples says nothing of it unless it means to


@dataclass(frozen=True, slots=True)
class _Case:
    """Rows that are one example; `missing` is the column whose cell was taken away from it."""

    expected: Expected
    rows: tuple[dict[str, str | None], ...]
    said: str
    mark: Mark
    because: str | None
    missing: str | None = None


def row_count(examples: RowExamples | None) -> int:
    """Return how many examples a dataset has; a column taken away is one."""
    return sum(1 for _ in _cases(examples)) if examples is not None else 0


def row_misses(standard: Standard, dataset: Dataset) -> Iterator[Miss]:
    """Yield the examples of a dataset that are not judged as they say, in the order of the file."""
    if dataset.examples is None:
        return
    cases = list(_cases(dataset.examples))
    columns = [use.id for use in dataset.uses]
    places = {name: i for i, name in enumerate(columns)}
    plan = build_plan(compile_dataset(standard, dataset.head.id), places, as_of=dataset.examples.as_of)
    single = [case for case in cases if len(case.rows) == 1]
    found: dict[int, list[Verdict]] = {id(case): [] for case in cases}
    for row, verdict in judged(plan, _batch(columns, [case.rows[0] for case in single])):
        found[id(single[row])].append(verdict)
    for case in cases:
        if len(case.rows) > 1:
            found[id(case)] = list(_together(plan, columns, case))
        verdicts = found[id(case)]
        blamed = [v for v in verdicts if v.column == case.missing] if _asks_for_column(case) else verdicts
        if not holds(case.expected, case.because, blamed):
            yield _miss(standard, dataset, case, verdicts)


def _asks_for_column(case: _Case) -> bool:
    """Whether what was taken away must be missed in its own column, and not only in some rule."""
    return case.missing is not None and case.because in {None, "required"}


def _cases(examples: RowExamples) -> Iterator[_Case]:
    first = examples.valid[0].rows[0]
    for n, example in enumerate(examples.valid, 1):
        yield _Case("valid", (dict(example.rows[0]),), f"#{n}", example.mark, None)
    groups: tuple[tuple[Expected, tuple[RowExample, ...]], ...] = (
        ("doubtful", examples.doubtful),
        ("invalid", examples.invalid),
    )
    for expected, group in groups:
        for example in group:
            for column, mark in example.without:
                taken = {**first, column: None}
                yield _Case(expected, (taken,), f"-{column}", mark, example.because, column)
            if example.rows:
                rows = tuple({**first, **change} for change in example.rows)
                said = " | ".join(_shown(change) for change in example.rows)
                yield _Case(expected, rows, said, example.mark, example.because)


def _shown(change: Cells) -> str:
    return ", ".join(f"{name}={value}" if value is not None else f"-{name}" for name, value in change.items()) or "="


def _batch(columns: Sequence[str], rows: Sequence[Mapping[str, str | None]]) -> Any:  # noqa: ANN401 - a Batch
    cells = [pa.array([row.get(name) for row in rows], pa.string()) for name in columns]
    return numbered(cells, len(rows))


def _together(plan: Plan, columns: Sequence[str], case: _Case) -> Iterator[Verdict]:
    """Yield what the checks say of rows that stand in one table: of each, and of all together."""
    batch = _batch(columns, case.rows)
    for _, verdict in judged(plan, batch):
        yield verdict
    outcome = Outcome(plan, keep_flawed=False, store=Store())
    outcome.add(judge(plan, batch))
    outcome.finish()
    for breach in breaches(outcome):
        if breach.count:
            check, key = plan.checks[breach.check.check], breach.check
            yield _across(key.code, key.severity, check["id"], check)
    if (case.because or "").startswith((_COUNT[:4], "rows.")):
        for finding in count_findings(plan, len(case.rows)).findings:
            yield _across(finding.code, finding.severity, finding.checks[0], {"confidence": finding.rule.confidence})


def _across(code: str, severity: str, check: str, entry: Mapping[str, object]) -> Verdict:
    return Verdict(Said(code, str(severity), check), (code,), None, entry.get("confidence") == "low")


def _miss(standard: Standard, dataset: Dataset, case: _Case, verdicts: Sequence[Verdict]) -> Miss:
    return Miss(
        file=case.mark.file,
        line=case.mark.line,
        column=case.mark.column,
        standard=standard.head.id,
        kind="dataset",
        document=dataset.head.id,
        value=case.said,
        expected=case.expected,
        because=case.because,
        found=tuple(dict.fromkeys(verdict.said for verdict in verdicts if verdict.said.severity != "info")),
    )

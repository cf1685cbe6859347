"""Examine an open table: bind, plan, run, explain; nothing is masked or written yet."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow

from dgov_std import __version__
from dgov_std.api.basis import basis_of
from dgov_std.api.codelists import Bundle
from dgov_std.api.flaws import flaws_of
from dgov_std.api.incoming import is_spooled
from dgov_std.api.library import plan_of
from dgov_std.api.opening import open_data
from dgov_std.api.options import Options
from dgov_std.api.provided import provide
from dgov_std.api.references import Given, Others, refuse_unknown
from dgov_std.bind import Header, bind_header
from dgov_std.bind.header import without_margin
from dgov_std.dataset.block import Batch
from dgov_std.dataset.table import Table
from dgov_std.engine.counting import count_findings
from dgov_std.engine.document import label_findings, metadata_by_id, metadata_findings
from dgov_std.engine.findings import Collected, Collector
from dgov_std.engine.form import form_findings
from dgov_std.engine.keys import Breach, breaches
from dgov_std.engine.leverage import first_to_fix
from dgov_std.engine.local import run
from dgov_std.engine.merge import Outcome
from dgov_std.engine.store import Store
from dgov_std.engine.tables import check_results, column_table, row_table
from dgov_std.errors import Problem, UsageError
from dgov_std.fix.columns import Suggestions
from dgov_std.plan import Plan, empty_plan
from dgov_std.reject.values import Flaw
from dgov_std.report.priorities import order_key
from dgov_std.report.score import indicators, scores
from dgov_std.report.values import Finding, Input, Report, Rows, Severity, Verdict
from dgov_std.text import Text

See = Callable[[Batch], None]


@dataclass(frozen=True, slots=True)
class Examined:
    """A table examined, before masking: the report, and what the annotated workbook is made of."""

    report: Report
    header: Header
    outcome: Outcome
    collected: list[Collected]
    suggestions: Suggestions

    def flaws(self) -> Iterator[Flaw]:
        """Yield every faulty cell and row with the number of its finding."""
        return flaws_of(self.outcome, self.header.places, self.collected, self.suggestions)


def examine(
    table: Table,
    bundle: Bundle,
    options: Options,
    source: Path | None,
    *,
    keep_flawed: bool,
    see: See | None = None,
) -> Examined:
    """Bind, plan, run and explain; `see` is shown every Batch that is read."""
    labels = labels_of(table, bundle)
    header = bind_header(labels, bundle["binding"])
    compiled, (bundle, provided) = bundle, provide(bundle, options.codelists, several=options.several)
    outcome, found, recorded = _run(table, bundle, header, options, keep_flawed=keep_flawed, see=see)
    header = without_margin(header, outcome.present)
    suggestions = Suggestions(outcome.plan, bundle["binding"])
    names = {column["id"]: column["name"] for column in bundle["binding"]["columns"]}
    collected = Collector(outcome, header, suggestions.suggest, names, table.form.delimiter).collect(found)
    name = source.name if source is not None else table.name
    extra = [
        *label_findings(bundle, labels, "" if source is not None and is_spooled(source) else name),
        *metadata_findings(bundle, options.metadata, options.as_of),
    ]
    rows = row_table(outcome, found)
    extra += [form_findings(table.form), count_findings(outcome.plan, rows.total)]
    collected += [Collected(finding) for each in extra for finding in each.findings]
    _number(collected)
    checks = (*check_results(outcome, header, found), *(c for each in extra for c in each.checks))
    findings = tuple(c.finding for c in collected)
    limits = _limits(outcome.plan)
    first, solved = first_to_fix(outcome, collected)
    said = metadata_by_id(bundle, options.metadata or {})
    report = Report(
        receipt="",
        verdict=verdict_of(rows, findings, limits, judged=_judged(outcome.plan, header, bundle)),
        complete=not limits,
        limits=limits,
        input=input_of(table, name),
        basis=basis_of(compiled, options.as_of, bundle["codelists"]),
        rows=rows,
        columns=column_table(outcome, header, bundle["binding"]),
        findings=findings,
        checks=checks,
        indicators=(counted := indicators(bundle["quality"], checks, rows)),
        scores=scores(bundle.get("scoring", ()), counted),
        first_to_fix=first,
        rows_solved_by_first=solved,
        versions=versions(),
        options=options.recorded() | recorded | provided,
        sender=said.get("provider"),
        period=said.get("time-range"),
    )
    return Examined(report, header, outcome, collected, suggestions)


def labels_of(table: Table, bundle: Bundle) -> tuple[str, ...]:
    """Return the labels of the columns; where the file has none, those of the dataset in their order.

    Raises UsageError where the file has more or fewer columns than the dataset: nobody knows which are which.
    """
    names = [column["name"] for column in bundle["binding"]["columns"]]
    if table.form.header_rows or not names:
        return table.header
    margin = [label for label in table.header if not label]
    count = len(table.header) - len(margin)
    if count != len(names):
        raise UsageError(
            Problem(
                Text(
                    f"没有表头时各列按顺序对应: 标准有 {len(names)} 列, 文件有 {count} 列",
                    f"without a header the columns go by their order: the standard has {len(names)}, the file {count}",
                ),
                where=table.name,
                todo=Text("请补上表头; 或补齐、删去多余的列", "add a header, or add and remove columns until they agree"),
            )
        )
    return (*margin, *names)


def _run(
    table: Table, bundle: Bundle, header: Header, options: Options, *, keep_flawed: bool, see: See | None
) -> tuple[Outcome, list[Breach], dict[str, str]]:
    """Judge the table; one without any column of the standard is only counted.

    Returns what every row and the rows together were found to be, and what to record of other tables.
    """
    given = options.references
    if not header.places:
        return run(empty_plan(bundle), table, jobs=options.jobs, see=see), [], {}
    plan = plan_of(bundle, header.places, options.as_of, given)
    refuse_unknown(plan, given, several=options.several)
    others = Others(Store(options.key_memory))
    try:
        others.read(plan, bundle, ((name, *_opened(data)) for name, data in given.items()), options.jobs)
        outcome = run(plan, table, jobs=options.jobs, keep_flawed=keep_flawed, store=others.store, see=see)
        found = breaches(outcome, others.tables)
    finally:
        others.store.close()
    for breach in found:
        if breach.check.severity != "info":  # a row with a remark only is clean
            outcome.mark(breach.records, breach.check.severity)
    return outcome, found, others.recorded


def _opened(data: Given) -> tuple[str, Table]:
    table = open_data(data, Options())
    return str(data) if isinstance(data, str | os.PathLike) else table.name, table


def _number(collected: list[Collected]) -> None:
    """Put the findings in order and number them, keeping each with the tallies it is made of."""
    collected.sort(key=lambda found: order_key(found.finding))
    for number, found in enumerate(collected, start=1):
        found.finding = replace(found.finding, number=number)


def _judged(plan: Plan, header: Header, bundle: Bundle) -> bool:
    """Whether the file was judged by anything: by the columns it should have, or by a check.

    Under a JSON Schema every column is one, so there a check must have run.
    """
    if bundle["binding"].get("undeclared") == "property":
        return bool(plan.atoms or plan.keys or plan.counts)
    return bool(header.places)


def _limits(plan: Plan) -> tuple[Text, ...]:
    """Return why the check is not finished: what was not provided and might have failed the file.

    A rule below error severity cannot change the verdict: skipped, it is listed, and the verdict stands.
    """
    reasons = [each.reason for each in plan.unrun_keys if each.skipped and each.key.severity == "error"]
    reasons += [each.reason for each in plan.unrun if each.skipped and each.atom.severity == "error"]
    return tuple(dict.fromkeys(reasons))


def verdict_of(rows: Rows, findings: Iterable[Finding], limits: Sequence[Text], *, judged: bool) -> Verdict:
    """Return the verdict; where there was nothing to check, or nothing to check it by, nothing was evaluated."""
    if not rows.total or not judged:
        return Verdict.NOT_EVALUATED
    if limits:
        return Verdict.INCOMPLETE
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    return Verdict.FAIL if failed else Verdict.PASS


def input_of(table: Table, name: str) -> Input:
    """Return the file as it was read."""
    fingerprint = table.fingerprint()
    form = table.form
    return Input(
        name=name,
        format=form.format,
        bytes=fingerprint[0] if fingerprint else None,
        sha256=fingerprint[1] if fingerprint else None,
        encoding=form.encoding,
        delimiter=form.delimiter,
        sheet=form.sheet,
        sheets=form.sheets,
        header_row=form.header_row,
        header_rows=form.header_rows,
        cells=form.cells,
        quote=form.quote,
        escape=form.escape,
        packed=form.packed,
    )


def versions() -> dict[str, str]:
    """Return the versions a verdict depends on."""
    return {
        "dgov-std": __version__,
        "pyarrow": pyarrow.__version__,
        "numpy": np.__version__,
        "unicode": unicodedata.unidata_version,
    }

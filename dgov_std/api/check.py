"""Check one table against a standard: open, bind, plan, run, explain, freeze."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow

from dgov_std import __version__
from dgov_std.api.annotation import write_workbook
from dgov_std.api.basis import basis_of
from dgov_std.api.codelists import Bundle, refuse_external
from dgov_std.api.flaws import flaws_of
from dgov_std.api.instance import write_instance
from dgov_std.api.library import (
    bundles_of,
    choose_bundle,
    named_bundle,
    plan_of,
    recognise_bundle,
    schema_of,
    shipped_bundles,
)
from dgov_std.api.options import Options
from dgov_std.api.provided import provide, refuse_unheard_of
from dgov_std.api.references import Given, Others, refuse_unknown
from dgov_std.bind import Header, bind_header
from dgov_std.dataset.open import open_table
from dgov_std.dataset.table import Table
from dgov_std.engine.counting import count_findings
from dgov_std.engine.document import encoding_findings, label_findings, metadata_by_id, metadata_findings
from dgov_std.engine.findings import Collected, Collector
from dgov_std.engine.keys import Breach, breaches
from dgov_std.engine.leverage import first_to_fix
from dgov_std.engine.local import run
from dgov_std.engine.merge import Outcome
from dgov_std.engine.store import Store
from dgov_std.engine.tables import check_results, column_table, row_table
from dgov_std.errors import InputError, Problem, UsageError
from dgov_std.fix.columns import Suggestions
from dgov_std.plan import Plan, empty_plan
from dgov_std.privacy.masking import freeze
from dgov_std.privacy.shape import mask_runs
from dgov_std.reject.values import Flaw
from dgov_std.report.json_form import report_digest
from dgov_std.report.priorities import order_key
from dgov_std.report.receipt import receipt
from dgov_std.report.score import indicators, scores
from dgov_std.report.values import Finding, Input, Output, Report, Rows, Severity, Verdict
from dgov_std.text import Text

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def check(
    data: str | os.PathLike[str] | pd.DataFrame | pa.Table,
    *,
    standard: str | os.PathLike[str] | Bundle | None,
    options: Options | None = None,
) -> Report:
    """Check one table and return the report, masked. `dgov_std.check` is this with plain keywords."""
    options = options or Options()
    table = open_data(data, options)
    try:
        source = Path(data) if isinstance(data, str | os.PathLike) else None
        bundle = _bundle(standard, table, options, source)
        if options.several:
            refuse_unheard_of(options.codelists, options.references, bundle, lambda: _others(standard, options))
        return check_table(table, bundle, options, source)
    finally:
        table.close()


def open_data(data: str | os.PathLike[str] | pd.DataFrame | pa.Table, options: Options) -> Table:
    """Return the table of a path, a pandas DataFrame or a pyarrow Table."""
    if isinstance(data, str | os.PathLike):
        return _open_file(Path(data), options)
    if not (hasattr(data, "columns") or hasattr(data, "column_names")):
        kind = type(data).__name__
        raise UsageError(
            Problem(
                Text(f"不能检查 {kind}", f"a {kind} cannot be checked"),
                todo=Text("给出文件路径、DataFrame 或 pyarrow Table", "give a path, a DataFrame or a pyarrow Table"),
            )
        )
    from dgov_std.dataset.frame import table_from_arrow, table_from_pandas  # noqa: PLC0415 - pandas is slow to import

    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(data, pandas.DataFrame):
        return table_from_pandas(data)
    return table_from_arrow(data)


def _open_file(path: Path, options: Options) -> Table:
    try:
        table = open_table(
            path,
            encoding=options.encoding,
            delimiter=options.delimiter,
            sheet=options.sheet,
            header_row=options.header_row,
        )
    except (UnicodeError, LookupError):
        raise InputError(
            Problem(
                Text(f"不能按 {options.encoding} 编码读", f"cannot be read as {options.encoding}"),
                where=str(path),
                todo=Text("去掉 --encoding, 或换一种编码", "leave out --encoding, or name another one"),
            )
        ) from None
    text = table.form.format == "csv"
    for option, given in (("--sheet", options.sheet if text else None), ("--encoding", None if text else options.encoding)):
        if given is not None:
            table.close()
            kind = Text("文本文件" if text else "工作簿", "text file" if text else "workbook")
            raise UsageError(
                Problem(
                    Text(f"{kind.zh}不用 {option}", f"a {kind.en} takes no {option}"),
                    where=str(path),
                    todo=Text("去掉这个选项", "leave the option out"),
                )
            )
    return table


def _bundle(standard: str | os.PathLike[str] | Bundle | None, table: Table, options: Options, source: Path | None) -> Bundle:
    if options.schema is not None:
        resource = source.name if source is not None else None
        return schema_of(options.schema, standard=standard, dataset=options.dataset, resource=resource)
    if isinstance(standard, dict):
        refuse_external(standard)
        return standard
    where = str(source) if source is not None else table.name
    if standard is None and options.dataset is None:
        return recognise_bundle(table.header, where)
    bundles = bundles_of(standard if standard is not None else options.dataset or "")
    if options.dataset is not None:
        return named_bundle(options.dataset, bundles)
    return choose_bundle(table.header, bundles, where)


def _others(standard: str | os.PathLike[str] | Bundle | None, options: Options) -> Iterable[Bundle]:
    """Return the bundles that other inputs of the run may be checked with."""
    if options.schema is not None or options.dataset is not None or isinstance(standard, dict):
        return ()
    return (shipped_bundles() if standard is None else bundles_of(standard)).values()


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


def check_table(table: Table, bundle: Bundle, options: Options, source: Path | None) -> Report:
    """Check an open table against a bundle; `source` is its file, for the annotated workbook."""
    examined = examine(table, bundle, options, source, keep_flawed=options.workbook is not None)
    frozen = freeze(examined.report, show_values=options.show_values)
    frozen = replace(frozen, receipt=receipt(report_digest(frozen)))
    outputs = tuple(_outputs(frozen, examined, table, bundle, options, source))
    return replace(frozen, outputs=outputs)


def _outputs(
    report: Report, examined: Examined, table: Table, bundle: Bundle, options: Options, source: Path | None
) -> Iterator[Output]:
    """Write the data artefacts asked for; they hold the submitter's own data, unmasked."""
    personal = any(column.personal for column in report.columns)
    if options.workbook is not None:
        sha256 = write_workbook(report, examined.flaws(), table, options, source)
        yield Output(mask_runs(options.workbook.name), sha256, personal)
    if options.instance is not None:
        sha256 = write_instance(options.instance, table, bundle, examined.outcome.plan, options, source)
        yield Output(mask_runs(options.instance.name), sha256, personal)


def examine(table: Table, bundle: Bundle, options: Options, source: Path | None, *, keep_flawed: bool) -> Examined:
    """Bind, plan, run and explain; nothing is masked or written yet."""
    header = bind_header(table.header, bundle["binding"])
    compiled, (bundle, provided) = bundle, provide(bundle, options.codelists, several=options.several)
    outcome, found, recorded = _run(table, bundle, header, options, keep_flawed=keep_flawed)
    suggestions = Suggestions(outcome.plan, bundle["binding"])
    names = {column["id"]: column["name"] for column in bundle["binding"]["columns"]}
    collected = Collector(outcome, header, suggestions.suggest, names).collect(found)
    name = source.name if source is not None else table.name
    extra = [*label_findings(bundle, table.header, name), *metadata_findings(bundle, options.metadata, options.as_of)]
    rows = row_table(outcome, found)
    extra += [encoding_findings(table.form), count_findings(outcome.plan, rows.total)]
    collected += [Collected(finding) for each in extra for finding in each.findings]
    _number(collected)
    checks = (*check_results(outcome, header, found), *(c for each in extra for c in each.checks))
    findings = tuple(c.finding for c in collected)
    limits = _limits(outcome.plan)
    first, solved = first_to_fix(outcome, collected)
    said = metadata_by_id(bundle, options.metadata or {})
    report = Report(
        receipt="",
        verdict=_verdict(rows, findings, limits, judged=_judged(outcome.plan, header, bundle)),
        complete=not limits,
        limits=limits,
        input=_input(table, name),
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


def _run(
    table: Table, bundle: Bundle, header: Header, options: Options, *, keep_flawed: bool
) -> tuple[Outcome, list[Breach], dict[str, str]]:
    """Judge the table; one without any column of the standard is only counted.

    Returns what every row and the rows together were found to be, and what to record of other tables.
    """
    given = options.references
    if not header.places:
        return run(empty_plan(bundle), table, jobs=options.jobs), [], {}
    plan = plan_of(bundle, header.places, options.as_of, given)
    refuse_unknown(plan, given, several=options.several)
    others = Others(Store(options.key_memory))
    try:
        others.read(plan, bundle, ((name, *_opened(data)) for name, data in given.items()), options.jobs)
        outcome = run(plan, table, jobs=options.jobs, keep_flawed=keep_flawed, store=others.store)
        found = breaches(outcome, others.tables)
    finally:
        others.store.close()
    for breach in found:
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


def _verdict(rows: Rows, findings: Iterable[Finding], limits: Sequence[Text], *, judged: bool) -> Verdict:
    """Return the verdict; where there was nothing to check, or nothing to check it by, nothing was evaluated."""
    if not rows.total or not judged:
        return Verdict.NOT_EVALUATED
    if limits:
        return Verdict.INCOMPLETE
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    return Verdict.FAIL if failed else Verdict.PASS


def _input(table: Table, name: str) -> Input:
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
    )


def versions() -> dict[str, str]:
    """Return the versions a verdict depends on."""
    return {
        "dgov-std": __version__,
        "pyarrow": pyarrow.__version__,
        "numpy": np.__version__,
        "unicode": unicodedata.unidata_version,
    }

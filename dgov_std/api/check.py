"""Check one table against a standard: open, bind, plan, run, explain, freeze."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dgov_std import __version__
from dgov_std.api.annotation import write_workbook
from dgov_std.api.extras import label_findings, metadata_findings
from dgov_std.api.library import Bundle, bundles_of, choose_bundle
from dgov_std.api.suggestions import Suggestions
from dgov_std.bind import bind_header
from dgov_std.dataset.open import open_table
from dgov_std.dataset.table import Table
from dgov_std.engine.findings import Collected, Collector
from dgov_std.engine.keys import Repeated, repeated
from dgov_std.engine.leverage import first_to_fix
from dgov_std.engine.local import run
from dgov_std.engine.merge import Outcome
from dgov_std.engine.tables import check_results, column_table, row_table
from dgov_std.plan import Plan, build_plan
from dgov_std.privacy.masking import freeze
from dgov_std.report.json_form import report_digest
from dgov_std.report.priorities import number_findings
from dgov_std.report.receipt import receipt
from dgov_std.report.score import indicators
from dgov_std.report.values import (
    Basis,
    CheckResult,
    CodeListEdition,
    Finding,
    Input,
    Output,
    Report,
    Rows,
    Severity,
    Verdict,
)
from dgov_std.text import Language, Text

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Data = "str | os.PathLike[str] | pd.DataFrame | pa.Table"


@dataclass(frozen=True, slots=True)
class Options:
    """How to read and what to do besides checking; see the command line's options."""

    dataset: str | None = None
    as_of: str | None = None
    metadata: Mapping[str, str] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    jobs: int = 2
    show_values: bool = False
    workbook: Path | None = None
    language: Language = "zh"

    def recorded(self) -> dict[str, str]:
        """Return the options a verdict depends on, as the report records them."""
        chosen = {
            "as_of": self.as_of,
            "dataset": self.dataset,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "sheet": self.sheet,
            "header_row": str(self.header_row) if self.header_row is not None else None,
            "metadata": "yes" if self.metadata is not None else None,
            "show_values": "yes" if self.show_values else None,
        }
        return {name: value for name, value in chosen.items() if value is not None}


def check(
    data: str | os.PathLike[str] | pd.DataFrame | pa.Table,
    *,
    standard: str | os.PathLike[str] | Bundle,
    options: Options = Options(),  # noqa: B008 - frozen
) -> Report:
    """Check one table and return the report, masked.

    Args:
        data: the path of a CSV or Excel file, a pandas DataFrame or a pyarrow Table.
        standard: the id of a shipped standard or dataset, a path to YAML or to a compiled bundle,
            or a bundle as `compile_bundle` returns it.
        options: reading options, the reference date, the annotated workbook to write.

    Raises:
        InputError: the input cannot be read at all.
        StandardError: the standard has mistakes.
        UsageError: the standard is unknown or its dataset cannot be told.
    """
    table = open_data(data, options)
    try:
        bundle = _bundle(standard, table.header, options)
        return check_table(table, bundle, options, Path(data) if isinstance(data, str | os.PathLike) else None)
    finally:
        table.close()


def open_data(data: str | os.PathLike[str] | pd.DataFrame | pa.Table, options: Options) -> Table:
    """Return the table of a path, a pandas DataFrame or a pyarrow Table."""
    if isinstance(data, str | os.PathLike):
        return open_table(
            Path(data),
            encoding=options.encoding,
            delimiter=options.delimiter,
            sheet=options.sheet,
            header_row=options.header_row,
        )
    from dgov_std.dataset.frame import table_from_arrow, table_from_pandas  # noqa: PLC0415 - pandas is slow to import

    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(data, pandas.DataFrame):
        return table_from_pandas(data)
    return table_from_arrow(data)


def _bundle(standard: str | os.PathLike[str] | Bundle, labels: Sequence[str], options: Options) -> Bundle:
    if isinstance(standard, dict):
        return standard
    bundles = bundles_of(standard)
    if options.dataset is not None and options.dataset in bundles:
        return bundles[options.dataset]
    return choose_bundle(labels, bundles)


def check_table(table: Table, bundle: Bundle, options: Options, source: Path | None) -> Report:
    """Check an open table against a bundle; `source` is its file, for the annotated workbook."""
    header = bind_header(table.header, bundle["binding"])
    if not header.places:
        outcome, duplicates = Outcome(Plan((), (), (), (), (), (), None)), []  # type: ignore[arg-type]
        for block in table.blocks():
            outcome.size += len(table.parse(block))
    else:
        plan = build_plan(bundle, header.places, as_of=options.as_of)
        outcome = run(plan, table, jobs=options.jobs, keep_flawed=options.workbook is not None)
        duplicates = _duplicates(outcome)
    suggestions = Suggestions(outcome.plan, bundle["binding"])
    collected = Collector(outcome, header, suggestions.suggest).collect(duplicates)
    extra = [*label_findings(bundle, table.header, table.name), *metadata_findings(bundle, options.metadata, options.as_of)]
    collected += [Collected(finding) for found in extra for finding in found.findings]
    if table.form.format == "csv" and table.form.encoding not in {"utf-8", "ascii", None}:
        collected.append(Collected(_encoding(table.form.encoding or "")))
    _number(collected)
    checks = (*check_results(outcome, header, duplicates), *(c for found in extra for c in found.checks))
    rows = row_table(outcome, duplicates)
    report = _report(table, bundle, options, outcome, header.places, collected, checks, rows)
    report = replace(report, columns=column_table(outcome, header, bundle["binding"]))
    return _finish(report, outcome, header.places, collected, duplicates, table, options, source, suggestions)


def _duplicates(outcome: Outcome) -> list[Repeated]:
    duplicates = repeated(outcome)
    for twins in duplicates:
        outcome.mark(twins.records, outcome.plan.keys[twins.key].severity)
    return duplicates


def _number(collected: list[Collected]) -> None:
    """Number the findings, keeping each with the tallies it is made of."""
    marked = [replace(c.finding, number=i) for i, c in enumerate(collected)]
    order = [f.number for f in _ordered(marked)]
    collected[:] = [collected[i] for i in order]
    for number, found in enumerate(collected, start=1):
        found.finding = replace(found.finding, number=number)


def _ordered(findings: Iterable[Finding]) -> list[Finding]:
    by_identity = {id(f): f.number for f in findings}
    tagged = [replace(f, element=f"{f.element or ''}\0{by_identity[id(f)]}") for f in findings]
    return [replace(f, number=int((f.element or "\0").split("\0")[1])) for f in number_findings(tagged)]


def _report(
    table: Table,
    bundle: Bundle,
    options: Options,
    outcome: Outcome,
    places: Mapping[str, int],
    collected: list[Collected],
    checks: tuple[CheckResult, ...],
    rows: Rows,
) -> Report:
    first, solved = first_to_fix(outcome, collected)
    findings = tuple(c.finding for c in collected)
    return Report(
        receipt="",
        verdict=_verdict(rows, places, findings),
        complete=True,
        limits=(),
        input=_input(table),
        basis=_basis(bundle, options.as_of),
        rows=rows,
        columns=(),
        findings=findings,
        checks=checks,
        indicators=indicators(bundle["quality"], checks, rows),
        first_to_fix=first,
        rows_solved_by_first=solved,
        versions=versions(),
        options=options.recorded(),
    )


def _verdict(rows: Rows, places: Mapping[str, int], findings: Iterable[Finding]) -> Verdict:
    if not rows.total or not places:
        return Verdict.NOT_EVALUATED
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    return Verdict.FAIL if failed else Verdict.PASS


def _finish(
    report: Report,
    outcome: Outcome,
    places: Mapping[str, int],
    collected: list[Collected],
    duplicates: list[Repeated],
    table: Table,
    options: Options,
    source: Path | None,
    suggestions: Suggestions,
) -> Report:
    frozen = freeze(report, show_values=options.show_values)
    frozen = replace(frozen, receipt=receipt(report_digest(frozen)))
    if options.workbook is None:
        return frozen
    flaws = suggestions.flaws(outcome, places, collected, duplicates)
    sha256 = write_workbook(frozen, flaws, table, options, source)
    personal = any(column.personal for column in frozen.columns)
    return replace(frozen, outputs=(Output(options.workbook.name, sha256, personal),))


def _input(table: Table) -> Input:
    fingerprint = table.fingerprint()
    form = table.form
    return Input(
        name=table.name,
        format=form.format,
        bytes=fingerprint[0] if fingerprint else None,
        sha256=fingerprint[1] if fingerprint else None,
        encoding=form.encoding,
        delimiter=form.delimiter,
        sheet=form.sheet,
        sheets=form.sheets,
        header_row=form.header_row,
    )


def _basis(bundle: Bundle, as_of: str | None) -> Basis:
    from dgov_std.schema.bundle import bundle_sha256, canonical_bytes  # noqa: PLC0415

    standard, dataset = bundle["standard"], bundle["dataset"]
    lists = tuple(
        CodeListEdition(
            id=name,
            title=Text(**entry["title"]),
            edition=entry["edition"],
            known_until=entry["known_until"],
            sha256=_sha256(canonical_bytes(entry)),
        )
        for name, entry in bundle["codelists"].items()
    )
    return Basis(
        standard=standard["id"],
        edition=standard["edition"] or "",
        title=Text(**standard["title"]),
        dataset=dataset["id"],
        dataset_title=Text(**dataset["title"]),
        bundle_sha256=bundle_sha256(bundle),
        as_of=as_of,
        codelists=lists,
    )


def _sha256(data: bytes) -> str:
    import hashlib  # noqa: PLC0415

    return hashlib.sha256(data).hexdigest()


def _encoding(encoding: str) -> Finding:
    from dgov_std.report import facts  # noqa: PLC0415
    from dgov_std.report.codes import CODES  # noqa: PLC0415
    from dgov_std.report.values import Rule  # noqa: PLC0415

    return Finding(
        number=0,
        code="STR301",
        severity=Severity.INFO,
        dimension=str(CODES["STR301"].dimension),
        unit="file",
        columns=(),
        element=None,
        cause=None,
        checks=("structure.STR301",),
        rows=0,
        cells=0,
        evaluated=1,
        first=(),
        examples=(),
        facts=facts.Named(encoding.upper(), "UTF-8"),
        rule=Rule(),
    )


def versions() -> dict[str, str]:
    """Return the versions a verdict depends on."""
    import pyarrow as pa  # noqa: PLC0415

    return {
        "dgov-std": __version__,
        "pyarrow": pa.__version__,
        "numpy": np.__version__,
        "unicode": unicodedata.unidata_version,
    }

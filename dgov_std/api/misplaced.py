"""A file of another standard than the one asked for: one finding says so, and nothing is judged by the wrong rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from dgov_std.api.basis import basis_of
from dgov_std.api.candidates import Other
from dgov_std.api.codelists import Bundle
from dgov_std.api.examine import Examined, input_of, labels_of, verdict_of, versions
from dgov_std.api.options import Options
from dgov_std.bind import bind_header
from dgov_std.dataset.table import Table
from dgov_std.engine.document import file_check, file_finding
from dgov_std.engine.findings import Collected, rule_of
from dgov_std.engine.local import run
from dgov_std.engine.tables import column_table, row_table
from dgov_std.fix.columns import Suggestions
from dgov_std.plan import empty_plan
from dgov_std.report.codes import CODES
from dgov_std.report.facts import Resembled
from dgov_std.report.values import CheckResult, Report, Rule, Severity, Status
from dgov_std.text import Text

CODE = "STR108"
_REASON = Text("这个文件像是另一个标准的表", "the file seems to be of another standard")


def examine_misplaced(table: Table, bundle: Bundle, options: Options, source: Path | None, other: Other) -> Examined:
    """Count the rows of a table and tell which standard it seems to be of; every other check is skipped, saying so."""
    header = bind_header(labels_of(table, bundle), bundle["binding"])
    outcome = run(empty_plan(bundle), table, jobs=options.jobs)
    check = file_check(f"structure.{CODE}", CODES[CODE], Severity.ERROR, Rule(), failed=True)
    finding = file_finding(check, Resembled(other.standard, other.dataset, other.title))
    collected = [Collected(replace(finding, number=1))]
    findings = tuple(each.finding for each in collected)
    rows = row_table(outcome, [])
    report = Report(
        receipt="",
        verdict=verdict_of(rows, findings, (), judged=True),
        complete=True,
        limits=(),
        input=input_of(table, source.name if source is not None else table.name),
        basis=basis_of(bundle, options.as_of),
        rows=rows,
        columns=column_table(outcome, header, bundle["binding"]),
        findings=findings,
        checks=(*(_skipped(each) for each in bundle["checks"]), check),
        indicators=(),
        first_to_fix=(),
        rows_solved_by_first=0,
        versions=versions(),
        options=options.recorded(),
    )
    return Examined(report, header, outcome, collected, Suggestions(outcome.plan, bundle["binding"]))


def _skipped(check: dict[str, Any]) -> CheckResult:
    code = CODES[check["code"]]
    return CheckResult(
        id=check["id"],
        code=code.code,
        severity=Severity(check["severity"]),
        dimension=str(code.dimension),
        unit=code.unit,
        column=None,
        element=None,
        status=Status.SKIPPED,
        reason=_REASON,
        evaluated=0,
        failed=0,
        rule=rule_of(check),
    )

"""one-run.md: the values one small file becomes at each station, from the functions the page names."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from dgov_std.api.check import finished
from dgov_std.api.codelists import Bundle
from dgov_std.api.examine import Examined, examine
from dgov_std.api.library import bundles_of
from dgov_std.api.options import Options
from dgov_std.bind import Header, bind_header
from dgov_std.cli.exit_codes import of_report
from dgov_std.dataset.block import Batch, Block
from dgov_std.dataset.open import open_table
from dgov_std.dataset.table import Table
from dgov_std.engine.kernel import judge
from dgov_std.engine.result import BatchResult
from dgov_std.plan.plan import Plan, build_plan
from dgov_std.render import wording
from dgov_std.report.values import Report
from dgov_std.text import Language
from docs.pages.markdown import DOCS, Json, pretty
from docs.pages.running import SOME_RECEIPT, write_files

FUNCTION = re.compile(r"`([a-z_]+(?:\.[a-z_]+)*:[A-Za-z_.]+)`")


@dataclass(frozen=True)
class Trace:
    """Every value of the run, in order."""

    table: Table
    bundle: Bundle
    header: Header
    plan: Plan
    block: Block
    batch: Batch
    result: BatchResult
    examined: Examined
    report: Report


@cache
def trace() -> Trace:
    """Take the page's files through the stations, one function after the other."""
    text = (DOCS / "one-run.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        write_files(text, Path(name))
        (bundle,) = bundles_of(Path(name, "shops")).values()
        path = Path(name, "shops.csv")
        table, again, third = (open_table(path) for _ in range(3))
        header = bind_header(table.header, bundle["binding"])
        plan = build_plan(bundle, header.places)
        (block,) = table.blocks()
        batch = table.parse(block)
        result = judge(plan, batch)
        examined = examine(again, bundle, Options(), path, keep_flawed=False)
        report = finished(examine(third, bundle, Options(), path, keep_flawed=False), third, bundle, Options(), path)
        for each in (table, again, third):
            each.close()
        return Trace(table, bundle, header, plan, block, batch, result, examined, report)


def said(value: Json, *names: str) -> str:
    """Return a record with some of its fields, as Python shows it."""
    inside = ", ".join(f"{name}={plain(getattr(value, name))}" for name in names)
    return f"{type(value).__name__}({inside})"


def plain(value: Json) -> str:
    """Return a value as Python shows it; arrays as lists, enums as their texts."""
    if isinstance(value, np.ndarray):
        return str(value.tolist())
    if isinstance(value, str):
        return repr(str(value))
    return repr(value)


def shown(lines: Iterable[str]) -> str:
    """Return lines as a block of a page."""
    return "```text\n" + "\n".join(lines) + "\n```\n"


def at(document: Json, pointer: str) -> Json:
    """Return the value a JSON Pointer leads to."""
    for token in pointer.split("/")[1:]:
        document = document[int(token)] if isinstance(document, list) else document[token]
    return document


def form_part() -> str:
    """Station: the file, opened."""
    run = trace()
    return shown(
        [
            said(run.table.form, "format", "encoding", "delimiter", "header_row"),
            f"header = {run.table.header!r}",
            f"{said(run.block, 'first_record', 'first_line')} of {len(run.block.data)} bytes",
        ]
    )


def bundle_part() -> str:
    """Station: an entry of the check table, and the place of the schema it points to."""
    run = trace()
    check = next(check for check in run.bundle["checks"] if check["id"] == "number.pattern")
    pointer = check["pointer"]
    return f"```json\n{pretty(check)}\n```\n\n`{pointer}`:\n\n```json\n{pretty(at(run.bundle['schema'], pointer))}\n```\n"


def header_part() -> str:
    """Station: the columns bound."""
    return shown([*(said(each, "index", "label", "element", "matched_by") for each in trace().header.columns)])


def plan_part() -> str:
    """Station: the atoms."""
    atoms = trace().plan.atoms
    return shown(
        f"{i}: {said(atom, 'code', 'severity', 'column', 'scope')} of check {trace().plan.check_id(atom)!r}"
        for i, atom in enumerate(atoms)
    )


def result_part() -> str:
    """Station: one Batch judged."""
    run = trace()
    failures = [
        f"Failure(atom={f.atom}, cause={f.cause!r}, rows={f.rows.tolist()}, values={_values(f.values)})"
        for f in run.result.failures
    ]
    return shown(
        [
            f"batch.columns = {[column.to_pylist() for column in run.batch.columns]}",
            said(run.result, "first_record", "size", "evaluated", "errors"),
            *failures,
        ]
    )


def _values(values: Any) -> Json:  # noqa: ANN401 - pyarrow ships no types
    return None if values is None else values.to_pylist()


def outcome_part() -> str:
    """Station: the Batches of the file merged."""
    outcome = trace().examined.outcome
    return shown(
        [
            f"(rows, clean, with errors, with warnings) = {outcome.row_counts()}",
            *(
                f"tallies[{key}] = Tally(count={tally.count}, first={tally.first}, values={tally.values})"
                for key, tally in outcome.tallies.items()
            ),
        ]
    )


def finding_part() -> str:
    """Station: the findings before masking."""
    return shown(_finding(finding) for finding in trace().examined.report.findings)


def frozen_part() -> str:
    """Station: the findings after masking."""
    return shown(_finding(finding) for finding in trace().report.findings)


def _finding(finding: Any) -> str:  # noqa: ANN401 - a Finding
    examples = [(each.value, each.suggestion) for each in finding.examples]
    return f"{said(finding, 'number', 'code', 'columns', 'rows', 'cells')}\n    examples (value, suggestion): {examples}"


def sentence_part(language: Language) -> str:
    """Station: one finding in words, and the exit code."""
    report = trace().report
    lines = []
    for finding in report.findings:
        words = [
            wording.severity_word(finding.severity, language),
            wording.place(finding, language, report.columns),
            wording.title(finding, language, report.columns),
            wording.todo(finding, language, report.columns),
        ]
        lines.append(f"{finding.number}  " + " | ".join(words))
    lines.append(f"of_report(report, fail_on='error') = {of_report(report, 'error')}")
    return shown(lines).replace(report.receipt, SOME_RECEIPT)


def parts(language: Language) -> dict[str, Callable[[], str]]:
    """Return the generated parts of the page by name."""
    return {
        "form": form_part,
        "bundle": bundle_part,
        "header": header_part,
        "plan": plan_part,
        "result": result_part,
        "outcome": outcome_part,
        "finding": finding_part,
        "frozen": frozen_part,
        "sentence": lambda: sentence_part(language),
    }

"""The report as Python users hold it."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dgov_std import lfs
from dgov_std.errors import InputError, MissingPackageError, Problem, UsageError
from dgov_std.privacy.shape import mask_runs
from dgov_std.render import EXTRAS, JOINT, RENDERERS, SUFFIXES
from dgov_std.report import values as records
from dgov_std.report.gate import Gate
from dgov_std.report.json_form import canonical_bytes, report_from_dict, report_to_dict
from dgov_std.report.receipt import read_receipt
from dgov_std.report.visible import visible
from dgov_std.text import Language, Text

if TYPE_CHECKING:
    import pandas as pd

_DEEPEST = 64
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]')
__all__ = ["Report", "masked", "read_receipt", "read_report", "render_together", "renderer"]


def renderer(name: str) -> Callable[..., str | bytes]:
    """Return the function behind a format of `dgov_std.render.RENDERERS`; its module is loaded now.

    Raises:
        MissingPackageError: the extra that this format needs is not installed.
    """
    module, _, function = RENDERERS[name].partition(":")
    try:
        found: Callable[..., str | bytes] = getattr(importlib.import_module(module), function)
    except ModuleNotFoundError as error:
        if name not in EXTRAS or (error.name or "").startswith("dgov_std"):
            raise
        what = Text(f"写 {name} 要用到没有安装的 Python 包", f"writing {name} needs a Python package that is not installed")
        command = f"pip install 'dgov-std[{EXTRAS[name]}]'"
        todo = Text(f"安装: {command}; 或改用其他格式", f"install it: {command}; or choose another format")
        raise MissingPackageError(Problem(what, where=f"--format {name}", todo=todo)) from None
    return found


def masked(text: str) -> str:
    """Return a text, such as a file's name, without what looks like the number of a person: fit for a screen or a log."""
    return mask_runs(text)


def read_report(data: bytes) -> Report:
    """Return a saved report; neither the data nor the standard is needed. Raises InputError."""
    if lfs.is_pointer(data):
        raise InputError(Problem(lfs.WHAT, todo=lfs.TODO))
    try:
        return Report(report_from_dict(json.loads(data)))
    except RecursionError:
        line, column = _too_deep(data.decode(json.detect_encoding(data), errors="replace"))
        raise _no_report(Text(f"第 {line} 行第 {column} 列: 层次太多", f"line {line} column {column}: too deep")) from None
    except ValueError as error:
        raise _no_report(Text(str(error), str(error))) from None


def render_together(name: str, reports: Iterable[Report], *, language: Language = "zh", **options: int) -> bytes:
    """Return one file about several reports, in a format of `dgov_std.render.JOINT`, in UTF-8."""
    told = [report.values for report in reports]  # noqa: PD011 - no frame
    return _bytes(renderer(name)(told, language=language, **options))


def _bytes(made: str | bytes) -> bytes:
    return made if isinstance(made, bytes) else made.encode("utf-8", errors="backslashreplace")


def _no_report(why: Text) -> InputError:
    what = Text(f"不是 JSON 报告({why.zh})", f"this is no JSON report ({why.en})")
    return InputError(Problem(what, todo=Text("给出 check --output 写的文件", "name a file that check --output wrote")))


def _too_deep(text: str) -> tuple[int, int]:
    """Return line and column of the first bracket that lies deeper than any of a report."""
    depth = start = 0
    for found in _BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        start = found.start()
        if depth > _DEEPEST:
            break
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one check: `values` holds everything as frozen, typed records."""

    values: records.Report

    @property
    def verdict(self) -> records.Verdict:
        """合格 / 退回修改 / 没查完 / 未检查."""
        return self.values.verdict

    @property
    def receipt(self) -> str:
        """The receipt number, such as `K7F3-2061`."""
        return self.values.receipt

    @property
    def rows(self) -> records.Rows:
        """Row counts: total, clean, with errors, with warnings."""
        return self.values.rows

    @property
    def findings(self) -> tuple[records.Finding, ...]:
        """The findings, numbered as in every output of the run."""
        return self.values.findings

    @property
    def gate(self) -> Gate | None:
        """Whether a pipeline may go on, and why; None where no gate was asked for."""
        return self.values.gate

    @property
    def indicators(self) -> tuple[records.Indicator, ...]:
        """The quality indicators with their A and B."""
        return self.values.indicators

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain JSON values, valid under `dgov-std schema report`."""
        return report_to_dict(self.values)

    def to_json(self) -> bytes:
        """Return the report's canonical JSON bytes (UTF-8)."""
        return canonical_bytes(self.values)

    def render(self, name: str, *, language: Language = "zh") -> bytes:
        """Return the report as a file of a format of `dgov_std.render.SUFFIXES`, in UTF-8. Raises UsageError."""
        if name not in SUFFIXES:
            shown = visible(str(name)[:40])
            raise UsageError(
                Problem(
                    Text(f"没有“{shown}”这种文件格式", f'there is no file format "{shown}"'),
                    todo=Text(f"可用的格式: {'、'.join(SUFFIXES)}", f"The formats are {', '.join(SUFFIXES)}"),
                )
            )
        if name in JOINT:
            return render_together(name, [self], language=language)
        return _bytes(renderer(name)(self.values, language=language))

    def naming(self, output: str, sha256: str) -> Report:
        """Return the report with one more file of the run named: a report, as private as this one."""
        output = output if "show_values" in self.values.options else mask_runs(output)
        written = records.Output(output, sha256, personal="show_values" in self.values.options)
        return Report(replace(self.values, outputs=(*self.values.outputs, written)))

    def terminal(
        self,
        *,
        language: Language = "zh",
        width: int = 80,
        colour: bool = False,
        everything: bool = False,
        kept: bool = True,
    ) -> str:
        """Return the first screen: verdict, findings by number, what was not checked; or `everything`.

        How to look at it again by its receipt is said of a report that is `kept`.
        """
        from dgov_std.render.terminal import render  # noqa: PLC0415 - a run that prints nothing needs no rich

        return render(self.values, language=language, width=width, colour=colour, everything=everything, kept=kept)

    def finding(self, number: int, *, language: Language = "zh", width: int = 80) -> str:
        """Return one finding on five lines, for the telephone. Raises UsageError for an unknown number."""
        from dgov_std.render.terminal import render_finding  # noqa: PLC0415

        if all(finding.number != number for finding in self.findings):
            count = len(self.findings)
            what = Text(f"这份报告没有第 {number} 类, 共 {count} 类", f"the report has no finding {number}; it has {count}")
            raise UsageError(Problem(what))
        return render_finding(self.values, number, language=language, width=width)

    def findings_frame(self) -> pd.DataFrame:
        """Return the findings as a pandas DataFrame, one row each.

        Columns: number, code, severity, dimension, column (label or None), element, cause, rows,
        cells, evaluated, first_row, title_zh, title_en, clause.
        """
        from dgov_std.dataset.frame import frame_of  # noqa: PLC0415 - pandas is slow to import
        from dgov_std.render.wording import clause, title  # noqa: PLC0415

        columns = self.values.columns
        return frame_of(
            [
                {
                    "number": f.number,
                    "code": f.code,
                    "severity": str(f.severity),
                    "dimension": f.dimension,
                    "column": columns[f.columns[0]].label if f.columns else None,
                    "element": f.element,
                    "cause": f.cause,
                    "rows": f.rows,
                    "cells": f.cells,
                    "evaluated": f.evaluated,
                    "first_row": f.first[0].row if f.first else None,
                    "title_zh": title(f, "zh", columns),
                    "title_en": title(f, "en", columns),
                    "clause": clause(f.rule, "en"),
                }
                for f in self.findings
            ]
        )

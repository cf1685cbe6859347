"""A column checked as users check it: which codes a report has for its cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

import dgov_std
from dgov_std.report.values import Finding

HEAD = """kind: standard
id: example
title: {zh: 示例, en: Example}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: element
id: value
title: {zh: 值, en: Value}
source: {standard: EXAMPLE 1-2026, confidence: high}
FACET
---
kind: dataset
id: values
title: {zh: 表, en: Table}
source: {standard: EXAMPLE 1-2026, confidence: high}
elements: [{use: value}]
"""


def of_standard(folder: Path, facet: str, values: Sequence[Any], *, more: str = "") -> list[Finding]:
    """Return the findings of a column of a standard; `facet` and `more` are YAML. Numbers are stored as such."""
    standard = folder / "standard.yaml"
    standard.write_text(HEAD.replace("FACET", facet) + more, encoding="utf-8")
    path = folder / "table.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "值")
        for i, value in enumerate(values, 1):
            (sheet.write_string if isinstance(value, str) else sheet.write_number)(i, 0, value)
    return list(dgov_std.check(path, standard=standard).values.findings)


def of_schema(values: Sequence[str], **column: Any) -> list[Finding]:
    """Return the findings of a column of texts under a JSON Schema."""
    schema = {"type": "object", "properties": {"value": column}}
    return list(dgov_std.check(pd.DataFrame({"value": list(values)}), schema=schema).values.findings)


def told(findings: Sequence[Finding]) -> dict[str, dict[str, str | None]]:
    """Return by code the values of findings with what is suggested for them."""
    return {found.code: {each.value: each.suggestion for each in found.examples} for found in findings}

"""What the national standard says of single values of its identifiers: by the main path and by the reference."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from dgov_std.api.examine import examine
from dgov_std.api.library import compile_bundle, load_standard, standards_root
from dgov_std.api.opening import open_data
from dgov_std.api.options import Options
from dgov_std.reference.setting import Setting
from dgov_std.reference.validator import row_passes
from dgov_std.standard.model import Identifier

AS_OF = "2025-06-30"
_STANDARD = """
kind: standard
id: judging
title: {zh: 样例, en: examples}
source: {standard: test, confidence: high}
extends: [national]
---
kind: dataset
id: judging
title: {zh: 样例, en: examples}
source: {standard: test, confidence: high}
elements: [%s]
"""
_ELEMENT = """
---
kind: element
id: judged-%s
title: {zh: %s, en: %s}
source: {standard: test, confidence: high}
identifier: %s
"""


@cache
def identifiers() -> Mapping[str, Identifier]:
    """The identifiers of the national standard."""
    return load_standard(standards_root() / "national").identifiers


@cache
def bundle() -> dict[str, Any]:
    """One dataset with a column for each identifier, named after it."""
    names = list(identifiers())
    uses = ", ".join(f"{{use: judged-{name}, column: {name}}}" for name in names)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "verdicts_of.yaml"
        path.write_text(_STANDARD % uses + "".join(_ELEMENT % ((name,) * 4) for name in names), encoding="utf-8")
        return compile_bundle(path)


def judged(values: Mapping[str, Sequence[str]], as_of: str | None) -> dict[tuple[str, str], tuple[str, str]]:
    """Return (identifier, value) -> (worst severity, code) of the values something is said of."""
    size = max(len(column) for column in values.values())
    columns = [[*column, *[None] * (size - len(column))] for column in values.values()]
    table = open_data(pa.table(columns, names=list(values)), Options())
    run = examine(table, bundle(), Options(as_of=as_of), None, keep_flawed=True)
    by_number = {finding.number: finding for finding in run.report.findings}
    names, found = list(values), dict[tuple[str, str], tuple[str, str]]()
    for flaw in run.flaws():
        finding = by_number[flaw.finding]
        if finding.severity == "info" or flaw.column is None:
            continue
        name = names[flaw.column]
        key = (name, values[name][flaw.row - 2])
        if found.get(key, ("", ""))[0] != "error":
            found[key] = (finding.severity, finding.code)
    return found


def passes(identifier: str, value: str, as_of: str | None) -> bool:
    """Return whether the reference finds no error."""
    made = bundle()
    row = {f"judged-{identifier}": value}
    return row_passes(made["schema"], row, Setting(made["codelists"], as_of))

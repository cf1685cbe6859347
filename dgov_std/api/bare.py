"""A file without a standard: its form, its damage, and what its columns seem to hold; nothing is judged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dgov_std.api.candidates import Candidates
from dgov_std.api.codelists import Bundle
from dgov_std.api.examine import Examined, examine
from dgov_std.api.found import likenesses
from dgov_std.api.library import unrecognised
from dgov_std.api.options import Options
from dgov_std.api.sample import Sample
from dgov_std.api.schemes import scheme_bundle
from dgov_std.bind.header import normalise
from dgov_std.dataset.table import Table
from dgov_std.report.values import Column, Near, Verdict

_NOTHING = {"zh": "", "en": ""}
# In a label they say that the column holds codes or numbers of things, not amounts.
_CODED = ("代码", "编码", "证号", "号码", "卡号", "账号", "帐号")


def bare_bundle(labels: Sequence[str], may: Candidates) -> Bundle:
    """Return the bundle of a standard that says nothing but what is true of any cell, and of any code.

    What is shipped (`may`) knows by the labels which columns hold codes, and which are personal.
    """
    schemes = scheme_bundle()
    personal, coded = (_labelled(may, key) for key in ("personal", "coded"))
    columns = [_column(label, normalise(label), personal, coded) for label in dict.fromkeys(labels) if label.strip()]
    cells = {name: schemes["schema"]["$defs"][name] for name in ("cell", "coded")}
    row = {column["id"]: {"$ref": f"#/$defs/{'coded' if column['coded'] else 'cell'}"} for column in columns}
    return {
        "format": schemes["format"],
        "standard": {"id": "", "edition": None, "title": _NOTHING, "source": None},
        "dataset": {"id": "", "title": _NOTHING},
        "schema": {"$defs": {**cells, "row": {"type": "object", "properties": row}}},
        "row": "/$defs/row",
        "rows": None,
        "checks": [check for check in schemes["checks"] if check["pointer"].split("/")[2] in cells],
        "binding": {"columns": columns, "missing_values": [], "extra_columns": "info"},
        "fields": [],
        "codelists": {},
        "quality": [],
    }


def _column(label: str, known: str, personal: Collection[str], coded: Collection[str]) -> dict[str, Any]:
    return {
        "id": label,
        "name": label,
        "names": [label],
        "title": {"zh": label, "en": label},
        "personal": known in personal,
        "level": None,
        "required": None,
        "coded": known in coded or any(part in known for part in _CODED),
        "repair": {},
    }


def refuse_what_needs_a_standard(options: Options, where: str) -> None:
    """Raise UsageError when something was asked for that only a standard can make use of."""
    asked = (options.metadata, options.instance, options.references or None, options.codelists or None)
    if not options.several and any(each is not None for each in asked):
        raise unrecognised(where)


def examine_bare(table: Table, bundle: Bundle, options: Options, source: Path | None, near: tuple[Near, ...]) -> Examined:
    """Examine a table that no standard is applied to.

    Args:
        table, bundle, options, source: as for `examine`; the bundle is that of `bare_bundle`.
        near: the standards it resembles, as advice.
    """
    sample = Sample(len(table.header))
    keep = options.workbook is not None
    examined = examine(table, bundle, options, source, keep_flawed=keep, see=sample.see)
    report = replace(
        examined.report,
        verdict=Verdict.NOT_EVALUATED,
        basis=None,
        columns=_described(examined.report.columns, sample),
        findings=tuple(replace(finding, element=None) for finding in examined.report.findings),
        checks=tuple(replace(check, element=None) for check in examined.report.checks),
        near=near,
    )
    return replace(examined, report=report)


def _described(columns: Sequence[Column], sample: Sample) -> tuple[Column, ...]:
    found = likenesses(sample, [column.label for column in columns])
    return tuple(
        replace(
            column,
            element=None,
            title=None,
            matched_by=None,
            distinct=len(sample.values(i)) if sample.complete else None,
            follows=follows,
            personal=column.personal or any(each.personal for each in follows),
        )
        for i, (column, follows) in enumerate(zip(columns, found, strict=True))
    )


def _labelled(may: Candidates, key: str) -> Collection[str]:
    """Return the names, normalised, of the columns that are so (`personal`, `coded`) in any shipped standard."""
    columns = (column for header in may.headers.values() for column in header["columns"] if column.get(key))
    return frozenset(normalise(name) for column in columns for name in column["names"])

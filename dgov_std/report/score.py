"""Quality indicators X = A/B, counted from the table of checks or from the row counts.

Clause: GB/T 36344-2018, annex (each indicator is a ratio of counted elements). What is counted is
stated in the standard's `quality` document; nothing is weighted and nothing is estimated here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast

from dgov_std.report.values import CheckResult, Indicator, Rows, Status, Unit
from dgov_std.text import Text

_ROW_COUNTS: dict[str, Literal["rows_with_errors", "rows_clean", "rows_duplicate"]] = {
    "with_errors": "rows_with_errors",
    "clean": "rows_clean",
    "duplicate": "rows_duplicate",
}


def indicators(defs: Sequence[Mapping[str, Any]], checks: Sequence[CheckResult], rows: Rows) -> tuple[Indicator, ...]:
    """Return one indicator for each definition, in their order.

    `defs` are the bundle's `quality` entries: `{id, standard, title: {zh, en}, dimension, polarity,
    unit, counts: [which, [...]]}`. `which` is `passed` or `failed` over the checks whose code begins
    with one of the given prefixes, which ran and count the same unit; or `rows` with one of
    `with_errors`, `clean`, `duplicate` over all rows.
    """
    return tuple(_indicator(each, checks, rows) for each in defs)


def _indicator(definition: Mapping[str, Any], checks: Sequence[CheckResult], rows: Rows) -> Indicator:
    which, of = definition["counts"]
    title = Text(definition["title"]["zh"], definition["title"]["en"])
    unit = cast("Unit", definition["unit"])
    polarity = cast('Literal["higher", "lower"]', definition["polarity"])
    head = (definition["id"], definition["standard"], title, definition["dimension"], polarity, unit)
    if which == "rows":
        counts = _ROW_COUNTS[of[0]]
        return Indicator(*head, counts, (), getattr(rows, of[0]), rows.total)
    counted = [
        check for check in checks if check.status is Status.RAN and check.unit == unit and check.code.startswith(tuple(of))
    ]
    evaluated = sum(check.evaluated for check in counted)
    failed = sum(check.failed for check in counted)
    ids = tuple(dict.fromkeys(check.id for check in counted))
    if which == "passed":
        return Indicator(*head, "passed", ids, evaluated - failed, evaluated)
    return Indicator(*head, "failed", ids, failed, evaluated)

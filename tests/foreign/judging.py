"""A foreign schema over rows of texts: the engine's verdicts on every route, and the reference's."""

import copy
from typing import Any

from licences import batch_of

from dgov_std.engine.kernel import judge
from dgov_std.engine.result import BatchResult
from dgov_std.foreign.reading import schema_bundle
from dgov_std.plan import Plan, Route, build_plan
from dgov_std.reference.records import record
from dgov_std.reference.validator import record_passes

ROUTES = (None, *Route)
Row = dict[str, str]


def bundle_of(schema: Any) -> dict[str, Any]:
    return schema_bundle(copy.deepcopy(schema), "case")


def results(bundle: dict[str, Any], rows: list[Row], columns: list[str], route: Route | None) -> tuple[Plan, BatchResult]:
    plan = build_plan(bundle, {name: i for i, name in enumerate(columns)}, route=route)
    return plan, judge(plan, batch_of(rows, columns))


def by_engine(bundle: dict[str, Any], rows: list[Row], columns: list[str], route: Route | None) -> list[bool]:
    """The verdict on each row; `columns` are those the file has."""
    return [not error for error in results(bundle, rows, columns, route)[1].errors]


def instances(bundle: dict[str, Any], rows: list[Row], columns: list[str]) -> list[dict[str, Any]]:
    """The rows as JSON objects, numbers as Decimal."""
    return [
        record(bundle["schema"], f"#{bundle['row']}", {name: row[name] for name in columns if row.get(name)}, columns)
        for row in rows
    ]


def by_reference(bundle: dict[str, Any], rows: list[Row], columns: list[str]) -> list[bool]:
    """The verdict of `jsonschema` with our `pattern`, `format` and exact numbers on each row."""
    pointer = f"#{bundle['row']}"
    present = [{name: row[name] for name in columns if row.get(name)} for row in rows]
    return [record_passes(bundle["schema"], row, columns, pointer) for row in present]

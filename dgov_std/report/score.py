"""Quality indicators, counted from the table of checks or from the row counts, and their weighted score.

Clauses: GB/T 36344-2018 (X = A/B, elements that meet the demand over elements evaluated; 0303 and
0305 count bad ones) and DB31/T 1523-2024 (1 - A/B and means of several). What is counted, weighted and
graded is stated in the standard's `quality` documents; nothing is estimated here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, cast

from dgov_std.report.values import CheckResult, Grade, Indicator, Part, Rows, Score, Status, Unit, mean
from dgov_std.text import Text

_ROW_COUNTS: dict[str, Literal["rows_with_errors", "rows_clean", "rows_duplicate"]] = {
    "with_errors": "rows_with_errors",
    "clean": "rows_clean",
    "duplicate": "rows_duplicate",
}


def indicators(defs: Sequence[Mapping[str, Any]], checks: Sequence[CheckResult], rows: Rows) -> tuple[Indicator, ...]:
    """Return the indicators of the definitions, in their order.

    `defs` are the bundle's `quality` entries: `{id, standard, title: {zh, en}, dimension, polarity,
    unit, counts: [which, [...]]}`, and `formula`, `weight`, `reason` where they have them. `which` is
    `passed` or `failed` over the checks whose code begins with one of the given prefixes, which ran and
    count the same unit; `rows` with one of `with_errors`, `clean`, `duplicate` over all rows; `parts`
    with the ids a mean is over; or `none`. Where `unit` is a list there is one indicator for each unit
    that was counted, at least one.
    """
    counted = [made for each in defs for made in _of_units(each, checks, rows)]
    return tuple(_with_parts(made, counted) if made.counts == "parts" else made for made in counted)


def _of_units(definition: Mapping[str, Any], checks: Sequence[CheckResult], rows: Rows) -> Iterator[Indicator]:
    units = definition["unit"] if isinstance(definition["unit"], list) else [definition["unit"]]
    made = [_indicator(definition, unit, checks, rows) for unit in units]
    yield from [each for each in made if each.b] or made[:1]


def _indicator(definition: Mapping[str, Any], unit: Unit, checks: Sequence[CheckResult], rows: Rows) -> Indicator:
    which, of = definition["counts"]
    reason = definition.get("reason")
    more: dict[str, Any] = {
        "formula": definition.get("formula", "ratio"),
        "reason": Text(reason["zh"], reason["en"]) if reason else None,
        "weight": float(definition["weight"]) if "weight" in definition else None,
    }
    head = _head(definition, unit)
    if which == "none":
        return Indicator(*head, "none", (), 0, 0, **more)
    if which == "parts":
        return Indicator(*head, "parts", (), 0, 0, **more, parts=tuple(Part(name, None) for name in of))
    if which == "rows":
        return Indicator(*head, _ROW_COUNTS[of[0]], (), getattr(rows, of[0]), rows.total, **more)
    counted = [
        check for check in checks if check.status is Status.RAN and check.unit == unit and check.code.startswith(tuple(of))
    ]
    evaluated = sum(check.evaluated for check in counted)
    failed = sum(check.failed for check in counted)
    ids = tuple(dict.fromkeys(check.id for check in counted))
    if which == "passed":
        return Indicator(*head, "passed", ids, evaluated - failed, evaluated, **more)
    return Indicator(*head, "failed", ids, failed, evaluated, **more)


def _head(definition: Mapping[str, Any], unit: Unit) -> tuple[str, str, Text, str, Literal["higher", "lower"], Unit]:
    title = Text(definition["title"]["zh"], definition["title"]["en"])
    polarity = cast('Literal["higher", "lower"]', definition["polarity"])
    return definition["id"], definition["standard"], title, definition["dimension"], polarity, unit


def _with_parts(indicator: Indicator, counted: Sequence[Indicator]) -> Indicator:
    values = {part.id: value_of(counted, indicator.standard, part.id) for part in indicator.parts}
    return Indicator(
        indicator.id,
        indicator.standard,
        indicator.title,
        indicator.dimension,
        indicator.polarity,
        indicator.unit,
        "parts",
        (),
        0,
        0,
        formula=indicator.formula,
        parts=tuple(Part(name, value) for name, value in values.items()),
        weight=indicator.weight,
    )


def value_of(found: Sequence[Indicator], standard: str, name: str) -> float | None:
    """Return the value of an indicator; of one that stands several times, for several units, the mean."""
    return mean(each.value for each in found if (each.standard, each.id) == (standard, name))


def scores(scorings: Sequence[Mapping[str, Any]], found: Sequence[Indicator]) -> tuple[Score, ...]:
    """Return the weighted score of every model that weighs its indicators.

    `scorings` are the bundle's `scoring` entries: `{standard, title: {zh, en}, grades: [{title, at_least}]}`.
    """
    return tuple(_score(each, found) for each in scorings)


def _score(scoring: Mapping[str, Any], found: Sequence[Indicator]) -> Score:
    standard = scoring["standard"]
    weighed = {each.id: each for each in found if each.standard == standard and each.weight is not None}
    shares = {name: _good(each, value_of(found, standard, name)) for name, each in weighed.items()}
    counted = {name: share for name, share in shares.items() if share is not None}
    weights = {name: weighed[name].weight or 0.0 for name in counted}
    total = round(sum(weights.values()), 6)
    points = round(100 * sum(weights[name] * share for name, share in counted.items()) / total, 2) if total else None
    grades = tuple(
        Grade(Text(each["title"]["zh"], each["title"]["en"]), float(each["at_least"])) for each in scoring["grades"]
    )
    reached = next((grade.title for grade in grades if points is not None and points >= grade.at_least), None)
    return Score(
        standard=standard,
        title=Text(scoring["title"]["zh"], scoring["title"]["en"]),
        points=points,
        weights=total,
        counted=tuple(counted),
        left_out=tuple(name for name in weighed if name not in counted),
        grade=reached,
        grades=grades,
    )


def _good(indicator: Indicator, value: float | None) -> float | None:
    """Return the share that is good: of an indicator where less is better, what is left."""
    return value if value is None or indicator.polarity == "higher" else round(1 - value, 6)

"""One cause in one column is one finding, however many cells show it; nothing else is hidden by it."""

import pandas as pd

import dgov_std

ROWS = 100_000


def test_a_wrong_column_and_one_duplicate_are_two_findings() -> None:
    keys = [f"{i:06}" for i in range(ROWS)]
    keys[-1] = keys[0]
    dates = [f"2024/{i % 12 + 1}/{i % 28 + 1}" for i in range(ROWS)]
    schema = {
        "fields": [{"name": "key", "type": "string"}, {"name": "day", "type": "date"}],
        "primaryKey": "key",
    }
    report = dgov_std.check(pd.DataFrame({"key": keys, "day": dates}), schema=schema).values
    wrong, repeated = sorted(report.findings, key=lambda found: -found.rows)
    assert (wrong.code, wrong.cells, wrong.evaluated) == ("TYP911", ROWS, ROWS)
    assert ([place.row for place in wrong.first], len(wrong.examples)) == ([2, 3, 4, 5, 6], 5)
    assert (repeated.code, repeated.rows) == ("KEY101", 2)


def test_cells_of_one_cause_are_one_finding_whichever_checks_they_failed() -> None:
    column = {"pattern": "^[0-9]{6}$", "maxLength": 6, "enum": ["100080", "100081"]}
    schema = {"type": "object", "properties": {"value": column}}
    values = ["'100080", "'100081", "\uff11\uff10\uff10\uff10\uff18\uff10", "无", "-"]
    report = dgov_std.check(pd.DataFrame({"value": values}), schema=schema).values
    assert sorted((found.code, found.cells) for found in report.findings) == [("TYP902", 1), ("TYP909", 2), ("TYP914", 2)]

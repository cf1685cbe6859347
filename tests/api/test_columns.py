"""What a report says of the columns: how many cells are faulty, and alike columns told of once."""

import json
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import dgov_std
from dgov_std.api.examine import examine
from dgov_std.api.library import bundles_of, named_bundle
from dgov_std.api.opening import open_data
from dgov_std.api.options import Options
from dgov_std.report.json_form import report_from_dict, report_to_dict

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"a": {"type": "string", "minLength": 2}, "b": {"type": "string", "maxLength": 3}},
    "required": ["a"],
}
LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"


def faulty(frame: pd.DataFrame, schema: dict[str, Any] = SCHEMA) -> list[int]:
    return [column.faulty for column in dgov_std.check(frame, schema=schema).values.columns]


def test_faulty_cells_are_counted_per_column() -> None:
    frame = pd.DataFrame({"a": ["x", "xy", ""], "b": ["1", "1234", "12345"], "c": ["", "", ""]})
    assert faulty(frame) == [2, 2, 0]  # "x" and the empty required cell; two that are too long


def test_a_cell_with_two_faults_is_one_faulty_cell() -> None:
    rule = {"if": {"properties": {"b": {"const": "1"}}, "required": ["b"]}, "then": {"properties": {"a": {"const": "zz"}}}}
    frame = pd.DataFrame({"a": ["x", "zz"], "b": ["1", "1"]})
    report = dgov_std.check(frame, schema={**SCHEMA, "allOf": [rule]}).values
    assert sum(finding.cells for finding in report.findings) >= 1
    assert faulty(frame, {**SCHEMA, "allOf": [rule]}) == [1, 0]


def test_faulty_cells_add_up_over_blocks_and_jobs() -> None:
    frame = pd.DataFrame({"a": ["x", "xy"] * 60_000, "b": ["1"] * 120_000})
    assert faulty(frame) == [60_000, 0]


def with_columns(*labels: str) -> list[Any]:
    path = LICENCES / "good-organisations.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame = frame.drop(columns=[label for label in frame if label in labels])
    frame = frame.assign(**{label: "1" for label in labels if label.startswith("某")})
    report = dgov_std.check(frame, standard="licence-publicity", as_of="2026-10-31").values
    return [f for f in report.findings if f.code in {"STR102", "STR103"}]


def test_columns_the_standard_does_not_know_are_one_finding() -> None:
    (found,) = with_columns("某甲", "某乙", "某丙")
    assert (found.code, found.facts.labels, found.facts.total, len(found.columns)) == (
        "STR103",
        ("某甲", "某乙", "某丙"),
        3,
        3,
    )


def test_one_such_column_is_told_as_before() -> None:
    (found,) = with_columns("某甲")
    assert (found.code, found.facts.found, len(found.columns)) == ("STR103", "某甲", 1)


def test_missing_optional_columns_are_one_finding() -> None:
    (found,) = with_columns("备注", "许可证书名称")
    assert (found.code, found.facts.total, found.columns) == ("STR102", 2, ())
    assert set(found.facts.labels) == {"备注", "许可证书名称"}


def test_at_most_twenty_labels_are_kept() -> None:
    (found,) = with_columns(*(f"某{i}" for i in range(30)))
    assert (len(found.facts.labels), found.facts.total, len(found.columns)) == (20, 30, 30)


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        (None, (None, None)),
        ({"provider": "某县行政审批局", "time-range": "2026年10月"}, ("某县行政审批局", "2026年10月")),
        ({"信息资源提供方": "某县", "resource-title": "x"}, ("某县", None)),
        ({"provider": "11010519491231002X"}, ("99999999999999999A", None)),
    ],
)
def test_sender_and_period_come_from_the_metadata(
    metadata: dict[str, str] | None, said: tuple[str | None, str | None]
) -> None:
    report = dgov_std.check(LICENCES / "good-organisations.csv", standard="licence-publicity", metadata=metadata).values
    assert (report.sender, report.period) == said


def test_a_report_of_an_earlier_version_is_read() -> None:
    report = dgov_std.check(LICENCES / "bad-persons.csv", standard="licence-publicity").values
    older = json.loads(json.dumps(report_to_dict(report)))
    del older["sender"], older["period"]
    for column in older["columns"]:
        del column["faulty"]
    again = report_from_dict(older)
    assert again.findings == report.findings
    assert {column.faulty for column in again.columns} == {None}


@pytest.mark.parametrize("name", ["bad-organisations", "bad-persons"])
def test_faulty_cells_are_those_marked_in_the_workbook(name: str) -> None:
    path, options = LICENCES / f"{name}.csv", Options(as_of="2026-10-31")
    dataset = "administrative-licence-" + name.removeprefix("bad-").removesuffix("s")
    bundle = named_bundle(dataset, bundles_of("licence-publicity"))
    with closing(open_data(path, options)) as table:
        examined = examine(table, bundle, options, path, keep_flawed=True)
    cells = {f.number for f in examined.report.findings if f.severity != "info" and f.unit == "cell"}
    marked = {(flaw.row, flaw.column) for flaw in examined.flaws() if flaw.finding in cells}
    counted = Counter(column for _, column in marked)
    assert len(counted) > 8
    assert {column.index: column.faulty for column in examined.report.columns if column.faulty} == dict(counted)

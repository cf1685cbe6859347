"""Lists of service items, on tables of several offices laid together with planted faults."""

from __future__ import annotations

import pytest
from example_runs import EXAMPLES

from dgov_std.api.candidates import Candidates, decide
from dgov_std.api.examine import examine
from dgov_std.api.library import bundles_of
from dgov_std.api.opening import open_data
from dgov_std.api.options import Options

FOLDER = EXAMPLES / "service-items"
CATALOGUE = {"service-item-catalogue": FOLDER / "catalogue.csv"}


@pytest.fixture(scope="module")
def bundles():
    return bundles_of("service-items")


def run(bundles, name: str, references=None):
    options = Options(as_of="2026-06-30", references=references or {})
    table = open_data(FOLDER / f"{name}.csv", options)
    try:
        return examine(
            table,
            decide(table.header, Candidates(bundles, named=True), "").bundle,
            options,
            FOLDER / f"{name}.csv",
            keep_flawed=True,
        )
    finally:
        table.close()


def found(examined):
    """Return (code, severity, first column, check) -> rows of the file."""
    rows: dict[int, list[int]] = {}
    for flaw in examined.flaws():
        rows.setdefault(flaw.finding, []).append(flaw.row)
    labels = [column.label for column in examined.report.columns]
    return {
        (f.code, str(f.severity), labels[f.columns[0]] if f.columns else None, f.checks[0]): sorted(set(rows[f.number]))
        for f in examined.report.findings
        if f.severity != "info"
    }


def test_a_sound_catalogue_has_neither_errors_nor_warnings(bundles):
    examined = run(bundles, "catalogue")
    assert found(examined) == {}
    assert examined.report.rows.clean == 8


def test_a_sound_list_of_five_offices_agrees_with_the_catalogue(bundles):
    examined = run(bundles, "good-implementation", CATALOGUE)
    assert found(examined) == {}
    assert (examined.report.rows.clean, examined.report.verdict) == (25, "pass")


IMPLEMENTATION = {
    ("TYP101", "error", "事项名称", "required"): [3],
    # the same item under another code: row 14 against the other offices, and against the catalogue
    ("KEY202", "warning", "事项名称", "name-has-one-code"): [4, 9, 14, 19, 24],
    ("KEY201", "warning", "基本编码", "item-in-catalogue"): [14],
    # the same code for another item: row 8
    ("KEY202", "warning", "基本编码", "code-has-one-name"): [8, 13, 18, 23],
    ("KEY201", "warning", "基本编码", "name-as-in-catalogue"): [8, 14],
    ("KEY102", "error", None, "identical-rows"): [6, 28],
    ("KEY101", "error", "实施编码", "one-row-per-implementation-code"): [7, 29],
    ("REL105", "warning", "行使层级", "service-item-implementation-code.holds-level"): [10],
    ("REL104", "warning", "承诺办结时限（工作日）", "service-item-statutory-limit.promised-within-statutory"): [12],
    ("REL101", "warning", "收费标准", "service-item-charge-flag.charged-has-standard"): [17],
    ("COD101", "warning", "实施主体性质", "service-item-body-nature.enum"): [18],
    ("TYP202", "warning", "到办事现场次数", "service-item-visits.decimal"): [20],
    ("IDN101", "warning", "实施编码", "service-item-implementation-code.shape"): [22],
    # cancelled before it was in force, and still called in use
    ("REL104", "warning", "取消日期", "service-item-effective-date.effective-before-cancelled"): [23],
    ("REL104", "warning", "事项状态", "in-use-not-cancelled"): [23],
    ("KEY202", "warning", "实施主体编码", "body-code-has-one-name"): [22, 23, 24, 25, 26],
    # a wrong credit code, which the implementation code repeats
    ("IDN201", "error", "实施主体编码", "uscc.check-digit"): [27],
    ("IDN202", "warning", "实施编码", "uscc.check-digit.nested"): [27],
}


def test_every_planted_fault_is_found_and_nothing_else(bundles):
    assert found(run(bundles, "bad-implementation", CATALOGUE)) == IMPLEMENTATION


def test_without_the_catalogue_only_the_comparison_with_it_is_left_out(bundles):
    left = {key: rows for key, rows in IMPLEMENTATION.items() if key[0] != "KEY201"}
    assert found(run(bundles, "bad-implementation")) == left


def test_codes_of_which_only_the_shape_is_known_never_return_a_file(bundles):
    for bundle in bundles.values():
        low = [check for check in bundle["checks"] if "39554" in str(check.get("standard"))]
        assert low
        assert {check["severity"] for check in low} <= {"warning", "info"}


def test_a_list_with_other_labels_is_read_as_the_same(bundles):
    labels = [
        "事项实施编码",
        "事项编码",
        "权力名称",
        "权力类型",
        "权力行使层级",
        "实施机构",
        "实施机构代码",
        "法定依据",
        "承诺时限",
        "收费标志",
    ]
    assert decide(labels, Candidates(bundles, named=True), "").bundle["dataset"]["id"] == "service-item-implementation"

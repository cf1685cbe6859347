"""Catalogues of data and responsibility lists, on tables with planted faults."""

from __future__ import annotations

import pytest
from example_runs import EXAMPLES

from dgov_std.api.candidates import Candidates, decide
from dgov_std.api.examine import examine
from dgov_std.api.library import bundles_of
from dgov_std.api.opening import open_data
from dgov_std.api.options import Options

FOLDER = EXAMPLES / "data-resources"
CATALOGUE = {"resource-catalogue": FOLDER / "good-catalogue.csv"}
DATASETS = [
    "resource-catalogue",
    "resource-items",
    "sharing-responsibility-list",
    "opening-responsibility-list",
    "open-data-listing",
]


@pytest.fixture(scope="module")
def bundles():
    return bundles_of("data-resources")


def run(bundles, name: str, references=None, as_of: str | None = "2026-06-30"):
    options = Options(as_of=as_of, references=references or {})
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
    examined = run(bundles, "good-catalogue")
    assert found(examined) == {}
    assert (examined.report.rows.clean, examined.report.verdict) == (20, "pass")


STALE = ("DES103", "warning", "数据更新日期", "resource-update-cycle.updated-within-cycle")
FAULTS = {
    ("TYP101", "error", "信息资源名称", "required"): [3],
    ("REL103", "warning", "是否向社会开放", "resource-share-type.not-shared-not-open"): [4],
    ("REL101", "error", "共享条件", "resource-share-type.conditional-names-condition"): [6],
    # a wrong credit code, and so another one than in the provider's other rows
    ("IDN201", "error", "信息资源提供方代码", "uscc.check-digit"): [7],
    ("KEY202", "warning", "信息资源提供方", "provider-has-one-code"): [2, 7, 12, 17],
    ("IDN101", "warning", "信息资源代码", "resource-catalogue-code.shape"): [8],
    STALE: [9],
    ("COD101", "error", "共享类型", "resource-share-type.codelist"): [10],
    ("KEY101", "error", "信息资源提供方", "name-once-within-provider"): [6, 11],
    ("REL101", "warning", "开放条件", "resource-open-flag.open-names-condition"): [12],
    ("REL103", "warning", "是否向社会开放", "resource-data-level.important-is-not-open"): [14],
    ("TYP201", "error", "发布日期", "resource-publish-date.date"): [15],
    ("KEY101", "error", "信息资源代码", "one-row-per-code"): [16, 17],
    ("REL104", "warning", "关联资源代码", "resource-related-code.not-related-to-itself"): [19],
    ("KEY202", "warning", "信息资源提供方代码", "provider-code-has-one-name"): [5, 10, 15, 20],
    ("REL103", "warning", "文件类型", "spreadsheet-is-no-document"): [21],
}


def test_every_planted_fault_of_a_catalogue_is_found_and_nothing_else(bundles):
    assert found(run(bundles, "bad-catalogue")) == FAULTS


def test_without_a_reference_date_nothing_is_said_of_the_update_cycle(bundles):
    assert found(run(bundles, "bad-catalogue", as_of=None)) == {k: rows for k, rows in FAULTS.items() if k != STALE}


def test_a_sound_list_of_responsibility_agrees_with_the_catalogue(bundles):
    examined = run(bundles, "good-sharing", CATALOGUE)
    assert found(examined) == {}
    assert (examined.report.rows.clean, examined.report.verdict) == (12, "pass")


def test_one_datum_has_one_source(bundles):
    assert found(run(bundles, "bad-sharing", CATALOGUE)) == {
        ("KEY202", "warning", "数据元标识符", "one-source-per-element"): [2, 4],
        ("KEY202", "warning", "信息项名称", "one-source-per-item"): [3, 6],
        ("REL101", "error", "共享条件", "resource-share-type.conditional-names-condition"): [7],
        ("REL104", "warning", "数据使用方代码", "consumer-is-not-source"): [8],
        ("TYP101", "error", "数源部门", "required-2"): [9],
        ("COD104", "warning", "更新周期", "resource-update-cycle.codelist"): [10],
        ("TYP910", "warning", "响应时限（工作日）", "sharing-response-limit.decimal"): [11],
        ("KEY201", "warning", "信息资源代码", "resource-in-catalogue"): [12],
        ("COD101", "error", "共享类型", "resource-share-type.codelist"): [13],
    }


@pytest.mark.parametrize("dataset", DATASETS)
def test_what_is_missing_in_a_reference_only_warns(bundles, dataset: str):
    checks = [check for check in bundles[dataset]["checks"] if check["code"] == "KEY201"]
    assert checks
    assert {check["severity"] for check in checks} <= {"warning", "info"}

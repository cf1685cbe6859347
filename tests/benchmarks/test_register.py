"""The invented data is what it says: right, wrong, or with one fault of each kind."""

import json

import answers
import pytest
from processes import RunError, run


def report_of(bench, path, bundle=None):
    bench.ours("check", path, bundle=bundle).once()
    return json.loads(bench.report.read_text(encoding="utf-8"))


def test_right_rows_have_no_faults(bench):
    assert report_of(bench, bench.register(3000, "right"))["verdict"] == "pass"


def test_nearly_distinct_rows_fail_only_as_planted(bench):
    assert report_of(bench, bench.register(3000, "distinct"))["rows"]["with_errors"] <= 5


def test_every_wrong_row_is_wrong_in_seven_columns(bench):
    report = report_of(bench, bench.register(1000, "wrong"))
    assert report["rows"]["clean"] == 0
    whole = {finding["columns"][0] for finding in report["findings"] if finding["rows"] == 1000}
    assert len(whole) == 7


def test_every_fault_is_found_by_the_check_it_was_made_for(bench):
    report_of(bench, bench.register(31_000))
    assert answers.ours(bench.report) == {
        **dict.fromkeys(("record-number.required", "organisation.required", "division.required", "category.required"), 1),
        **dict.fromkeys(("issued.required", "status.required", "record-number.pattern", "licence-number.pattern"), 1),
        **dict.fromkeys(("phone.pattern", "postcode.pattern", "postcode.length", "organisation.length", "remark.length"), 1),
        **dict.fromkeys(("category.codes", "status.codes", "division.codes", "valid-to.date"), 1),
        **dict.fromkeys(("issued-before-validity", "licensed-categories", "cancelled-has-remark"), 1),
        **dict.fromkeys(("issued.date", "credit-code.identifier", "citizen-number.identifier", "validity-order"), 2),
        "amount.decimal": 3,
        "one-row-per-record": 2,
        "structure.TYP905": 1,  # the blank at an edge, which fails its column's check as well
    }


def test_a_workbook_holds_the_same_rows(bench):
    assert report_of(bench, bench.workbook(200))["verdict"] == "pass"


def test_a_wide_table_fits_its_standard(bench):
    path, bundle = bench.wide(20, 30)
    report = report_of(bench, path, bundle)
    assert (report["verdict"], report["rows"]["total"], len(report["columns"])) == ("pass", 20, 30)


@pytest.mark.parametrize("dataset", ["subset", "subset-columns"])
def test_the_subsets_of_other_tools_compile(bench, dataset):
    assert report_of(bench, bench.register(3000, "right"), bench.bundle(dataset))["verdict"] == "pass"


def test_disagreement_is_told_by_check(bench):
    report_of(bench, bench.register(1000))
    found = answers.differences(bench.report, '{"record-number.pattern": 3}')
    assert found == ["one-row-per-record: dgov-std 2, the other 0", "record-number.pattern: dgov-std 1, the other 3"]


def test_a_failed_run_says_why(bench, tmp_path):
    with pytest.raises(RunError, match="exit code 2"):
        bench.ours("check", tmp_path / "absent.csv").once()
    with pytest.raises(RunError, match="exit code 3: boom"):
        run(["sh", "-c", "echo boom >&2; exit 3"], {})

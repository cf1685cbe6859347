"""What cannot be said is listed as such, and what differs is not called equal."""

from typing import Any

import pyarrow as pa
from keyword_cases import AS_OF
from licences import batch_of, bundle, columns_of, rows_of

from dgov_std.api.examine import examine
from dgov_std.api.opening import open_data
from dgov_std.api.options import Options
from dgov_std.engine.kernel import judge
from dgov_std.plan import build_plan
from dgov_std.reference.setting import Setting
from dgov_std.reference.validator import row_passes

ORGANISATION = "administrative-licence-organisation"


def small(schema: dict[str, Any], columns: list[str]) -> dict[str, Any]:
    binding = {"columns": [{"id": name, "required": None} for name in columns]}
    return {"schema": {"$defs": {"row": schema}}, "checks": [], "binding": binding, "codelists": {}}


def test_false_inside_a_cell_schema_fails_present_cells() -> None:
    for cell in ({"allOf": [False]}, {"if": True, "then": False}, {"$ref": "#/$defs/never"}):
        made = small({"properties": {"a": cell}}, ["a"])
        made["schema"]["$defs"]["never"] = False
        result = judge(build_plan(made, {"a": 0, "b": 1}), batch_of([{"a": "x"}, {"b": "y"}], ["a", "b"]))
        assert result.errors.tolist() == [True, False]
        assert not row_passes(made["schema"], {"a": "x"}, Setting({}))


def test_a_sum_without_its_columns_says_nothing() -> None:
    made = small({"sumColumns": {"total": "t", "of": ["a", "b"]}}, ["t", "a", "b"])
    for places in ({"a": 0, "b": 1}, {"t": 0}):
        plan = build_plan(made, places, as_of=AS_OF)
        assert (list(plan.atoms), len(plan.unrun)) == ([], 1)
    assert len(build_plan(made, {"t": 0, "a": 1}).atoms) == 1


def report_without(label: str) -> Any:
    names = {c["id"]: c["name"] for c in bundle(ORGANISATION)["binding"]["columns"]}
    rows = rows_of("good-organisations", ORGANISATION)[:40]
    kept = [name for name in columns_of(ORGANISATION) if names[name] != label]
    table = pa.table(
        [pa.array([row.get(name) for row in rows], pa.string()) for name in kept], names=[names[n] for n in kept]
    )
    return examine(open_data(table, Options()), bundle(ORGANISATION), Options(as_of=AS_OF), None, keep_flawed=False).report


def test_a_key_without_its_column_is_not_applicable() -> None:
    (check,) = [check for check in report_without("许可编号").checks if check.id == "one-row-per-licence"]
    assert (str(check.status), check.reason.zh) == ("not applicable", "文件里没有这一栏")


def test_a_rule_whose_condition_lacks_its_column_is_not_applicable() -> None:
    report = report_without("行政相对人类别")
    (check,) = [check for check in report.checks if check.id == "organisation-has-code"]
    assert str(check.status) == "not applicable"


def test_every_finding_names_checks_of_the_table() -> None:
    report = report_without("许可编号")
    known = {check.id for check in report.checks}
    assert {name for finding in report.findings for name in finding.checks} <= known


def test_rows_that_differ_in_an_unknown_column_are_not_equal() -> None:
    names = {c["id"]: c["name"] for c in bundle(ORGANISATION)["binding"]["columns"]}
    row = rows_of("good-organisations", ORGANISATION)[0]
    columns = [pa.array([row.get(name)] * 2, pa.string()) for name in names]

    def codes(serials: list[str]) -> set[str]:
        table = pa.table([*columns, pa.array(serials)], names=[*names.values(), "流水号"])
        run = examine(open_data(table, Options()), bundle(ORGANISATION), Options(), None, keep_flawed=False)
        return {finding.code for finding in run.report.findings}

    assert "KEY102" in codes(["1", "1"])
    assert "KEY102" not in codes(["1", "2"])

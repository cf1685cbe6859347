"""The bound document: every row that is judged, cell by cell, on the line of its number in the spreadsheet."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from jsonschema import Draft202012Validator

import dgov_std
from dgov_std.api.instance import json_value, write_instance
from dgov_std.api.library import bundles_of
from dgov_std.api.options import Options
from dgov_std.bind import bind_header
from dgov_std.dataset.block import Batch, Damage, DamageKind
from dgov_std.dataset.frame import table_from_pandas
from dgov_std.plan.plan import Bound, Plan, empty_plan
from dgov_std.plan.reading import FALSE, TRUE, Reading
from dgov_std.schema.bundle import plain_schemas

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
PERSONS = "administrative-licence-person"
NUMBER, TRUTH, NULL = Reading(number=True), Reading(true=TRUE, false=FALSE), Reading(null=True)


def written(data: Any, target: Path, **options: Any) -> dict[str, Any]:
    dgov_std.check(data, standard="licence-publicity", dataset=PERSONS, instance=target, **options)
    found: dict[str, Any] = json.loads(target.read_bytes())
    return found


def bundle() -> dict[str, Any]:
    return bundles_of("licence-publicity")[PERSONS]


def expected(path: Path) -> list[dict[str, str]]:
    """The rows by the csv module: whole rows that hold anything, filled cells, by element."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *records = list(csv.reader(file))
    places = bind_header(header, bundle()["binding"]).places
    return [
        {name: record[i] for name, i in places.items() if record[i]}
        for record in records
        if any(record) and len(record) == len(header)
    ]


@pytest.mark.parametrize("name", ["good-persons", "bad-persons"])
def test_rows_are_the_filled_cells_by_element(tmp_path: Path, name: str) -> None:
    found = written(LICENCES / f"{name}.csv", tmp_path / "i.json")
    assert list(found) == ["metadata", "header", "rows"]
    assert found["rows"] == expected(LICENCES / f"{name}.csv")
    assert found["header"][:2] == ["行政相对人名称", "行政相对人类别"]
    assert found["metadata"] == {}


def test_workbook_frame_and_file_give_the_same_bytes(tmp_path: Path) -> None:
    frame = pd.read_csv(LICENCES / "good-persons.csv", dtype=str, keep_default_na=False)
    for name, data in (("csv", LICENCES / "good-persons.csv"), ("xlsx", LICENCES / "good-persons.xlsx"), ("frame", frame)):
        written(data, tmp_path / name)
    assert (tmp_path / "csv").read_bytes() == (tmp_path / "xlsx").read_bytes() == (tmp_path / "frame").read_bytes()


def test_row_17_stands_on_line_17(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "i.json"
    lines = (LICENCES / "good-persons.csv").read_text(encoding="utf-8-sig").splitlines()
    comma = "," * lines[0].count(",")
    source.write_text(
        "\n".join([comma, "某县许可" + comma, lines[0], lines[1], comma, "只有一格", lines[2], ""]), encoding="utf-8"
    )
    found = written(source, target, header_row=3)
    text = target.read_text(encoding="utf-8").split("\n")
    assert text[:2] == ["", ""]
    assert text[2].startswith('{"metadata":')
    assert json.loads(text[3]) == found["rows"][0]
    assert text[4:6] == ["", ""]  # a blank row is none, a ragged one cannot be told
    assert json.loads(text[6].removeprefix(",")) == found["rows"][1]
    assert text[7:] == ["]}", ""]


def test_the_foreign_verdict_is_ours(tmp_path: Path) -> None:
    found = written(LICENCES / "bad-persons.csv", tmp_path / "i.json")
    schema = plain_schemas(bundle())["rows"]
    judge = Draft202012Validator({"$ref": "#/$defs/row", "$defs": schema["$defs"]})
    rejected = [i for i, row in enumerate(found["rows"]) if not judge.is_valid(row)]
    report = dgov_std.check(LICENCES / "bad-persons.csv", standard="licence-publicity")
    assert 0 < len(rejected) <= report.rows.with_errors  # it does not know our keywords


def test_metadata_by_id_and_the_report_lists_the_file(tmp_path: Path) -> None:
    target = tmp_path / "i.json"
    found = written(LICENCES / "good-persons.csv", target, metadata={"信息资源名称": "某县许可", "share-type": ""})
    assert found["metadata"] == {"resource-title": "某县许可"}
    report = dgov_std.check(LICENCES / "good-persons.csv", standard="licence-publicity", instance=target)
    (output,) = report.to_dict()["outputs"]
    assert (output["name"], output["personal"], target.stat().st_mode & 0o777) == ("i.json", True, 0o600)
    assert "供其他校验器: i.json(含个人信息)" in report.terminal()


@pytest.mark.parametrize(
    ("text", "reading", "value"),
    [
        ("007", NUMBER, '"007"'),
        ("7", NUMBER, "7"),
        ("7", Reading(), '"7"'),
        ("-0", NUMBER, "-0"),
        ("1.10", NUMBER, "1.10"),
        ("1e400", NUMBER, "1e400"),
        ("123456789012345678901234567890", NUMBER, "123456789012345678901234567890"),
        ("1.", NUMBER, '"1."'),
        ("+1", NUMBER, '"+1"'),
        ("1\n", NUMBER, '"1\\n"'),
        ("１", NUMBER, '"１"'),
        ("TRUE", TRUTH, "true"),
        ("false", TRUTH, "false"),
        ("yes", TRUTH, '"yes"'),
        ('"\\', Reading(), '"\\"\\\\"'),
        ("中\u2028\U0001f600", Reading(), '"中\u2028\U0001f600"'),
    ],
)
def test_cells_become_values_by_their_reading(text: str, reading: Reading, value: str) -> None:
    assert json_value(text, reading) == value
    json.loads(value)


def document(tmp_path: Path, frame: pd.DataFrame, plan: Plan) -> str:
    write_instance(tmp_path / "i.json", table_from_pandas(frame), bundle(), plan, Options(), None)
    return (tmp_path / "i.json").read_text(encoding="utf-8")


def test_missing_values_are_absent_or_null(tmp_path: Path) -> None:
    columns = (Bound("a", 0, reading=NUMBER), Bound("b", 1, reading=NULL), Bound("c", None))
    plan = replace(empty_plan(bundle()), columns=columns, missing=("-",))
    text = document(tmp_path, pd.DataFrame({"a": ["1.50", "-", None], "b": ["-", "", "x"]}), plan)
    assert text.split('"rows":[\n')[1] == '{"a":1.50,"b":null}\n,{"b":null}\n,{"b":"x"}\n]}\n'


def test_columns_the_standard_does_not_know(tmp_path: Path) -> None:
    frame = pd.DataFrame({"行政相对人名称": ["甲"], "乡镇": ["乙"]})
    assert written(frame, tmp_path / "i.json")["rows"] == [{"licensee-person-name": "甲"}]
    undeclared = {**bundle(), "binding": {**bundle()["binding"], "undeclared": "property"}}
    dgov_std.check(frame, standard=undeclared, instance=tmp_path / "j.json")
    assert json.loads((tmp_path / "j.json").read_bytes())["rows"] == [{"licensee-person-name": "甲", "乡镇": "乙"}]


class Damaged:
    """Three rows: the second ragged, the third with a cell that is no text."""

    name, header, form = "x", ("a",), table_from_pandas(pd.DataFrame({"a": ["1"]})).form

    def blocks(self) -> Any:
        damage = (Damage(DamageKind.RAGGED, 1), Damage(DamageKind.BAD_BYTES, 2, 0))
        yield Batch((pa.array(["1", "2", "3", "4"]),), 1, np.arange(2, 6), damage=damage)

    def parse(self, block: Any) -> Any:
        return block

    def fingerprint(self) -> None:
        return None

    def close(self) -> None:
        return None


def test_damaged_rows_are_left_out(tmp_path: Path) -> None:
    plan = replace(empty_plan(bundle()), columns=(Bound("a", 0),))
    write_instance(tmp_path / "i.json", Damaged(), bundle(), plan, Options(), None)
    assert (tmp_path / "i.json").read_text(encoding="utf-8").split("rows")[1] == '":[\n{"a":"1"}\n\n\n,{"a":"4"}\n]}\n'


def test_no_known_column_and_no_row(tmp_path: Path) -> None:
    text = document(tmp_path, pd.DataFrame({"q": ["1", "2"]}), empty_plan(bundle()))
    assert json.loads(text) == {"metadata": {}, "header": ["q"], "rows": [{}, {}]}
    text = document(tmp_path, pd.DataFrame({"q": []}, dtype=str), empty_plan(bundle()))
    assert json.loads(text)["rows"] == []


def test_the_input_is_never_replaced(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes((LICENCES / "good-persons.csv").read_bytes())
    with pytest.raises(dgov_std.UsageError, match="the document must not replace the submitted file. choose another name"):
        written(source, source)
    assert source.read_bytes() == (LICENCES / "good-persons.csv").read_bytes()


def test_a_file_changed_meanwhile_is_noticed(tmp_path: Path) -> None:
    from dgov_std.api.examine import examine
    from dgov_std.api.opening import open_data

    source, target = tmp_path / "in.csv", tmp_path / "i.json"
    source.write_bytes((LICENCES / "good-persons.csv").read_bytes())
    table, options = open_data(source, Options()), Options()
    examined = examine(table, bundle(), options, source, keep_flawed=False)
    source.write_bytes((LICENCES / "bad-persons.csv").read_bytes())
    with pytest.raises(dgov_std.InputError, match="the file changed while it was being checked. check it again"):
        write_instance(target, table, bundle(), examined.outcome.plan, options, source)
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
    table.close()


def test_a_foreign_schema_gives_the_cells_their_types(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("n,flag,name,extra\n1.50,true,007,x\n,,,\nabc,FALSE,,y\n", encoding="utf-8")
    types = {"n": {"type": ["number", "null"]}, "flag": {"type": "boolean"}, "name": {"type": "string"}}
    dgov_std.check(tmp_path / "d.csv", schema={"type": "object", "properties": types}, instance=tmp_path / "i.json")
    assert (tmp_path / "i.json").read_text(encoding="utf-8") == (
        '{"metadata":{},"header":["n", "flag", "name", "extra"],"rows":[\n'
        '{"n":1.50,"flag":true,"name":"007","extra":"x"}\n\n'
        ',{"n":"abc","flag":false,"extra":"y"}\n]}\n'
    )

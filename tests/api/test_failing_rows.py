"""The failing rows of a check: which rows, of which findings, with which cells; what is refused."""

import csv
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import dgov_std
from dgov_std.api import failing
from dgov_std.dataset.splitter import BLOCK_SIZE
from dgov_std.errors import InputError, UsageError
from dgov_std.report.values import Report

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
STANDARD: dict[str, Any] = {"standard": "licence-publicity", "as_of": "2026-10-31"}
SCHEMA = {
    "type": "object",
    "properties": {"编号": {"type": "string", "pattern": "^[0-9]{3}$"}, "类": {"enum": ["甲", "乙"]}},
    "required": ["编号"],
}


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of failing rows, finding numbers as a set."""
    found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return [{**row, "findings": {int(number) for number in row["findings"].split(";")}} for row in found]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_each_row_names_its_findings_and_holds_its_cells(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", "编号,类,备注\n001,甲,x\n1,丙,=y\n002,丁,\n,甲,z\n003,乙,\n")
    target = tmp_path / "rows.parquet"
    report = dgov_std.check(source, schema=SCHEMA, failing_rows=target).values
    numbers = {(found.code, found.columns): found.number for found in report.findings}
    rows = rows_of(target)
    assert [(row["row"], row["record"]) for row in rows] == [(3, 2), (4, 3), (5, 4)]
    assert [(row["编号"], row["类"], row["备注"]) for row in rows] == [("1", "丙", "=y"), ("002", "丁", ""), ("", "甲", "z")]
    codes = {found.number: found.code for found in report.findings}
    assert [{codes[number] for number in row["findings"]} for row in rows] == [set(row["codes"].split(";")) for row in rows]
    assert len(rows[0]["findings"]) == 2
    assert rows[1]["findings"] == {number for (_, columns), number in numbers.items() if columns == (1,)}
    assert len(rows) == report.rows.total - report.rows.clean


def test_it_is_listed_as_personal_and_for_the_owner_only(tmp_path: Path) -> None:
    for suffix in ("csv", "parquet", "xlsx"):
        target = tmp_path / f"rows.{suffix}"
        report = dgov_std.check(LICENCES / "bad-persons.csv", **STANDARD, failing_rows=target).values
        (output,) = report.outputs
        assert (output.name, output.personal) == (target.name, True)
        assert output.failing is not None
        assert output.failing.rows == report.rows.total - report.rows.clean == 90
        assert target.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob("*.tmp"))


def told(report: Report) -> set[int]:
    return {found.number for found in report.findings if found.severity != "info"}


@pytest.mark.parametrize("name", sorted(path.name for path in LICENCES.glob("bad-*") if path.suffix != ".json"))
def test_every_error_and_warning_has_all_its_rows(name: str, tmp_path: Path) -> None:
    target = tmp_path / "rows.parquet"
    report = dgov_std.check(LICENCES / name, **STANDARD, failing_rows=target).values
    rows = rows_of(target)
    aside = sum(found.rows for found in report.findings if found.code in {"STR403", "STR404", "STR405"})
    assert len(rows) == report.rows.total - report.rows.clean + aside
    counts = Counter(number for row in rows for number in row["findings"])
    expected = {f.number: f.rows for f in report.findings if f.number in told(report) and f.unit != "file" and f.rows}
    assert {number: counts[number] for number in expected} == expected
    places = {row["row"]: row["findings"] for row in rows}
    for found in report.findings:
        if found.number in told(report) and found.unit != "file":
            assert all(found.number in places[place.row] for place in found.first)


@pytest.mark.parametrize("jobs", [1, 3])
def test_many_blocks_and_what_only_all_rows_can_tell(jobs: int, tmp_path: Path) -> None:
    """Equal rows and equal keys far apart, numbers cut by a spreadsheet, question marks: blocks alone cannot know."""
    number = "33010619{:06d}0000"
    lines = [f"{i:06d},{number.format(i % 900_000)},{'某市测试局' if i % 3 else '???'},{'备注' * 60}" for i in range(30_000)]
    lines[29_000], lines[29_999] = lines[7], lines[8].replace("???", "某某局")
    path = write(tmp_path / "a.csv", "\n".join(["编号,证件号码,机关,说明", *lines]))
    target = tmp_path / "rows.parquet"
    report = dgov_std.check(path, jobs=jobs, failing_rows=target).values
    assert path.stat().st_size > 2 * BLOCK_SIZE
    rows = rows_of(target)
    assert len(rows) == report.rows.total - report.rows.clean > 10_000
    counts = Counter(number for row in rows for number in row["findings"])
    assert len(told(report)) >= 2
    assert {number: counts[number] for number in told(report)} == {
        f.number: f.rows for f in report.findings if f.number in counts
    }
    with path.open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))
    assert all(list(row.values())[4:] == read[row["row"] - 1] for row in rows)


def test_rows_set_aside_with_a_warning_are_among_them(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", "编号,类,备注\n001,甲,x\n002,甲,x\n合计,,\n编号,类,备注\n003,甲,x\n")
    target = tmp_path / "rows.parquet"
    report = dgov_std.check(source, schema=SCHEMA, failing_rows=target).values
    assert [(row["row"], row["codes"]) for row in rows_of(target)] == [(4, "STR403"), (5, "STR405")]
    assert report.rows.total == report.rows.clean == 3


def test_without_a_standard_and_of_another_one(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", "颜色,大小\n红,大\n蓝\n绿,小\n")
    target = tmp_path / "rows.parquet"
    dgov_std.check(source, failing_rows=target)
    assert [(row["row"], row["codes"], row["颜色"]) for row in rows_of(target)] == [(3, "STR201", "蓝")]
    penalties = LICENCES.parent / "penalties" / "bad-persons.csv"
    report = dgov_std.check(penalties, standard="licence-publicity", failing_rows=target, workbook=tmp_path / "w.xlsx")
    assert [found.code for found in report.findings] == ["STR108"]
    assert rows_of(target) == []


@pytest.mark.parametrize("kind", ["pandas", "arrow"])
def test_a_table_in_memory(kind: str, tmp_path: Path) -> None:
    frame = pd.DataFrame({"编号": ["001", "x", "002"], "类": ["甲", "甲", None]})
    data = frame if kind == "pandas" else pa.Table.from_pandas(frame)
    dgov_std.check(data, schema=SCHEMA, failing_rows=tmp_path / "rows.parquet")
    assert [(row["record"], row["编号"]) for row in rows_of(tmp_path / "rows.parquet")] == [(2, "x")]


def test_a_good_file_leaves_no_rows_of_an_earlier_one(tmp_path: Path) -> None:
    target = tmp_path / "rows.csv"
    dgov_std.check(LICENCES / "bad-persons.csv", **STANDARD, failing_rows=target)
    assert len(target.read_bytes().splitlines()) > 50
    dgov_std.check(LICENCES / "good-persons.csv", **STANDARD, failing_rows=target)
    assert len(target.read_bytes().splitlines()) == 1


def test_an_info_is_no_failing_row(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", "编号,类\n001,甲\n\n\u200b002,甲\n003,甲\n")
    report = dgov_std.check(source, schema={"properties": {"编号": {}, "类": {}}}, failing_rows=tmp_path / "rows.parquet")
    assert {found.severity for found in report.findings} == {"info"}
    assert pq.read_table(tmp_path / "rows.parquet").num_rows == 0


def test_a_cell_that_passes_in_spite_of_a_stain_fails_no_row(tmp_path: Path) -> None:
    """What cannot be seen is one finding of the whole file, an error where a cell fails for it; elsewhere it harms nothing."""
    source = write(tmp_path / "a.csv", "编号,名\n\u200b001,甲\n002,\u200b乙\n003,丙\n")
    report = dgov_std.check(source, schema=SCHEMA, failing_rows=tmp_path / "rows.parquet").values
    (found,) = [each for each in report.findings if each.cause == "invisible"]
    assert (found.severity, found.rows) == ("error", 2)
    assert [row["row"] for row in rows_of(tmp_path / "rows.parquet")] == [2]


INFO = """kind: standard
id: x
title: {zh: 示例, en: Example}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: element
id: a
title: {zh: 编号, en: Number}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: element
id: b
title: {zh: 名称, en: Name}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: dataset
id: d
title: {zh: 表, en: Table}
source: {standard: EXAMPLE 1-2026, confidence: high}
elements: [{use: a}, {use: b}]
identical_rows: {severity: %s}
"""


@pytest.mark.parametrize(("severity", "warned"), [("info", 0), ("warning", 2)])
def test_a_remark_on_all_rows_together_is_none_either(tmp_path: Path, severity: str, warned: int) -> None:
    standard = write(tmp_path / "s.yaml", INFO % severity)
    source = write(tmp_path / "a.csv", "编号,名称\n1,甲\n1,甲\n2,乙\n")
    report = dgov_std.check(source, standard=standard, failing_rows=tmp_path / "rows.parquet").values
    assert [found.code for found in report.findings] == ["KEY102"]
    assert (report.rows.with_warnings, report.rows.clean) == (warned, 3 - warned)
    assert pq.read_table(tmp_path / "rows.parquet").num_rows == warned


def refused(tmp_path: Path, source: Path, target: Path, **more: Any) -> str:
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(UsageError) as caught:
        dgov_std.check(source, schema=SCHEMA, failing_rows=target, **more)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    return caught.value.problems[0].what.zh


def test_nothing_of_others_is_written_over(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", "编号,类\nx,甲\n")
    (tmp_path / "link.csv").symlink_to(source)
    (tmp_path / "hard.csv").hardlink_to(source)
    over = "问题行不能覆盖报送的文件或别的输入、输出"
    assert refused(tmp_path, source, source) == over
    assert refused(tmp_path, source, tmp_path / "link.csv") == over
    assert refused(tmp_path, source, tmp_path / "hard.csv") == over
    assert refused(tmp_path, source, tmp_path / "w.xlsx", workbook=tmp_path / "w.xlsx") == over
    other = write(tmp_path / "other.csv", "a,b\n1,2\n")
    assert refused(tmp_path, source, other) == "这个文件不是本程序写的问题行, 不覆盖"
    assert refused(tmp_path, source, other, references={"t": other}) == over
    assert refused(tmp_path, source, tmp_path / "rows.txt") == "问题行文件是 .csv、.parquet、.xlsx"


def test_a_file_that_changes_in_between_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "a.csv", "编号,类\nx,甲\n")
    reopen = failing.reopen_table

    def changed(path: Path, *known: Any) -> Any:
        write(path, "编号,类\nx,甲\ny,乙\n")
        return reopen(path, *known)

    monkeypatch.setattr(failing, "reopen_table", changed)
    with pytest.raises(InputError) as caught:
        dgov_std.check(source, schema=SCHEMA, failing_rows=tmp_path / "rows.csv")
    assert caught.value.problems[0].what.zh == "文件在检查过程中被改动"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_the_report_says_what_the_file_does_not_hold_as_read(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", "编号,类\nx,=1\ny,-1\n")
    report = dgov_std.check(source, schema=SCHEMA, failing_rows=tmp_path / "rows.csv")
    assert report.to_dict()["outputs"][0]["failing"] == {"rows": 2, "left_out": 0, "guarded": 1, "cut": 0}
    assert "问题行: rows.csv, 2 行\n  1 个单元格像公式, 前面加了撇号; 原样见 .parquet\n" in report.terminal()
    assert "Failing rows: rows.csv, rows: 2\n  1 cell like a formula got an apostrophe" in report.terminal(language="en")
    assert "1 个单元格像公式" in report.render("html").decode()
    assert json.loads(report.to_json())["rows"]["with_errors"] == 2


def test_a_sheet_read_again_is_read_alike(tmp_path: Path) -> None:
    shutil.copy(LICENCES / "bad-organisations.xlsx", tmp_path / "a.xlsx")
    report = dgov_std.check(tmp_path / "a.xlsx", **STANDARD, failing_rows=tmp_path / "rows.parquet").values
    rows = rows_of(tmp_path / "rows.parquet")
    assert len(rows) == report.rows.total - report.rows.clean > 0

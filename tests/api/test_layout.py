"""Where the table stands, through `dgov_std.check`: what is found, what is asked for, what is recorded of it."""

from __future__ import annotations

import json

import openpyxl
import pytest

import dgov_std
from dgov_std.errors import UsageError

STANDARD = """kind: standard
id: example
title: {zh: 示例, en: Example}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: element
id: name
title: {zh: 名称, en: Name}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: element
id: code
title: {zh: 代码, en: Code}
source: {standard: EXAMPLE 1-2026, confidence: high}
pattern: "[0-9]{6}"
---
kind: element
id: note
title: {zh: 备注, en: Note}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: dataset
id: licences
title: {zh: 许可, en: Licences}
source: {standard: EXAMPLE 1-2026, confidence: high}
elements: [{use: name, required: true}, {use: code, required: true}, {use: note}]
"""
ROWS = "甲公司,000001,x\n乙公司,000002,y\n丙公司,一二三,z\n"


@pytest.fixture
def checked(tmp_path):
    (tmp_path / "standard.yaml").write_text(STANDARD, encoding="utf-8")

    def check(text, **options):
        path = tmp_path / "t.csv"
        path.write_text(text, encoding="utf-8")
        return dgov_std.check(path, standard=tmp_path / "standard.yaml", **options).values

    return check


def codes(report):
    return sorted(finding.code for finding in report.findings)


def test_titles_and_notes_are_information(checked):
    report = checked("某县许可表,,\n单位：某局,,\n名称,代码,备注\n" + ROWS)
    assert (report.input.header_row, report.rows.total, codes(report)) == (3, 3, ["STR401", "TYP205"])
    notes = next(finding for finding in report.findings if finding.code == "STR401")
    assert (notes.severity, notes.facts.texts, notes.facts.total) == ("info", ("某县许可表", "单位：某局"), 2)
    fault = next(finding for finding in report.findings if finding.code == "TYP205")
    assert (fault.first[0].row, fault.first[0].record, fault.first[0].line) == (6, 3, 6)


def test_personal_numbers_in_notes_are_masked(checked):
    report = checked("填表人 330106198003071012,,\n名称,代码,备注\n" + ROWS)
    assert "330106198003071012" not in json.dumps(dgov_std.Report(report).to_dict(), ensure_ascii=False)


def test_without_a_header_columns_go_by_their_order(checked, tmp_path):
    report = checked(ROWS, header_rows=0, workbook=tmp_path / "w.xlsx", instance=tmp_path / "i.json")
    assert [column.label for column in report.columns] == ["名称", "代码", "备注"]
    assert (report.rows.total, report.input.header_rows, codes(report)) == (3, 0, ["TYP205"])
    assert report.options["header_rows"] == "0"
    sheet = openpyxl.load_workbook(tmp_path / "w.xlsx")["数据"]
    assert [cell.value for cell in sheet[1]] == ["甲公司", "000001", "x"]
    lines = (tmp_path / "i.json").read_text(encoding="utf-8").splitlines()
    assert '"甲公司"' in lines[0] and '"乙公司"' in lines[1]


def test_without_a_header_the_columns_must_agree_in_number(checked):
    with pytest.raises(UsageError) as raised:
        checked("甲公司,000001\n乙公司,000002\n", header_rows=0)
    assert raised.value.problems[0].in_("zh") == (
        "t: 没有表头时各列按顺序对应: 标准有 3 列, 文件有 2 列。请补上表头; 或补齐、删去多余的列"
    )


def test_without_a_header_the_dataset_must_be_named(tmp_path):
    other = STANDARD[STANDARD.index("kind: dataset") :].replace("licences", "permits")
    (tmp_path / "standard.yaml").write_text(f"{STANDARD}---\n{other}", encoding="utf-8")
    (tmp_path / "t.csv").write_text(ROWS, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        dgov_std.check(tmp_path / "t.csv", standard=tmp_path / "standard.yaml", header_rows=0)
    said = raised.value.problems[0]
    assert (said.what.zh, said.todo.zh) == ("没有表头, 看不出是标准的哪张表", "用 --dataset 指明: licences、permits")
    named = dgov_std.check(tmp_path / "t.csv", standard=tmp_path / "standard.yaml", dataset="permits", header_rows=0)
    assert named.values.rows.total == 3


def test_what_was_asked_for_is_recorded(checked):
    text = "x,x,x,x\nx,名称,代码,备注\n" + "".join(f"x,{line}\n" for line in ROWS.splitlines())
    report = checked(text, skip_rows=1, header_rows=1, cells="B1:D4")
    assert (report.rows.total, codes(report)) == (2, ["STR401"])
    assert report.options == {"header_rows": "1", "skip_rows": "1", "range": "B1:D4"}
    assert (report.input.cells, report.input.header_row) == ("B1:D4", 2)
    assert [column.letter for column in report.columns if column.element] == ["B", "C", "D"]


def test_blank_columns_at_the_left_are_no_fault(checked):
    report = checked(",,名称,代码,备注\n,,甲公司,000001,x\n")
    assert codes(report) == []
    report = checked(",,名称,代码,备注\n,,甲公司,000001,x\n,1,乙公司,000001,x\n")
    assert [(finding.code, finding.columns) for finding in report.findings] == [("STR105", (1,))]


def test_banners_are_information(checked):
    report = checked("许可,,备注\n名称,代码,\n" + ROWS)
    assert (report.input.header_row, report.input.header_rows, codes(report)) == (2, 2, ["STR406", "TYP205"])


@pytest.mark.parametrize("shape", ["reordered", "blanks", "brackets", "mark", "blank line"])
def test_header_noise(checked, shape):
    # T: of P9: none of these keeps a file from being checked.
    text = {
        "reordered": "备注,代码,名称\nx,000001,甲公司\n",
        "blanks": "名称\u3000,代码 ,备注\n甲公司,000001,x\n",
        "brackets": "名称,代码,备注\n甲公司,000001,x\n",
        "mark": "\ufeff名称,代码,备注\n甲公司,000001,x\n",
        "blank line": "\n名称,代码,备注\n甲公司,000001,x\n",
    }[shape]
    report = checked(text)
    assert (report.verdict, report.rows.total) == ("pass", 1)
    assert set(codes(report)) <= {"STR106"}
    assert report.input.header_row == (2 if shape == "blank line" else 1)

"""Damage of form as the report tells it: one finding per cause, with the place, what stands there and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

import dgov_std
from dgov_std.render.wording import title, todo
from dgov_std.report import facts
from dgov_std.report.values import Finding, Report

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
pattern: "[^\\n]{1,9}"
---
kind: dataset
id: licences
title: {zh: 许可, en: Licences}
source: {standard: EXAMPLE 1-2026, confidence: high}
elements: [{use: name, required: true}, {use: code, required: true}]
"""


@pytest.fixture
def check(tmp_path: Path):
    def run(data: bytes, *, personal: bool = False, **options: object) -> Report:
        standard = (
            STANDARD.replace("title: {zh: 名称, en: Name}", "title: {zh: 名称, en: Name}\npersonal: true")
            if personal
            else STANDARD
        )
        (tmp_path / "standard.yaml").write_text(standard, encoding="utf-8")
        (tmp_path / "t.csv").write_bytes(data)
        return dgov_std.check(tmp_path / "t.csv", standard=tmp_path / "standard.yaml", **options).values

    return run


def only(report: Report, code: str) -> Finding:
    (finding,) = (each for each in report.findings if each.code == code)
    return finding


def said(report: Report, code: str) -> tuple[str, str]:
    found = only(report, code)
    return title(found, "zh", report.columns), todo(found, "zh", report.columns)


def test_one_bad_byte_at_byte_5_000_000(check) -> None:
    head = "名称,代码\n".encode()
    line = "长沙市岳麓区某某有限责任公司,A1\n".encode()
    rows = (5_000_000 - len(head)) // len(line)
    fill = 5_000_000 - len(head) - rows * len(line)
    bad = b"x" * (fill - 3) + "甲".encode() + b"\xff" + "乙丙".encode() + b",A2\n"
    report = check(head + line * rows + bad + "丁,A1234567890\n".encode())
    found = only(report, "STR202")
    assert (found.rows, found.first[0].row, found.first[0].cell) == (1, rows + 2, f"A{rows + 2}")
    assert found.facts == facts.Undecoded("FF", 5_000_000)
    assert [each.value for each in found.examples] == [("x" * (fill - 3) + "甲")[-20:] + "\ufffd乙丙"]
    # Reading goes on: the next row is judged, and stands where it stands.
    assert only(report, "TYP205").first[0].row == rows + 3
    assert said(report, "STR202") == ("有认不出的字节 FF(乱码)", "从业务系统重新导出, 编码选 UTF-8")


def test_what_stands_around_bad_bytes_is_masked_where_it_is_personal(check) -> None:
    data = "名称,代码\n张三丰".encode() + b"\xff" + "李四,A1\n".encode()
    assert [each.value for each in only(check(data), "STR202").examples] == ["张三丰\ufffd李四"]
    (masked,) = only(check(data, personal=True), "STR202").examples
    assert masked.masked
    assert "张三" not in masked.value
    numbered = "名称,代码\n11010519491231002X".encode() + b"\xff,A1\n"
    assert "19491231" not in str(only(check(numbered), "STR202").examples)


def test_rows_in_another_encoding_are_one_finding_with_advice(check) -> None:
    own, foreign = "某某公司,类别一\n" * 200, "另一公司,类别二\n乙,丙\n" * 40
    report = check(("名称,代码\n" + own).encode() + foreign.encode("gb18030"))
    found = only(report, "STR202")
    assert found.facts == facts.Undecoded("", None, "GB18030", 202, 281)
    assert (found.columns, found.rows, found.cells) == ((0, 1), 80, 160)
    assert said(report, "STR202") == (
        "第 202-281 行里有 GB18030 编码的文字, 与文件其余部分不同",
        "第 202-281 行单独存成 GB18030 文件, 转成 UTF-8 后再并进来",
    )
    assert report.rows.total == 280
    assert report.rows.with_errors == 80


def test_the_first_places_of_another_encoding_name_the_cells_that_hold_it(check) -> None:
    own, foreign = "某某公司,类别一\n" * 200, "ABC,类别二\n乙,丙\n" * 40
    found = only(check(("名称,代码\n" + own).encode() + foreign.encode("gb18030")), "STR202")
    assert [place.cell for place in found.first] == ["B202", "A203", "B204", "A205", "B206"]


def test_utf8_rows_in_a_gb18030_file(check) -> None:
    data = ("名称,代码\n" + "某某公司,类别一\n" * 5000).encode("gb18030") + "长沙市岳麓区\U00020000,A1\n".encode()
    assert only(check(data), "STR202").facts == facts.Undecoded("", None, "UTF-8", 5002, 5002)


def test_an_unclosed_quote_at_row_2_of_10_000(check) -> None:
    rest = "".join(f'公司{n},"B{n}"\n' for n in range(9_998))
    report = check(('名称,代码\n"公司,A1\n' + rest).encode())
    found = only(report, "STR203")
    assert (found.rows, found.first[0].row, [each.value for each in found.examples]) == (1, 2, ['"公司,A1'])
    assert (report.rows.total, report.rows.with_errors) == (9_999, 1)


def test_an_unclosed_quote_before_a_long_cell(check) -> None:
    report = check(('名称,代码\n"公司,A1\n' + "甲,B1\n" * 60_000).encode())
    assert (only(report, "STR203").first[0].row, report.rows.total) == (2, 60_001)


def test_a_quote_closed_by_a_curly_one(check) -> None:
    report = check('名称,代码\n甲,A1\n"公司”,A2\n乙,A3\n'.encode())
    assert said(report, "STR203") == ('引号没有配成对: 以 " 开头, 收尾的是 ”', '把收尾的 ” 改成 "')


def test_the_line_of_an_open_quote_is_not_shown_where_something_in_it_is_personal(check) -> None:
    assert only(check('名称,代码\n"张三,A1\n乙,A2\n'.encode(), personal=True), "STR203").examples == ()


@pytest.mark.parametrize(("sign", "name"), [(";", ";"), ("\t", "制表符"), ("|", "|"), ("，", "全角逗号")])
def test_rows_with_another_delimiter_are_one_finding_with_that_cause(check, sign: str, name: str) -> None:
    rows = [f"公司{n},B{n}" for n in range(50)]
    rows[7], rows[20] = rows[7].replace(",", sign), rows[20].replace(",", sign)
    report = check(("名称,代码\n" + "\n".join(rows) + "\n").encode())
    found = only(report, "STR201")
    assert ([place.row for place in found.first], found.rows) == ([9, 22], 2)
    name = {";": "分号", "|": "竖线"}.get(name, name)
    assert said(report, "STR201") == (f"这些行的分隔符是{name}, 其余的行是逗号", f"把{name}改成逗号, 与其余的行一样")


def test_other_ragged_rows_stay_a_finding_of_their_own(check) -> None:
    report = check("名称,代码\n甲;A1\n乙\n丙,A3\n".encode())
    told = [(each.facts, each.rows) for each in report.findings if each.code == "STR201"]
    assert len(told) == 2
    assert (facts.Named(";", ","), 1) in told
    assert (facts.NoFacts(), 1) in told


def test_a_guessed_encoding_says_so(check) -> None:
    report = check("名稱,代碼\n臺北市政府公告,一\n".encode("big5"))
    assert said(report, "STR301")[0] == "文件编码不是 UTF-8, 看文字推测是 BIG5"
    assert report.input.encoding == "big5"
    asked = check("名稱,代碼\n臺北市政府公告,一\n".encode("big5"), encoding="big5")
    assert said(asked, "STR301")[0] == "文件编码是 BIG5, 不是 UTF-8"
    assert asked.options["encoding"] == "big5"


def test_nothing_else_is_said_of_text_as_others_write_it(check) -> None:
    # Quoted CR and LF, mixed line ends, semicolons, tabs: none of them a fault.
    for data in ('名称,代码\r\n"甲\r乙","A\r\n1"\r\n丙,A2\n', "名称;代码\n甲;A1\n", "名称\t代码\r甲\tA1\r"):
        codes = [each.code for each in check(data.encode()).findings]
        assert [code for code in codes if code.startswith("STR")] == []


def test_a_gbk_file_is_told_and_fully_checked(check) -> None:
    report = check("名称,代码\n长沙市岳麓区某某公司,A1234567890\n".encode("gbk"))
    assert sorted(each.code for each in report.findings) == ["STR301", "TYP205"]

"""Shows 8: `check FILE` without standard or schema tells what it sees, and that no standard was applied."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from made_numbers import cards, citizens, credit_codes, mobiles

import dgov_std
from dgov_std.report.schema import report_schema
from dgov_std.report.values import Report, Verdict

ROWS = 30
HEADER = ["序号", "单位", "信用代码", "身份证", "手机", "卡", "日期", "金额", "区划", "备注"]
FOUND = {
    "信用代码": "uscc",
    "身份证": "citizen-number-18",
    "手机": "mobile-telephone",
    "卡": "bank-card-number",
    "日期": "YYYY-MM-DD",
    "金额": "decimal",
    "区划": "division",
}
FORMATS = ["terminal", "markdown", "html", "json"]


def rows() -> list[list[str]]:
    """A table of nobody's standard; the same values in CSV and in a workbook."""
    divisions = ["330106", "110105", "440103", "310115", "420503", "330203", "350111"]
    columns = [
        [str(n) for n in range(1, ROWS + 1)],
        [f"某某{n}公司" for n in range(ROWS)],
        credit_codes(ROWS),
        citizens(ROWS),
        mobiles(ROWS),
        cards(ROWS),
        [f"2024-{n % 12 + 1:02d}-{n % 28 + 1:02d}" for n in range(ROWS)],
        [f"{n * 7}.50" for n in range(ROWS)],
        [divisions[n % 7] for n in range(ROWS)],
        ["" if n % 3 else "好" for n in range(ROWS)],
    ]
    return [list(row) for row in zip(*columns, strict=True)]


@pytest.fixture(scope="module", params=["csv", "xlsx"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bare") / f"某县.{request.param}"
    if request.param == "csv":
        with made.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows()])
        return made
    book = xlsxwriter.Workbook(str(made))
    sheet = book.add_worksheet("数据")
    for i, row in enumerate([HEADER, *rows()]):
        for j, value in enumerate(row):
            sheet.write_string(i, j, value)
    book.close()
    return made


@pytest.fixture(scope="module")
def report(path: Path) -> Report:
    return dgov_std.check(path).values


def command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    told = {name: value for name, value in os.environ.items() if name != "CI"} | environment
    words = [sys.executable, "-m", "dgov_std", "check", *map(str, arguments)]
    return subprocess.run(words, capture_output=True, check=False, encoding="utf-8", env=told)


def test_no_verdict_is_given(report: Report) -> None:
    assert (report.verdict, report.basis, report.indicators, report.scores) == (Verdict.NOT_EVALUATED, None, (), ())
    assert report.rows.total == ROWS


def test_identifiers_codes_dates_and_numbers_are_found_with_how_many(report: Report) -> None:
    found = {column.label: [(each.id, each.fitting, each.values) for each in column.follows] for column in report.columns}
    distinct = {"日期": ROWS, "区划": 7}
    wanted = {label: [(scheme, distinct.get(label, ROWS), distinct.get(label, ROWS))] for label, scheme in FOUND.items()}
    wanted["日期"] = [("YYYY-MM-DD", len({row[6] for row in rows()}), len({row[6] for row in rows()}))]
    assert {label: each for label, each in found.items() if label in FOUND} == wanted
    assert (found["单位"], found["备注"]) == ([], [])


def test_columns_are_counted(report: Report) -> None:
    counts = {column.label: (column.present, column.missing, column.distinct) for column in report.columns}
    assert counts["备注"] == (10, 20, 1)
    assert counts["区划"] == (30, 0, 7)


def test_what_looks_personal_is_personal(report: Report) -> None:
    personal = {column.label for column in report.columns if column.personal}
    assert personal == {"身份证", "手机", "卡"}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_report_shows_a_number_of_a_person(path: Path, form: str, language: str) -> None:
    ran = command(path, "-f", form, "--lang", language)
    assert ran.returncode == 1
    shown = re.findall(r"\d{11,19}", ran.stdout)
    assert not set(shown) & {value for row in rows() for value in row[3:6]}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ["依据: 没有套用任何标准", "结论: 未检查", "没有套用标准"]),
        ("en", ["Standard: none applied", "Verdict: not checked", "No standard was applied"]),
    ],
)
def test_the_first_lines_say_so(path: Path, language: str, said: list[str]) -> None:
    ran = command(path, "--lang", language)
    first = ran.stdout.splitlines()[:4]
    assert [word in line for word, line in zip(said, first[1:], strict=True)] == [True] * 3
    assert len(ran.stdout.splitlines()) <= 40
    assert ran.returncode == 1


def test_in_ci_a_standard_must_be_named(path: Path) -> None:
    ran = command(path, CI="true")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "--standard" in ran.stderr


def test_what_needs_a_standard_is_not_left_out_silently(path: Path, tmp_path: Path) -> None:
    metadata = tmp_path / "metadata.json"
    metadata.write_text("{}", encoding="utf-8")
    for option in (["--metadata", metadata], ["--emit-instance", tmp_path / "a.json"], ["--reference", f"a={path}"]):
        ran = command(path, *option, "--lang", "zh")
        assert ran.returncode == 2
        assert "看不出这个文件要按哪个标准检查" in ran.stderr


def test_the_json_is_valid_and_reads_back(path: Path) -> None:
    from jsonschema import Draft202012Validator

    made = dgov_std.check(path)
    assert list(Draft202012Validator(report_schema()).iter_errors(json.loads(made.to_json()))) == []
    from dgov_std.api.result import read_report

    assert read_report(made.to_json()).values == made.values


def test_two_runs_give_the_same_bytes(path: Path) -> None:
    assert dgov_std.check(path, jobs=1).to_json() == dgov_std.check(path, jobs=4).to_json()


DAMAGED = """姓名,证件号码,金额,注
张三,1.10105E+17,12,好
李四,４４０５２４188001010014,#N/A,好
王五,110105194912310021,5,好
赵六,110105194912310021
"""


def test_damage_that_needs_no_standard_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(DAMAGED, encoding="utf-8")
    report = dgov_std.check(path).values
    found = {(finding.code, finding.first[0].row) for finding in report.findings}
    assert {("TYP901", 2), ("TYP902", 3), ("STR206", 3), ("STR201", 5)} <= found
    assert report.verdict is Verdict.NOT_EVALUATED
    assert all(example.masked for finding in report.findings for example in finding.examples if finding.columns == (1,))


def test_an_amount_in_scientific_notation_and_free_text_are_left_in_peace(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("金额,说明\n1.5E+10,（全角，标点）\n2.5E+10,ＡＢＣ\n", encoding="utf-8")
    assert dgov_std.check(path).values.findings == ()


def test_near_standards_are_advice(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    header = "行政相对人名称,许可类别,许可内容,许可机关,颜色,大小"
    path.write_text(f"{header}\n甲公司,普通,食品,某局,红,大\n", encoding="utf-8")
    report = dgov_std.check(path).values
    assert report.basis is None
    assert (report.near[0].standard, report.near[0].matched, report.near[0].columns) == ("licence-publicity", 4, 6)
    ran = command(path, "--lang", "zh")
    near = report.near[0]
    assert f"是的话加--standard{near.standard}--dataset{near.dataset}" in re.sub(r"\s", "", ran.stdout)
    # The advice works: with it the file is judged.
    advised = dgov_std.check(path, standard=near.standard, dataset=near.dataset).values
    assert advised.basis is not None
    assert advised.verdict == "fail"


def test_a_sure_one_is_taken_as_before(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("公民身份号码,姓名,性别代码,民族代码,出生日期,户籍地行政区划代码,户籍地址,更新时间\n", encoding="utf-8")
    report = dgov_std.check(path).values
    assert report.basis is not None
    assert (report.basis.dataset, report.near) == ("population-base", ())

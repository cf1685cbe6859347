"""Code lists that are given when checking: used, recorded, and every mistake in them told."""

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from children import spawn

import dgov_std
from dgov_std.api.check import check
from dgov_std.api.library import compile_bundle
from dgov_std.api.options import Options
from dgov_std.api.provided import provide
from dgov_std.report.values import Report

COUNTY = Path(__file__).parent / "county"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
Fines = Callable[..., Report]
ROW = "警告,,东市,2031-04-07,2031-04-17"


def test_what_was_given_stands_in_the_report(fines: Fines, calendar: dict[str, str]) -> None:
    text = calendar["working-days"]
    report, without = fines(ROW, codelists=calendar), fines(ROW)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    assert report.options["codelist.working-days"] == f"working-days.csv sha256:{sha256}"
    (used,) = [each for each in report.basis.codelists if each.id == "working-days"]
    assert (used.edition, used.known_until) == ("working-days.csv", None)
    assert report.basis.bundle_sha256 == without.basis.bundle_sha256
    assert report.receipt != without.receipt


def test_any_list_that_is_external_can_be_given(fines: Fines) -> None:
    report = fines(ROW, "警告,,南市,2031-04-07,", codelists={"place": "code,name\n东市,东市\n"})
    assert [(f.code, str(f.severity), f.first[0].row) for f in report.findings if f.element == "place"] == [
        ("COD101", "warning", 3)
    ]
    (check,) = [check for check in fines(ROW).checks if check.id == "place.codelist"]
    assert (str(check.status), check.reason.en) == (
        "skipped",
        'the code list "place" was not provided, see --codelist place=FILE',
    )


def test_without_a_list_that_an_error_needs_the_check_is_unfinished(fines: Fines, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(COUNTY, tmp_path / "county"))
    text = (copy / "standard.yaml").read_text(encoding="utf-8").replace("severity: warning", "severity: error")
    (copy / "standard.yaml").write_text(text, encoding="utf-8")
    report = fines(ROW, standard=copy)
    assert (str(report.verdict), report.complete) == ("incomplete", False)
    assert [limit.zh for limit in report.limits] == [
        "没有提供代码表“place”, 用 --codelist place=文件",
        "没有提供工作日历, 用 --codelist working-days=文件",
    ]


def test_a_list_given_takes_the_place_of_the_one_in_the_standard(tmp_path: Path) -> None:
    bundle = compile_bundle(COUNTY)
    entry = bundle["codelists"]["working-days"]
    entry |= {"known_from": "2030", "known_until": "2030", "columns": ["code", "name"], "rows": [["x", "x"]]}
    (tmp_path / "a.csv").write_text("code,name,kind\n2031,年,year\n", encoding="utf-8")
    filled, recorded = provide(bundle, {"working-days": tmp_path / "a.csv"})
    found = filled["codelists"]["working-days"]
    assert ("known_from" in found, found["known_until"], [row[0] for row in found["rows"]]) == (False, None, ["2031"])
    assert (list(recorded), bundle["codelists"]["working-days"]["rows"]) == (["codelist.working-days"], [["x", "x"]])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,name\n2031,年\n", ['2:1: "2031" in the calendar has no kind.', "1:1: the calendar does not say which years"]),
        ("code,name,kind\n2031,年,year\n2031-02-29,假,holiday\n", ['3:1: "2031-02-29" is no date.']),
        ("code,name,kind\n2031,年,yaer\n", ['2:1: unknown kind "yaer". Did you mean "year"?']),
        ("code,name,kind\n2031,年,year\n2031,年,year\n", ['3:1: the code "2031" is written twice']),
        (
            "code,name,kind,valid_to\n2031,年,year,\n2031-05-05,假,holiday,2031-05-06\n",
            ['3:1: "2031-05-05" in the calendar has'],
        ),
        ("code,name,kind\n2031,年,year\n2031/2/29,假,holiday\n", ['3:1: "2031/2/29" is no date.']),
        (
            "code,name,kind\n2031,年,year\n2031/5/5,假,holiday\n2031-05-05,假,holiday\n",
            ['4:1: the code "2031-05-05" is written'],
        ),
        ("date,kind\n", ['1:1: unknown column "date".']),
        ("", ['1:1: the column "code" is missing.', '1:1: the column "name" is missing.']),
    ],
)
def test_mistakes_in_a_calendar_are_told_with_their_line(fines: Fines, text: str, said: list[str]) -> None:
    with pytest.raises(dgov_std.InputError) as raised:
        fines(ROW, codelists={"working-days": text})
    found = sorted(problem.in_("en").partition("working-days.csv:")[2] for problem in raised.value.problems)
    assert len(found) == len(said), found
    assert all(text.startswith(start) for text, start in zip(found, sorted(said), strict=True)), found


@pytest.mark.parametrize(
    ("name", "todo"), [("fine-kind", "known: place, working-days"), ("days", "known: place, working-days")]
)
def test_a_list_that_is_not_wanted_is_refused(fines: Fines, name: str, todo: str) -> None:
    with pytest.raises(dgov_std.UsageError) as raised:
        fines(ROW, codelists={name: "code,name\n1,1\n"})
    (problem,) = raised.value.problems
    assert problem.in_("en") == f"--codelist: the standard wants no code list {name!r} provided. {todo}"


def test_with_several_inputs_a_list_may_be_meant_for_another(tmp_path: Path) -> None:
    assert provide({"codelists": {}}, {"days": tmp_path / "none.csv"}, several=True) == ({"codelists": {}}, {})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"codelists": {"wroking-days": "x.csv"}}, "--codelist: the standard wants no code list 'wroking-days' provided"),
        ({"codelists": {"fine-kind": "x.csv"}}, "--codelist: the standard wants no code list 'fine-kind' provided"),
        ({"references": {"licence": "x.csv"}}, "--reference: the standard knows no table 'licence' to refer to"),
    ],
)
def test_with_several_inputs_a_name_that_no_dataset_knows_is_refused(tmp_path: Path, given: Any, said: str) -> None:
    data = tmp_path / "fines.csv"
    data.write_text(f"处罚种类,罚款金额,地点,决定日期,收到日期\n{ROW}\n", encoding="utf-8")
    with pytest.raises(dgov_std.UsageError) as raised:
        check(data, standard=COUNTY, options=Options(several=True, **given))
    assert raised.value.problems[0].in_("en").startswith(said)


def test_with_several_inputs_a_list_of_another_dataset_of_the_run_is_let_be() -> None:
    licence = EXAMPLES / "licences" / "good-organisations.csv"
    days = EXAMPLES / "penalties" / "working-days-invented.csv"
    with pytest.raises(dgov_std.UsageError):
        check(licence, standard="licence-publicity", options=Options(several=True, codelists={"working-days": days}))
    assert check(licence, standard=None, options=Options(several=True, codelists={"working-days": days})).verdict == "pass"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_calendar_as_a_spreadsheet_saves_it(fines: Fines, tmp_path: Path, calendar: dict[str, str], encoding: str) -> None:
    data, days = tmp_path / "fines.csv", tmp_path / "days.csv"
    data.write_text(f"处罚种类,罚款金额,地点,决定日期,收到日期\n{ROW}\n警告,,东市,2031-04-30,2031-05-12\n", encoding="utf-8")
    text = re.sub("-0?([0-9]+)-0?([0-9]+)", r"/\1/\2", calendar["working-days"])
    assert "\n2031/5/5,假,holiday\n" in text
    days.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    report = check(data, standard=COUNTY, options=Options(codelists={"working-days": days}))
    assert [f.first[0].row for f in report.findings if f.code == "REL109"] == [2]


def test_a_list_with_wrong_characters_is_told(fines: Fines, tmp_path: Path) -> None:
    data, days = tmp_path / "fines.csv", tmp_path / "days.csv"
    data.write_text(f"处罚种类,罚款金额,地点,决定日期,收到日期\n{ROW}\n", encoding="utf-8")
    days.write_bytes("code,name,kind\n2031,年".encode() + b"\xff,year\n")
    with pytest.raises(dgov_std.InputError, match="days.csv:2:1: the file is not UTF-8"):
        check(data, standard=COUNTY, options=Options(codelists={"working-days": days}))


def test_a_calendar_of_a_million_lines_is_refused_unread(fines: Fines) -> None:
    with pytest.raises(dgov_std.InputError, match="the calendar has 20,001 lines, at most 20,000"):
        fines(ROW, codelists={"working-days": "code,name,kind\n" + "2031,年,year\n" * 20_000})


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    data = tmp_path / "a.csv"
    data.write_text("处罚种类\n警告\n", encoding="utf-8")
    with pytest.raises(dgov_std.InputError, match="the code list file cannot be read"):
        check(data, standard=COUNTY, options=Options(codelists={"place": tmp_path}))


def test_the_command_takes_them(tmp_path: Path, calendar: dict[str, str]) -> None:
    data, days = tmp_path / "fines.csv", tmp_path / "days.csv"
    data.write_text(f"处罚种类,罚款金额,地点,决定日期,收到日期\n{ROW}\n", encoding="utf-8")
    days.write_text(calendar["working-days"], encoding="utf-8")
    done = spawn("check", data, "-s", COUNTY, "--codelist", f"working-days={days}", DGOV_STD_LANG="zh", CI="")
    assert (done.returncode, "7 个工作日" in done.stdout.decode()) == (0, True)
    done = spawn("check", data, "-s", COUNTY, "--codelist", "working-days", DGOV_STD_LANG="zh", CI="")
    said = "--codelist: “working-days”不是 名称=文件。例如 --codelist working-days=工作日.csv"
    assert (done.returncode, said in done.stderr.decode()) == (2, True)

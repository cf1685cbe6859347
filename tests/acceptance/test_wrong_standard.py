"""P31: a file of another standard is one finding, with the way out; P47: one unreadable file hides no other."""

import json
from pathlib import Path

import pytest

import dgov_std
from dgov_std.report.values import Report, Verdict

ROOT = Path(__file__).resolve().parents[2]
PENALTIES = ROOT / "examples" / "penalties" / "good-persons.csv"
LICENCES = ROOT / "examples" / "licences" / "good-persons.csv"


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    "asked",
    [
        {"standard": "licence-publicity"},
        {"dataset": "administrative-licence-person"},
        {"standard": "base-tables", "dataset": "population-base"},
        {"standard": "service-items"},
    ],
)
def test_it_is_one_finding_and_no_cell_is_blamed(asked: dict[str, str]) -> None:
    report = dgov_std.check(PENALTIES, **asked).values
    assert codes(report) == ["STR108"]
    assert (report.verdict, report.findings[0].number, report.indicators) == (Verdict.FAIL, 1, ())
    assert (report.rows.total, report.rows.with_errors) == (79, 0)
    assert report.findings[0].facts.standard == "penalty-publicity"  # type: ignore[union-attr]


def test_what_did_not_run_is_listed_with_the_reason() -> None:
    report = dgov_std.check(PENALTIES, standard="licence-publicity").values
    skipped = [check for check in report.checks if check.status == "skipped"]
    assert len(skipped) > 50
    assert {check.reason.en for check in skipped if check.reason} == {"the file seems to be of another standard"}


def test_its_copy_can_be_annotated_though_nothing_else_is_told_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(PENALTIES.read_text(encoding="utf-8-sig").replace("测试人", "测\u200b试人"), encoding="utf-8")
    report = dgov_std.check(path, standard="licence-publicity", workbook=tmp_path / "b.xlsx").values
    assert codes(report) == ["STR108"]
    assert (tmp_path / "b.xlsx").exists()


def test_labels_are_not_taken_for_data() -> None:
    report = dgov_std.check(PENALTIES, standard="licence-publicity").values
    assert report.columns[0].label == "行政相对人名称"


def test_the_right_standard_and_a_poor_header_stay_as_they_were(tmp_path: Path) -> None:
    assert "STR108" not in codes(dgov_std.check(PENALTIES, standard="penalty-publicity").values)
    path = tmp_path / "a.csv"
    path.write_text("颜色,大小\n红,大\n", encoding="utf-8")
    report = dgov_std.check(path, dataset="population-base").values
    assert report.verdict is Verdict.NOT_EVALUATED
    assert "STR108" not in codes(report)


def test_half_of_the_columns_are_enough_for_the_standard_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("行政相对人名称,行政相对人类别\n甲,法人\n", encoding="utf-8")
    report = dgov_std.check(path, dataset="administrative-licence-person").values
    assert "STR108" not in codes(report)


def test_a_schema_of_another_maker_is_never_doubted(tmp_path: Path) -> None:
    schema = {"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
    assert "STR108" not in codes(dgov_std.check(PENALTIES, schema=schema).values)


def test_one_unreadable_file_does_not_hide_the_others(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    import subprocess
    import sys

    bad, gone = tmp_path / "bad.csv", tmp_path / "gone.csv"
    bad.write_bytes(b"\x00\x01\x02")
    words = [sys.executable, "-m", "dgov_std", "check", bad, LICENCES, gone, PENALTIES, "-s", "licence-publicity"]
    ran = subprocess.run([*map(str, words), "-f", "json", "-o", str(tmp_path)], capture_output=True, check=False)
    assert ran.returncode == 2
    said = ran.stderr.decode()
    assert "bad.csv" in said
    assert "gone.csv" in said
    verdicts = {path.name: json.loads(path.read_bytes())["verdict"] for path in tmp_path.glob("*.json")}
    assert sorted(verdicts.values()) == ["fail", "incomplete", "incomplete", "pass"]
    unread = {name.partition(".")[0] for name, verdict in verdicts.items() if verdict == "incomplete"}
    assert unread == {"bad", "gone"}

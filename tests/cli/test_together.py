"""The formats about all inputs together: one file for all, nothing left out, the step summary, paths of the repository."""

import hashlib
import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
STANDARD = ("-s", "licence-publicity", "--as-of", "2026-10-31")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a good file, a bad one in a folder, and one that cannot be read; it is the working directory."""
    (tmp_path / "数据 十月").mkdir()
    shutil.copy(LICENCES / "good-persons.csv", tmp_path / "good.csv")
    shutil.copy(LICENCES / "bad-persons.csv", tmp_path / "数据 十月" / "bad.csv")
    (tmp_path / "broken.xlsx").write_bytes(b"junk")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def paths(text: str | bytes) -> set[str]:
    return {each["location"]["path"] for each in json.loads(text)}


def test_one_file_for_all_inputs_whatever_became_of_each(run: Callable, checkout: Path) -> None:
    ran = run("check", "good.csv", "数据 十月/bad.csv", "broken.xlsx", "nothere.csv", *STANDARD, "-o", "all.sarif")
    assert ran.code == 2
    (found,) = json.loads((checkout / "all.sarif").read_bytes())["runs"]
    verdicts = {each["location"]["uri"].rpartition("/")[2]: each["properties"]["verdict"] for each in found["artifacts"]}
    assert verdicts == {"good.csv": "pass", "bad.csv": "fail", "broken.xlsx": "incomplete", "nothere.csv": "incomplete"}
    assert found["invocations"][0]["executionSuccessful"] is False
    states = [each["message"]["text"] for each in found["results"] if each["ruleId"] == "INCOMPLETE"]
    assert len(states) == 2
    assert "没查完, 不能下结论: 找不到这个文件。请检查文件名和所在的文件夹" in states


def test_several_formats_in_one_folder(run: Callable, checkout: Path) -> None:
    formats = ("-f", "junit", "-f", "gitlab", "-f", "json", "-f", "github")
    ran = run("check", "good.csv", "数据 十月/bad.csv", *STANDARD, *formats, "--output-dir", "out")
    assert ran.code == 1
    assert sorted(path.name for path in (checkout / "out").iterdir()) == [
        "bad.json",
        "dgov-std.gitlab.json",
        "dgov-std.junit.xml",
        "good.json",
    ]
    assert paths((checkout / "out" / "dgov-std.gitlab.json").read_bytes()) == {"数据 十月/bad.csv"}
    assert {line.split(" ")[0] for line in ran.out.splitlines()} == {"::error", "::warning", "::notice"}
    assert "file=数据 十月/bad.csv,line=9," in ran.out
    assert "junit -> out/dgov-std.junit.xml" in ran.err


def test_the_json_report_of_the_only_input_names_the_file(run: Callable, checkout: Path) -> None:
    run("check", "good.csv", *STANDARD, "-f", "sarif", "-f", "json", "--output-dir", "out")
    outputs = json.loads((checkout / "out" / "good.json").read_bytes())["outputs"]
    digest = hashlib.sha256((checkout / "out" / "dgov-std.sarif").read_bytes()).hexdigest()
    assert [(each["name"], each["sha256"]) for each in outputs] == [("dgov-std.sarif", digest)]


def test_an_input_that_cannot_be_read_is_told_of_alone_too(run: Callable, checkout: Path) -> None:
    assert run("check", "broken.xlsx", *STANDARD, "-o", "a.xml").code == 2
    (suite,) = ET.parse(checkout / "a.xml").getroot()
    assert (suite.attrib["name"], suite.attrib["errors"]) == ("broken.xlsx", "1")


def test_printed_for_a_pipe(run: Callable, checkout: Path) -> None:
    ran = run("check", "good.csv", "数据 十月/bad.csv", *STANDARD, "-f", "gitlab")
    assert paths(ran.out) == {"数据 十月/bad.csv"}


def test_paths_are_below_the_checkout_where_the_platform_names_it(
    run: Callable, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(checkout))
    monkeypatch.chdir(checkout / "数据 十月")
    assert paths(run("check", "bad.csv", *STANDARD, "-f", "gitlab").out) == {"数据 十月/bad.csv"}
    monkeypatch.setenv("GITHUB_WORKSPACE", "/somewhere/else")
    assert paths(run("check", "bad.csv", *STANDARD, "-f", "gitlab").out) == {"bad.csv"}


def test_a_checkout_reached_through_a_link(run: Callable, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = checkout.parent / f"{checkout.name}-link"
    link.symlink_to(checkout)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(link))
    assert paths(run("check", link / "数据 十月" / "bad.csv", *STANDARD, "-f", "gitlab").out) == {"数据 十月/bad.csv"}


def test_a_folder_outside_is_not_told(run: Callable, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / "张三").mkdir()
    shutil.copy(LICENCES / "bad-persons.csv", checkout / "张三" / "a.csv")
    monkeypatch.chdir(checkout / "数据 十月")
    assert paths(run("check", "../张三/a.csv", *STANDARD, "-f", "gitlab").out) == {"a.csv"}


def test_without_such_a_format_the_report_keeps_the_name_only(run: Callable, checkout: Path) -> None:
    ran = run("check", "数据 十月/bad.csv", *STANDARD, "-f", "json")
    assert json.loads(ran.out)["run"]["path"] == "bad.csv"


def test_the_summary_is_added_to_that_of_the_step(
    run: Callable, checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    step = tmp_path / "step.md"
    step.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(step))
    ran = run("check", "good.csv", *STANDARD, "-f", "summary")
    assert (ran.code, ran.out) == (0, "")
    assert step.read_text(encoding="utf-8").startswith("before\n# 数据检查结果: 合格\n")
    run("check", "good.csv", *STANDARD, "-f", "summary", "-o", "s.summary.md")
    assert step.read_text(encoding="utf-8").count("# 数据检查结果: 合格\n") == 2
    assert (checkout / "s.summary.md").is_file()
    step.write_text("no line end", encoding="utf-8")
    run("check", "good.csv", *STANDARD, "-f", "summary")
    assert step.read_text(encoding="utf-8").startswith("no line end\n# 数据检查结果: 合格\n")


def test_a_full_summary_is_not_overfilled(run: Callable, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step = checkout / "step.md"
    step.write_bytes(b"x" * 999_900)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(step))
    assert run("check", "good.csv", *STANDARD, "-f", "summary").code == 0
    assert step.stat().st_size <= 1_000_000


def test_a_summary_that_cannot_be_written_is_told(run: Callable, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(checkout))
    ran = run("check", "good.csv", *STANDARD, "-f", "summary")
    assert ran.code == 2
    assert "步骤摘要写不进去" in ran.err


def test_without_a_step_it_is_printed(run: Callable, checkout: Path) -> None:
    assert run("check", "good.csv", *STANDARD, "-f", "summary").out.startswith("# 数据检查结果: 合格\n")


def test_a_saved_report_is_made_into_such_a_format(run: Callable, checkout: Path) -> None:
    run("check", "数据 十月/bad.csv", *STANDARD, "-f", "json", "-f", "sarif", "--output-dir", "out")
    assert run("report", "render", "out/bad.json", "-o", "later.sarif").code == 0
    first, later = (checkout / "out" / "dgov-std.sarif").read_bytes(), (checkout / "later.sarif").read_bytes()
    assert first == later
    assert run("report", "render", "out/bad.json", "-f", "github").out.startswith("::error file=数据 十月/bad.csv,line=9")
    assert run("report", "render", "out/bad.json", "-f", "github", "-o", "later").code == 0
    assert (checkout / "later" / "dgov-std.github.txt").is_file()


def test_no_full_number_of_a_person_in_any_of_them(run: Callable, checkout: Path) -> None:
    formats = [part for name in ("junit", "sarif", "gitlab", "summary", "json") for part in ("-f", name)]
    ran = run("check", "数据 十月/bad.csv", *STANDARD, *formats, "-f", "github", "--output-dir", "out")
    rows = (checkout / "数据 十月" / "bad.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    numbers = {cell for row in rows for cell in row.split(",") if len(cell) == 18 and cell[:17].isdigit()}
    assert len(numbers) > 100
    text = ran.out + ran.err + "".join(path.read_text(encoding="utf-8") for path in (checkout / "out").iterdir())
    assert not [number for number in numbers if number in text]


def test_shown_values_are_for_the_owner_only(run: Callable, checkout: Path) -> None:
    run("check", "good.csv", "数据 十月/bad.csv", *STANDARD, "--show-values", "-o", "a.sarif")
    assert (checkout / "a.sarif").stat().st_mode & 0o777 == 0o600

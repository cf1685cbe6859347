"""`compare` and `report diff`: what they print, where they write, and their exit codes."""

from __future__ import annotations

import io
import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "旧.csv", tmp_path / "新.csv"
    old.write_text("编号,值\n1,a\n2,b\n3,c\n", encoding="utf-8")
    new.write_text("编号,值\n1,a\n2,x\n3,c\n", encoding="utf-8")
    return old, new


def test_within_the_limits_is_0(run: Run, files: tuple[Path, Path]):
    done = run("compare", *files, "--key", "编号")
    assert (done.code, done.err) == (0, "")
    assert "没有超出限度" in done.out


def test_beyond_a_limit_is_1(run: Run, files: tuple[Path, Path]):
    files[1].write_text("编号,值\n1,a\n2,x\n", encoding="utf-8")
    done = run("compare", *files, "-k", "编号", "--lang", "en")
    assert done.code == 1
    assert "3 -> 2 rows, -33.33%, beyond 20%" in done.out
    assert run("compare", *files, "-k", "编号", "--max-row-jump", "34%").code == 0
    assert run("compare", *files, "-k", "编号", "--return", "incremental").code == 0
    loose = ("--max-row-jump", "none", "--max-vanished")
    assert run("compare", *files, "-k", "编号", "--return", "full", *loose, "0").code == 1
    assert run("compare", *files, "-k", "编号", "--return", "full", *loose, "1").code == 0


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--max-row-jump", "20"), "--max-row-jump: “20”不是限度。写成 20% 或 none"),
        (("--max-empty-jump", "-1%"), "--max-empty-jump: “-1%”不是限度。写成 20% 或 none"),
        (("--max-vanished", "many"), "--max-vanished: “many”不是限度。写成 20%、100 或 none"),
        (("--key", "号码"), "--key: 两份文件都没有“号码”这一列。可用的列: 编号、值"),
        (("--output", "a.html"), "a.html: 后缀不是这里的格式(.json、.md、.txt)。改后缀, 或给出 --format"),
    ],
)
def test_what_makes_no_sense_is_2(run: Run, files: tuple[Path, Path], option: tuple[str, str], said: str):
    done = run("compare", *files, "--key", "编号", *option) if option[0] != "--key" else run("compare", *files, *option)
    assert (done.code, done.out, done.err) == (2, "", f"错误: {said}\n")


def test_a_file_that_is_not_there_is_2(run: Run, files: tuple[Path, Path], tmp_path: Path):
    done = run("compare", files[0], tmp_path / "none.csv", "--key", "编号")
    assert (done.code, done.out) == (2, "")
    assert "none.csv" in done.err


def test_a_folder_of_two_files_is_2(run: Run, files: tuple[Path, Path], tmp_path: Path):
    done = run("compare", tmp_path, files[1], "--key", "编号")
    assert (done.code, "这里有 2 个文件, 一次比较两个" in done.err) == (2, True)


def test_standard_input_is_one_of_the_two(run: Run, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch):
    def stdin(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))

    stdin(files[0].read_bytes())
    assert run("compare", "-", files[1], "--key", "编号").code == 0
    done = run("compare", "-", "-", "--key", "编号")
    assert (done.code, done.err) == (2, "错误: -: 标准输入只能是两份中的一份。另一份给出文件\n")
    stdin(b"")
    done = run("compare", files[1], "-", "--key", "编号")
    assert (done.code, done.err) == (2, "错误: 标准输入: 文件是空的, 没有表头也没有数据。请向提供方重新索取完整的文件\n")


@pytest.mark.parametrize(("suffix", "begin"), [("json", "{\n"), ("md", "# "), ("txt", "旧.csv")])
def test_the_suffix_of_the_output_is_the_format(run: Run, files: tuple[Path, Path], tmp_path: Path, suffix: str, begin: str):
    out = tmp_path / f"found.{suffix}"
    done = run("compare", *files, "--key", "编号", "--output", out)
    assert (done.code, done.out, done.err) == (0, "", f"-> {out}\n")
    assert out.read_text(encoding="utf-8").startswith(begin)


def test_an_input_is_not_overwritten(run: Run, files: tuple[Path, Path]):
    done = run("compare", *files, "--key", "编号", "--output", files[0], "--format", "json")
    assert done.code == 2
    assert files[0].read_text(encoding="utf-8").startswith("编号")


def test_json_is_the_same_every_time(run: Run, files: tuple[Path, Path]):
    done = [run("compare", *files, "--key", "编号", "-f", "json", "-j", jobs) for jobs in (1, 3)]
    assert done[0] == done[1]
    assert json.loads(done[0].out)["keys"]["changed"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_a_file_with_all_values_is_for_its_owner(run: Run, files: tuple[Path, Path], tmp_path: Path):
    run("compare", *files, "--key", "编号", "--show-values", "-o", tmp_path / "a.json")
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o600
    run("compare", *files, "--key", "编号", "-o", tmp_path / "b.json")
    assert stat.S_IMODE((tmp_path / "b.json").stat().st_mode) != 0o600


# ---- report diff ----


@pytest.fixture
def reports(run: Run, tmp_path: Path) -> tuple[Path, Path]:
    """The reports of a good and a bad file."""
    folder = Path(__file__).parents[1] / "files"
    found = []
    for name, name_ in (("good", "甲公司"), ("bad", "甲" * 61)):
        data = tmp_path / f"{name}.csv"
        data.write_text(f"单位名称,性别\n{name_},1\n", encoding="utf-8")
        report = tmp_path / f"{name}.json"
        run("check", data, "--standard", folder / "register.yaml", "--output", report)
        assert report.is_file()
        found.append(report)
    return found[0], found[1]


def test_worse_is_1_and_better_is_0(run: Run, reports: tuple[Path, Path]):
    good, bad = reports
    assert [run("report", "diff", good, bad).code, run("report", "diff", bad, good).code] == [1, 0]
    assert run("report", "diff", good, good).code == 0
    assert run("report", "diff", good, bad, "--fail-on", "none").code == 0


def test_the_difference_is_told(run: Run, reports: tuple[Path, Path]):
    good, bad = reports
    assert "新出现 1 类" in run("report", "diff", good, bad).out
    told = json.loads(run("report", "diff", good, bad, "--format", "json").out)
    assert [(each["code"], each["columns"]) for each in told["added"]] == [("TYP206", ["单位名称"])]


def test_receipts_serve_as_well_as_files(run: Run, reports: tuple[Path, Path]):
    numbers = [json.loads(path.read_text(encoding="utf-8"))["receipt"] for path in reports]
    assert run("report", "diff", *numbers).code == 1


def test_what_is_no_report_is_2(run: Run, reports: tuple[Path, Path], tmp_path: Path):
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    done = run("report", "diff", reports[0], tmp_path / "x.json")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"错误: {tmp_path / 'x.json'}: 不是本程序的检查报告")
    assert run("report", "diff", reports[0], "AAAA-AAAA").code == 2
    done = run("report", "diff", reports[0], tmp_path / "none.json")
    assert (done.code, done.err) == (2, f"错误: {tmp_path / 'none.json'}: 没有这个文件。请检查文件名和文件夹\n")


def test_the_difference_is_written(run: Run, reports: tuple[Path, Path], tmp_path: Path):
    out = tmp_path / "d.md"
    assert run("report", "diff", *reports, "-o", out).code == 1
    assert out.read_text(encoding="utf-8").startswith("# good.csv")

"""Inputs named on the command line: standard input, folders, globs, compressed files, files that are something else."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from children import spawn
from opendocument import row, text_cell, write_ods
from pyarrow import csv, feather, parquet

from dgov_std.cli.inputs import inputs_of, is_readable
from dgov_std.dataset import spool

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
GOOD = LICENCES / "good-persons.csv"
STANDARD = ("-s", "licence-publicity", "--as-of", "2026-10-31")


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[bytes], None]:
    """Let standard input be these bytes, and the temporary folder be `tmp_path/temporary`."""

    def pipe(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        (tmp_path / "temporary").mkdir()
        monkeypatch.setattr(spool.tempfile, "tempdir", str(tmp_path / "temporary"))
        monkeypatch.chdir(tmp_path)

    return pipe


def names(paths: list[Path], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


def test_standard_input(run: Callable, piped: Callable, tmp_path: Path) -> None:
    piped(GOOD.read_bytes())
    ran = run("check", "-", *STANDARD)
    assert ran.code == 0, ran
    assert ran.out.startswith("标准输入  300行 20列")
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize("name", ["good-persons.xlsx", "good-persons.gb18030.csv"])
def test_standard_input_of_any_kind(run: Callable, piped: Callable, name: str) -> None:
    piped(gzip.compress((LICENCES / name).read_bytes()))
    assert run("check", "-", *STANDARD).code == 0


def test_a_workbook_from_standard_input_is_annotated(run: Callable, piped: Callable, tmp_path: Path) -> None:
    piped((LICENCES / "bad-persons.xlsx").read_bytes())
    ran = run("check", "-", *STANDARD, "-a")
    assert ran.code == 1, ran
    assert openpyxl.load_workbook(tmp_path / "批注_标准输入.xlsx").sheetnames[0] == "检查结果"


def test_standard_input_is_read_once_and_outputs_lie_here(run: Callable, piped: Callable, tmp_path: Path) -> None:
    piped((LICENCES / "bad-persons.csv").read_bytes())
    ran = run("check", "-", "-", *STANDARD, "-a", "-f", "html", "-f", "json", "--emit-instance", "i.json")
    assert ran.code == 1
    assert json.loads(ran.out)["input"]["name"] == "标准输入"
    made = {path.name for path in tmp_path.iterdir()}
    assert {"批注_标准输入.xlsx", "检查单_标准输入.html", "i.json"} <= made
    assert list((tmp_path / "temporary").iterdir()) == []


def test_errors_name_standard_input(run: Callable, piped: Callable) -> None:
    piped(b"%PDF-1.7")
    ran = run("check", "-", *STANDARD)
    assert (ran.code, ran.err) == (2, "错误: 标准输入: 这是 PDF 文件, 不是数据表。请另存为 xlsx 或 CSV 后再检查\n")


def test_standard_input_in_english(tmp_path: Path) -> None:
    with (LICENCES / "good-persons.csv").open("rb") as file:
        ran = spawn_with(file, "check", "-", *STANDARD, "--lang", "en", DGOV_STD_STATE=str(tmp_path))
    assert ran.stdout.decode().startswith("stdin  300")


def spawn_with(stdin: object, *arguments: object, **environment: str) -> object:
    import subprocess

    command = [sys.executable, "-m", "dgov_std", *map(str, arguments)]
    root = str(Path(__file__).resolve().parents[2])
    return subprocess.run(
        command, stdin=stdin, env={**os.environ, **environment, "PYTHONPATH": root}, capture_output=True, check=False
    )


def test_a_terminal_is_no_input(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    ran = run("check", "-", *STANDARD)
    assert (ran.code, ran.err) == (2, "错误: -: 标准输入没有接到文件或管道。例如 dgov-std check - < 数据.csv\n")


def test_a_folder_gives_every_kind_of_table(tmp_path: Path) -> None:
    wanted = ["a.CSV", "b.tsv", "c.parquet", "d.Xlsx", "e.csv.gz", "f.zip", "g.ndjson.xz", "下/h.ods", "下/甲.et"]
    passed_over = [
        "~$d.xlsx",
        ".~e.xlsx",
        "._a.csv",
        "批注_d.xlsx",
        "annotated_d.xlsx",
        "x.json",
        "x.pdf",
        "y.gz",
        "readme.md",
    ]
    (tmp_path / "下").mkdir()
    for name in (*wanted, *passed_over):
        (tmp_path / name).touch()
    (tmp_path / "下" / "圈").symlink_to(tmp_path, target_is_directory=True)
    assert names(inputs_of([str(tmp_path)])[0], tmp_path) == sorted(wanted)


def test_a_glob_takes_extensions_of_either_case(tmp_path: Path) -> None:
    for name in ("a.csv", "二.CSV", "~$c.csv", "d.txt"):
        (tmp_path / name).touch()
    (tmp_path / "圈").symlink_to(tmp_path, target_is_directory=True)
    assert names(inputs_of([str(tmp_path / "*.csv")])[0], tmp_path) == ["a.csv", "二.CSV"]
    deep, _ = inputs_of([str(tmp_path / "**" / "*.csv")])
    assert sorted(path.name for path in deep) == ["a.csv", "二.CSV"]  # not once for each turn of the circle


@pytest.mark.parametrize("name", ["", " ", "a\0b", "x" * 5000, "*.nothing"])
def test_nothing_of_that_name(name: str) -> None:
    found, errors = inputs_of([name])
    assert found == []
    assert errors[0].problems[0].what.zh == "没有可检查的文件"


@pytest.mark.parametrize(
    ("name", "taken"), [("甲.XLSB", True), ("a.jsonl.gz", True), ("a.zip", True), ("a.gz", False), ("csv", False)]
)
def test_readable(name: str, taken: bool) -> None:
    assert is_readable(name) is taken


def write_every_kind(folder: Path) -> list[Path]:
    """Write the first rows of the good example in every kind."""
    data = csv.read_csv(
        GOOD, convert_options=csv.ConvertOptions(column_types=dict.fromkeys(header(), "string"), strings_can_be_null=True)
    ).slice(0, 20)
    parquet.write_table(data, folder / "p.parquet")
    feather.write_feather(data, str(folder / "p.feather"))
    lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in data.to_pylist())
    (folder / "p.jsonl").write_text(lines, encoding="utf-8")
    with gzip.open(folder / "q.csv.gz", "wb") as file:
        csv.write_csv(data, file)
    cells = [header(), *([value or "" for value in each.values()] for each in data.to_pylist())]
    write_ods(folder / "p.ods", {"表": "".join(row(*map(text_cell, each)) for each in cells)})
    return sorted(folder.iterdir())


def header() -> list[str]:
    return GOOD.read_text(encoding="utf-8-sig").splitlines()[0].split(",")


def test_every_kind_has_one_verdict_and_its_outputs(run: Callable, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    rows = []
    for path in write_every_kind(tmp_path / "in"):
        instance, back = tmp_path / f"{path.name}.json", tmp_path / f"{path.name}.xlsx"
        ran = run("check", path, *STANDARD, "--emit-instance", instance, "-w", back, "-f", "json")
        assert ran.code == 0, (path, ran)
        assert zipfile.is_zipfile(back)
        rows.append(json.loads(instance.read_bytes())["rows"])
    assert len(rows) == 5
    assert all(each == rows[0] for each in rows)


def test_one_bad_file_does_not_hide_the_others(run: Callable, tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(GOOD.read_bytes()))
    (tmp_path / "b.parquet").write_bytes(b"PAR1\0\0\0\0PAR1")
    ran = run("check", tmp_path, *STANDARD)
    assert ran.code == 2
    assert "a.csv.gz  300行" in ran.out
    assert ran.err == f"错误: {tmp_path}/b.parquet: Parquet 文件已损坏或不完整。请向提供方重新索取完整的文件\n"


def test_a_misnamed_file_is_read_and_told(run: Callable, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes((LICENCES / "good-persons.xlsx").read_bytes())
    ran = run("check", tmp_path / "t.csv", *STANDARD)
    assert ran.code == 0
    assert "读法: 内容是 xlsx 文件" in ran.out


@pytest.mark.parametrize("option", ["--encoding=utf-8", "--sheet=1"])
def test_options_that_such_a_file_has_no_use_for(run: Callable, tmp_path: Path, option: str) -> None:
    parquet.write_table(csv.read_csv(GOOD), tmp_path / "t.parquet")
    ran = run("check", tmp_path / "t.parquet", *STANDARD, option)
    assert (ran.code, ran.err) == (2, f"错误: {tmp_path}/t.parquet: 这种文件不用 {option.partition('=')[0]}。去掉这个选项\n")


def test_plain_text_loads_no_archives(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom dgov_std.cli import main\ntry: main()\nexcept SystemExit: pass\n"
        "rare = 'unpack columnar arrow_text json_lines sheet_process sheet_child excel_foreign zip_kind'.split()\n"
        "print([name for name in rare if 'dgov_std.dataset.' + name in sys.modules], 'pandas' in sys.modules)"
    )
    ran = spawn("check", GOOD, *STANDARD, code=code, DGOV_STD_STATE=str(tmp_path), CI="")
    assert ran.stdout.decode().splitlines()[-1] == "[] False", ran


def test_a_file_reached_by_two_ways_is_one_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.csv").write_text("b\n1\n", encoding="utf-8")
    found, errors = inputs_of(["a/x.csv", "./a/x.csv", "a/../a/x.csv", str(tmp_path / "a" / "x.csv")])
    assert (found, errors) == ([Path("a/x.csv")], [])

"""`check --failing-rows`: files, folders, formats, what is told, and what is refused."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
STANDARD = ("-s", "licence-publicity", "--as-of", "2026-10-31")
SCHEMA = {"type": "object", "properties": {"编号": {"type": "string", "pattern": "^[0-9]{3}$"}}}


@pytest.fixture
def schema(tmp_path: Path) -> tuple[str, str]:
    path = tmp_path / "schema.json"
    path.write_text(json.dumps(SCHEMA), encoding="utf-8")
    return ("--schema", str(path))


def source(path: Path, text: str = "编号,名\nx1,=甲\n002,乙\n") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_the_file_is_named_with_the_others(run: Callable, tmp_path: Path) -> None:
    target, report = tmp_path / "rows.csv", tmp_path / "report.json"
    ran = run("check", LICENCES / "bad-persons.csv", *STANDARD, "--failing-rows", target, "-o", report)
    assert (ran.code, "问题行: rows.csv, 90 行(含个人信息)" in ran.out) == (1, True)
    (output,) = json.loads(report.read_bytes())["outputs"]
    assert (output["name"], output["personal"], output["failing"]["rows"]) == ("rows.csv", True, 90)
    assert target.stat().st_mode & 0o777 == 0o600


def test_where_nothing_is_printed_it_is_told_on_the_side(run: Callable, tmp_path: Path, schema: tuple[str, str]) -> None:
    target, report = tmp_path / "rows.csv", tmp_path / "report.json"
    ran = run("check", source(tmp_path / "a.csv"), *schema, "--failing-rows", target, "-f", "json", "-o", report)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        f"a.csv: 退回修改 -> {report}, {target}",
        "1 个单元格像公式, 前面加了撇号; 原样见 .parquet",
    ]


def test_several_files_of_one_input(run: Callable, tmp_path: Path, schema: tuple[str, str]) -> None:
    targets = [tmp_path / f"rows.{suffix}" for suffix in ("csv", "PARQUET", "xlsx")]
    ran = run("check", source(tmp_path / "a.csv"), *schema, *[part for path in targets for part in ("--failing-rows", path)])
    assert (ran.code, ran.err) == (1, "")
    assert targets[0].read_text(encoding="utf-8-sig").splitlines()[1:] == ["2,1,1,TYP205,x1,'=甲"]
    assert pq.read_table(targets[1])["名"].to_pylist() == ["=甲"]
    assert openpyxl.load_workbook(targets[2]).worksheets[0]["F2"].value == "=甲"


def test_a_folder_takes_those_of_several_inputs(run: Callable, tmp_path: Path, schema: tuple[str, str]) -> None:
    folder = tmp_path / "in"
    inputs = [source(folder / "甲 县.csv"), source(folder / "b.csv"), source(folder / "b.tsv", "编号\t名\nx\ty\n")]
    ran = run("check", *inputs, *schema, "--failing-rows", tmp_path / "out" / "rows")
    assert (ran.code, ran.err) == (1, "")
    assert names(tmp_path / "out" / "rows") == ["问题行_b.csv", "问题行_b.tsv.csv", "问题行_甲 县.csv"]
    formats = ("--rows-format", "xlsx", "--rows-format", "parquet")
    ran = run("check", inputs[0], *schema, "--failing-rows", folder, *formats, "--lang", "en")
    assert names(folder) == ["b.csv", "b.tsv", "failing-rows_甲 县.parquet", "failing-rows_甲 县.xlsx", "甲 县.csv"]


def test_ours_in_a_folder_are_no_inputs(run: Callable, tmp_path: Path, schema: tuple[str, str]) -> None:
    folder = source(tmp_path / "in" / "a.csv").parent
    for _ in range(2):
        ran = run("check", folder, *schema, "--failing-rows", folder)
        assert (ran.code, ran.out.count("回执号")) == (1, 1)
    assert names(folder) == ["a.csv", "问题行_a.csv"]


@pytest.mark.skipif(os.name == "nt", reason="there are no such names")
def test_names_in_a_folder_can_be_copied_to_windows(run: Callable, tmp_path: Path, schema: tuple[str, str]) -> None:
    inputs = [source(tmp_path / "in" / name) for name in ('a:"b"?.csv', "a__b__.csv", "con.csv")]
    assert run("check", *inputs, *schema, "--failing-rows", tmp_path / "out").code == 1
    made = names(tmp_path / "out")
    assert len(made) == 3
    assert {"问题行_a__b__.csv", "问题行_con.csv"} < set(made)
    assert not set("".join(made)) & set('<>:"/\\|?*')


@pytest.mark.parametrize(
    ("target", "inputs", "said"),
    [
        ("rows.txt", 1, "问题行文件是 .csv、.parquet、.xlsx。改后缀, 或给出文件夹"),
        ("rows.csv", 2, "几个输入文件的问题行不能写进同一个文件。给出一个文件夹"),
        ("a0.csv", 1, "这个文件不是本程序写的问题行, 不覆盖。换一个文件名"),
        ("other.csv", 1, "这个文件不是本程序写的问题行, 不覆盖。换一个文件名"),
        ("-", 1, "这不是普通文件。给出文件名"),
        ("other.csv/rows", 1, "建不了这个文件夹(路径中有一段不是文件夹)。换一个位置"),
    ],
)
def test_refused_before_any_work(
    run: Callable, tmp_path: Path, schema: tuple[str, str], target: str, inputs: int, said: str
) -> None:
    given = [source(tmp_path / f"a{i}.csv") for i in range(inputs)]
    source(tmp_path / "other.csv", "somebody's\n")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    ran = run("check", *given, *schema, "--failing-rows", tmp_path / target)
    assert (ran.code, ran.out, ran.err) == (2, "", f"错误: {tmp_path / target}: {said}\n")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_not_over_another_output(run: Callable, tmp_path: Path, schema: tuple[str, str]) -> None:
    target = tmp_path / "rows.xlsx"
    ran = run("check", source(tmp_path / "a.csv"), *schema, "--failing-rows", target, "-w", target)
    assert (ran.code, "也不能互相覆盖" in ran.err, target.exists()) == (2, True, False)


def test_standard_input(run: Callable, tmp_path: Path, schema: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with source(tmp_path / "a.csv").open(encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        ran = run("check", "-", *schema, "--failing-rows", "out")
    assert (ran.code, names(tmp_path / "out")) == (1, ["问题行_标准输入.csv"])

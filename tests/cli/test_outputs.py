"""Outputs: written aside and renamed, private where they hold data, the same bytes every time."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from children import spawn
from jsonschema import Draft202012Validator

from dgov_std.report.schema import report_schema

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
DYING = """
import os, signal, sys
from pathlib import Path
left = [int(sys.argv.pop(1))]
before = sys.argv.pop(1) == "before"
replace, os_replace = Path.replace, os.replace
def dying(*arguments, **options):
    left[0] -= 1
    if left[0] == 0 and before:
        os.kill(os.getpid(), signal.SIGKILL)
    result = os_replace(*arguments, **options)
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
os.replace = dying
from dgov_std.cli import main
main()
"""


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_killed_at_every_rename_each_output_is_old_or_new(tmp_path: Path, nth: int, moment: str) -> None:
    outputs = {name: tmp_path / name for name in ("report.json", "back.xlsx")}
    arguments = ["check", LICENCES / "bad-persons.xlsx", "--as-of", "2026-10-31", "-s", "licence-publicity"]
    arguments += ["-o", outputs["report.json"], "-w", outputs["back.xlsx"]]
    state = str(tmp_path / "state")
    assert spawn(*arguments, DGOV_STD_STATE=state).returncode == 1
    new = {name: path.read_bytes() for name, path in outputs.items()}
    for path in outputs.values():
        path.write_bytes(b"old")
    died = spawn(nth, moment, *arguments, code=DYING, DGOV_STD_STATE=state)
    assert died.returncode == -9, died
    for name, path in outputs.items():
        now = path.read_bytes()
        assert now == b"old" or same(name, now, new[name]), name
    assert spawn(*arguments, DGOV_STD_STATE=state).returncode == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["back.xlsx", "report.json", "state"]


def same(name: str, left: bytes, right: bytes) -> bool:
    if name.endswith(".xlsx"):
        return left == right
    one, other = json.loads(left), json.loads(right)
    return {**one, "run": None} == {**other, "run": None}


def test_report_is_valid_and_only_run_differs(tmp_path: Path) -> None:
    reports = []
    for i, (seed, zone, jobs) in enumerate([("0", "UTC", 1), ("7", "Asia/Shanghai", 3)]):
        target = tmp_path / f"{i}.json"
        spawn(
            "check",
            LICENCES / "bad-organisations.csv",
            "-s",
            "licence-publicity",
            "--as-of",
            "2026-10-31",
            "-o",
            target,
            "-j",
            jobs,
            PYTHONHASHSEED=seed,
            TZ=zone,
            LC_ALL="C" if i else "C.UTF-8",
            DGOV_STD_STATE=str(tmp_path / "state"),
        )
        reports.append(json.loads(target.read_bytes()))
    Draft202012Validator(report_schema()).validate(reports[0])
    assert reports[0].pop("run") != reports[1].pop("run")
    assert json.dumps(reports[0]) == json.dumps(reports[1])


def test_no_personal_value_is_in_any_report(run: Callable, tmp_path: Path) -> None:
    import csv

    target = tmp_path / "report.json"
    source = LICENCES / "bad-persons.csv"
    ran = run("check", source, "-s", "licence-publicity", "--as-of", "2026-10-31", "-o", target)
    rows = list(csv.reader(source.read_text(encoding="utf-8-sig").splitlines()))
    place = rows[0].index("证件号码")
    numbers = {row[place] for row in rows[1:] if len(row) > place and len(row[place]) > 7}
    assert len(numbers) > 200
    said = ran.out + target.read_text(encoding="utf-8")
    assert not [number for number in numbers if number in said]
    assert target.stat().st_mode & 0o077 in (0o044, 0o000)


def test_telephone(run: Callable) -> None:
    ran = run("check", LICENCES / "bad-persons.csv", "-s", "licence-publicity", "--as-of", "2026-10-31")
    receipt = ran.out.split("回执号")[1].split()[0]
    shown = run("report", "show", receipt.lower().replace("-", " "), 1)
    assert shown.code == 0
    assert shown.out.startswith("第 1 类 必须改: 被表格软件改坏")
    assert len(shown.out.strip().splitlines()) <= 7
    missing = run("report", "show", "0000-0000", 1)
    assert (missing.code, "0000-0000" in missing.err) == (2, True)


@pytest.mark.parametrize("encoding", ["gbk:strict", "ascii"])
def test_any_console_survives(encoding: str, tmp_path: Path) -> None:
    ran = spawn(
        "check",
        LICENCES / "bad-persons.csv",
        "-s",
        "licence-publicity",
        PYTHONIOENCODING=encoding,
        DGOV_STD_STATE=str(tmp_path),
    )
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr
    assert ran.stdout.count(b"\n") <= 41


def test_compile_writes_bundle_and_plain_schemas(run: Callable, tmp_path: Path) -> None:
    ran = run("compile", "licence-publicity", "-o", tmp_path)
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 8
    plain = json.loads((tmp_path / "administrative-licence-person.rows.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(plain)
    bundle = tmp_path / "administrative-licence-person.bundle.json"
    ran = run("check", LICENCES / "good-persons.csv", "-s", bundle)
    assert ran.code == 0


@pytest.mark.parametrize("kind", ["standard", "element", "dataset", "identifier", "report", "vocabulary"])
def test_schema_prints_a_schema(run: Callable, kind: str) -> None:
    ran = run("schema", kind)
    Draft202012Validator.check_schema(json.loads(ran.out))
    assert ran.code == 0


def test_version_imports_nothing_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['dgov-std', '--version']\nfrom dgov_std.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('pandas', 'numpy', 'pyarrow', 'yaml', 'rich', 'jsonschema') if name in sys.modules])"
    )
    assert spawn(code=code).stdout.decode().splitlines()[-1] == "[]"


def test_a_plain_check_imports_no_pandas(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom dgov_std.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('pandas', 'openpyxl', 'xlsxwriter', 'duckdb') if name in sys.modules])"
    )
    ran = spawn("check", LICENCES / "good-persons.csv", "-s", "licence-publicity", code=code, DGOV_STD_STATE=str(tmp_path))
    assert ran.stdout.decode().splitlines()[-1] == "[]", ran


def test_files_of_one_name_are_told_apart(run: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("甲/a.csv", "乙/a.csv", "乙/b.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x\n1\n", encoding="utf-8")
    ran = run("check", "甲/a.csv", "乙")
    reports, _, overview = ran.out.partition("\n3 个文件: ")
    heads = [line for line in reports.splitlines() if "a.csv" in line or "b.csv" in line]
    assert [head.split("  ")[0] for head in heads] == ["甲/a.csv", "a.csv", "乙/a.csv", "a.csv", "b.csv"]
    assert overview.splitlines()[-3:] == ["  甲/a.csv", "  乙/a.csv", "  b.csv"]
    ran = run("check", "甲/a.csv", "乙/a.csv", "--output", "out")
    assert ran.err == "甲/a.csv -> out/a.json\n乙/a.csv -> out/a.csv.json\n"

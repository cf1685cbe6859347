"""The gate on the command line: the way of a repository from its first run to an expired exception."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

STANDARD = Path(__file__).resolve().parents[1] / "gate" / "registers"
AS_OF = "2026-10-31"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def check(run, folder: Path):
    """Run `check` on the files named, `登记.csv` by default."""

    def call(*options: object, files: tuple[str, ...] = ("登记.csv",), as_of: str = AS_OF):
        return run("check", *files, "-s", STANDARD, "--as-of", as_of, *options)

    return call


def permits(path: Path, count: int, *wrong: int) -> None:
    rows = (f"P{i},{9 if i in wrong else 1},1.00" for i in range(1, count + 1))
    path.write_text("\n".join(["登记号,类别,金额", *rows, ""]), encoding="utf-8")


def exceptions(folder: Path, expires: str = "2026-12-31", **more: str) -> Path:
    said = {"code": "COD101", "reason": "目录待更新", "owner": "王五", "expires": expires} | more
    path = folder / "例外.yaml"
    path.write_text("exceptions:\n  - " + "\n    ".join(f"{k}: {v}" for k, v in said.items()) + "\n", encoding="utf-8")
    return path


def test_the_way_of_a_repository(check, folder: Path) -> None:
    data = folder / "登记.csv"
    permits(data, 100, 3, 7)
    assert check().code == 1
    ran = check("--write-baseline", "存量.json")
    assert (ran.code, ran.err) == (1, "存量问题清单 存量.json: 2 处\n")
    ran = check("--baseline", "存量.json")
    assert ran.code == 0
    assert "门禁: 通过 (1 类不计)\n      存量问题清单: 已知 2 处, 新增 0 处\n" in ran.out
    permits(data, 100, 3, 7, 9)
    ran = check("--baseline", "存量.json")
    assert ran.code == 1
    assert "门禁: 不通过 (第 1 类)\n      存量问题清单: 已知 2 处, 新增 1 处\n" in ran.out
    permits(data, 100, 3)
    ran = check("--baseline", "存量.json")
    assert ran.code == 0
    assert "清单里有 1 处已不再出现; 请用 --write-baseline 重写清单, 以免再犯时放行\n" in ran.out
    assert check("--baseline", "存量.json", "--write-baseline", "存量.json").code == 0
    assert "已不再出现" not in check("--baseline", "存量.json").out


def test_an_exception_expires(check, folder: Path) -> None:
    permits(folder / "登记.csv", 10, 3)
    path = exceptions(folder)
    ran = check("--exceptions", path)
    assert ran.code == 0
    assert "已批准例外 COD101: 放行 1 处, 至 2026-12-31, 王五: 目录待更新\n" in ran.out
    ran = check("--exceptions", path, as_of="2027-01-01")
    assert ran.code == 1
    assert "例外已过期 COD101: 到 2026-12-31 止, 1 处不再放行; 请改正, 或找 王五\n" in ran.out
    permits(folder / "登记.csv", 10)
    ran = check("--exceptions", path)
    assert "这个文件没有用到例外 COD101: 至 2026-12-31, 王五\n" in ran.out
    assert ran.err == f"{path}:2:5: 没有一个文件用到例外 COD101, 可以删去\n"


def test_without_a_reference_date_the_day_of_the_run_decides(run, folder: Path) -> None:
    permits(folder / "登记.csv", 10, 3)
    for expires, code in (("2020-01-01", 1), ("9999-12-31", 0)):
        assert run("check", "登记.csv", "-s", STANDARD, "--exceptions", exceptions(folder, expires)).code == code


@pytest.mark.parametrize(("limit", "code"), [("0.5%", 0), ("0.4%", 1)])
def test_a_threshold_passes_at_half_a_percent_and_fails_at_four_tenths(check, folder: Path, limit: str, code: int) -> None:
    permits(folder / "登记.csv", 2000, *range(1, 10))
    assert check("--threshold", f"COD101:max_rate={limit}").code == code


def test_a_threshold_that_names_nothing_is_refused(check, folder: Path) -> None:
    permits(folder / "登记.csv", 10)
    ran = check("--threshold", "COD1O1:max_rate=1%")
    assert ran.code == 2
    assert ran.err.startswith("错误: --threshold: 没有叫“COD1O1”的检查、代号、栏目、指标或得分")
    assert check("--threshold", "COD101:max_rate=101%").err == (
        "错误: --threshold COD101: max_rate=“101%”不对, 应为 0 到 1 的数或百分比, 如 0.5%\n"
    )


def test_one_baseline_of_several_files_known_by_their_paths(check, folder: Path) -> None:
    for name in ("甲", "乙"):
        (folder / name).mkdir()
        permits(folder / name / "登记.csv", 10, 3)
    files = ("甲/登记.csv", "乙/登记.csv")
    check("--write-baseline", "b.json", files=files)
    tables = json.loads((folder / "b.json").read_text(encoding="utf-8"))["tables"]
    assert [each["file"] for each in tables] == ["乙/登记.csv", "甲/登记.csv"]
    assert check("--baseline", "b.json", files=files).code == 0
    (folder / "丙.csv").write_bytes((folder / "甲" / "登记.csv").read_bytes())
    ran = check("--baseline", "b.json", files=(*files, "丙.csv"))
    assert ran.code == 1
    assert "存量问题清单里没有这个文件, 所有问题都算新增\n" in ran.out


def test_files_of_one_name_are_told_apart_wherever_the_command_is_called(check, folder: Path, monkeypatch) -> None:
    """Else what is known of the one would let new faults of the other pass."""
    for name in ("甲", "乙"):
        (folder / name).mkdir()
        permits(folder / name / "登记.csv", 10, *((3,) if name == "甲" else ()))
    (folder / "dgov-std.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(folder / "甲")
    files = ("登记.csv", "../乙/登记.csv")
    check("--write-baseline", "b.json", files=files)
    tables = json.loads((folder / "甲" / "b.json").read_text(encoding="utf-8"))["tables"]
    assert [each["file"] for each in tables] == ["乙/登记.csv", "甲/登记.csv"]
    permits(folder / "乙" / "登记.csv", 10, 3)
    assert check("--baseline", "b.json", files=files).code == 1
    monkeypatch.chdir(folder / "乙")
    assert check("--baseline", "../甲/b.json", files=("登记.csv", "../甲/登记.csv")).code == 1
    (folder / "dgov-std.toml").unlink()
    check("--write-baseline", "b.json", files=("登记.csv", "../甲/登记.csv"))
    tables = json.loads((folder / "乙" / "b.json").read_text(encoding="utf-8"))["tables"]
    assert [each["file"] for each in tables] == ["../甲/登记.csv", "登记.csv"]


def test_files_that_only_the_number_of_a_person_tells_apart(check, folder: Path) -> None:
    files = ("13800138000.csv", "13800138001.csv")
    for name in files:
        permits(folder / name, 10, 3)
    assert check(files=files).code == 1
    ran = check("--write-baseline", "b.json", files=files)
    said = "错误: 2 个文件在存量问题清单里同叫“99999999999.csv”。文件名里不要写个人号码\n"
    assert (ran.code, ran.err, (folder / "b.json").exists()) == (2, said, False)


def test_a_baseline_says_which_files_it_lacks(check, folder: Path) -> None:
    permits(folder / "a.csv", 10, 3)
    (folder / "b.csv").write_bytes(b"")
    ran = check("--write-baseline", "b.json", files=("a.csv", "b.csv"))
    assert ran.code == 2
    assert ran.err.endswith("存量问题清单 b.json: 1 处\n有 1 个文件没有写进清单: 没有查, 或没有标准\n")


def test_an_exception_that_no_file_needs_is_told_once(check, folder: Path) -> None:
    permits(folder / "a.csv", 10, 3)
    permits(folder / "b.csv", 10)
    path = exceptions(folder)
    assert check("--exceptions", path, files=("a.csv", "b.csv")).err == ""
    path = exceptions(folder, file="c.csv")
    ran = check("--exceptions", path, files=("a.csv", "b.csv"))
    assert (ran.code, ran.err) == (1, f"{path}:2:5: 没有一个文件用到例外 COD101, 可以删去\n")


def project(folder: Path, more: str = "") -> None:
    """A configuration about a.csv and b.csv, two faults in the first."""
    permits(folder / "a.csv", 10, 3, 4)
    permits(folder / "b.csv", 10)
    said = f'as_of = {AS_OF}\n{more}\n[[datasets]]\nfiles = "*.csv"\nstandard = "{STANDARD.as_posix()}"\n'
    (folder / "dgov-std.toml").write_text(said, encoding="utf-8")


def test_a_reference_date_in_the_configuration_keeps_no_exception_alive(run, folder: Path) -> None:
    project(folder, 'exceptions = "例外.yaml"')
    exceptions(folder, expires="2026-11-01")  # after the reference date, before the day of any run of this test
    ran = run("check", "a.csv")
    assert ran.code == 1
    assert "例外已过期 COD101: 到 2026-11-01 止, 2 处不再放行" in ran.out
    assert run("check", "a.csv", "--as-of", AS_OF).code == 0


def test_what_a_run_of_some_files_does_not_need_others_may(run, folder: Path) -> None:
    project(folder, 'exceptions = "例外.yaml"\nthresholds = {"类别" = {max_count = 2}, "别的" = {max_count = 0}}')
    path = exceptions(folder, file="a.csv")
    assert run("check", "b.csv").err == ""
    permits(folder / "a.csv", 10)
    ran = run("check")
    told, refused = ran.err.splitlines()[::-1]
    assert (ran.code, told) == (2, f"{path.name}:2:5: 没有一个文件用到例外 COD101, 可以删去")
    assert refused.startswith("错误: [thresholds]: 没有叫“别的”的检查、代号、栏目、指标或得分")


def test_a_file_that_is_there_no_longer_is_told(run, folder: Path) -> None:
    project(folder, 'baseline = "b.json"')
    assert run("check", "--write-baseline", "b.json", "a.csv", "b.csv", "-s", STANDARD).code == 2
    project(folder)
    assert run("check", "--write-baseline", "b.json").code == 1
    project(folder, 'baseline = "b.json"')
    assert (run("check").code, run("check").err) == (0, "")
    (folder / "b.csv").rename(folder / "c.csv")
    ran = run("check")
    assert (ran.code, ran.err) == (0, "存量问题清单里的 b.csv 已没有了\n")


def test_what_is_not_evaluated_never_passes(check, folder: Path) -> None:
    permits(folder / "登记.csv", 0)
    ran = check("--fail-on", "none", "--exceptions", exceptions(folder))
    assert ran.code == 1
    assert "门禁: 不通过 (没有检查)\n" in ran.out


def test_a_baseline_replaces_no_input(check, folder: Path) -> None:
    permits(folder / "登记.csv", 10, 3)
    before = (folder / "登记.csv").read_bytes()
    ran = check("--write-baseline", "登记.csv")
    assert ran.code == 2
    assert "输出不能覆盖输入文件" in ran.err
    assert (folder / "登记.csv").read_bytes() == before


def test_a_baseline_takes_all_files(check, folder: Path) -> None:
    permits(folder / "登记.csv", 10, 3)
    for command in (("init", "-q"), ("add", "."), ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x")):
        subprocess.run(["git", *command], cwd=folder, check=True)
    ran = check("--write-baseline", "b.json", "--changed-since", "HEAD")
    assert ran.code == 2
    assert "--write-baseline 要检查全部文件" in ran.err


def test_the_report_is_the_same_whatever_the_hash_seed(folder: Path) -> None:
    permits(folder / "登记.csv", 3000, *range(10, 200))
    exceptions(folder, max_count="5")
    program = [sys.executable, "-m", "dgov_std", "check", "登记.csv", "-s", str(STANDARD), "--as-of", AS_OF]
    rules = ["--exceptions", "例外.yaml", "--threshold", "COD101:max_rate=1%", "--baseline", "b.json", "-f", "json"]
    found = set()
    for seed in ("1", "2"):
        env = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PATH": "/usr/bin:/bin"}
        subprocess.run([*program, "--write-baseline", "b.json", "-f", "json"], capture_output=True, check=False, env=env)
        done = subprocess.run([*program, *rules], capture_output=True, check=False, env=env)
        report = json.loads(done.stdout)
        del report["run"]
        found.add(((folder / "b.json").read_bytes(), json.dumps(report)))
    assert len(found) == 1

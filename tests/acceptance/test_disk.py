"""Disks that are full, folders that may not be written, files that vanish or change: one message, nothing lost or left."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ended_runs import ROOT, Driver
from hostile_run import Ran, run

linux = pytest.mark.skipif(sys.platform != "linux", reason="permissions and limits as Linux has them")
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX limits")

SCHEMA = {"type": "object", "properties": {"编号": {"type": "string", "pattern": "^[0-9]{6}$"}, "名称": {"type": "string"}}}
OUTPUTS = {"网页.html": "-o", "说明.md": "-o", "报告.json": "-o", "批注.xlsx": "-w", "实例.json": "--emit-instance"}
OUTPUTS |= {f"问题行.{suffix}": "--failing-rows" for suffix in ("csv", "parquet", "xlsx")}
OF_OURS = (".xlsx", ".csv", ".parquet")  # what is no file of ours would not be replaced anyway


def rows(count: int, wrong: str = "x") -> str:
    return "编号,名称\n" + "".join(f"{i:06}{wrong if i % 50 == 0 else ''},单位{i}\n" for i in range(1, count + 1))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "表.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    path = tmp_path / "in" / "报送.csv"
    path.parent.mkdir()
    path.write_text(rows(1000), encoding="utf-8")
    return path


def check(source: Path, *arguments: object, **more: object) -> Ran:
    ran = run("check", source, "--schema", source.parent.parent / "表.json", *arguments, **more)  # type: ignore[arg-type]
    assert "Traceback" not in ran.out + ran.err, ran
    assert "程序内部出错" not in ran.err, ran
    return ran


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))"


@posix
@pytest.mark.parametrize("name", OUTPUTS)
def test_the_disk_is_full(source: Path, name: str) -> None:
    target = source.parent.parent / "out" / name
    target.parent.mkdir()
    target.write_bytes(b"old")
    if name.endswith(OF_OURS):
        target.unlink()
    before = source.read_bytes()
    ran = check(source, OUTPUTS[name], target, standing=LIMITED)
    assert ran.code == 2, ran
    (line,) = ran.err.splitlines()
    assert line == f"错误: {target}: 写入失败(文件太大)。换一个位置保存。"
    assert names(target.parent) == ([] if name.endswith(OF_OURS) else [name])
    assert target.exists() is False or target.read_bytes() == b"old"
    assert source.read_bytes() == before


@contextlib.contextmanager
def small_disk(place: Path, size: int) -> Iterator[None]:
    """A file system of its own, in memory; skips where mounting is not permitted."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place], capture_output=True, check=False
    ) if sys.platform == "linux" and os.geteuid() == 0 else None  # fmt: skip
    if done is None or done.returncode:
        pytest.skip("no file system may be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def test_a_disk_that_is_full_in_truth(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with small_disk(out, 8192):
        (out / "报告.json").write_bytes(b"old")
        ran = check(source, "-o", out / "报告.json")
        assert (ran.code, names(out)) == (2, ["报告.json"])
        assert ran.err == f"错误: {out / '报告.json'}: 写入失败(磁盘已满)。换一个位置保存。\n"
        assert (out / "报告.json").read_bytes() == b"old"


@linux
@pytest.mark.parametrize("form", ["terminal", "json", "markdown"])
def test_standard_output_is_full(source: Path, form: str) -> None:
    ran = check(source, "-f", form, out=Path("/dev/full"))
    assert ran.code == 2
    assert ran.err == "错误: 结果写不到标准输出(磁盘已满)。腾出空间后再运行一次\n"


@linux
def test_the_error_stream_is_full(source: Path) -> None:
    assert check(source.with_name("没有.csv"), err=Path("/dev/full")).code == 2
    assert check(source, err=Path("/dev/full")).code == 1


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_no_console_at_all(source: Path, stream: str) -> None:
    ran = check(source, "-o", source.parent / "报告.json", standing=f"import sys; sys.{stream} = None")
    assert ran.code == 1, ran
    assert (source.parent / "报告.json").exists()


def may_do_anything() -> bool:
    """Whether permissions cannot be taken away here: an administrator on a system without prctl."""
    return sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "prctl")


restricted = pytest.mark.skipif(may_do_anything(), reason="permissions cannot be taken away from this user")


@restricted
@pytest.mark.parametrize("name", OUTPUTS)
def test_a_folder_that_may_not_be_written(source: Path, name: str) -> None:
    out = source.parent.parent / "out"
    out.mkdir(mode=0o555)
    try:
        ran = check(source, OUTPUTS[name], out / name, plain=True)
    finally:
        out.chmod(0o755)
    assert (ran.code, names(out)) == (2, [])
    assert ran.err == f"错误: {out}: 这个文件夹不能写入。换一个文件夹保存。\n"


@restricted
@pytest.mark.parametrize("option", ["-o", "-w"])
def test_a_folder_that_may_not_be_made(source: Path, option: str) -> None:
    outer = source.parent.parent / "outer"
    outer.mkdir(mode=0o555)
    target = outer / "里面" if option == "-o" else outer / "里面" / "批注.xlsx"
    ran = check(source, option, target, "-f", "json", plain=True)
    outer.chmod(0o755)
    assert ran.code == 2, ran
    assert len(ran.err.splitlines()) == 1
    assert str(outer / "里面") in ran.err


@restricted
@pytest.mark.parametrize("name", ["报送.csv", "报送.xlsx", "表.json"])
def test_a_file_that_may_not_be_read(source: Path, name: str) -> None:
    path = source.parent.parent / name if name.endswith("json") else source.parent / name
    path.touch()
    path.chmod(0)
    data = source if name.endswith("json") else path
    ran = check(data, plain=True)
    path.chmod(0o600)
    assert ran.code == 2
    assert ran.out == ""
    (line,) = ran.err.splitlines()
    assert name in line


@restricted
def test_a_folder_that_may_not_be_listed(source: Path) -> None:
    source.parent.chmod(0)
    ran = check(source.parent, plain=True)
    source.parent.chmod(0o755)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1


@restricted
def test_reports_that_cannot_be_kept_are_no_reason_to_fail(source: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o555)
    ran = check(source, plain=True, DGOV_STD_STATE=str(state))
    state.chmod(0o755)
    assert ran.code == 1
    assert "报告没有留底" in ran.out


# Acts when the input is opened for the n-th time: the moments between which a file may change.
WHEN_OPENED = """
import os, sys
left, acting = {number}, False
def seen(event, arguments):
    global left, acting
    if event == "open" and not acting and str(arguments[0]) == {path!r}:
        left -= 1
        if not left:
            acting = True
            {act}
            acting = False
sys.addaudithook(seen)
"""
ACTS = {
    "vanishes": "os.unlink({path!r})",
    "cut": "os.truncate({path!r}, os.path.getsize({path!r}) // 2)",
    "emptied": "os.truncate({path!r}, 0)",
    "grows": "f = os.open({path!r}, os.O_WRONLY | os.O_APPEND); os.write(f, os.urandom(3000)); os.close(f)",
    "replaced": "os.replace({path!r} + '.new', {path!r})",
    "a folder": "os.unlink({path!r}); os.mkdir({path!r})",
}


OPENED = 6  # times a run with all outputs opens its input, at most


def all_outputs(out: Path) -> list[object]:
    return [
        "-o",
        out,
        "-f",
        "html",
        "-f",
        "markdown",
        "-f",
        "json",
        "-w",
        out / "批注.xlsx",
        "--emit-instance",
        out / "实例.json",
        "--failing-rows",
        out / "问题行.parquet",
    ]


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    folder = tmp_path_factory.mktemp("changing")
    driver = Driver(
        folder, {**os.environ, "DGOV_STD_STATE": str(folder / "state"), "PYTHONPATH": str(ROOT), "DGOV_STD_LANG": "zh"}
    )
    yield driver
    driver.close()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.skipif(os.name != "posix", reason="Windows refuses to change what is open")
def test_a_file_that_changes_while_it_is_read(source: Path, tmp_path: Path, driver: Driver, act: str, kind: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for number in range(1, OPENED + 1):
        path = write(source.with_suffix(f".{kind}"), kind, 300)
        write(Path(f"{path}.new"), kind, 200)
        hook = WHEN_OPENED.format(number=number, path=str(path), act=ACTS[act].format(path=str(path)))
        ran = driver.run(["check", path, "--schema", tmp_path / "表.json", *all_outputs(out)], standing=hook)
        assert ran.code in {0, 1, 2}, (number, ran)
        assert [name for name in names(out) if name.endswith(".tmp")] == []
        if ran.code == 2:
            (line,) = ran.err.splitlines()
            assert path.name in line, (number, ran)
        if path.is_dir():
            path.rmdir()


def write(path: Path, kind: str, count: int) -> Path:
    text = rows(count)
    if kind == "csv":
        path.write_text(text, encoding="utf-8")
        return path
    import xlsxwriter

    made = path.with_name("made.xlsx")
    with xlsxwriter.Workbook(str(made)) as book:
        sheet = book.add_worksheet("表")
        for i, line in enumerate(text.splitlines()):
            sheet.write_row(i, 0, line.split(","))
    made.replace(path)
    return path


SPILLS = "import tempfile\nimport dgov_std.engine.store as store\nstore.MEMORY = 1000\ntempfile.tempdir = {place!r}\n"
KEYED = {**SCHEMA, "fields": [{"name": "编号", "type": "string", "constraints": {"unique": True}}, {"name": "名称"}]}


def keyed(source: Path) -> None:
    document = {"fields": KEYED["fields"]}
    (source.parent.parent / "表.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    source.write_text(rows(5000), encoding="utf-8")


@posix
def test_no_folder_for_temporary_files(source: Path, tmp_path: Path) -> None:
    keyed(source)
    ran = check(source, standing=SPILLS.format(place=str(tmp_path / "gone")))
    assert ran.code == 3, ran
    (line,) = ran.err.splitlines()
    assert str(tmp_path / "gone") in line


@posix
def test_the_disk_of_temporary_files_is_full(source: Path, tmp_path: Path) -> None:
    keyed(source)
    (tmp_path / "tmp").mkdir()
    ran = check(source, standing=SPILLS.format(place=str(tmp_path / "tmp")) + LIMITED)
    assert ran.code == 3, ran
    assert len(ran.err.splitlines()) == 1
    assert names(tmp_path / "tmp") == []


@posix
def test_a_pipe_is_no_file(tmp_path: Path, source: Path) -> None:
    os.mkfifo(tmp_path / "in" / "管道.csv")
    ran = check(tmp_path / "in" / "管道.csv")
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert ran.seconds < 10

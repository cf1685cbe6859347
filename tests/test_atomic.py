"""A file is there whole or not at all."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from dgov_std import atomic as aside
from dgov_std.atomic import extended, fitted, write_aside
from dgov_std.errors import UsageError


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    digest = write_aside(tmp_path / "a", lambda file: file.write(b"x" * 3_000_000) and None)
    assert digest == hashlib.sha256((tmp_path / "a").read_bytes()).hexdigest()


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        write_aside(tmp_path / "a", fail)
    assert (tmp_path / "a").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        write_aside(tmp_path / "no" / "a", lambda file: None)
    assert caught.value.problems[0].in_("zh") == f"{tmp_path / 'no'}: 没有这个文件夹。先建好文件夹"


def test_a_target_held_open_by_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(source: Path, target: Path) -> None:
        raise PermissionError(13, "held", str(target))

    monkeypatch.setattr(aside.os, "replace", held)
    with pytest.raises(UsageError) as caught:
        write_aside(tmp_path / "a", lambda file: None)
    assert (
        caught.value.problems[0]
        .in_("zh")
        .endswith("文件正被别的程序打开, 无法写入。请在 WPS 或 Excel 中关闭它, 再运行一次。")
    )
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_what_a_dead_run_left_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / f"a.{os.getpid()}.tmp").write_bytes(b"left over, readable by all")
    write_aside(tmp_path / "a", lambda file: None)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


WINDOWS = "ERROR_SHARING_VIOLATION"


def violated(number: int) -> PermissionError:
    """What Windows answers: 5 access denied, 32 sharing violation; both are EACCES."""
    error = PermissionError(errno.EACCES, WINDOWS)
    error.winerror = number
    return error


@pytest.mark.parametrize("number", [5, 32])
def test_held_open_the_old_file_stays_and_nothing_is_left_beside_it(tmp_path, monkeypatch, number):
    (tmp_path / "退回.xlsx").write_bytes(b"old")
    monkeypatch.setattr(aside.os, "replace", lambda source, target: (_ for _ in ()).throw(violated(number)))
    with pytest.raises(UsageError) as caught:
        write_aside(tmp_path / "退回.xlsx", lambda file: file.write(b"new") and None)
    assert caught.value.problems[0].in_("en") == (
        f"{tmp_path / '退回.xlsx'}: another program holds this file open. Close it in WPS or Excel, then run again."
    )
    assert (tmp_path / "退回.xlsx").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["退回.xlsx"]


def test_on_windows_a_scanner_is_waited_for(tmp_path, monkeypatch):
    answers = iter([violated(5), violated(32), None])
    replace = os.replace

    def answer(source, target):
        error = next(answers)
        if error:
            raise error
        replace(source, target)

    monkeypatch.setattr(aside.os, "replace", answer)
    monkeypatch.setattr(aside.sys, "platform", "win32")
    monkeypatch.setattr(aside, "_PAUSE", 0)
    write_aside(tmp_path / "a", lambda file: file.write(b"new") and None)
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.skipif(shutil.which("chattr") is None, reason="no way to make a file unchangeable")
def test_a_file_that_may_not_be_changed(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    if subprocess.run(["chattr", "+i", tmp_path / "a"], check=False, capture_output=True).returncode:
        pytest.skip("not on this file system")
    try:
        with pytest.raises(UsageError) as caught:
            write_aside(tmp_path / "a", lambda file: file.write(b"new") and None)
    finally:
        subprocess.run(["chattr", "-i", tmp_path / "a"], check=True)
    assert caught.value.problems[0].in_("zh").endswith("文件是只读的, 不能改写。去掉只读属性, 或换一个文件名。")
    assert ((tmp_path / "a").read_bytes(), os.listdir(tmp_path)) == (b"old", ["a"])


def test_a_full_disk(tmp_path):
    def full(file: BinaryIO) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(UsageError, match=r"writing it failed \(No space left on device\)\. Choose another place"):
        write_aside(tmp_path / "a", full)
    assert os.listdir(tmp_path) == []


LONGEST = "标" * 83 + "a.xlsx"


def test_a_name_as_long_as_the_system_allows(tmp_path):
    assert len(os.fsencode(LONGEST)) == 255
    for data in (b"one", b"two"):
        write_aside(tmp_path / LONGEST, lambda file, data=data: file.write(data) and None)
        assert (tmp_path / LONGEST).read_bytes() == data
    assert os.listdir(tmp_path) == [LONGEST]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX processes")
def test_what_a_killed_run_left_of_it_is_swept(tmp_path):
    code = f"import os, sys; from dgov_std.atomic import write_aside; from pathlib import Path; write_aside(Path({LONGEST!r}), lambda f: os.kill(os.getpid(), 9))"
    root = Path(__file__).resolve().parents[1]
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(root)}, check=False)
    assert len(os.listdir(tmp_path)) == 1
    write_aside(tmp_path / LONGEST, lambda file: None)
    assert os.listdir(tmp_path) == [LONGEST]


@pytest.mark.parametrize("name", ["标" * 86, "a" * 256])
def test_a_name_that_is_too_long(tmp_path, name):
    with pytest.raises(UsageError, match="the file name is too long. choose another name"):
        write_aside(tmp_path / name, lambda file: None)


@pytest.mark.parametrize(
    ("name", "fitting"),
    [
        ("批注_短.xlsx", "批注_短.xlsx"),
        ("批注_" + LONGEST, "批注_" + "标" * 78 + "~6f0b4a.xlsx"),
        ("a" * 300, "a" * 248 + "~98e3f6"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="counts bytes")
def test_a_made_name_is_cut_to_fit(name, fitting):
    found = fitted(name)
    assert len(os.fsencode(found)) <= 255
    assert found.partition("~")[0] == fitting.partition("~")[0]
    assert (Path(found).suffix, len(found)) == (Path(fitting).suffix, len(fitting))


def test_names_that_differ_behind_the_cut_stay_different():
    assert fitted("a" * 300 + "1.xlsx") != fitted("a" * 300 + "2.xlsx")


DEEP = "\\".join(["某某县行政审批局"] * 32)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("C:\\a.csv", "C:\\a.csv"),
        (f"C:\\{DEEP}\\a.csv", f"\\\\?\\C:\\{DEEP}\\a.csv"),
        (f"\\\\server\\share\\{DEEP}", f"\\\\?\\UNC\\server\\share\\{DEEP}"),
        (f"\\\\?\\C:\\{DEEP}", f"\\\\?\\C:\\{DEEP}"),
    ],
)
def test_long_paths_of_windows(path, said):
    assert extended(path) == said

"""A file is there whole or not at all."""

import hashlib
import os
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from dgov_std import atomic as aside
from dgov_std.atomic import write_aside
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

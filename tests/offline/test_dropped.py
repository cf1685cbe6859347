"""Files dropped on the icon, by the script the frozen program starts with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "licences"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a desktop is played with a stub of xdg-open")


def drop(folder: Path, *names: object, opener: bool = True, **more: str) -> tuple[int, str, list[str]]:
    """Return exit code, messages and output, and the pages opened, each with the library path it was opened with."""
    log, programs = folder / "opened.txt", folder / "bin"
    programs.mkdir()
    if opener:
        stub = programs / "xdg-open"
        stub.write_text(f'#!/bin/sh\necho "$LD_LIBRARY_PATH|$1" >> "{log}"\n', encoding="utf-8")
        stub.chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if name not in {"CI", "LD_LIBRARY_PATH"}}
    environment |= {"PYTHONPATH": str(ROOT), "PATH": f"{programs}:/usr/bin:/bin" if opener else str(programs)}
    environment |= {"DGOV_STD_STATE": str(folder / "state"), "DGOV_STD_LANG": "zh", "PYTHONIOENCODING": "utf-8"} | more
    command = [sys.executable, str(ROOT / "offline" / "start.py"), "--dropped", *map(str, names)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=120)
    opened = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return done.returncode, (done.stderr + done.stdout).decode(), opened


def table(folder: Path, name: str, source: str = "good-persons.csv") -> Path:
    folder.mkdir(exist_ok=True)
    return Path(shutil.copy(EXAMPLES / source, folder / name))


def test_nothing_dropped_says_what_to_do(tmp_path: Path):
    said = "把要检查的表格(xlsx、xls、et、csv)拖到这个图标上, 松开鼠标。可以一次拖几个文件, 也可以拖一个文件夹。\n"
    assert drop(tmp_path) == (2, said, [])


def test_page_and_workbook_lie_beside_the_table_and_the_page_opens(tmp_path: Path):
    desk = tmp_path / "桌面 (1) & 表"
    name = table(desk, "-许可 '9月' 100%!.xlsx", "bad-persons.xlsx")
    code, said, opened = drop(tmp_path, name, LD_LIBRARY_PATH="/of/the/build", LD_LIBRARY_PATH_ORIG="/of/the/desktop")
    assert (code, "退回修改" in said) == (1, True)
    page = desk / f"检查单_{name.stem}.html"
    assert sorted(path.name for path in desk.iterdir()) == sorted([name.name, page.name, f"批注_{name.stem}.xlsx"])
    assert opened == [f"/of/the/desktop|{page}"]


def test_the_library_path_of_the_build_does_not_reach_the_browser(tmp_path: Path):
    name = table(tmp_path / "desk", "t.csv")
    assert drop(tmp_path, name, LD_LIBRARY_PATH="/of/the/build")[2] == [f"|{name.parent / '检查单_t.html'}"]


def test_many_pages_are_named_not_opened(tmp_path: Path):
    names = [table(tmp_path / "desk", f"{i}.csv") for i in range(5)]
    code, said, opened = drop(tmp_path, *names)
    assert (code, len(opened)) == (0, 3)
    listed = [line.strip() for line in said.partition("检查单在这里, 双击打开:\n")[2].splitlines()]
    assert listed == [str(names[0].with_name(f"检查单_{i}.html")) for i in (3, 4)]


def test_without_a_way_to_open_the_page_is_named(tmp_path: Path):
    name = table(tmp_path / "desk", "t.csv")
    _, said, _ = drop(tmp_path, name, opener=False)
    assert said.endswith(f"检查单在这里, 双击打开:\n  {name.with_name('检查单_t.html')}\n")


def test_a_folder_can_be_dropped(tmp_path: Path):
    name = table(tmp_path / "desk", "t.csv")
    assert drop(tmp_path, name.parent)[0::2] == (0, [f"|{name.with_name('检查单_t.html')}"])


def test_of_what_is_no_table_a_page_opens_that_says_so(tmp_path: Path):
    picture = tmp_path / "p.xlsx"
    picture.write_bytes(b"\x89PNG")
    code, said, opened = drop(tmp_path, picture)
    page = tmp_path / "检查单_p.html"
    assert (code, opened) == (2, [f"|{page}"])
    assert said.startswith("错误: ")
    assert "没查完, 不能下结论" in page.read_text(encoding="utf-8")

"""The files a clerk drops her tables on: their bytes, and what they do where that can be tried."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ICONS = ROOT / "offline" / "icons"
BATCH = (ICONS / "检查.bat").read_bytes()
LINES = BATCH.decode("gb2312").split("\r\n")


def test_the_batch_file_is_gb2312_with_crlf():
    assert BATCH.count(b"\n") == BATCH.count(b"\r\n") == len(LINES) - 1
    # In GB2312 both bytes of a character are above 0xA0: no code page can see a `&` or `|` in them.
    assert BATCH.decode("gb2312").encode("gb18030") == BATCH
    assert min(byte for byte in BATCH if byte >= 0x80) > 0xA0


def test_every_byte_before_the_code_page_is_ascii():
    before, _, after = BATCH.partition(b"chcp 936")
    assert before.isascii()
    assert not after.isascii()


def test_every_label_exists_once_and_is_used():
    labels = [line[1:] for line in LINES if line.startswith(":")]
    assert sorted(labels) == sorted(set(re.findall(r"goto (\w+)", "\n".join(LINES))))


def test_names_are_never_parsed_by_cmd():
    # What was dropped is expanded late, after & ( ) ^ % have lost their meaning; only what was typed comes as %*.
    assert [line for line in LINES if "REST" in line and "--dropped" in line] == ['"!PROGRAM!" --dropped !REST!']
    assert [i for i, line in enumerate(LINES) if "%*" in line] == [LINES.index(":typed") + 2]
    assert not any(re.search(r"%~?[1-9]", line) for line in LINES)


@pytest.mark.parametrize("page", ["docs/install.md", "docs/install.zh.md"])
def test_the_review_goes_through_every_line(page: str):
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [line for line in LINES if line and f"`{line}`" not in text.replace("`` ", "`").replace(" ``", "`")] == []


def test_the_batch_file_of_the_wheelhouse_is_ascii_with_crlf():
    data = (ROOT / "offline" / "wheelhouse" / "install.bat").read_bytes()
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_the_script_says_when_it_was_copied_alone(tmp_path: Path):
    script = tmp_path / "检查.sh"
    script.write_bytes((ICONS / "检查.sh").read_bytes())
    done = subprocess.run(["sh", str(script), "x.csv"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    said = "找不到 dgov-std, 或者它没有执行权限。请把压缩包整个解压到自己的文件夹里, 不要放在 U 盘上运行。\n"
    assert (done.returncode, done.stdout.decode(), done.stderr) == (2, said, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_the_script_hands_names_over_untouched(tmp_path: Path):
    program = tmp_path / "dgov-std"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\nexit 1\n', encoding="utf-8")
    program.chmod(0o755)
    link = tmp_path / "desktop" / "link"
    link.parent.mkdir()
    script = tmp_path / "检查.sh"
    script.write_bytes((ICONS / "检查.sh").read_bytes())
    link.symlink_to(script)
    names = ["a b.csv", "许可(1)&'2'.xlsx", '$HOME "x".csv', "-f.csv"]
    done = subprocess.run(["sh", str(link), *names], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode().splitlines()) == (1, ["--dropped", *names])


def test_scripts_may_be_run():
    if os.name == "posix":
        assert all(path.stat().st_mode & 0o111 for path in (ROOT / "offline").rglob("*.sh"))


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_without_files_the_script_makes_the_icon(tmp_path: Path):
    place = tmp_path / '表 100%"$HOME'
    place.mkdir()
    program = place / "dgov-std"
    program.write_text("#!/bin/sh\nexit 2\n", encoding="utf-8")
    program.chmod(0o755)
    script = place / "检查.sh"
    script.write_bytes((ICONS / "检查.sh").read_bytes())
    done = subprocess.run(["sh", str(script)], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    icon = place / "检查.desktop"
    assert (done.returncode, done.stdout.decode()) == (2, f"图标做好了: {icon}, 可以复制到桌面上。\n")
    entry = icon.read_text(encoding="utf-8")
    quoted = str(script).replace("%", "%%").replace('"', r'\\"').replace("$", r"\\$")
    assert f'\nExec=sh "{quoted}" %F\n' in entry
    assert icon.stat().st_mode & 0o100

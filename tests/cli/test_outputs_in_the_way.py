"""Names as long as the system allows, and outputs that cannot be replaced: one message, the old file as it was."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dgov_std import atomic

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
STANDARD = ("-s", "licence-publicity", "--as-of", "2026-10-31")


def longest(suffix: str, letter: str = "件") -> str:
    """A name of exactly 255 bytes, nearly all Chinese characters."""
    room = 255 - len(suffix)
    return letter * (room // 3) + "a" * (room % 3) + suffix


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path.joinpath(*["某某市某某县行政审批服务管理局"] * 9)
    folder.mkdir(parents=True)
    assert len(str(folder)) > 140
    path = folder / longest(".csv")
    shutil.copy(LICENCES / "bad-persons.csv", path)
    return path


def test_every_output_may_have_the_longest_name(run: Callable, source: Path) -> None:
    folder = source.parent
    outputs = {
        option: folder / longest(suffix, "出")
        for option, suffix in (("-w", ".xlsx"), ("--emit-instance", ".instance.json"), ("--failing-rows", ".csv"))
    }
    arguments = [part for pair in outputs.items() for part in pair]
    for suffix in (".json", ".html", ".md"):
        report = folder / longest(suffix, "报")
        ran = run("check", source, *STANDARD, *arguments, "-o", report)
        assert (ran.code, ran.err) == (1, f"{source.name} -> {report}\n")
        assert report.stat().st_size > 1000
    assert all(path.stat().st_size > 1000 for path in outputs.values())
    assert len(os.listdir(folder)) == 7


def test_names_made_from_the_longest_name_fit(run: Callable, source: Path) -> None:
    ran = run("check", source, *STANDARD, "-a", "-f", "html", "-f", "terminal")
    assert (ran.code, ran.err.startswith(f"{source.name} -> ")) == (1, True)
    made = sorted(name for name in os.listdir(source.parent) if name != source.name)
    assert [(name[:3], Path(name).suffix) for name in made] == [("批注_", ".xlsx"), ("检查单", ".html")]
    assert run("check", source.parent, *STANDARD).out.count("回执号") == 1  # ours are no inputs


@pytest.mark.parametrize(
    ("option", "name"), [("-w", "退回.xlsx"), ("-o", "报告.json"), ("-o", "报告.html"), ("--emit-instance", "i.json")]
)
def test_held_open(run: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, name: str) -> None:
    target = tmp_path / name
    target.write_bytes(b"old")
    replace = os.replace

    def held(source: Path, place: Path) -> None:
        if Path(place) == target:
            raise PermissionError(errno.EACCES, "sharing violation")
        replace(source, place)

    monkeypatch.setattr(atomic.os, "replace", held)
    ran = run("check", LICENCES / "bad-persons.csv", *STANDARD, option, target)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"错误: {target}: 文件正被别的程序打开, 无法写入。请在 WPS 或 Excel 中关闭它, 再运行一次。\n"
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("-w", "退回.xlsx"),
        ("-o", "报告.json"),
        ("-o", "报告.html"),
        ("--emit-instance", "i.json"),
        ("--failing-rows", "r.csv"),
    ],
)
def test_a_name_that_is_too_long(run: Callable, tmp_path: Path, option: str, name: str) -> None:
    target = tmp_path / ("长" * 90 + name)
    ran = run("check", LICENCES / "bad-persons.csv", *STANDARD, option, target)
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert ran.err.endswith("文件名太长。换一个文件名\n")
    assert os.listdir(tmp_path) == []

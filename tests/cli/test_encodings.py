"""Consoles of other character sets and widths: the same exit codes, nothing lost, columns in line."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "golden"
MAIN = "from dgov_std.cli import main; main()"
STANDARD = """\
kind: standard
id: shops
title: {zh: 店铺登记标准, en: Shop register}
source: {standard: 示例, confidence: high}
---
kind: codelist
id: state
title: {zh: 状态, en: state}
source: {standard: 示例, confidence: high}
codes: {'1': 在用, '2': 停用}
---
kind: element
id: shop
title: {zh: 店名, en: shop}
source: {standard: 示例, confidence: high}
max_length: 8
---
kind: element
id: number
title: {zh: 编号𠀀, en: number}
source: {standard: 示例, confidence: high}
pattern: '[0-9]{6}'
---
kind: element
id: day
title: {zh: 登记日期, en: day of registration}
source: {standard: 示例, confidence: high}
date: [YYYY-MM-DD]
---
kind: element
id: state
title: {zh: 状态, en: state}
source: {standard: 示例, confidence: medium}
codelist: state
---
kind: dataset
id: shops
title: {zh: 店铺, en: shops}
source: {standard: 示例, confidence: high}
elements:
  - {use: shop, required: true}
  - {use: number, required: true}
  - {use: day}
  - {use: state, aliases: ['状态 ☕（1在用）']}
"""
ROWS = ["店名,编号𠀀,登记日期,状态 ☕（1在用）,备注🙂", "甲,000001,2026-01-05,1,"]
ROWS += [f"第{n}家有很长的名字的店铺🙂,{n:06},2026-02-30,3," for n in range(2, 9)]
ROWS += ["乙,１２３４５６,2026/1/5,在用,x", ",000001,2026-01-06,2,", "丙é,12,2026-01-06,2,"]
NAME = "某县店铺☕.csv"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("console")
    (made / "shops.yaml").write_text(STANDARD, encoding="utf-8")
    (made / NAME).write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    return made


def environment(folder: Path, encoding: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "DGOV", "COLUMNS", "CI"))}
    return kept | {
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": encoding,
        "DGOV_STD_STATE": str(folder / "state"),
        "NO_COLOR": "1",
    }


def piped(folder: Path, *arguments: str, encoding: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "error", "-c", MAIN, *arguments]
    return subprocess.run(command, cwd=folder, env=environment(folder, encoding), capture_output=True, check=False)


def on_terminal(folder: Path, *arguments: str, encoding: str, width: int) -> tuple[int, bytes]:
    """Run with a terminal of so many columns as standard output."""
    fcntl, termios = pytest.importorskip("fcntl"), pytest.importorskip("termios")
    outer, inner = os.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, (50).to_bytes(2, "little") + width.to_bytes(2, "little") + bytes(4))
    command = [sys.executable, "-W", "error", "-c", MAIN, *arguments]
    child = subprocess.Popen(command, cwd=folder, env=environment(folder, encoding), stdout=inner, stderr=subprocess.PIPE)
    os.close(inner)
    said = b""
    try:
        while data := os.read(outer, 65536):
            said += data
    except OSError:  # the other end is closed
        pass
    os.close(outer)
    assert child.communicate()[1] == b""
    return child.returncode, said.replace(b"\r\n", b"\n")


CHECK = ("check", NAME, "-s", "shops.yaml", "--as-of", "2026-10-31")
SETS = {"utf-8": "utf-8", "gbk:strict": "gbk", "ascii": "ascii"}


def golden(encoding: str, language: str, width: int, said: str) -> str:
    """Return what is kept of a screen; an ASCII console is spoken to in English."""
    name = f"ascii.{width}.txt" if encoding == "ascii" else f"{encoding}.{language}.{width}.txt"
    if os.environ.get("DGOV_STD_REWRITE_GOLDEN"):
        (GOLDEN / name).write_text(said, encoding="utf-8")
    return (GOLDEN / name).read_text(encoding="utf-8")


def without_receipt(said: str) -> str:
    return re.sub(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", "XXXX-XXXX", said)


@pytest.mark.parametrize("encoding", SETS)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 200])
def test_the_screen_of_a_check(folder: Path, encoding: str, language: str, width: int) -> None:
    code, said = on_terminal(folder, *CHECK, "--lang", language, encoding=encoding, width=width)
    text = without_receipt(said.decode(SETS[encoding]))
    assert code == 1
    assert text == golden(SETS[encoding], language, width, text)
    assert max(map(cells, text.splitlines())) <= width
    in_line(text)


@pytest.mark.parametrize(("encoding", "language"), list(zip(SETS, ["zh", "en", "zh"], strict=True)))
def test_piped_it_is_the_screen_of_80_columns(folder: Path, encoding: str, language: str) -> None:
    ran = piped(folder, *CHECK, "--lang", language, encoding=encoding)
    text = without_receipt(ran.stdout.decode(SETS[encoding]).replace("\r\n", "\n"))
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert text == golden(SETS[encoding], language, 80, text)


def cells(line: str) -> int:
    """How many cells a line takes, by the Unicode data."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def by_cell(line: str) -> str:
    """The line with a second character behind each wide one, so that places count cells."""
    return "".join(c + "\0" * (cells(c) - 1) for c in line)


def in_line(text: str) -> None:
    """Every column of the findings starts at its heading's cell; numbers end at it."""
    lines = [by_cell(line) for line in text.splitlines()]
    top = next(i for i, line in enumerate(lines) if re.match(r" ?(序|No)", line))
    heading = lines[top].replace("\0", "")
    words = re.findall(r"\S+", heading)
    starts = [by_cell(heading[: heading.index(word)]) for word in words]
    severity, place, problem, first = (len(starts[n]) for n in (1, 2, 3, 5))
    findings = [line.ljust(first + 1) for line in lines[top + 1 :] if re.match(r" *\d+ \S", line)]
    assert len(findings) >= 6
    for line in findings:
        for start in (severity, place, problem, first):
            assert line[start - 1] == " ", line
            assert line[start] not in " \0", line
        assert line[first - 2].isdigit() or line[first - 2] == "-", line


@pytest.mark.parametrize("encoding", SETS)
def test_json_is_utf_8_on_every_console(folder: Path, encoding: str) -> None:
    ran = piped(folder, *CHECK, "-f", "json", encoding=encoding)
    assert ran.returncode == 1
    assert json.loads(ran.stdout.decode("utf-8"))["input"]["name"] == NAME
    ran = piped(folder, "schema", "element", encoding=encoding)
    assert ran.returncode == 0
    assert json.loads(ran.stdout.decode("utf-8"))["$id"] == "urn:dgov-std:kind:element"


@pytest.fixture(scope="module")
def saved(folder: Path) -> str:
    assert piped(folder, *CHECK, "-o", "r.json", encoding="utf-8").returncode == 1
    return "r.json"


@pytest.mark.parametrize(("encoding", "language"), list(zip(SETS, ["en", "zh", "zh"], strict=True)))
def test_report_show(folder: Path, saved: str, encoding: str, language: str) -> None:
    whole = piped(folder, "report", "show", saved, "--lang", language, encoding=encoding)
    assert whole.returncode == 0
    text = without_receipt(whole.stdout.decode(SETS[encoding]).replace("\r\n", "\n"))
    assert text.splitlines()[1:8] == golden(SETS[encoding], language, 80, text).splitlines()[1:8]
    one = piped(folder, "report", "show", saved, "1", "--lang", language, encoding=encoding)
    assert (one.returncode, one.stderr) == (0, b"")
    assert one.stdout.decode(SETS[encoding]).count("\n") >= 5


@pytest.mark.parametrize("encoding", SETS)
@pytest.mark.parametrize("command", [["--help"], ["check", "--help"], ["report", "show", "--help"]])
def test_help(folder: Path, encoding: str, command: list[str]) -> None:
    ran = piped(folder, *command, encoding=encoding)
    assert (ran.returncode, ran.stderr) == (0, b"")
    said = ran.stdout.decode(SETS[encoding])
    assert "\\u" not in said
    assert ("检查" in said or "结果" in said) == (encoding != "ascii")


ODD = "没有𠀀\u202e\x1b[2K.csv"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "错误: 没有𠀀\\u202e\\u001b[2K.csv: 没有可检查的文件。"),
        ("gbk:strict", "错误: 没有\\u{20000}\\u202e\\u001b[2K.csv: 没有可检查的文件。"),
        ("ascii", "error: \\u6ca1\\u6709\\u{20000}\\u202e\\u001b[2K.csv: no file to check."),
    ],
)
def test_errors(folder: Path, encoding: str, said: str) -> None:
    ran = piped(folder, "check", ODD, encoding=encoding)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode(SETS[encoding]).startswith(said)


@pytest.mark.skipif(sys.platform != "linux", reason="file names of bytes")
@pytest.mark.parametrize("encoding", SETS)
def test_a_file_name_that_is_no_text(folder: Path, encoding: str) -> None:
    name = os.fsdecode(b"a\xff\xe4.csv")
    (folder / name).write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    ran = piped(folder, "check", name, "-s", "shops.yaml", "-f", "terminal", "-f", "json", "-a", encoding=encoding)
    assert (ran.returncode, ran.stderr) == (1, b"")
    screen, _, report = ran.stdout.partition(b"\n{\n")
    assert screen.startswith(b"a\\udcff\\udce4.csv")
    assert json.loads(b"{" + report)["input"]["bytes"] > 100
    missing = piped(folder, "check", os.fsdecode(b"b\xff.csv"), encoding=encoding)
    assert (missing.returncode, missing.stderr.count(b"b\\udcff.csv")) == (2, 1)


@pytest.mark.parametrize("encoding", SETS)
def test_explain(folder: Path, encoding: str) -> None:
    ran = piped(folder, "explain", "COD101", "--lang", "zh", encoding=encoding)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ("代码" in ran.stdout.decode(SETS[encoding])) == (encoding != "ascii")

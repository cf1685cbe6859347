"""`dgov-std codes`: arguments, formats, exit codes, today's date; on a small standard of its own."""

import csv
import datetime
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

STANDARD = """kind: standard
id: s
title: {zh: 甲, en: s}
source: {standard: S, confidence: high}
---
kind: codelist
id: place
aliases: [地区, "GB/T 2260"]
title: {zh: 地区代码, en: Places}
source: {standard: GB/T 2260-2007, confidence: high}
known_until: 2020-12-31
codes:
  "1": 东省
  "11": {zh: 南市, en: South, parent: "1", valid_from: 1995, valid_to: 2012, replaced_by: "12"}
  "12": {zh: 北区, en: North, parent: "1"}
---
kind: codelist
id: letter
title: {zh: 字母码, en: Letters}
source: {standard: S, confidence: high}
codes: {S: 南, N: 北}
---
kind: mapping
id: place-to-letter
title: {zh: 地区到字母, en: places to letters}
source: {standard: S, confidence: high}
from: place
to: letter
codes: {"11": S, "12": N}
"""


@pytest.fixture
def codes(run: Callable, tmp_path: Path) -> Callable:
    (tmp_path / "s.yaml").write_text(STANDARD, encoding="utf-8")
    return lambda *arguments: run("codes", *arguments, "--standard", tmp_path / "s.yaml")


def test_all_lists(codes: Callable) -> None:
    found = codes()
    assert (found.code, found.err) == (0, "")
    assert "place   地区代码  GB/T 2260-2007  3       2020-12-31" in found.out
    assert "place-to-letter  地区到字母  place  letter" in found.out


def test_one_code(codes: Callable) -> None:
    found = codes("GB／T2260", "11")
    assert found.code == 0
    assert found.out.startswith("11  南市 South\n")
    assert "有效期       1995 至 2012 南市, 由 12 北区 代替\n" in found.out
    assert "对照 letter  S 南 (相同)\n" in found.out


def test_the_day_decides(codes: Callable) -> None:
    today = datetime.datetime.now().astimezone().date().isoformat()
    assert "2005-01-01   有效, 名称是南市\n" in codes("地区", "11", "--at", "2005-01-01").out
    said = " ".join(codes("地区", "11", "--at", "today", "--lang", "en").out.split())
    assert f"{today} not valid: abolished 2012, replaced by 12 North; the list is known until 2020-12-31" in said


def test_nothing_found_ends_with_1(codes: Callable) -> None:
    found = codes("place", "13")
    assert (found.code, found.err) == (1, "")
    assert "结果    没有找到“13”\n相近的  1 东省\n        12 北区\n        11 南市 (已撤销)\n" in found.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nothing",), "错误: 没有代码表“nothing”。不带参数的 dgov-std codes 列出全部代码表\n"),
        (("plce", "1"), "错误: 没有代码表“plce”。是不是 place?\n"),
        (("place", "1", "--at", "2005"), "错误: --at: “2005”不是日期。写成 2024-01-31, 或 today\n"),
        (("letter", "--to", "letter"), "错误: --to: 没有 letter 与 letter 的对照表。可以换成: place\n"),
        (("\x1b[31m",), "错误: 没有代码表“\\u001b[31m”。不带参数的 dgov-std codes 列出全部代码表\n"),
    ],
)
def test_what_cannot_be_answered_ends_with_2(codes: Callable, arguments: tuple[str, ...], message: str) -> None:
    found = codes(*arguments)
    assert (found.code, found.out, found.err) == (2, "", message)


def test_translation_in_both_directions(codes: Callable) -> None:
    there = codes("place", "南市", "--to", "letter", "-f", "csv")
    assert there.out == "from,from_name,relation,to,to_name,note\n11,南市,same,S,南,\n"
    back = json.loads(codes("letter", "S", "--to", "place", "-f", "json").out)
    assert [line["target"]["code"] for line in back["lines"]] == ["11"]


def test_letters_of_the_reading(codes: Callable) -> None:
    assert "11" in codes("place", "ns", "-f", "csv").out


def test_csv_has_the_whole_list(codes: Callable) -> None:
    found = list(csv.DictReader(io.StringIO(codes("place", "-f", "csv").out)))
    assert [row["code"] for row in found] == ["1", "11", "12"]


def test_markdown(codes: Callable) -> None:
    assert "| 12 | North | 东省 |" in codes("place", "--lang", "en", "-f", "markdown").out


def test_help_says_what_the_exit_codes_mean(run: Callable) -> None:
    found = run("codes", "--help")
    assert "退出码: 0 找到, 1 没有找到, 2 无法执行" in "".join(found.out.split("\n")).replace("  ", "")


def test_piped_it_has_no_colour(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(STANDARD, encoding="utf-8")
    command = [sys.executable, "-m", "dgov_std", "codes", "place", "南", "--lang", "zh", "-s", str(tmp_path / "s.yaml")]
    done = subprocess.run(command, capture_output=True, check=False, env={"PYTHONUTF8": "1"}, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    assert b"\x1b" not in done.stdout

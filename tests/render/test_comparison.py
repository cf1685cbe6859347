"""Two returns compared, in words: what a screen of 80 cells shows, and Markdown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from dgov_std.api.comparison import compare
from dgov_std.api.options import Options
from dgov_std.render.comparison import render
from dgov_std.report.comparisons import Comparison

CLUB = Path(__file__).parents[1] / "diff" / "club.yaml"
OLD = "登记号,社团名称,负责人,状态,电话\n" + "".join(f"S{i},第{i}社,人{i},有效,1\n" for i in range(1, 11))
NEW = (
    "登记号,负责人,社团名称,状态,网址\n"
    + "".join(f"S{i},人{i},第{i}社,{'注销' if i < 4 else ''},w\n" for i in range(2, 9))
    + "S9,新人,第9社,有效,w\nS9,人9,第9社,有效,w\n,无名,社,有效,w\nS77,人77,第77社,有效,w\n"
)


@pytest.fixture
def found(tmp_path: Path) -> Comparison:
    (tmp_path / "旧.csv").write_text(OLD, encoding="utf-8")
    (tmp_path / "新.csv").write_text(NEW, encoding="utf-8")
    return compare(
        tmp_path / "旧.csv", tmp_path / "新.csv", standard=CLUB, returned="full", options=Options(dataset="clubs")
    )


ZH = """\
旧.csv -> 新.csv

结论          请核对: 5 处超出限度或无法比较
请核对        1. 消失 2 条, 全量报送里不应消失(限 0)
              2. 少了 1 列: 电话
              3. “状态”的空值率 0.00% -> 45.45%, 升幅超出 10 个百分点
              4. 新表有 1 个键重复
              5. 新表有 1 行没有填键, 没有比较
旧            旧.csv  10 行 5 列
新            新.csv  11 行 5 列
行数          10 -> 11 (+10.00%, 限 20%)
比较          按“登记号”逐条比较(标准规定的键)
依据          社团登记标准 / 社团
报送          全量: 旧的每一条都应还在
新增          1 条  新表第 12 (S77) 行
消失          2 条(有的可能在没有比较的行里)  旧表第 2 (S1)、11 (S10) 行
有变化        7 条
没有变化      0 条
键重复        新表 1 个键共 2 行(其中 0 个各行完全相同)  新表第 9 (S9)、10 (S9)
              行
              两份都有的 1 个, 逐行分不清, 没有逐列比较; 其中 1 个内容有变
没有比较的    新表 1 行没有填键  新表第 11 行
减少的列      E 电话
增加的列      E 网址
顺序变了的列  负责人 C -> B
没有变化的列  负责人、社团名称

各列的变化
  列        变化  空值率 旧      新  怎么变的
  A 登记号     0      0.00%   9.09%
  D 状态       7      0.00%  45.45%  有效 -> (空) (5); 有效 -> 注销 (2)
"""


def test_chinese(found: Comparison):
    assert render(found, "terminal", language="zh", width=80) == ZH


def test_english(found: Comparison):
    lines = render(found, "terminal", language="en", width=80).splitlines()
    assert lines[2:8] == [
        "Result             please check: 5 beyond the limits or not comparable",
        "To check           1. keys vanished from a full return: 2 (limit 0)",
        "                   2. columns gone: 1 (电话)",
        '                   3. "状态": 0.00% -> 45.45% empty, a rise beyond 10 points',
        "                   4. keys repeated in the new file: 1",
        "                   5. rows without a key in the new file, not compared: 1",
    ]
    assert lines[14:17] == [
        "New                1 key  row 12 (S77) of the new file",
        "Vanished           2 keys (some may stand in rows not compared)  rows 2 (S1), 11",
        "                   (S10) of the old file",
    ]
    assert lines[-3:] == [
        "  Column    Changed  Empty old     new  How",
        "  A 登记号        0      0.00%   9.09%",
        "  D 状态          7      0.00%  45.45%  有效 -> (empty) (5); 有效 -> 注销 (2)",
    ]


def test_where_no_values_are_shown_it_is_told_how_cells_changed(tmp_path: Path):
    for name, cells in (("a.csv", "x,,y"), ("b.csv", ",z,w")):
        (tmp_path / name).write_text(
            "k,v\n" + "".join(f"{i},{v}\n" for i, v in enumerate(cells.split(","))), encoding="utf-8"
        )
    text = render(compare(tmp_path / "a.csv", tmp_path / "b.csv", key="k"), "terminal")
    assert text.splitlines()[-1] == "  B v     3     33.33%  33.33%  新填 1; 清空 1; 首处第 2 行"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_screen(found: Comparison, language: str, width: int):
    text = render(found, "terminal", language=language, width=width)  # type: ignore[arg-type]
    assert [line for line in text.splitlines() if cell_len(line) > width] == []


def test_markdown_sets_numbers_to_the_right(found: Comparison):
    text = render(found, "markdown", language="zh")
    assert "|---|---:|---:|---:|---|" in text
    assert text.startswith("# 旧.csv -\\> 新.csv\n")


def test_vanished_keys_of_an_incremental_return_are_normal(tmp_path: Path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("k,v\n1,x\n" + ("2,x\n" if name == "a.csv" else ""), encoding="utf-8")
    text = render(compare(tmp_path / "a.csv", tmp_path / "b.csv", key="k", returned="incremental"), "terminal")
    assert re.search(r"^消失 +1 条\(增量报送属正常\)  旧表第 3 行$", text, re.MULTILINE)
    assert "2 -> 1 (-50.00%, 增量报送不比行数)" in text


def test_where_no_rows_could_be_paired_no_column_is_called_unchanged(tmp_path: Path):
    (tmp_path / "a.csv").write_text("k,v\n1,x\n1,y\n", encoding="utf-8")
    text = render(compare(tmp_path / "a.csv", tmp_path / "a.csv", key="k"), "terminal")
    assert "没有变化的列" not in text
    assert "两份都有的 1 个, 逐行分不清, 没有逐列比较; 其中 0 个内容有变" in text


def test_hostile_cells_steer_no_screen_and_no_page(tmp_path: Path):
    for name, value in (("a.csv", "x"), ("b.csv", "\x1b[2J|<b>\u202e" + "长" * 100)):
        (tmp_path / name).write_text(f'k,"v\x07|"\n1,"{value}"\n', encoding="utf-8")
    found = compare(tmp_path / "a.csv", tmp_path / "b.csv", key="k", options=Options(show_values=True))
    screen, page = render(found, "terminal"), render(found, "markdown")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", screen + page)
    assert "<b>" not in page
    assert max(map(cell_len, screen.splitlines())) <= 80

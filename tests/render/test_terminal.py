"""The screen: compared with golden files (DGOV_STD_REWRITE_GOLDEN=1 writes them anew), and its laws."""

import os
from pathlib import Path
from types import ModuleType

import pytest
from rich.cells import cell_len

from dgov_std.privacy.masking import freeze
from dgov_std.render.terminal import clip, clip_middle, render, render_finding, wrap

GOLDEN = Path(__file__).with_name("golden")
NAMES = ["accepted", "returned", "empty", "unfinished", "hostile", "crowded", "bare"]


@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_golden(sample: ModuleType, name: str, language: str, width: int) -> None:
    screen = render(freeze(sample.ALL[name]()), language=language, width=width, colour=False)
    path = GOLDEN / f"{name}.{language}.{width}.txt"
    if os.environ.get("DGOV_STD_REWRITE_GOLDEN"):
        path.write_text(screen, encoding="utf-8", newline="\n")
    assert screen == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [1, 40, 57, 80, 81, 133, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_forty_lines_and_nothing_wider(sample: ModuleType, name: str, language: str, width: int) -> None:
    screen = render(sample.ALL[name](), language=language, width=width, colour=False)
    lines = screen.splitlines()
    assert len(lines) <= 40
    assert max(map(cell_len, lines)) <= max(width, 40)
    assert all(character.isprintable() for line in lines for character in line)
    screen.encode("gbk")


def test_colour_changes_nothing_but_colour(sample: ModuleType) -> None:
    report = sample.hostile()
    plain = render(report, language="zh", width=80, colour=False)
    painted = render(report, language="zh", width=80, colour=True)
    assert "\x1b[1;31m必须改\x1b[0m" in painted
    for code in ("\x1b[1;31m", "\x1b[33m", "\x1b[36m", "\x1b[0m"):
        painted = painted.replace(code, "")
    assert painted == plain


def test_an_unfinished_check_says_so_first(sample: ModuleType) -> None:
    first = render(sample.unfinished(), language="zh", width=80, colour=False).splitlines()[0]
    assert first == "没查完: 用时超过 60 秒, 只检查了前 100000 行"


def test_nothing_found_is_said_only_where_everything_was_checked(sample: ModuleType) -> None:
    assert "没有发现问题" in render(sample.accepted(), language="zh", width=80, colour=False)
    assert "没有发现问题" not in render(sample.empty(), language="zh", width=80, colour=False)


def test_a_finding_by_telephone(sample: ModuleType) -> None:
    assert render_finding(freeze(sample.returned()), 7, language="zh", width=80).splitlines() == [
        "第 7 类 必须改: 第 7-14 位(出生日期)不是真实的日期 (IDN104)",
        "在哪里: E 列“证件号码”, 首处 E60, 还有 E63, E69",
        "有多少: 3 行, 3 个单元格 (检查了 312 个)",
        "怎么办: 对照证照原件, 重点核对第 7-14 位",
        "依据: 统一社会信用代码 GB 32100-2015 5.2 (可信度高)",
    ]


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_five_lines_at_most_and_nothing_wider(sample: ModuleType, language: str, number: int) -> None:
    lines = render_finding(sample.returned(), number, language=language, width=80).splitlines()
    assert len(lines) == 5
    assert max(map(cell_len, lines)) <= 80


@pytest.mark.parametrize(
    ("text", "width", "said"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "..."),
        ("许可类别", 8, "许可类别"),
        ("许可类别", 7, "许可..."),
        ("许可类别", 6, "许..."),
        ("a" + "\u0301" * 100, 10, "a" + "\u0301" * 19 + "..."),
    ],
)
def test_clip(text: str, width: int, said: str) -> None:
    assert clip(text, width) == said


def test_the_end_of_a_file_name_stays() -> None:
    assert cell_len(clip_middle("某县" * 20 + "_2026.xlsx", 24)) <= 24
    assert clip_middle("某县" * 20 + "_2026.xlsx", 24).endswith("026.xlsx")


def test_wrapping_loses_nothing() -> None:
    text = "怎么办: 对照“有效期自”, 改正写错的一列, 并且核对 91350100M000100Y40 与证照原件是否一致。"
    lines = wrap(text, 40)
    assert max(map(cell_len, lines)) <= 40
    assert "".join(line.strip() for line in lines).replace(" ", "") == text.replace(" ", "")

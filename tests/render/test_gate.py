"""The gate in words, in every output a person reads: the decision, why, and what was let through."""

from dataclasses import replace

import pytest
from sample_report import NASTY, accepted, crowded, returned, unfinished

from dgov_std.render.gate import gate_heading, gate_lines, ruling_of, said_of
from dgov_std.render.html import render as page
from dgov_std.render.markdown import render as markdown
from dgov_std.render.terminal import render as screen
from dgov_std.report.gate import ApprovedException, Gate, Gone, KnownIssues, Ruling, Threshold

EXCEPTION = ApprovedException(None, "COD101", "M", "*.xlsx", 12, "目录待更新", "王五", "2026-12-31", "used", 12, (2,))
RATE = Threshold("IDN201", "code", "max_rate", "0.5%", 5, 312, None, measured=True, kept=False, findings=(5,))
SCORE = Threshold("score", "score", "min_score", "90", 0, 0, 93.5, measured=True, kept=True)
KNOWN = KnownIssues("0" * 64, listed=True, key=("number",), known=12, new=3, gone=(Gone("a.enum", "a", 4),))


def ruling(number: int, outcome: str = "fails", known: int = 0, approved: int = 0, left: int = 1) -> Ruling:
    return Ruling(number, known + approved + left, known, approved, left, outcome)


def gated(report=None, *, passed: bool = False, rulings=(), **parts):
    report = report or returned()
    return replace(report, gate=Gate(passed, "error", "2026-10-31", tuple(rulings), **parts))


FULL = gated(
    rulings=[
        ruling(1),
        ruling(2, "approved", approved=12, left=0),
        ruling(3, "known", known=9, left=0),
        ruling(4),
        ruling(9, "below"),
    ],
    thresholds=(SCORE, RATE),
    baseline=KNOWN,
    exceptions=(
        replace(EXCEPTION, state="unused", column=None, file=None),
        EXCEPTION,
        replace(EXCEPTION, state="expired", expires="2026-10-01", code=None, check="required", column=None, file=None),
        replace(EXCEPTION, state="elsewhere"),
    ),
)


def test_without_a_gate_nothing_is_said() -> None:
    assert (gate_heading(returned(), "zh"), gate_lines(returned(), "zh"), ruling_of(returned(), 1)) == ("", (), None)


@pytest.mark.parametrize(
    ("report", "zh", "en"),
    [
        (gated(accepted(), passed=True), "门禁: 通过", "Gate: passed"),
        (
            FULL,
            "门禁: 不通过 (第 1、4 类; 1 项阈值不符合; 2 类不计)",
            "Gate: failed (findings 1, 4; 1 threshold not kept; 2 kinds do not count)",
        ),
        (gated(rulings=[ruling(7)]), "门禁: 不通过 (第 7 类)", "Gate: failed (finding 7)"),
        (
            gated(rulings=[ruling(i) for i in range(1, 13)]),
            "门禁: 不通过 (第 1、2、3、4、5、6、7、8、9、10 类等 12 类)",
            "Gate: failed (findings 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and others, 12 in all)",
        ),
        (gated(unfinished()), "门禁: 不通过 (没有查完)", "Gate: failed (the check is unfinished)"),
    ],
)
def test_the_decision_and_why(report, zh, en) -> None:
    assert (gate_heading(report, "zh"), gate_heading(report, "en")) == (zh, en)


def test_what_stands_behind_it_the_gravest_first() -> None:
    assert gate_lines(FULL, "zh") == (
        "阈值 IDN201 最多 0.5%: 5 / 312 = 1.60%, 不符合",
        "存量问题清单: 已知 12 处, 新增 3 处",
        "清单里有 4 处已不再出现; 请用 --write-baseline 重写清单, 以免再犯时放行",
        "例外已过期 required: 到 2026-10-01 止, 12 处不再放行; 请改正, 或找 王五",
        "已批准例外 COD101 M *.xlsx: 放行 12 处, 至 2026-12-31, 王五: 目录待更新",
        "这个文件没有用到例外 COD101: 至 2026-12-31, 王五",
        "阈值 score 至少 90 分: 93.50 分, 符合",
    )
    assert gate_lines(FULL, "en")[0] == "threshold IDN201 at most 0.5%: 5 / 312 = 1.60%, not kept"
    assert gate_lines(FULL, "en")[2].startswith("gone from the file: 4 of the list; write it anew with --write-baseline")
    assert gate_lines(FULL, "zh", 3)[2] == "还有 5 条, 见 JSON 报告"


@pytest.mark.parametrize(
    ("threshold", "said"),
    [
        (replace(RATE, limit="max_count", wanted="3", a=5), "阈值 IDN201 最多 3 处: 5, 不符合"),
        (replace(RATE, b=0, a=0, kept=True), "阈值 IDN201 最多 0.5%: 0 / 0, 符合"),
        (replace(SCORE, kind="indicator", limit="min_value", wanted="95%", value=0.93), "阈值 score 至少 95%: 0.93, 符合"),
        (replace(SCORE, value=None, measured=False, kept=False), "阈值 score 至少 90 分: -, 没有测得"),
    ],
)
def test_a_threshold(threshold, said) -> None:
    assert gate_lines(gated(thresholds=(threshold,)), "zh") == (said,)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (replace(KNOWN, listed=False), "存量问题清单里没有这个文件, 所有问题都算新增"),
        (replace(KNOWN, key=(), gone=()), "存量问题清单: 已知 12 处, 新增 3 处(只按数量比对)"),
    ],
)
def test_a_baseline(known, said) -> None:
    assert gate_lines(gated(baseline=known), "zh") == (said,)


def test_an_exception_that_is_expired_and_not_needed() -> None:
    (said,) = gate_lines(gated(exceptions=(replace(EXCEPTION, state="expired", count=0),)), "zh")
    assert said.startswith("例外已过期, 这个文件也没有用到 COD101")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (ruling(1), "算不通过"),
        (ruling(1, "within"), "在阈值以内"),
        (ruling(1, "below"), "不影响放行"),
        (ruling(1, "known", known=3, left=0), "存量问题"),
        (ruling(1, "fails", known=3, approved=1, left=2), "算不通过: 存量 3, 例外 1, 其余 2"),
    ],
)
def test_one_finding(given, said) -> None:
    report = gated(rulings=[given])
    assert said_of(ruling_of(report, 1), "zh") == said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_stands_in_every_output(language) -> None:
    heading, lines = gate_heading(FULL, language), gate_lines(FULL, language)
    text = screen(FULL, language=language, width=200, colour=False)
    assert f"\n{heading}\n      {lines[0]}\n" in text
    assert f"**{heading}**\n\n- {lines[0]}\n" in markdown(FULL, language=language)
    html = page(FULL, language=language)
    assert f"<strong>{heading}</strong>" in html
    assert all(f"<li>{line}</li>" in html for line in lines[:1])


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_screen_stays_within_its_bounds(language, width) -> None:
    report = replace(crowded(), gate=replace(FULL.gate, thresholds=(RATE,) * 500, exceptions=FULL.gate.exceptions * 500))
    lines = screen(report, language=language, width=width, colour=False).splitlines()
    assert len(lines) <= 40
    assert len(page(report, language=language).encode()) < 1_000_000
    assert len(markdown(report, language=language).encode()) <= 256 * 1024


def test_what_an_exception_says_steers_nothing() -> None:
    nasty = replace(EXCEPTION, reason=NASTY + "<script>alert(1)</script>|`x`", owner=NASTY, column=NASTY)
    report = gated(exceptions=(nasty,), thresholds=(replace(RATE, target=NASTY, wanted=NASTY),))
    for text in (screen(report, language="en", width=200, colour=False), markdown(report, language="en")):
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "\n::error" not in text
    html = page(report, language="en")
    assert "<script>alert" not in html
    assert "\x1b" not in html

"""Indicators and scores in words: formulas, what was not measured, points and grades, in every rendering."""

from dataclasses import replace
from types import ModuleType

import pytest

from dgov_std.render import html, markdown, terminal
from dgov_std.render.annotation import AnnotationWords
from dgov_std.render.quality import formula_of, indicator_line, score_formula, score_line, value_of
from dgov_std.report.values import Grade, Indicator, Part, Report, Score
from dgov_std.text import Language, Text

LANGUAGES: list[Language] = ["zh", "en"]
RATIO = Indicator(
    "0303",
    "S 1-2018",
    Text("数据重复率", "duplicates"),
    "accuracy",
    "lower",
    "row",
    "rows_duplicate",
    (),
    3,
    200,
    weight=2.0,
)
COMPLEMENT = replace(RATIO, id="030300", polarity="higher", formula="complement")
PARTS = (Part("010101", 0.5), Part("010102", None), Part("010103", 0.75))
MEAN = replace(RATIO, id="010100", polarity="higher", counts="parts", a=0, b=0, formula="mean", parts=PARTS)
NONE = replace(RATIO, id="0601", counts="none", a=0, b=0, weight=None, reason=Text("表里看不出", "no table tells"))
GRADES = (Grade(Text("优", "good"), 95.0), Grade(Text("合格", "fair"), 60.5))
SCORE = Score("S 1-2018", Text("考核", "assessment"), 97.5, 12.5, ("0101", "0303"), ("0502",), Text("优", "good"), GRADES)


def test_a_complement_is_seen_in_its_formula() -> None:
    assert (value_of(RATIO), formula_of(RATIO, "zh")) == ("1.50%", "3 / 200")
    assert (value_of(COMPLEMENT), formula_of(COMPLEMENT, "zh")) == ("98.50%", "1 - 3 / 200")
    assert value_of(replace(COMPLEMENT, a=1, b=10**6)) == "99.99%"


def test_a_mean_names_the_parts_that_apply() -> None:
    assert (value_of(MEAN), formula_of(MEAN, "zh")) == ("62.50%", "010101、010103 的平均")
    assert indicator_line(MEAN, "en") == "S 1-2018 010100 duplicates: 62.50% = mean of 010101, 010103 (higher is better)"


def test_a_mean_of_nothing_does_not_apply() -> None:
    empty = replace(MEAN, parts=(Part("010101", None),))
    assert (value_of(empty), formula_of(empty, "zh")) == (None, "-")


def test_what_is_not_measured_says_why() -> None:
    assert indicator_line(NONE, "zh") == "S 1-2018 0601 数据重复率: 不测量 (表里看不出)"
    assert indicator_line(NONE, "en") == "S 1-2018 0601 duplicates: not measured (no table tells)"


def test_a_score_says_its_grade_and_how_it_comes_about() -> None:
    assert score_line(SCORE, "zh") == "质量得分 97.50 / 100, 等级“优” (S 1-2018)"
    assert score_line(replace(SCORE, grade=None), "en") == "Quality score 97.50 / 100 (S 1-2018)"
    assert score_line(replace(SCORE, points=None), "zh") == "质量得分: 不适用 (S 1-2018)"
    assert score_formula(SCORE, "zh") == (
        "得分 = 100 x 2 项指标的加权平均(权重共 12.5), 越低越好的取 1 - 值, 分几种单位计的先取平均; "
        "不适用而未计入: 0502; 等级: 优 >= 95、合格 >= 60.5"
    )
    assert score_formula(replace(SCORE, left_out=(), grades=()), "en") == (
        "Score = 100 x weighted mean of 2 indicators (weights 12.5), 1 - value where lower is better, "
        "the mean where one counts several units"
    )


def scored(sample: ModuleType) -> Report:
    made: Report = replace(sample.returned(), indicators=(RATIO, COMPLEMENT, MEAN, NONE), scores=(SCORE,))
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_score_stands_in_every_rendering(sample: ModuleType, language: Language) -> None:
    report, line = scored(sample), score_line(SCORE, language)
    assert line in terminal.render(report, language=language, width=100, colour=False)
    assert line in AnnotationWords(language, report.columns).tail(report)
    page = html.render(report, language=language)
    assert line.replace('"', "&#34;") in page
    assert "1 - 3 / 200" in page
    told = markdown.render(report, language=language).replace("\\", "")
    assert line.replace("(S 1-2018)", "") in told
    assert "= 1 - 3 / 200" in told


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_screen_keeps_its_size(sample: ModuleType, width: int) -> None:
    many = replace(scored(sample), scores=(SCORE,) * 9)
    lines = terminal.render(many, language="zh", width=width, colour=False).splitlines()
    assert len(lines) <= terminal.MOST_LINES
    assert max(map(terminal.width_of, lines)) <= width

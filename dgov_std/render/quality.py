"""Indicators and scores in words: each with its formula, so that anybody can compute it again."""

from __future__ import annotations

from collections.abc import Iterator

from dgov_std.render.wording import counted_word, percent, word
from dgov_std.report.values import Indicator, Report, Score
from dgov_std.report.visible import visible
from dgov_std.text import Language

_MILLION = 10**6
_MOST_PARTS = 6


def value_of(indicator: Indicator) -> str | None:
    """Return the value of an indicator in percent; None where it is not applicable or was not measured."""
    if indicator.value is None:
        return None
    if indicator.formula == "mean":
        return percent(round(indicator.value * _MILLION), _MILLION)
    return percent(indicator.b - indicator.a if indicator.formula == "complement" else indicator.a, indicator.b)


def formula_of(indicator: Indicator, language: Language) -> str:
    """Return what the value comes of: `97 / 100`, `1 - 3 / 100`, or the indicators a mean is over."""
    if indicator.formula == "mean":
        known = [part for part in indicator.parts if part.value is not None]
        shown = word("comma", language).join(visible(part.id) for part in known[:_MOST_PARTS])
        return word("i_mean", language).format(parts=shown) if known else "-"
    ratio = f"{indicator.a} / {indicator.b}"
    return f"1 - {ratio}" if indicator.formula == "complement" else ratio


def indicator_line(indicator: Indicator, language: Language) -> str:
    """Return one indicator in one line."""
    named = visible(f"{indicator.standard} {indicator.id} {indicator.title.in_(language)}")
    value, unit = value_of(indicator), counted_word(indicator.unit, language)
    if indicator.counts == "none":
        reason = visible(indicator.reason.in_(language)) if indicator.reason else ""
        return word("i_not_measured", language).format(title=named, reason=reason)
    if value is None:
        return word("i_no_value", language).format(title=named, unit=unit)
    polarity = word(indicator.polarity, language)
    key = "i_of_parts" if indicator.formula == "mean" else "i_formula"
    formula = formula_of(indicator, language)
    return word(key, language).format(title=named, percent=value, formula=formula, unit=unit, polarity=polarity)


def score_line(score: Score, language: Language) -> str:
    """Return the points and the grade of one model."""
    standard = visible(score.standard)
    if score.points is None:
        return word("s_none", language).format(standard=standard)
    grade = word("s_grade", language).format(visible(score.grade.in_(language))) if score.grade else ""
    return word("s_score", language).format(standard=standard, points=f"{score.points:.2f}", grade=grade)


def score_formula(score: Score, language: Language) -> str:
    """Return how the points come about, what was left out, and where the grades begin."""
    said = [word("s_formula", language).format(count=len(score.counted), weights=f"{score.weights:g}")]
    if score.left_out:
        ids = word("comma", language).join(map(visible, score.left_out))
        said.append(word("s_left", language).format(ids))
    if score.grades:
        pairs = (f"{visible(each.title.in_(language))} >= {each.at_least:g}" for each in score.grades)
        said.append(word("s_grades", language).format(word("comma", language).join(pairs)))
    return word("semicolon", language).join(said)


def score_lines(report: Report, language: Language) -> Iterator[str]:
    """Yield two lines for each model: points and grade, and how they come about."""
    for score in report.scores:
        yield score_line(score, language)
        yield score_formula(score, language)

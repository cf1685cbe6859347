"""A file without a standard, in words: what its columns seem to hold, and which standards it resembles."""

from __future__ import annotations

from dgov_std.render.wording import word
from dgov_std.report.values import Column, Near, Report
from dgov_std.report.visible import visible
from dgov_std.text import Language

_LONGEST = 80


def is_bare(report: Report) -> bool:
    """Whether no standard was applied to what was read."""
    return report.basis is None and not report.unread


def held(column: Column, language: Language) -> str:
    """Return what a column seems to hold, and how many of its different values; empty where that is not known."""
    said = []
    for each in column.follows:
        title = visible(each.title.in_(language)[:_LONGEST])
        said.append(word("l_follows", language).format(title=title, fitting=each.fitting, values=each.values))
    return word("l_or", language).join(said)


def distinct(column: Column) -> str:
    """Return how many different values a column has, a dash where not all rows were looked at."""
    return "-" if column.distinct is None else str(column.distinct)


def advice(report: Report, language: Language, *, most: int | None = None) -> list[str]:
    """Return what to do for a verdict: the standards it may be of, the nearest first, or that one must be named."""
    if not is_bare(report):
        return []
    return [_near(each, language) for each in report.near[:most]] or [word("l_name_one", language)]


def _near(near: Near, language: Language) -> str:
    return word("l_near", language).format(
        title=visible(near.title.in_(language)[:_LONGEST]),
        standard=visible(near.standard[:_LONGEST]),
        dataset=visible(near.dataset[:_LONGEST]),
        matched=near.matched,
        columns=near.columns,
    )

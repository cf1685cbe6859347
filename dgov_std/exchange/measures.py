"""The tables on quality: each indicator with its formula and weight, and the grades of the score."""

from __future__ import annotations

from dgov_std.exchange.dictionary import Cell, Heading, Table
from dgov_std.exchange.speech import Speech
from dgov_std.standard.quality_model import IndicatorDef, Quality

_ROWS = {"with_errors": "formula_with_errors", "clean": "formula_clean", "duplicate": "formula_duplicate"}


def quality_tables(speech: Speech, quality: Quality) -> tuple[Table, ...]:
    """Return the table of indicators and that of grades, which is empty where none are set."""
    headings = (
        Heading(speech.say("indicator"), 9),
        Heading(speech.say("title_zh"), 22),
        Heading(speech.say("title_en"), 28),
        Heading(speech.say("dimension"), 16),
        Heading(speech.say("polarity"), 16),
        Heading(speech.say("counted"), 10),
        Heading(speech.say("formula"), 46),
        Heading(speech.say("checks"), 44),
        Heading(speech.say("weight"), 8, optional=True),
    )
    rows = tuple(_indicator(speech, indicator) for indicator in quality.indicators)
    points = (Heading(speech.say("grade"), 20), Heading(speech.say("at_least"), 12))
    grades = tuple((speech.text(grade.title), str(grade.at_least)) for grade in quality.grades)
    return (Table(speech.say("indicators"), headings, rows), Table(speech.say("grades"), points, grades))


def _indicator(speech: Speech, indicator: IndicatorDef) -> tuple[Cell, ...]:
    which, of = indicator.counts
    units = speech.list(speech.say(f"unit_{unit}") for unit in indicator.units)
    checks = speech.say("no_checks")
    if which == "rows":
        formula = speech.say(_ROWS[of[0]]) if of and of[0] in _ROWS else speech.list(of)
    elif which == "parts":
        formula = speech.say("formula_mean", of=speech.list(of))
    elif which == "none":
        formula = speech.say("formula_none", reason=speech.text(indicator.reason, "none"))
    else:
        formula = speech.say(f"formula_{which}", unit=units)
        checks = speech.list(speech.say("format_is", format=_checks(speech, code), meaning=code) for code in of)
    if indicator.formula == "complement":
        formula = speech.say("formula_complement", formula=formula)
    return (
        indicator.id,
        indicator.title.zh,
        indicator.title.en,
        speech.known(indicator.dimension, indicator.dimension),
        speech.say(indicator.polarity),
        units,
        formula,
        "" if which in {"parts", "none"} else checks,
        "" if indicator.weight is None else str(indicator.weight),
    )


def _checks(speech: Speech, prefix: str) -> str:
    """Return what checks of a code, or of a family of codes, look at."""
    try:
        return speech.topic(prefix, speech.language)
    except KeyError:
        return speech.known(prefix[:3], prefix)

"""The tables of the page below the findings: columns with their bars, indicators, what was not checked, the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dgov_std.render.failing_rows import told_of
from dgov_std.render.likeness import held
from dgov_std.render.page_text import Cut, count, cut, dimension_of, middle, moment, safe
from dgov_std.render.quality import formula_of, score_formula, score_line, value_of
from dgov_std.render.reading import character, header_rows
from dgov_std.render.wording import counted_word, unchecked, word
from dgov_std.report.values import Column, Indicator, Report
from dgov_std.text import Language

MOST_COLUMNS = 2_000
_ROOM_COLUMNS, _FRAME_COLUMN = 330_000, 300  # bytes of HTML
_MOST_NOTES, _ROOM_NOTES, _FRAME_NOTE = 60, 30_000, 80
_MOST_INDICATORS, _ROOM_INDICATORS, _FRAME_INDICATOR = 120, 60_000, 200
_MOST_SCORES, _SCORE = 6, 400
_MOST_PAIRS, _ROOM_PAIRS, _FRAME_PAIR = 60, 20_000, 80
_LABEL, _LEVEL, _NAME, _TITLE, _WHAT, _WHY, _VALUE = 60, 32, 120, 120, 160, 240, 120
_MOST_LIMITS = 3
BAR = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One column of the file: how many cells hold something, how many do not, how many are faulty (None: not known).

    `filled` and `wrong` are shares of the bar's width, 0 to 100.
    """

    index: int
    letter: str
    label: str
    title: str
    how: str
    level: str
    personal: bool
    present: int
    missing: int
    faulty: int | None
    filled: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Share:
    """An indicator: its value as printed (None: `empty` instead), its formula, what A counts, which way is better."""

    id: str
    title: str
    dimension: str
    value: str | None
    empty: str
    formula: str
    unit: str
    counts: str
    polarity: str
    lower: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact about the file or the run; `code` is set in type of one width, `mark` warns, `wide` takes two places."""

    name: str
    value: str
    code: bool = False
    mark: str = ""
    wide: bool = False


def bars_of(report: Report, language: Language) -> Cut[Bar]:
    """Return the columns of the file in their order."""
    made = (_bar(column, language) for column in report.columns)
    return cut(made, len(report.columns), most=MOST_COLUMNS, room=_ROOM_COLUMNS, frame=_FRAME_COLUMN)


def shares_of(report: Report, language: Language) -> Cut[Share]:
    """Return the indicators."""
    made = (_share(indicator, language) for indicator in report.indicators)
    return cut(made, len(report.indicators), most=_MOST_INDICATORS, room=_ROOM_INDICATORS, frame=_FRAME_INDICATOR)


def notes_of(report: Report, language: Language) -> Cut[tuple[str, str]]:
    """Return (what was not checked, why)."""
    notes = unchecked(report, language)
    made = ((safe(what, _WHAT), safe(reason, _WHY)) for what, reason in notes)
    return cut(made, len(notes), most=_MOST_NOTES, room=_ROOM_NOTES, frame=_FRAME_NOTE)


def limits_of(report: Report, language: Language) -> Cut[str]:
    """Return the bounds that were hit, worded."""
    made = (word("limit", language).format(safe(limit.in_(language), _WHY)) for limit in report.limits)
    return cut(made, len(report.limits), most=_MOST_LIMITS, room=_ROOM_NOTES, frame=_FRAME_NOTE)


def file_of(report: Report, language: Language) -> tuple[Pair, ...]:
    """Return how the file was read, so that anybody can tell whether it is the same file."""
    source = report.input
    given: list[tuple[str, str, bool]] = [
        ("p_file", middle(source.name, _NAME), False),
        ("p_sha256", safe(source.sha256 or "", _NAME), True),
        ("p_bytes", count(source.bytes) if source.bytes is not None else "", False),
        ("p_format", safe("" if report.unread else source.format, _LEVEL), False),
        ("p_encoding", safe(source.encoding or "", _LEVEL), False),
        ("p_sheet", safe(source.sheet or "", _NAME), False),
        ("p_sheets", _several(source.sheets, language) if len(source.sheets) > 1 else "", False),
        ("p_delimiter", character(source.delimiter, language) if source.delimiter else "", False),
        ("p_quote", safe(source.quote or "", _LEVEL), False),
        ("p_escape", safe(source.escape or "", _LEVEL), False),
        ("p_cells", safe(source.cells or "", _LEVEL), False),
        ("p_packed", safe(source.packed or "", _LEVEL), False),
        ("p_header", "" if report.unread else header_rows(source, language), False),
        ("p_started", moment(report.run.started, _LEVEL) if report.run else "", False),
    ]
    return tuple(Pair(word(key, language), value, code) for key, value, code in given if value)


def basis_of(report: Report, language: Language) -> tuple[Pair, ...]:
    """Return against what the file was checked; empty when nothing was chosen."""
    basis = report.basis
    if basis is None:
        return ()
    given: list[tuple[str, str, bool]] = [
        ("p_standard", safe(basis.title.in_(language), _TITLE), False),
        ("p_edition", safe(basis.edition, _LEVEL), False),
        ("p_dataset", safe(basis.dataset_title.in_(language), _TITLE), False),
        ("p_as_of", safe(basis.as_of or "", _LEVEL) or word("p_no_as_of", language), False),
        ("p_bundle", safe(basis.bundle_sha256, _NAME), True),
    ]
    return tuple(Pair(word(key, language), value, code) for key, value, code in given if value)


def lists_of(report: Report, language: Language) -> Cut[tuple[str, str, str]]:
    """Return the code lists: title, edition, until when known to be complete."""
    lists = report.basis.codelists if report.basis else ()
    made = (
        (
            safe(each.title.in_(language), _LABEL),
            safe(each.edition or "-", _LABEL),
            safe(each.known_until or word("p_not_said", language), _LEVEL),
        )
        for each in lists
    )
    return cut(made, len(lists), most=_MOST_PAIRS, room=_ROOM_PAIRS, frame=_FRAME_PAIR)


def run_of(report: Report, language: Language) -> Cut[Pair]:
    """Return the versions and options a verdict depends on, and the files written beside it."""
    pairs: list[Pair] = [Pair(safe(name, _LEVEL), safe(value, _VALUE)) for name, value in sorted(report.versions.items())]
    option = word("p_option", language)
    pairs += [Pair(option.format(safe(k, _LEVEL)), safe(v, _VALUE)) for k, v in sorted(report.options.items())]
    return cut(pairs, len(pairs), most=_MOST_PAIRS, room=_ROOM_PAIRS, frame=_FRAME_PAIR)


def outputs_of(report: Report, language: Language) -> Cut[Pair]:
    """Return the files written by the run; those with personal data are marked."""
    mark = word("p_personal", language)
    made = (
        Pair(
            middle(each.name, _NAME),
            safe(each.sha256, _NAME),
            code=True,
            mark="; ".join((*([mark] if each.personal else []), *told_of(each, language))),
        )
        for each in report.outputs
    )
    return cut(made, len(report.outputs), most=_MOST_PAIRS, room=_ROOM_PAIRS, frame=_FRAME_PAIR)


def _bar(column: Column, language: Language) -> Bar:
    total = column.present + column.missing
    title = column.title.in_(language) if column.title else held(column, language)
    how = word(f"p_by_{column.matched_by}", language) if column.matched_by in ("alias", "normalised") else ""
    return Bar(
        index=column.index,
        letter=safe(column.letter, _LEVEL),
        label=safe(column.label, _LABEL) if column.label.strip() else word("p_no_label", language),
        title=safe(title or column.element or "", _TITLE),
        how=how,
        level=safe((column.level_title.in_(language) if column.level_title else column.level) or "", _LEVEL),
        personal=column.personal,
        present=column.present,
        missing=column.missing,
        faulty=column.faulty,
        filled=width(column.present, total),
        wrong=width(column.faulty or 0, total),
    )


def width(part: int, whole: int) -> int:
    """Return a share of the bar; what is there is never drawn as nothing, what is not all never as all."""
    if part <= 0 or whole <= 0:
        return 0
    return BAR if part >= whole else min(max(round(BAR * part / whole), 1), BAR - 1)


def _share(indicator: Indicator, language: Language) -> Share:
    reason = indicator.reason.in_(language) if indicator.reason else ""
    return Share(
        id=safe(f"{indicator.standard} {indicator.id}", _LABEL),
        title=safe(indicator.title.in_(language), _LABEL),
        dimension=dimension_of(indicator.dimension, language),
        value=value_of(indicator),
        empty=word("p_not_measured" if indicator.counts == "none" else "p_no_value", language),
        formula="" if indicator.counts == "none" else safe(_grouped(indicator, language), _LABEL),
        unit="" if indicator.counts in ("parts", "none") else counted_word(indicator.unit, language),
        counts=safe(reason, _WHY) if reason else word(f"p_counts_{indicator.counts}", language),
        polarity=word(indicator.polarity, language),
        lower=indicator.polarity == "lower",
    )


def _grouped(indicator: Indicator, language: Language) -> str:
    """Return the formula with numbers in groups of three digits."""
    if indicator.formula == "mean":
        return formula_of(indicator, language)
    ratio = f"{count(indicator.a)} / {count(indicator.b)}"
    return f"1 - {ratio}" if indicator.formula == "complement" else ratio


def scores_of(report: Report, language: Language) -> tuple[tuple[str, str], ...]:
    """Return (points and grade, how they come about) of each model that is weighed."""
    found = report.scores[:_MOST_SCORES]
    return tuple((safe(score_line(s, language), _TITLE), safe(score_formula(s, language), _SCORE)) for s in found)


def _several(names: tuple[str, ...], language: Language) -> str:
    said = ", ".join(_names(names[:10]))
    return word("p_and_more", language).format(said) if len(names) > 10 else said


def _names(names: tuple[str, ...]) -> Iterator[str]:
    return (safe(name, _LEVEL) for name in names)

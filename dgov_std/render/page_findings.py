"""The findings as the page shows them: the three to do first, all in full, and those told in one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dgov_std.render.page_text import Cut, count, cut, dimension_of, safe
from dgov_std.render.wording import (
    Family,
    clause,
    families,
    place,
    severity_word,
    title,
    todo,
    why,
    word,
)
from dgov_std.report.facts import Labels
from dgov_std.report.values import Column, Finding, Place, Report, Severity
from dgov_std.text import Language

MOST_FIRST = 3
MOST_FULL, MOST_SHORT = 200, 300
_ROOM_FULL, _ROOM_SHORT = 340_000, 150_000  # bytes of HTML
_FRAME_FULL, _FRAME_SHORT = 550, 300
_MOST_FAMILIES, _MOST_CELLS, _MOST_OTHERS = 4, 5, 6
_TITLE, _TODO, _WHY, _CLAUSE, _PLACE, _CELL = 200, 300, 160, 220, 90, 24
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in words. `full` is False where only number, level, place, problem and rows are told.

    `unshown` of `all_cells` hold other values than the families tell; `in_cells` is None where not cells are faulty.
    """

    number: int
    severity: str
    level: str
    rank: int
    column: int
    place: str
    others: str
    problem: str
    families: tuple[Family, ...]
    unshown: int
    all_cells: int
    rows: int | None
    in_cells: int | None
    cells: str
    why: str
    todo: str
    clause: str
    code: str
    dimension: str
    full: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """`first` are the things to do first; `lines` all that are shown, `left` how many are in the JSON report only."""

    first: tuple[Line, ...]
    lines: tuple[Line, ...]
    short: int
    left: int
    levels: tuple[tuple[str, str, int], ...]


def findings_of(report: Report, language: Language) -> Findings:
    """Return the findings in their order: as many in full as there is room for, then some in one line."""
    columns = {column.index: column for column in report.columns}
    ordered = sorted(report.findings, key=lambda each: each.number)
    full = cut(
        (_line(each, columns, language) for each in ordered),
        len(ordered),
        most=MOST_FULL,
        room=_ROOM_FULL,
        frame=_FRAME_FULL,
    )
    rest = ordered[len(full.shown) :]
    short: Cut[Line] = cut(
        (_line(each, columns, language, full=False) for each in rest),
        len(rest),
        most=MOST_SHORT,
        room=_ROOM_SHORT,
        frame=_FRAME_SHORT,
    )
    first = tuple(_line(each, columns, language) for each in _first(report, ordered))
    return Findings(first, full.shown + short.shown, len(short.shown), short.left, tuple(_levels(report, language)))


def _first(report: Report, ordered: list[Finding]) -> list[Finding]:
    """Return what to do first: what the report says, else the first that are more than notes."""
    named = [each for each in ordered if each.number in report.first_to_fix]
    return (named or [each for each in ordered if each.severity is not Severity.INFO])[:MOST_FIRST]


def _levels(report: Report, language: Language) -> Iterator[tuple[str, str, int]]:
    for severity in Severity:
        found = sum(each.severity is severity for each in report.findings)
        if found:
            yield severity.value, severity_word(severity, language), found


def _line(finding: Finding, columns: Mapping[int, Column], language: Language, *, full: bool = True) -> Line:
    # The wording looks its columns up one by one: it gets those of this finding, not 16,384.
    near = tuple(columns[index] for index in finding.columns if index in columns)
    shown = families(finding, language)[:_MOST_FAMILIES] if full else ()
    return Line(
        number=finding.number,
        severity=finding.severity.value,
        level=severity_word(finding.severity, language),
        rank=_RANK[finding.severity],
        column=finding.columns[0] if finding.columns else -1,
        place=safe(place(finding, language, near), _PLACE),
        others=_others(finding, near, language) if full else "",
        problem=safe(title(finding, language, near), _TITLE if full else _PLACE),
        families=shown,
        unshown=max(finding.cells - sum(each.cells for each in shown), 0),
        all_cells=finding.cells,
        rows=None if finding.unit == "file" and not finding.rows else finding.rows,
        in_cells=finding.cells if finding.unit == "cell" else None,
        cells=_cells(finding, language, _MOST_CELLS if full else 1),
        why=safe(why(finding, language), _WHY) if full else "",
        todo=safe(todo(finding, language, near), _TODO) if full else "",
        clause=safe(clause(finding.rule, language), _CLAUSE) if full else "",
        code=safe(finding.code, _CELL),
        dimension=dimension_of(finding.dimension, language),
        full=full,
    )


def _others(finding: Finding, near: tuple[Column, ...], language: Language) -> str:
    """Return the letters of the columns a finding is about besides the one that is named."""
    alike = isinstance(finding.facts, Labels)
    letters = [safe(column.letter, _CELL) for column in (near if alike else near[1:])]
    said = ", ".join(letters[:_MOST_OTHERS])
    if len(letters) > _MOST_OTHERS:
        said = word("p_and_more", language).format(said)
    return said if alike or not said else word("p_others", language).format(said)


def _cells(finding: Finding, language: Language, most: int) -> str:
    """Return the first cells, `D32, D35, D38 …`, or the first rows."""
    spots = [_spot(spot, language) for spot in finding.first[:most]]
    if not spots:
        return ""
    said = ", ".join(spots)
    return word("p_and_more", language).format(said) if finding.rows > len(spots) else said


def _spot(spot: Place, language: Language) -> str:
    return safe(spot.cell, _CELL) if spot.cell else word("row", language).format(count(spot.row))

"""The tables of the conformance report: by clause, by indicator, findings, what was not checked, code lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dgov_std.render import page_tables as tables
from dgov_std.render.gate import ruling_of, said_of
from dgov_std.render.page_tables import Pair, Share
from dgov_std.render.page_text import Cut, count, cut, safe
from dgov_std.render.statement_words import said
from dgov_std.render.wording import clause, code_of, place, severity_word, title, unchecked, word
from dgov_std.report.clauses import ClauseResult, Outcome, by_clause
from dgov_std.report.gate import ApprovedException
from dgov_std.report.values import CodeListEdition, Finding, Report
from dgov_std.text import Language

_MOST, _ROOM, _FRAME = 300, 150_000, 200  # rows; bytes of HTML in a table, and around a row
_LEVEL, _NAME, _PLACE, _SOURCE, _PROBLEM, _LISTED = 40, 80, 90, 160, 200, 8_000
_TONES = {
    Outcome.NOT_MET: "fail",
    Outcome.IN_DOUBT: "check",
    Outcome.NOT_CHECKED: "none",
    Outcome.NO_DATA: "none",
    Outcome.PARTLY: "part",
    Outcome.NOTED: "pass",
    Outcome.MET: "pass",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, a smaller one below it, and what colours it: `fail`, `check`, `pass`, `part`, `none` or nothing."""

    text: str
    small: str = ""
    tone: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column is called, its share of the width in percent, and whether it holds numbers."""

    label: str
    width: int
    right: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of cells; `left` says how many rows were left out."""

    name: str
    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the report: remarks, facts and tables under a title."""

    name: str
    title: str
    notes: tuple[str, ...]
    pairs: tuple[Pair, ...]
    tables: tuple[Table, ...]


def _table(name: str, language: Language, headings: tuple[tuple[str, int], ...], found: Cut[tuple[Cell, ...]]) -> Table:
    """Return a table; a heading whose width is negative is that of numbers."""
    heads = tuple(Heading(said(f"h_{key}", language), abs(width), width < 0) for key, width in headings)
    left = said("left", language, count(found.left)) if found.left else ""
    return Table(name, said(name, language), heads, found.shown, left)


def _cut(rows: Iterable[tuple[Cell, ...]], total: int) -> Cut[tuple[Cell, ...]]:
    return cut(rows, total, most=_MOST, room=_ROOM, frame=_FRAME)


def clauses_table(report: Report, language: Language) -> Table:
    """Return the results by clause."""
    found = by_clause(report)
    headings = (
        ("standard", 26),
        ("clause", 13),
        ("checks", -10),
        ("evaluated", -14),
        ("failed", -11),
        ("confidence", 12),
        ("outcome", 14),
    )
    return _table("clauses", language, headings, _cut((_clause(each, language) for each in found), len(found)))


def _clause(result: ClauseResult, language: Language) -> tuple[Cell, ...]:
    standard = safe(result.standard, _SOURCE) if result.standard else said("own", language)
    comma = said("comma", language)
    return (
        Cell(standard),
        Cell(safe(result.clause, _NAME) if result.clause else said("whole", language) if result.standard else "-"),
        Cell(said("ran_of", language, ran=count(result.ran), checks=count(result.checks))),
        Cell(_counts(((each.unit, each.evaluated) for each in result.counted), language)),
        Cell(_counts(((each.unit, each.failed) for each in result.counted), language)),
        Cell(comma.join(word(grade, language) for grade in result.confidence) or "-"),
        Cell(said(result.outcome.value, language), tone=_TONES[result.outcome]),
    )


def _counts(counted: Iterable[tuple[str, int]], language: Language) -> str:
    lines = [
        f"{count(number)} {said(f'u1_{unit}' if number == 1 else f'u_{unit}', language)}"
        for unit, number in counted
        if number
    ]
    return "\n".join(lines) or "0"


def indicators_table(report: Report, language: Language) -> Table:
    """Return the indicators, each with A and B."""
    found = tables.shares_of(report, language)
    headings = (("indicator", 34), ("formula", -18), ("value", -18), ("counted", 30))
    rows = tuple(_share(each) for each in found.shown)
    return _table("indicators", language, headings, Cut(rows, found.left))


def _share(share: Share) -> tuple[Cell, ...]:
    value = Cell(share.value, f"({share.polarity})") if share.value is not None else Cell(share.empty, tone="none")
    counted = f"{share.counts} ({share.unit})" if share.unit else share.counts
    return (Cell(share.title, f"{share.id} · {share.dimension}"), Cell(share.formula or "-"), value, Cell(counted))


def findings_table(report: Report, language: Language) -> Table | None:
    """Return the findings under the numbers they have everywhere, without any content of a cell."""
    if not report.findings:
        return None
    ordered = sorted(report.findings, key=lambda each: each.number)
    headings = (("number", -6), ("level", 11), ("place", 18), ("problem", 32), ("rows", -8), ("source", 25))
    return _table("findings", language, headings, _cut((_finding(report, each, language) for each in ordered), len(ordered)))


def _finding(report: Report, finding: Finding, language: Language) -> tuple[Cell, ...]:
    tone = {"error": "fail", "warning": "check"}.get(finding.severity.value, "")
    ruling = ruling_of(report, finding.number)
    return (
        Cell(count(finding.number)),
        Cell(severity_word(finding.severity, language), said_of(ruling, language) if ruling else "", tone=tone),
        Cell(safe(place(finding, language, report.columns), _PLACE)),
        Cell(safe(title(finding, language, report.columns, with_values=False), _PROBLEM), code_of(finding.code)),
        Cell(count(finding.rows) if finding.unit != "file" else "-"),
        Cell(safe(clause(finding.rule, language), _SOURCE)),
    )


def exceptions_table(report: Report, language: Language) -> Table | None:
    """Return the approved exceptions the gate was given, and what became of each; None where there are none."""
    approved = report.gate.exceptions if report.gate else ()
    if not approved:
        return None
    headings = (("check", 17), ("where", 16), ("count", -10), ("expires", 12), ("owner", 13), ("why", 20), ("state", 12))
    return _table("exceptions", language, headings, _cut((_exception(each, language) for each in approved), len(approved)))


def _exception(each: ApprovedException, language: Language) -> tuple[Cell, ...]:
    where = said("comma", language).join(part for part in (each.column, each.file) if part)
    most = said("most", language, count(each.most)) if each.most is not None else ""
    return (
        Cell(safe(each.check or each.code or "-", _NAME)),
        Cell(safe(where, _PLACE) or said("everywhere", language)),
        Cell(count(each.count), most),
        Cell(safe(each.expires, _LEVEL)),
        Cell(safe(each.owner, _NAME)),
        Cell(safe(each.reason, _PROBLEM)),
        Cell(said(each.state, language), tone={"expired": "fail", "used": "check"}.get(each.state, "none")),
    )


def unchecked_table(report: Report, language: Language) -> Table | None:
    """Return what was not checked, and why; None where everything was."""
    notes = unchecked(report, language, whole=True)
    if not notes:
        return None
    rows = ((Cell(safe(what, _LISTED)), Cell(safe(why, _PROBLEM))) for what, why in notes)
    return _table("unchecked", language, (("what", 55), ("reason", 45)), _cut(rows, len(notes)))


def lists_table(report: Report, language: Language) -> Table | None:
    """Return the code lists with their editions and fingerprints; None where none took part."""
    lists = report.basis.codelists if report.basis else ()
    if not lists:
        return None
    headings = (("list", 28), ("edition", 20), ("until", 14), ("sha256", 38))
    return _table("lists", language, headings, _cut((_list(each, language) for each in lists), len(lists)))


def _list(used: CodeListEdition, language: Language) -> tuple[Cell, ...]:
    until = safe(used.known_until, _LEVEL) if used.known_until else word("p_not_said", language)
    return (
        Cell(safe(used.title.in_(language), _NAME)),
        Cell(safe(used.edition or "-", _NAME)),
        Cell(until),
        Cell(safe(used.sha256, _NAME), code=True),
    )

"""What stands on the page, in words and in order: a Report turned into texts that are safe and short.

The template only places them. Everything is bounded, so that the page stays below a megabyte for any
report; what is left out is counted and said.
"""

from __future__ import annotations

from dataclasses import dataclass

from dgov_std.render import page_tables as tables
from dgov_std.render.gate import gate_heading, gate_lines
from dgov_std.render.likeness import advice
from dgov_std.render.page_findings import Findings, findings_of
from dgov_std.render.page_tables import Bar, Pair, Share
from dgov_std.render.page_text import Cut, count, middle, moment, safe
from dgov_std.render.wording import kinds, masked_note, summary, verdict_word, word
from dgov_std.report.values import Report, Status, Verdict
from dgov_std.text import Language

_HEAD, _TITLE, _SENTENCE, _BASIS = 80, 120, 300, 140
_MOST_GATED = 40  # lines behind the decision of the gate
_NARROW = 40  # bytes: 13 Chinese characters beside three other facts
_VERDICTS = {
    Verdict.PASS: "pass",
    Verdict.FAIL: "fail",
    Verdict.INCOMPLETE: "incomplete",
    Verdict.NOT_EVALUATED: "unchecked",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of rows in large type; `kind` colours it, `width` is its share of the bar (0 to 100)."""

    kind: str
    number: str
    said: str
    width: int


@dataclass(frozen=True, slots=True)
class Page:
    """All texts of the page; `counted`: whether it is known how many cells of the columns are faulty."""

    language: Language
    tab: str
    title: str
    head: tuple[Pair, ...]
    verdict: str
    verdict_class: str
    kinds: str
    limits: Cut[str]
    figures: tuple[Figure, ...]
    summary: str
    advice: tuple[str, ...]
    gate: str
    gated: tuple[str, ...]
    must: bool
    solved: str
    masked: bool
    legend: str
    findings: Findings
    total: int
    notes: Cut[tuple[str, str]]
    ran: int
    skipped: int
    scores: tuple[tuple[str, str], ...]
    shares: Cut[Share]
    bars: Cut[Bar]
    counted: bool
    file: tuple[Pair, ...]
    basis: tuple[Pair, ...]
    lists: Cut[tuple[str, str, str]]
    run: Cut[Pair]
    outputs: Cut[Pair]


def page_of(report: Report, language: Language) -> Page:
    """Return what the page says about a report."""
    title = _title(report, language)
    verdict = verdict_word(report.verdict, language)
    verdict = verdict[:1].upper() + verdict[1:]  # it stands alone
    ran = sum(check.status is Status.RAN for check in report.checks)
    figures = _figures(report, language)
    findings = findings_of(report, language)
    return Page(
        language=language,
        tab=" - ".join((verdict, middle(report.input.name, _HEAD), word("p_sheet_of", language))),
        title=title,
        head=_head(report, language),
        verdict=verdict,
        verdict_class=_VERDICTS[report.verdict],
        kinds=kinds(report, language),
        limits=tables.limits_of(report, language),
        figures=figures,
        summary="" if figures else safe(summary(report, language), _SENTENCE),
        advice=tuple(safe(line, _SENTENCE) for line in advice(report, language)),
        gate=safe(gate_heading(report, language), _SENTENCE),
        gated=tuple(safe(line, _SENTENCE) for line in gate_lines(report, language, _MOST_GATED)),
        must=any(line.rank == 0 for line in findings.first),
        solved=_solved(report, language),
        masked="show_values" not in report.options,
        legend=masked_note(report, language),
        findings=findings,
        total=len(report.findings),
        notes=tables.notes_of(report, language),
        ran=ran,
        skipped=len(report.checks) - ran,
        scores=tables.scores_of(report, language),
        shares=tables.shares_of(report, language),
        bars=tables.bars_of(report, language),
        counted=any(column.faulty is not None for column in report.columns),
        file=tables.file_of(report, language),
        basis=tables.basis_of(report, language),
        lists=tables.lists_of(report, language),
        run=tables.run_of(report, language),
        outputs=tables.outputs_of(report, language),
    )


def _title(report: Report, language: Language) -> str:
    if report.basis is None:
        return word("p_sheet_of", language)
    named = report.basis.dataset_title.in_(language) or report.basis.title.in_(language)
    if not named.strip():
        return word("p_sheet_of", language)
    gap = " " if language == "zh" and named[-1].isascii() else ""
    return word("p_title", language).format(safe(named, _TITLE) + gap)


def _head(report: Report, language: Language) -> tuple[Pair, ...]:
    source, basis = report.input, report.basis
    standard = ""
    if basis is not None:
        standard = basis.title.in_(language)
        if basis.edition and basis.edition not in standard:
            standard = word("p_with_edition", language).format(title=standard, edition=basis.edition)
    given = [
        ("p_sender", safe(report.sender or "", _HEAD)),
        ("p_period", safe(report.period or "", _HEAD)),
        ("p_receipt", safe(report.receipt, _HEAD)),
        ("p_file", middle(source.name, _HEAD)),
        ("p_sheet", safe(source.sheet or "", _HEAD)),
        ("p_against", safe(standard, _BASIS) or ("" if report.unread else word("p_no_standard", language))),
        ("p_as_of", safe(basis.as_of, _HEAD) if basis and basis.as_of else ""),
        ("p_started", moment(report.run.started, _HEAD) if report.run else ""),
    ]
    return tuple(Pair(word(key, language), value, wide=len(value.encode()) > _NARROW) for key, value in given if value)


def _figures(report: Report, language: Language) -> tuple[Figure, ...]:
    """Return the rows in three kinds that add up to all; nothing where no row was judged."""
    rows = report.rows
    judged = any(column.element is not None for column in report.columns) or report.verdict is not Verdict.NOT_EVALUATED
    judged = judged and all(finding.code != "STR108" for finding in report.findings)
    if not rows.total or not judged:
        return ()
    check = max(rows.total - rows.clean - rows.with_errors, 0)
    given = (("clean", rows.clean), ("error", rows.with_errors), ("warning", check))
    parts = tuple(Figure(kind, count(n), word(f"p_rows_{kind}", language), tables.width(n, rows.total)) for kind, n in given)
    return (Figure("all", count(rows.total), word("p_rows_all", language), 100), *parts)


def _solved(report: Report, language: Language) -> str:
    if not report.first_to_fix or not report.rows_solved_by_first:
        return ""
    return word("p_solved", language).format(count(report.rows_solved_by_first))

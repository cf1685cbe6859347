"""What the conformance report says, in order: a Report turned into texts that are safe and short.

The page and the document for word processors lay the same statement down. No content of a cell stands
in it. Everything is bounded; what is left out is counted and said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dgov_std.render import page_tables as tables
from dgov_std.render.gate import gate_heading, gate_lines
from dgov_std.render.page_tables import Pair
from dgov_std.render.page_text import count, middle, moment, safe
from dgov_std.render.statement_tables import (
    Section,
    Table,
    clauses_table,
    exceptions_table,
    findings_table,
    indicators_table,
    lists_table,
    unchecked_table,
)
from dgov_std.render.statement_words import said
from dgov_std.render.wording import severity_word, summary, verdict_word, word
from dgov_std.report.values import Report, Severity, Status, Verdict
from dgov_std.text import Language

_HEAD, _TITLE, _SENTENCE = 80, 160, 300
_SIGNED = ("tester", "reviewer", "seal", "date")
_MOST_GATED = 60  # lines behind the decision of the gate
_TONES = {
    Verdict.PASS: "pass",
    Verdict.FAIL: "fail",
    Verdict.INCOMPLETE: "incomplete",
    Verdict.NOT_EVALUATED: "unchecked",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """All texts of the report. `tone` colours the verdict; `sign` are what is filled in by hand, with what stands there."""

    language: Language
    title: str
    subtitle: str
    number: str
    head: tuple[Pair, ...]
    verdict: str
    tone: str
    said: tuple[str, ...]
    limits: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    sign: tuple[tuple[str, str], ...]
    made_by: str


def statement_of(report: Report, language: Language) -> Statement:
    """Return what the conformance report says about a report."""
    verdict = verdict_word(report.verdict, language)
    return Statement(
        language=language,
        title=said("title", language),
        subtitle=_subtitle(report, language),
        number=safe(report.receipt, _HEAD),
        head=_head(report, language),
        verdict=verdict[:1].upper() + verdict[1:],  # it stands alone
        tone=_TONES[report.verdict],
        said=_concluded(report, language),
        limits=_limits(report, language),
        sections=tuple(section for section in _sections(report, language) if section is not None),
        notes=_notes(report, language),
        sign=tuple((said(f"s_{key}", language), said(f"there_{key}", language)) for key in _SIGNED),
        made_by=said("made_by", language, safe(report.versions.get("dgov-std", ""), _HEAD)),
    )


def _subtitle(report: Report, language: Language) -> str:
    basis = report.basis
    if basis is None:
        return said("against_none", language)
    return safe(basis.dataset_title.in_(language) or basis.title.in_(language), _TITLE)


def _head(report: Report, language: Language) -> tuple[Pair, ...]:
    given = [
        (said("number", language), safe(report.receipt, _HEAD)),
        (word("p_started", language), moment(report.run.started, _HEAD) if report.run else ""),
        (word("p_sender", language), safe(report.sender or "", _HEAD)),
        (word("p_period", language), safe(report.period or "", _HEAD)),
        (word("p_file", language), middle(report.input.name, _HEAD)),
        (word("p_against", language), _standard(report, language)),
    ]
    return tuple(Pair(name, value) for name, value in given if value)


def _standard(report: Report, language: Language) -> str:
    basis = report.basis
    if basis is None:
        return said("against_none", language)
    title = basis.title.in_(language)
    named = word("p_with_edition", language).format(title=title, edition=basis.edition)
    return safe(named if basis.edition and basis.edition not in title else title, _TITLE)


def _concluded(report: Report, language: Language) -> tuple[str, ...]:
    """Return the conclusion in sentences: what was found, and what it does not cover."""
    ran = sum(check.status is Status.RAN for check in report.checks)
    skipped = len(report.checks) - ran
    kinds = {severity: sum(finding.severity is severity for finding in report.findings) for severity in Severity}
    named = {"ran": count(ran), "count": count(kinds[Severity.ERROR]), "rows": count(report.rows.with_errors)}
    lines = [said(f"said_{report.verdict.value}", language, **named)]
    if report.verdict is Verdict.INCOMPLETE and ran:
        lines.append(said("said_done", language, ran=count(ran)))
    if report.verdict is Verdict.NOT_EVALUATED:
        lines.append(safe(summary(report, language), _SENTENCE))
    if report.verdict is Verdict.PASS and kinds[Severity.WARNING]:
        lines.append(said("said_warnings", language, count=count(kinds[Severity.WARNING])))
    if skipped and report.verdict in (Verdict.PASS, Verdict.FAIL):
        lines.append(said("said_skipped", language, count=count(skipped)))
    gate = safe(gate_heading(report, language), _SENTENCE)
    if gate:
        lines.append(said("said_gate", language, gate=gate))
    return tuple(line for line in lines if line)


def _limits(report: Report, language: Language) -> tuple[str, ...]:
    found = tables.limits_of(report, language)
    return (*found.shown, said("left", language, count(found.left))) if found.left else found.shown


def _sections(report: Report, language: Language) -> tuple[Section | None, ...]:
    def titled(name: str, *parts: Table | None, pairs: tuple[Pair, ...] = (), notes: tuple[str, ...] = ()) -> Section:
        return Section(name, said(name, language), notes, pairs, tuple(part for part in parts if part is not None))

    basis = (*tables.basis_of(report, language), *_names(report, language))
    none = () if basis else (said("against_none", language),)
    tool = tables.run_of(report, language)
    more = (said("left", language, count(tool.left)),) if tool.left else ()
    scores = tuple(": ".join(pair) for pair in tables.scores_of(report, language))
    ran = sum(check.status is Status.RAN for check in report.checks)
    all_made = (
        ()
        if ran < len(report.checks) or (ran and not basis)
        else (said("nothing_left" if ran else "no_checks", language, count(ran)),)
    )
    clean = "nothing_found" if report.verdict is Verdict.PASS else "none_listed" if ran else "no_checks"
    file = tuple(pair for pair in tables.file_of(report, language) if pair.name != word("p_started", language))
    lists = lists_table(report, language)
    return (
        titled("object", pairs=(*file, *_size(report, language))),
        titled("basis", pairs=basis, notes=none),
        titled("tool", pairs=tool.shown, notes=more),
        titled("clauses", clauses_table(report, language), notes=(said("clauses_note", language),))
        if report.checks
        else None,
        titled("indicators", indicators_table(report, language), notes=(*scores, said("indicators_note", language)))
        if report.indicators
        else None,
        titled(
            "findings",
            findings_table(report, language),
            notes=(said("findings_note" if report.findings else clean, language),),
        ),
        titled("unchecked", unchecked_table(report, language), notes=all_made),
        titled("gate", exceptions_table(report, language), pairs=_rules(report, language), notes=_gated(report, language))
        if report.gate
        else None,
        titled("lists", lists) if lists else None,
    )


def _rules(report: Report, language: Language) -> tuple[Pair, ...]:
    """Return what else a gate went by, to judge once more; the receipt is that of the data and does not tell."""
    gate = report.gate
    if gate is None:
        return ()
    fails = said("fails_none", language) if gate.fail_on == "none" else severity_word(Severity(gate.fail_on), language)
    given = [
        Pair(said("fail_on", language), fails),
        Pair(said("judged_on", language), safe(gate.day or "", _HEAD)),
        Pair(said("baseline", language), gate.baseline.sha256 if gate.baseline else "", code=True),
    ]
    return tuple(pair for pair in given if pair.value)


def _gated(report: Report, language: Language) -> tuple[str, ...]:
    """Return the decision of the gate and its reasons; exceptions have their table."""
    bare = replace(report, gate=replace(report.gate, exceptions=())) if report.gate else report
    lines = (gate_heading(report, language), *gate_lines(bare, language, _MOST_GATED))
    return tuple(safe(line, _SENTENCE) for line in lines)


def _names(report: Report, language: Language) -> tuple[Pair, ...]:
    """Return by which names the program knows the standard and its table, to test once more."""
    names = (report.basis.standard, report.basis.dataset) if report.basis else ()
    value = " / ".join(safe(each, _HEAD) for each in names if each)
    return (Pair(said("names", language), value, code=True),) if value else ()


def _size(report: Report, language: Language) -> tuple[Pair, ...]:
    if report.unread:
        return ()
    rows = report.rows
    known = {"total": count(rows.total), "clean": count(rows.clean), "failing": count(rows.with_errors)}
    judged = report.verdict is not Verdict.NOT_EVALUATED and rows.total
    check = count(max(rows.total - rows.clean - rows.with_errors, 0))
    text = said("rows_said" if judged else "rows_total", language, check=check, **known)
    return (
        Pair(said("rows", language), text),
        Pair(said("columns", language), count(len(report.columns))),
    )


def _notes(report: Report, language: Language) -> tuple[str, ...]:
    keys = ["file"] if report.input.sha256 else []
    keys += ["again", "scope", "confidence"]
    keys += ["shown"] if "show_values" in report.options else []
    return tuple(said(f"note_{key}", language) for key in keys)

"""The report as Markdown, for pull requests, step summaries and mail: the decision first, at most 256 KB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from dgov_std.render.gate import gate_heading, gate_lines
from dgov_std.render.likeness import advice, distinct, held, is_bare
from dgov_std.render.markdown_text import code, escaped
from dgov_std.render.quality import indicator_line, score_lines
from dgov_std.render.reading import reading_line
from dgov_std.render.wording import (
    Family,
    clause,
    code_of,
    families,
    kinds,
    masked_note,
    place,
    severity_word,
    summary,
    title,
    todo,
    unchecked,
    verdict_word,
    why,
    word,
)
from dgov_std.report.values import CodeListEdition, Finding, Report
from dgov_std.report.visible import visible
from dgov_std.text import Language

MOST_BYTES = 256 * 1024
_ROOM = 200 * 1024  # for the table of findings and what stands before it; the rest keeps its own, smaller limits
_MOST_LINES = 60
_MOST_EXAMPLES = 3
_LONGEST = 400


def render(report: Report, *, language: Language) -> str:
    """Return the report as GitHub-flavoured Markdown, ending in a newline; what did not fit is counted."""
    page = _Page(report, language)
    lines = [*page.head(), *page.gate(), *page.first()]
    lines += page.table(_ROOM - _size(lines))
    return "\n".join([*lines, *page.not_checked(), *page.indicators(), *page.fingerprints()]).rstrip("\n") + "\n"


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def _short(text: str) -> str:
    """Return text from outside, cut where it is too long, safe for a line of Markdown."""
    shown = visible(text[: _LONGEST + 1])
    return escaped(shown if len(shown) <= _LONGEST else shown[: _LONGEST - 3] + "...")


class _Page:
    """The parts of the page, each a list of lines."""

    def __init__(self, report: Report, language: Language) -> None:
        self.report, self.language = report, language

    def head(self) -> list[str]:
        """Return the decision, why it is none, and what was checked against what."""
        report = self.report
        limits = (self._say("limit", _short(limit.in_(self.language))) for limit in report.limits)
        lines = [f"# {self._say('m_title', verdict_word(report.verdict, self.language))}", ""]
        lines += [f"**{line}**\n" for line in self._capped(limits, len(report.limits))]
        lines += [
            line + "\n" for line in (_short(kinds(report, self.language)), _short(summary(report, self.language))) if line
        ]
        named = code(visible(report.input.name[:_LONGEST])[:_LONGEST])
        sheet = word("sheet", self.language).format(_short(report.input.sheet)) if report.input.sheet else ""
        size = word("size", self.language).format(rows=report.rows.total, columns=len(report.columns))
        size = "" if report.unread else size
        file = "  ".join(part for part in (named, sheet, size) if part)
        lines.append("- " + self._say("m_file", name=file))
        if not report.unread:
            reading = reading_line(report.input, self.language, everything=True)
            lines += ["- " + _short(reading), "- " + self._basis()]
        lines += ["- " + _short(line) for line in advice(report, self.language)]
        lines += ["- " + self._say("m_sender", _short(report.sender))] if report.sender else []
        lines += ["- " + self._say("m_period", _short(report.period))] if report.period else []
        lines += ["- " + self._say("receipt", _short(report.receipt))] if report.receipt else []
        return [*lines, "", *self.columns()]

    def columns(self) -> list[str]:
        """Return what the columns hold, of a file that no standard was applied to."""
        if not is_bare(self.report):
            return []
        heads = [self._say(key) for key in ("l_heading", "l_present", "l_missing", "l_distinct", "l_held")]
        lines = [_row(heads), _row(["---", "--:", "--:", "--:", "---"])]
        for column in self.report.columns[:_MOST_LINES]:
            label = _short(f"{column.letter} {column.label}")
            counts = (f"{column.present:,}", f"{column.missing:,}", distinct(column))
            lines.append(_row([label, *counts, _short(held(column, self.language))]))
        hidden = len(self.report.columns) - _MOST_LINES
        return [*lines, "", *([self._say("m_left_out", hidden), ""] if hidden > 0 else [])]

    def gate(self) -> list[str]:
        """Return the decision of the gate, and what stands behind it."""
        if self.report.gate is None:
            return []
        told = gate_lines(self.report, self.language)
        lines = self._capped(map(_short, told), len(told))
        return [f"**{_short(gate_heading(self.report, self.language))}**", "", *(f"- {line}" for line in lines), ""]

    def first(self) -> list[str]:
        """Return what to do first, with why, how, and by which rule."""
        chosen = [each for number in self.report.first_to_fix for each in self.report.findings if each.number == number]
        if not chosen:
            return []
        lines = [f"## {self._say('m_first')}", ""]
        for finding in chosen:
            where = _short(place(finding, self.language, self.report.columns))
            what = _short(title(finding, self.language, self.report.columns))
            key = "m_first_line" if finding.first else "m_first_file"
            lines.append(
                "- "
                + self._say(
                    key, number=finding.number, place=where, title=what, rows=finding.rows, first=self._spot(finding)
                )
            )
            lines.append("  - " + self._say("m_why", _short(why(finding, self.language))))
            lines.append("  - " + self._say("f_todo", _short(todo(finding, self.language, self.report.columns))))
            lines += ["  - " + self._family(family) for family in families(finding, self.language)[:_MOST_EXAMPLES]]
            lines.append("  - " + self._say("f_clause", _short(clause(finding.rule, self.language))))
        return [*lines, ""]

    def table(self, room: int) -> list[str]:
        """Return the table of all findings in at most `room` bytes, under the numbers they have everywhere."""
        findings = sorted(self.report.findings, key=lambda finding: finding.number)
        if not findings:
            return []
        keys = ("h_number", "h_severity", "h_place", "h_problem", "i_examples", "h_rows", "i_cells", "h_first")
        heads = [self._say(key) for key in (*keys, "i_todo", "i_clause", "m_code")]
        sides = ["--:", "---", "---", "---", "---", "--:", "--:", "---", "---", "---", "---"]
        lines = [f"## {self._say('m_findings', len(findings))}", "", _row(heads), _row(sides)]
        room -= _size(lines)
        for i, finding in enumerate(findings):
            line = _row(self._cells(finding))
            room -= _size([line])
            if room < 0:
                return [*lines, "", self._say("m_left_out", len(findings) - i), ""]
            lines.append(line)
        note = masked_note(self.report, self.language)
        return [*lines, "", *([note, ""] if note else [])]

    def not_checked(self) -> list[str]:
        """Return what was not checked, and why."""
        found = unchecked(self.report, self.language)
        return self._part("i_not_checked", (f"{_short(what)}: {_short(why)}" for what, why in found), len(found))

    def indicators(self) -> list[str]:
        """Return the scores, and the indicators with their A, B and polarity."""
        scores = [_short(line) for line in score_lines(self.report, self.language)]
        told = (_short(indicator_line(each, self.language)) for each in self.report.indicators)
        return self._part("i_indicators", chain(scores, told), len(scores) + len(self.report.indicators))

    def fingerprints(self) -> list[str]:
        """Return what the verdict depends on: the hashes of file, standard and lists, the versions."""
        report = self.report
        versions = ", ".join(f"{name} {version}" for name, version in report.versions.items() if name != "dgov-std")
        made = self._say("m_made", _short(report.versions.get("dgov-std", "")))
        lines = [f"{made} ({_short(versions)})" if versions else made]
        if report.input.sha256:
            name = visible(report.input.name[:_LONGEST])[:_LONGEST]
            lines.append(self._say("i_file", name=code(name), sha256=code(report.input.sha256)))
        lists = report.basis.codelists if report.basis else ()
        if report.basis:
            lines.append(self._say("m_bundle", code(report.basis.bundle_sha256)))
        return self._part("m_fingerprints", chain(lines, map(self._list, lists)), len(lines) + len(lists))

    def _list(self, used: CodeListEdition) -> str:
        named = {"title": _short(used.title.in_(self.language)), "edition": _short(used.edition or "-")}
        return self._say("m_list", sha256=code(used.sha256[:_LONGEST]), **named)

    def _part(self, heading: str, lines: Iterable[str], total: int) -> list[str]:
        if not total:
            return []
        return [f"## {self._say(heading)}", "", *(f"- {line}" for line in self._capped(lines, total)), ""]

    def _capped(self, lines: Iterable[str], total: int) -> Iterator[str]:
        """Yield the first lines and how many more there are: some 60 lines, and 11 KB, of each part."""
        room = (MOST_BYTES - _ROOM) // 5
        for i, line in enumerate(lines):
            room -= _size([line])
            if i == _MOST_LINES or room < 0:
                yield self._say("m_left_out", total - i)
                return
            yield line

    def _basis(self) -> str:
        basis = self.report.basis
        if basis is None:
            return self._say("no_basis")
        titles = dict.fromkeys((basis.title.in_(self.language), basis.edition, basis.dataset_title.in_(self.language)))
        said = self._say("basis", _short(" / ".join(each for each in titles if each)))
        return said + (", " + self._say("as_of", _short(basis.as_of)) if basis.as_of else "")

    def _cells(self, finding: Finding) -> list[str]:
        columns = self.report.columns
        return [
            str(finding.number),
            severity_word(finding.severity, self.language),
            _short(place(finding, self.language, columns)),
            _short(title(finding, self.language, columns)),
            self._examples(finding),
            str(finding.rows) if finding.unit != "file" else "-",
            str(finding.cells) if finding.unit == "cell" else "-",
            self._spot(finding),
            _short(todo(finding, self.language, columns)),
            _short(clause(finding.rule, self.language)),
            escaped(code_of(finding.code)),
        ]

    def _examples(self, finding: Finding) -> str:
        found = families(finding, self.language)
        said = [f"{self._value(each.value)} x {each.cells}" + self._mask(each) for each in found[:_MOST_EXAMPLES]]
        if len(found) > _MOST_EXAMPLES:
            said.append(self._say("m_more_values"))
        return ", ".join(said)

    def _family(self, family: Family) -> str:
        said = f"{self._value(family.value)} x {family.cells:,}" + self._mask(family)
        said += f": {escaped(family.slip)}" if family.slip else ""
        return said + (f" → {code(family.suggestion)}" if family.suggestion is not None else "")

    def _value(self, text: str) -> str:
        return code(text) if text else self._say("p_blank")

    def _mask(self, family: Family) -> str:
        return " " + self._say("m_masked") if family.masked else ""

    def _spot(self, finding: Finding) -> str:
        if not finding.first:
            return "-"
        spot = finding.first[0]
        return _short(spot.cell or self._say("row", spot.row))

    def _say(self, key: str, *given: object, **named: object) -> str:
        return word(key, self.language).format(*given, **named)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

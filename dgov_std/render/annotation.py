"""The words of the annotated workbook: comments on cells, and the lines of its index sheet.

`AnnotationWords` satisfies `dgov_std.reject.values.Words`; that room words nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from dgov_std.render.quality import indicator_line, score_lines
from dgov_std.render.wording import (
    clause,
    kinds,
    masked_note,
    place,
    severity_word,
    summary,
    title,
    todo,
    unchecked,
    verdict_word,
    word,
)
from dgov_std.report.values import Column, Finding, Report
from dgov_std.report.visible import visible
from dgov_std.text import Language

_MOST_EXAMPLES = 3
_LONGEST_EXAMPLE = 40


@dataclass(frozen=True, slots=True)
class AnnotationWords:
    """The wording in one language, for the columns of one report."""

    language: Language
    columns: tuple[Column, ...]

    def sheet(self) -> str:
        """Return the name of the index sheet."""
        return "检查结果" if self.language == "zh" else "Check result"

    def comment(self, finding: Finding, suggestion: str | None) -> str:
        """Return the comment on one faulty cell: number, what is wrong, what to type, source."""
        severity = severity_word(finding.severity, self.language)
        what = title(finding, self.language, self.columns, with_values=False)
        lines = [self._say("c_head").format(number=finding.number, severity=severity, title=what)]
        if suggestion is None:
            lines.append(self._say("c_todo").format(todo(finding, self.language, self.columns, with_values=False)))
        else:
            lines.append(self._say("c_fix").format(visible(suggestion)))
        return "\n".join([*lines, self._say("c_clause").format(clause(finding.rule, self.language))])

    def head(self, report: Report) -> tuple[str, ...]:
        """Return the lines above the table of findings: decision first."""
        limits = [self._say("limit").format(visible(limit.in_(self.language))) for limit in report.limits]
        verdict = self._say("verdict").format(verdict_word(report.verdict, self.language))
        basis = self._say("no_basis")
        if report.basis is not None:
            parts = [report.basis.title.in_(self.language), report.basis.edition]
            basis = self._say("basis").format(visible(" ".join(parts)))
            if report.basis.as_of:
                basis += "  " + self._say("as_of").format(visible(report.basis.as_of))
        lines = [
            self._say("i_title"),
            f"{verdict}   {kinds(report, self.language)}".rstrip(),
            *limits,
            summary(report, self.language),
            basis,
            visible(report.input.name) + "   " + self._say("receipt").format(visible(report.receipt)),
        ]
        return (*lines, self._say("i_forward"))

    def personal(self) -> str:
        """Return the warning that the workbook holds personal information."""
        return self._say("i_personal")

    def headings(self) -> tuple[str, ...]:
        """Return the headings of the table of findings."""
        keys = (
            "h_number",
            "h_severity",
            "h_place",
            "h_first",
            "h_problem",
            "i_examples",
            "h_rows",
            "i_cells",
            "i_todo",
            "i_clause",
        )
        return tuple(map(self._say, keys))

    def line(self, finding: Finding) -> tuple[str | int, ...]:
        """Return the cells of one finding. Examples are those of the report: masked where personal."""
        first = finding.first[0] if finding.first else None
        spot = "" if first is None else first.cell or self._say("row").format(first.row)
        values = [visible(example.value)[:_LONGEST_EXAMPLE] for example in finding.examples[:_MOST_EXAMPLES]]
        return (
            finding.number,
            severity_word(finding.severity, self.language),
            place(finding, self.language, self.columns),
            visible(spot),
            title(finding, self.language, self.columns),
            "\n".join(values),
            finding.rows if finding.unit != "file" else "-",
            finding.cells if finding.unit == "cell" else "-",
            todo(finding, self.language, self.columns),
            clause(finding.rule, self.language),
        )

    def tail(self, report: Report) -> tuple[str, ...]:
        """Return the lines below the table: what was not checked, indicators, fingerprint."""
        masked = masked_note(report, self.language)
        lines: list[str] = [masked] if masked else []
        notes = unchecked(report, self.language)
        if notes:
            lines += ["", self._say("i_not_checked"), *(f"{what}: {why}" for what, why in notes)]
        if report.indicators:
            told = (indicator_line(each, self.language) for each in report.indicators)
            lines += ["", self._say("i_indicators"), *score_lines(report, self.language), *told]
        if report.input.sha256:
            fingerprint = self._say("i_file").format(name=visible(report.input.name), sha256=report.input.sha256)
            lines += ["", fingerprint]
        return tuple(lines)

    def capped(self, number: int, cap: int) -> str:
        """Return the note that only the first cells of a finding are marked."""
        return self._say("i_capped").format(number=number, cap=cap)

    def cut(self, rows: int) -> str:
        """Return the note that a sheet cannot hold all rows."""
        return self._say("i_cut").format(rows=rows)

    def _say(self, key: str) -> str:
        return word(key, self.language)
